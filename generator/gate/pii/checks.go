package pii

import "strings"

// provinces are the first characters of vehicle plates (GA 36).
const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

// province reports the first two digits of a code of an administrative division (GB/T 2260), and 81, 82, 83 of
// residence permits for people from Hong Kong, Macau and Taiwan.
func province(code string) bool {
	const known = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 "
	return len(code) >= 2 && strings.Contains(known, " "+code[:2]+" ")
}

// day reports a day that exists, of eight digits (year 1800 to 2039).
func day(s string) bool {
	y, m, d := value(s[:4]), value(s[4:6]), value(s[6:8])
	return y >= 1800 && y < 2040 && realDay(y, m, d)
}

func realDay(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	length := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m-1]
	if m == 2 && y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		length = 29
	}
	return d <= length
}

// value reads a few digits; what is no digit counts as it stands in the character table, so callers check first.
func value(s string) int {
	n := 0
	for _, c := range []byte(s) {
		n = n*10 + int(c-'0')
	}
	return n
}

// residentForm reports province and day of birth of 18 characters. Cards of foreigners (since 2023) put a 9 first.
func residentForm(id string) bool {
	if len(id) != 18 || !day(id[6:14]) {
		return false
	}
	return province(id) || id[0] == '9' && province(id[1:])
}

// residentCheck is ISO 7064 MOD 11-2 over 18 characters (GB 11643-1999).
func residentCheck(id string) bool {
	sum := 0
	for i, w := range [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(id[i]-'0')
	}
	return "10X98765432"[sum%11] == id[17]
}

// luhn is the check of ISO/IEC 7812-1.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// creditForm reports the first eight characters of a unified social credit code and its alphabet (GB 32100-2015).
func creditForm(code string) bool {
	if len(code) != 18 || strings.IndexByte("123456789ANY", code[0]) < 0 || strings.IndexByte("1234569", code[1]) < 0 {
		return false
	}
	for i := range 18 {
		if strings.IndexByte(creditAlphabet, code[i]) < 0 || i >= 2 && i < 8 && code[i] > '9' {
			return false
		}
	}
	return province(code[2:]) || code[2:4] == "10" // 10: registered with the state
}

// creditCheck is mod 31 with the weights 3^i.
func creditCheck(code string) bool {
	sum, w := 0, 1
	for i := range 17 {
		sum += w * strings.IndexByte(creditAlphabet, code[i])
		w = w * 3 % 31
	}
	return creditAlphabet[(31-sum%31)%31] == code[17]
}

// hongKong is the check of an HKID: one or two letters, six digits, then a digit or A; weights 9 to 1, mod 11, a
// missing first letter counts 36.
func hongKong(letters, digits string, check byte) bool {
	sum := 9 * 36
	if len(letters) == 2 {
		sum = 9 * int(letters[0]-'A'+10)
	}
	sum += 8 * int(letters[len(letters)-1]-'A'+10)
	for i := range 6 {
		sum += (7 - i) * int(digits[i]-'0')
	}
	c := 10
	if check != 'A' {
		c = int(check - '0')
	}
	return (sum+c)%11 == 0
}

// taiwan is the check of an identity number of Taiwan: a letter, then nine digits of which the first is the sex (1, 2)
// or, for residents without household registration, 8 or 9; on older cards of theirs a second letter A to D.
func taiwan(letters, digits string) bool {
	const order = "ABCDEFGHJKLMNPQRSTUVXYWZIO" // A is 10, …, O is 35
	first := strings.IndexByte(order, letters[0]) + 10
	if len(letters) == 2 {
		digits = string('0'+byte((strings.IndexByte(order, letters[1])+10)%10)) + digits
	}
	if len(digits) != 9 || first < 10 {
		return false
	}
	sum := first/10 + first%10*9
	for i := range 8 {
		sum += (8 - i) * int(digits[i]-'0')
	}
	return (sum+int(digits[8]-'0'))%10 == 0
}

// readable is the check of a field of a machine readable zone: weights 7-3-1, mod 10, letters from 10, < is 0
// (ICAO 9303-3).
func readable(field string, check byte) bool {
	sum := 0
	for i := range len(field) {
		v := 0
		switch c := field[i]; {
		case c >= '0' && c <= '9':
			v = int(c - '0')
		case c >= 'A' && c <= 'Z':
			v = int(c-'A') + 10
		}
		sum += v * [...]int{7, 3, 1}[i%3]
	}
	return check >= '0' && check <= '9' && sum%10 == int(check-'0')
}
