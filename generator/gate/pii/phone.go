package pii

import "strings"

// national brings a telephone number to the form it is dialled in at home, without a leading 0: 13800138000, 59187654321.
func national(digits string) string {
	for _, prefix := range []string{"0086", "086", "86"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok && len(rest) >= 10 {
			digits = rest
			break
		}
	}
	return strings.TrimPrefix(digits, "0")
}

func mobileForm(d string) bool {
	return len(d) == 11 && d[0] == '1' && d[1] >= '3'
}

// mobiles finds mainland mobile numbers (numbering plan of 2010: 1, 3–9, nine digits), with or without 86 and 0.
func (l *line) mobiles(groups []group) {
	for _, n := range []int{15, 14, 13, 12, 11} {
		windows(groups, n, gapMark, func(i, j int) {
			at := span{groups[i].from, groups[j].to}
			d := l.read(at)
			switch {
			case n == 11:
			case n == 12 && d[0] == '0', n == 13 && d[:2] == "86", n == 15 && d[:4] == "0086", n == 14 && (d[:3] == "086" || d[:3] == "860"):
			default:
				return
			}
			if d = d[n-11:]; !mobileForm(d) || !l.telephone(groups, i, j) {
				return
			}
			if l.phone(d) {
				l.claim(at)
				return
			}
			l.report(Mobile, Block, at, d)
		})
	}
}

// parted finds mobile numbers in three groups with any sign between them, where words say that it is one.
func (l *line) parted(groups []group) {
	for i := 0; i+2 < len(groups); i++ {
		a, b, c := groups[i], groups[i+1], groups[i+2]
		at := span{a.from, c.to}
		if a.to-a.from != 3 || b.to-b.from != 4 || c.to-c.from != 4 || b.before != gapLoose || c.before != gapLoose {
			continue
		}
		if d := l.read(a.span) + l.read(b.span) + l.read(c.span); mobileForm(d) && l.near(at, 10, 0, phoneWords()...) && !l.phone(d) {
			l.report(Mobile, Block, at, d)
		}
	}
}

// phone reports a number that a public office has.
func (l *line) phone(digits string) bool { return l.scanner.phones[national(digits)] }

// telephone reports that a row of groups is neither an amount, nor a decimal, nor a piece of something longer.
func (l *line) telephone(groups []group, i, j int) bool {
	at := span{groups[i].from, groups[j].to}
	if !l.whole(at) || l.part(at) {
		return false
	}
	if l.near(at, 10, 0, phoneWords()...) {
		return true
	}
	if i == j {
		return !l.amount(at)
	}
	return !l.decimals(groups[i:j+1]) && !l.grouped(groups[i:j+1]) && !l.dated(groups[i:j+1]) && !(l.amount(at) && groups[j].before == gapSpace)
}

// decimals reports a row whose last group is one or two digits after a dot: a sum of money.
func (l *line) decimals(row []group) bool {
	k := len(row) - 1
	return k > 0 && row[k].to-row[k].from <= 2 && l.rune(row[k].from-1) == '.' && row[k-1].to-row[k-1].from > 2
}

// grouped reports digits in threes, parted by spaces, as English and French write large numbers.
func (l *line) grouped(row []group) bool {
	for k, g := range row {
		if k > 0 && (g.to-g.from != 3 || g.before != gapSpace) || k == 0 && g.to-g.from > 3 {
			return false
		}
	}
	return true
}

// dated reports a row that holds a date with strokes or dots, such as 2024-11-20 128: a date and a count.
func (l *line) dated(row []group) bool {
	for k := 0; k+2 < len(row); k++ {
		y, m, d := l.read(row[k].span), l.read(row[k+1].span), l.read(row[k+2].span)
		if len(y) == 4 && (y[:2] == "19" || y[:2] == "20") && len(m) <= 2 && len(d) <= 2 && realDay(2000, value(m), value(d)) && row[k+1].before == gapMark && row[k+2].before == gapMark {
			return true
		}
	}
	return false
}

func phoneWords() []string {
	return []string{"电话", "手机", "联系", "致电", "拨打", "来电", "热线", "座机", "传真", "tel", "phone", "mobile", "call", "fax", "whatsapp"}
}

// areaCode reports an area code of the mainland: 010, 02x and four digits from 03xx to 09xx.
func areaCode(s string) bool {
	switch len(s) {
	case 3:
		return s == "010" || s[:2] == "02" && s != "026"
	case 4:
		return s[0] == '0' && s[1] >= '3' && s[1] <= '9' && s[2] != '0'
	}
	return false
}

// landline reports area code and local number: eight digits after three, seven or eight after four.
func landline(d string) bool {
	if len(d) < 11 || len(d) > 12 || d[0] != '0' {
		return false
	}
	n := 4
	if areaCode(d[:3]) {
		n = 3
	}
	return areaCode(d[:n]) && d[n] >= '2' && d[n] <= '8' && (n == 4 || len(d) == 11)
}

// landlines finds numbers with an area code, 400 and 800 numbers, and local numbers where words say so.
func (l *line) landlines(groups []group, longest int) {
	tell := func(at span, d string) {
		if l.phone(d) {
			l.claim(at)
			return
		}
		l.report(Landline, Block, at, d)
	}
	for _, n := range []int{16, 15, 14, 13, 12, 11} {
		if n > longest {
			continue
		}
		windows(groups, n, gapMark, func(i, j int) {
			at := span{groups[i].from, groups[j].to}
			d := l.read(at)
			if n > 11 && strings.HasPrefix(d, "86") && (l.rune(at.from-1) == '+' || groups[i].to-groups[i].from == 2) {
				if d = d[2:]; d[0] != '0' {
					d = "0" + d
				}
			} else if n > 12 && strings.HasPrefix(d, "0086") {
				d = "0" + strings.TrimPrefix(d[4:], "0")
			} else if n > 12 {
				return
			} else if i < j && !areaCode(l.read(groups[i].span)) && groups[j].to-groups[i].from > 2*n-2 {
				return
			}
			if landline(d) && l.telephone(groups, i, j) {
				tell(at, d)
			}
		})
	}
	windows(groups, 10, gapMark, func(i, j int) {
		at := span{groups[i].from, groups[j].to}
		d := l.read(at)
		if (d[:3] == "400" || d[:3] == "800") && d[3:] != "0000000" && l.telephone(groups, i, j) && (i == j || groups[i].to-groups[i].from <= 4) {
			tell(at, d)
		}
	})
	for _, n := range []int{8, 7} {
		windows(groups, n, gapMark, func(i, j int) {
			at := span{groups[i].from, groups[j].to}
			d := l.read(at)
			if d[0] < '2' || d[0] > '8' || j > i+1 || n == 8 && day(d) || l.amount(at) || l.dated(groups[i:j+1]) || !l.whole(at) {
				return
			}
			if l.near(at, 8, 0, "电话", "座机", "来电", "致电", "tel:", "tel.", "phone", "fax", "传真") {
				tell(at, d)
			}
		})
	}
}

// cards finds bank cards: 16 to 19 digits, Luhn, and 62 in front (UnionPay) or words beside them.
func (l *line) cards(groups []group) {
	widest := gapMark
	if l.figures {
		widest = gapNone
	}
	for _, n := range []int{19, 18, 17, 16} {
		windows(groups, n, widest, func(i, j int) {
			at := span{groups[i].from, groups[j].to}
			d := l.read(at)
			if !luhn(d) || !l.whole(at) || strings.Count(d, d[:1]) == n {
				return
			}
			switch {
			case d[:2] == "62" && (i == j || groups[i].to-groups[i].from >= 2 || l.near(at, 16, 8, cardWords()...) || j-i+1 == n):
				l.report(BankCard, Block, at, d)
			case l.figures || l.part(at):
			case l.near(at, 16, 8, cardWords()...):
				l.report(BankCard, Block, at, d)
			case l.near(at, 12, 0, "账号", "帐号", "账户", "帐户", "account"):
				l.report(Account, Review, at, d)
			case j == i+3 && groups[i].to-groups[i].from == 4 && strings.IndexByte("345", d[0]) >= 0 && groups[j].to-groups[j].from == 4:
				l.report(Account, Review, at, d)
			}
		})
	}
}

func cardWords() []string {
	return []string{"银行卡", "卡号", "借记卡", "储蓄卡", "信用卡", "社保卡", "一卡通", "card"}
}
