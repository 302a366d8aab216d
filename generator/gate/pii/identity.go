package pii

import "strings"

// resident finds identity numbers of 18 characters anywhere, and of 15 where words say so. Those whose check digit is
// wrong come last (slips), when what else the digits may be has been looked at.
func (l *line) resident(groups []group, alike, slips bool) {
	check := func(at span, id string) {
		switch {
		case !residentForm(id):
		case residentCheck(id):
			l.report(ResidentID, Block, at, id)
		case !slips:
		case l.near(at, 16, 8, idWords()...):
			l.report(ResidentID, Block, at, id) // a slip of the pen does not make it anybody else's
		case l.whole(at) && !l.part(at):
			l.report(ResidentID, Review, at, id)
		}
	}
	widest := gapLoose
	if l.figures {
		widest = gapNone
	}
	windows(groups, 18, widest, func(i, j int) {
		at := span{groups[i].from, groups[j].to}
		check(at, l.read(at))
	})
	windows(groups, 17, widest, func(i, j int) {
		at := span{groups[i].from, groups[j].to}
		if end := l.checkX(at.to); end > 0 {
			check(span{at.from, end}, l.read(at)+"X")
		}
	})
	if alike || l.figures || slips {
		return
	}
	for _, g := range groups { // numbers glued together, as a broken export does
		if n := g.to - g.from; n > 18 && n <= 80 && l.whole(g.span) {
			for i := g.from; i+18 <= g.to; i++ {
				at := span{i, i + 18}
				if id := l.read(at); residentForm(id) && residentCheck(id) {
					l.report(ResidentID, Block, at, id)
				}
			}
		}
	}
	windows(groups, 15, gapMark, func(i, j int) {
		at := span{groups[i].from, groups[j].to}
		id := l.read(at)
		if province(id) && realDay(1900+value(id[6:8]), value(id[8:10]), value(id[10:12])) && l.near(at, 16, 8, idWords()...) {
			l.report(ResidentID, Block, at, id)
		}
	})
}

// checkX finds the X after 17 digits, a separator or space before it allowed; its end, or 0.
func (l *line) checkX(i int) int {
	for n := 0; n < 3; n++ {
		switch r := l.rune(i + n); {
		case r == 'X' || r == 'x':
			if letter(l.rune(i+n+1)) || l.digit(i+n+1) {
				return 0
			}
			return i + n + 1
		case r == ' ' || r != 0 && strings.ContainsRune("-._/,:|*", r):
		default:
			return 0
		}
	}
	return 0
}

func idWords() []string {
	return []string{"身份证", "身分证", "证件号", "证件号码", "公民身份", "居民身份", "身份号码", "id card", "id no", "id number", "identity", "id:", "sfz"}
}

// creditCodes lets valid unified social credit codes of organisations through, whatever they may look like to other
// rules, and asks about those whose check character is wrong.
func (l *line) creditCodes() {
	for i := 0; i < len(l.g); i++ {
		if !l.alnum(i) || l.alnum(i-1) {
			continue
		}
		at := span{i, i}
		letters := 0
		for l.alnum(at.to) {
			if letter(l.rune(at.to)) {
				letters++
			}
			at.to++
		}
		i = at.to
		if at.to-at.from != 18 {
			continue
		}
		code := strings.ToUpper(l.token(at))
		switch {
		case !creditForm(code):
		case creditCheck(code):
			l.claim(at)
		case l.figures || l.part(at):
		case l.near(at, 16, 0, "信用代码", "credit code", "uscc") || letters > 0 && code == l.token(at) && code[17] != 'X':
			l.report(CreditCode, Review, at, code)
		}
	}
}

// alnum reports a letter or digit of ASCII, as such or full-width; Chinese digits are words here.
func (l *line) alnum(i int) bool {
	r := l.rune(i)
	return letter(r) || r >= '0' && r <= '9'
}

func (l *line) token(at span) string {
	b := make([]byte, 0, at.to-at.from)
	for _, g := range l.g[at.from:at.to] {
		b = append(b, byte(g.r))
	}
	return string(b)
}

// lettered reads one or two capital letters and the digits after them, single separators allowed: E12345678,
// A 123 456. It gives the letters, the digits and where they end; letters is "" where none begin.
func (l *line) lettered(i int) (letters, digits string, end int) {
	if !letter(l.rune(i)) || l.alnum(i-1) {
		return "", "", 0
	}
	j := i
	for letter(l.rune(j)) && j-i < 3 {
		j++
	}
	if j-i > 2 || !l.digit(j) && !l.digit(j+1) {
		return "", "", 0
	}
	letters = strings.ToUpper(l.words(i, j))
	for end = j; len(digits) < 12; {
		skip := 0
		if r := l.rune(end); r == ' ' || r == '-' || r == '.' {
			skip = 1
		}
		if !l.digit(end+skip) || skip > 0 && end == j && letters != l.words(i, j) {
			break // "a 5" is a word and a number, "A 5" may be a card
		}
		end += skip
		digits += string('0' + byte(l.g[end].d))
		end++
	}
	return letters, digits, end
}

// documents finds what begins with letters: identity cards of Hong Kong and Taiwan, permits and passports.
func (l *line) documents(groups []group) {
	for _, g := range groups {
		i := g.from - 1
		if r := l.rune(i); r == ' ' || r == '-' || r == '.' {
			i--
		}
		if !letter(l.rune(i)) {
			continue
		}
		if letter(l.rune(i - 1)) {
			i--
		}
		letters, digits, end := l.lettered(i)
		if letters == "" || len(digits) < 6 {
			continue
		}
		at := span{i, end}
		if l.hongKongAt(i, letters, digits, end) || letter(l.rune(end)) || l.part(at) {
			continue
		}
		switch {
		case len(letters)+len(digits) == 10 && (len(letters) == 1 && strings.IndexByte("1289", digits[0]) >= 0 || len(letters) == 2 && letters[1] >= 'A' && letters[1] <= 'D') && taiwan(letters, digits) &&
			(i == 0 || !strings.ContainsRune(provinces, l.rune(i-1))): // 闽B2-… is a licence of an operator
			l.report(TaiwanID, Block, at, letters+digits)
		case permitForm(letters, digits) && l.near(at, 20, 12, "通行证", "回乡证", "台胞证", "permit"):
			l.report(Permit, Block, at, letters+digits)
		case passportForm(letters, digits) && l.near(at, 16, 8, "护照", "passport"):
			l.report(Passport, Block, at, letters+digits)
		}
	}
	l.taiwanPermits(groups)
}

// hongKongAt looks for an HKID whose letters begin at i. The check digit stands in brackets, or words say what it is.
func (l *line) hongKongAt(i int, letters, digits string, end int) bool {
	if len(digits) == 7 && l.near(span{i, end}, 16, 8, hongKongWords()...) && hongKong(letters, digits[:6], digits[6]) {
		l.report(HongKongID, Block, span{i, end}, letters+digits)
		return true
	}
	if len(digits) != 6 {
		return false
	}
	at := end
	if l.rune(at) == ' ' {
		at++
	}
	if r := l.rune(at); r == 'A' && !l.alnum(at+1) && l.near(span{i, at}, 16, 8, hongKongWords()...) && hongKong(letters, digits, 'A') {
		l.report(HongKongID, Block, span{i, at + 1}, letters+digits+"A")
		return true
	}
	if l.rune(at) != '(' {
		return false
	}
	if at++; l.rune(at) == ' ' {
		at++
	}
	check := byte(0)
	if l.digit(at) {
		check = '0' + byte(l.g[at].d)
	} else if r := l.rune(at); r == 'A' || r == 'a' {
		check = 'A'
	}
	if at++; l.rune(at) == ' ' {
		at++
	}
	if check == 0 || l.rune(at) != ')' || !hongKong(letters, digits, check) {
		return false
	}
	l.report(HongKongID, Block, span{i, at + 1}, letters+digits+string(check))
	return true
}

func hongKongWords() []string {
	return []string{"香港身份证", "香港居民身份证", "香港永久", "hkid", "hong kong id", "香港身份證"}
}

// permitForm: H and M for residents of Hong Kong and Macau, C and W to Hong Kong and Macau, T and L to Taiwan.
func permitForm(letters, digits string) bool {
	switch {
	case letters == "H" || letters == "M":
		return len(digits) == 8 || len(digits) == 10
	case letters == "C" || letters == "W" || letters == "T" || letters == "L":
		return len(digits) == 8
	case len(letters) == 2 && (letters[0] == 'C' || letters[0] == 'T'):
		return len(digits) == 7
	}
	return false
}

// passportForm: E, G, D, S, P, K, H or M and eight digits, E with a second letter and seven; other states use up to nine.
func passportForm(letters, digits string) bool {
	return len(letters)+len(digits) >= 8 && len(letters)+len(digits) <= 10
}

// taiwanPermits finds the eight or ten digits of a 台胞证, and digits beside the word passport, which some states use.
func (l *line) taiwanPermits(groups []group) {
	for _, g := range groups {
		n := g.to - g.from
		switch {
		case n < 8 || n > 10 || !l.whole(g.span) || letter(l.rune(g.from-1)) || l.amount(g.span):
		case (n == 8 || n == 10) && l.near(g.span, 14, 0, "台胞证", "台湾居民来往大陆通行证", "台湾通行证"):
			l.report(Permit, Block, g.span, l.read(g.span))
		case n == 9 && l.near(g.span, 16, 0, "护照号", "passport no", "passport number"):
			l.report(Passport, Block, g.span, l.read(g.span))
		}
	}
}

// zones finds machine readable zones: TD3 (passports, two lines of 44), TD2 (36) and TD1 (cards, three lines of 30).
func (l *line) zones() {
	for i := 0; i < len(l.g); i++ {
		if !l.zoned(i) {
			continue
		}
		at := span{i, i}
		fillers := 0
		text := []byte{}
		for l.zoned(at.to) || l.rune(at.to) == ' ' && l.zoned(at.to+1) && at.to > i {
			if r := l.rune(at.to); r != ' ' {
				text = append(text, byte(r))
				if r == '<' {
					fillers++
				}
			}
			at.to++
		}
		i = at.to
		if len(text) >= 28 && (zone(string(text)) || fillers >= 4 && strings.Contains(string(text), "<<") && len(text) <= 140 && zoneName(string(text))) {
			l.report(MRZ, Block, at, string(text))
		}
	}
}

func (l *line) zoned(i int) bool {
	r := l.rune(i)
	return r == '<' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
}

// zoneName is a first line: P<, I<, C<, V< or a second letter, then the issuing state and a name.
func zoneName(s string) bool {
	return strings.IndexByte("PICAV", s[0]) >= 0 && s[2] != '<' && s[3] != '<' && s[5] != '<'
}

// zone looks for the two dates with their check digits, and the document number with its own, at their places.
func zone(s string) bool {
	for i := 0; i+28 <= len(s); i++ {
		if birth := s[i+13:]; i+28 <= len(s) && numbers(birth[:6]) && readable(birth[:6], birth[6]) && strings.IndexByte("MFX<", birth[7]) >= 0 &&
			numbers(birth[8:14]) && readable(birth[8:14], birth[14]) && readable(s[i:i+9], s[i+9]) { // TD3, TD2: number, state, birth, sex, expiry
			return true
		}
	}
	for i := 0; i+15 <= len(s); i++ { // TD1, second line: birth, sex, expiry, state
		if numbers(s[i:i+6]) && readable(s[i:i+6], s[i+6]) && strings.IndexByte("MFX<", s[i+7]) >= 0 &&
			numbers(s[i+8:i+14]) && readable(s[i+8:i+14], s[i+14]) && strings.Count(s, "<") >= 3 {
			return true
		}
	}
	return false
}

func numbers(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
