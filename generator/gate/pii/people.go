package pii

import (
	"regexp"
	"slices"
	"strings"
)

// The patterns are applied to folded text, in which Chinese digits are 0–9, and only to lines that hold one of their
// characters.
var (
	homeZH = regexp.MustCompile(`(?:[\p{Han}A-Za-z0-9]{1,14}(?:路|街|巷|弄|里|道|村|小区|花园|苑|公寓|新村|家园|城|坊|庄|组|社区)[\p{Han}0-9\- ]{0,8}?)` +
		`[0-9十百]{1,5} ?(?:-[0-9]{1,3})?号?(?:[\p{Han}A-Za-z0-9 ,\-]{0,10}?)(?:[A-Z0-9十]{1,4} ?(?:栋|幢|号楼|座|单元|号院)[\p{Han}A-Za-z0-9 ,\-]{0,10}?){0,3}?[A-Z0-9十百]{1,5} ?(?:室|房\b|户(?:[,.;)，。；）]|$)|栋|幢|号楼|单元)(?: ?[A-Z0-9十百]{1,5} ?(?:栋|幢|号楼|座|单元|层|室|房|户))*`)
	homeRural = regexp.MustCompile(`[\p{Han}]{1,8}(?:村|屯|寨|社)(?:[\p{Han}]{0,6}?)[0-9十]{1,3} ?(?:组|队|社)[\p{Han}]{0,4}?[0-9十百]{1,4} ?号`)
	homeWords = regexp.MustCompile(`(?:住址|家住|现住|住在|居住地址|家庭地址|户籍地址|户籍所在地|居住于|租住于|租住在) ?[:是为]? ?([\p{Han}A-Za-z0-9 \-]{2,40}?[0-9十百]{1,5} ?(?:号|室|栋|幢))`)
	homeEN    = regexp.MustCompile(`(?i)\b(?:room|flat|apartment|apt\.?|unit|suite) ?(?:no\.? ?)?[0-9]{1,5}[a-z]?\b[^.;]{0,40}?,[^.;]{0,40}?\b[0-9]{1,5},? [A-Z][\w' ]{1,30}?\b(?:road|rd|street|st|lane|avenue|ave|alley|village|gardens?)\b`)
	homeENTwo = regexp.MustCompile(`(?i)\b(?:lives? at|home address:?|resid(?:es|ing) at|living at) ?(?:no\.? ?)?[0-9]{1,5},? [A-Z][\w' ]{1,30}?\b(?:road|rd|street|st|lane|avenue|ave|alley|village|gardens?)\b`)

	dayZH     = `((?:18|19|20)[0-9]{2}) ?[年\-./] ?([0-9十]{1,3}) ?[月\-./] ?([0-9十]{1,4}) ?[日号]?`
	birthFore = regexp.MustCompile(`(?:出生(?:日期|年月日|年月|时间)?|生日|生于|诞生于) ?[:是为在于]{0,2} ?` + dayZH)
	// The day before the year: 生日是3月7日，1990年; 1990年出生，生日3月7日.
	birthDay  = regexp.MustCompile(`(?:出生(?:日期|时间)?|生日|生于) ?[:是为在于]{0,2} ?[0-9十]{1,3} ?月 ?[0-9十]{1,4} ?[日号] ?[,，、(（]? ?[是为在于]{0,2} ?((?:19|20)[0-9]{2}) ?年`)
	birthYear = regexp.MustCompile(`((?:19|20)[0-9]{2}) ?年 ?(?:出生|生)[^0-9]{0,8}?(?:生日|出生|生于)[:是为在于]{0,2} ?[0-9十]{1,3} ?月 ?[0-9十]{1,4} ?[日号]`)
	birthAft  = regexp.MustCompile(dayZH + ` ?(?:出生|生(?:[,.;)，。；）于]|$)|诞生)`)
	birthMY   = regexp.MustCompile(`(?:出生年月|出生日期) ?[:是为]? ?((?:19|20)[0-9]{2}) ?[年\-./] ?[0-9十]{1,3} ?月?`)
	birthEN   = regexp.MustCompile(`(?i)\b(?:born(?: on)?|date of birth|birth ?date|birthday|d\.?o\.?b\.?)(?: is| was)?[ :]{1,3}(?:(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]{2,8}\.?,? ([0-9]{4})|[A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:st|nd|rd|th)?,? ([0-9]{4})|((?:18|19|20)[0-9]{2})[\-./][0-9]{1,2}[\-./][0-9]{1,2}|[0-9]{1,2}[\-./][0-9]{1,2}[\-./]((?:18|19|20)[0-9]{2}))`)

	ageEN     = regexp.MustCompile(`\b([A-Z][a-z]+(?: [A-Z][a-z]+){1,2}),? ?\(?(?:(?:is|was|now),? )?(?:aged? )?([0-9]{1,2}|` + childYears + `)[ -]?(years?[ -]old|years? of age|yrs? old|\)|,|\b)`)
	ageENFore = regexp.MustCompile(`\b([0-9]{1,2}|(?i:` + childYears + `))[ -]years?[ -]old,? (?:(?:boy|girl|child|student|pupil|orphan|patient|daughter|son),? )?(?:named |called )?([A-Z][a-z]+(?: [A-Z][a-z]+){1,2})\b`)
	nameEN    = regexp.MustCompile(`\b(?i:applicant|beneficiary|recipient|patient|guardian|householder|head of household|name of (?:the )?(?:child|student|patient|applicant|recipient)|full name|name) ?: ?((?:(?:Mr|Mrs|Ms)\.? )?[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?(?: [A-Z][a-z]+(?:-[A-Z]?[a-z]+)?){1,2})\b`)
)

// childYears are the ages of minors in words.
const childYears = `one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen`

// years reads an age in digits or words.
func years(s string) int {
	if i := slices.Index(strings.Split(childYears, "|"), strings.ToLower(s)); i >= 0 {
		return i + 1
	}
	return value(s)
}

// homes finds addresses of homes: a road or village, a number, and a building, unit or room. A road and a number alone
// may be any office, unless words say that somebody lives there.
func (l *line) homes() {
	in := func(p *regexp.Regexp, from, to int) {
		text, back := l.window(from, to)
		if m := p.FindStringSubmatchIndex(text); m != nil {
			if len(m) == 2 {
				m = append(m, m...)
			}
			l.home(text[m[2]:m[3]], span{back[m[2]], back[m[3]]})
		}
	}
	l.marked(markHome, func(i int) {
		switch before := l.rune(i - 1); {
		case l.g[i].r == '楼' && before != '号', l.g[i].r == '元' && before != '单':
		case !l.digit(i-1) && !letter(before) && before != '十' && before != '百' && before != ' ' && before != '号' && before != '单':
		case l.g[i].r == '号':
			if l.within(i, 12, "组队社") {
				in(homeRural, i-30, i+1)
			}
		case l.within(i, 60, "路街巷弄里道村区园苑寓城坊庄组"):
			in(homeZH, i-60, i+24)
		}
	})
	l.marked(markLive, func(i int) { in(homeWords, i-3, i+56) })
	if l.letters < 10 {
		return
	}
	l.english(func(i int) {
		in(homeEN, i-100, i+10)
		in(homeENTwo, i-60, i+10)
	}, " Road", " road", " Rd", " Street", " street", " St", " Lane", " lane", " Avenue", " Ave", " Alley", " Village", " village", " Garden")
}

func (l *line) home(value string, at span) {
	plain := squeezed(value)
	for _, a := range l.scanner.addresses {
		if strings.Contains(a, plain) || strings.Contains(plain, a) {
			return
		}
	}
	l.report(Address, Block, at, plain)
}

// within reports one of the characters among the n glyphs before i.
func (l *line) within(i, n int, runes string) bool {
	for k := max(i-n, 0); k < i; k++ {
		if strings.ContainsRune(runes, l.g[k].r) {
			return true
		}
	}
	return false
}

// births finds days of birth. Rules of law name days too, and those are followed by 以后 or 以前; and who was born
// before 1900 is history.
func (l *line) births() {
	l.marked(markBirth, func(i int) {
		before, next := l.rune(i-1), l.rune(i+1)
		if before == '出' || before == '诞' || next == '日' || next == '于' || next == '，' || !han(next) && before != '学' && before != '民' {
			l.birth(birthFore, Block, i-4, i+28)
			l.birth(birthDay, Block, i-4, i+32)
			l.birth(birthYear, Block, i-20, i+24)
			l.birth(birthAft, Block, i-24, i+4)
			l.birth(birthMY, Review, i-4, i+28)
		}
	})
	if l.letters < 3 {
		return
	}
	l.english(func(i int) { l.birth(birthEN, Block, i-10, i+48) }, "born", "Born", "irth", "DOB", "dob", "D.O.B", "BIRTH")
}

func (l *line) birth(p *regexp.Regexp, severity Severity, from, to int) {
	text, back := l.window(from, to)
	for _, m := range p.FindAllStringSubmatchIndex(text, -1) {
		year := ""
		for k := 2; k+1 < len(m); k += 2 {
			if m[k] >= 0 && m[k+1]-m[k] == 4 {
				year = text[m[k]:m[k+1]]
			}
		}
		if year >= "1900" && !rule(text[m[0]:m[1]], text[m[1]:]) {
			l.report(BirthDate, severity, span{back[m[0]], back[m[1]]}, text[m[0]:m[1]])
		}
	}
}

// rule reports a date that bounds a group of people and belongs to nobody.
func rule(date, after string) bool {
	for _, w := range []string{"以后", "之后", "以前", "之前", "以上", "以下", "以内", "及以", "(含", "至", "起", "后出生", "前出生", "-", " or later", " or after", " or earlier"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return strings.Contains(date, "以后") || strings.Contains(date, "以前")
}

// minors finds a child's name with its age.
func (l *line) minors() {
	l.marked(markAge, l.minorZH)
	if l.letters < 6 {
		return
	}
	l.english(func(i int) { l.minorEN(i-60, i+60) }, "aged ", " years", " year-", "-year", " yrs")
	if l.digits == 0 {
		return
	}
	for i := range l.g { // Chen Xiaoming (7)
		if l.g[i].r == '(' && l.digit(i+1) && (l.rune(i+2) == ')' || l.digit(i+2) && l.rune(i+3) == ')') && letter(l.rune(i-2)) {
			l.minorEN(i-40, i+4)
		}
	}
}

func (l *line) minorEN(from, to int) {
	text, back := l.window(from, to)
	for _, m := range ageEN.FindAllStringSubmatchIndex(text, -1) {
		age, name := years(text[m[4]:m[5]]), text[m[2]:m[3]]
		words := text[m[3]:m[1]]
		said := strings.Contains(words, "aged") || strings.Contains(words, "age ") || strings.Contains(words, "year") || strings.Contains(words, "yr")
		if age < 18 && (said && personEN(name, l.scanner) || strings.HasSuffix(words, ")") && chineseEN(name) && personEN(name, l.scanner)) {
			l.report(Minor, Block, span{back[m[2]], back[m[5]]}, name)
		}
	}
	for _, m := range ageENFore.FindAllStringSubmatchIndex(text, -1) {
		if name := text[m[4]:m[5]]; years(text[m[2]:m[3]]) < 18 && personEN(name, l.scanner) {
			l.report(Minor, Block, span{back[m[2]], back[m[5]]}, name)
		}
	}
}

// minorZH looks around one 岁: 王小明（7岁）, 王小明，男，7 周岁, 7岁的王小明.
func (l *line) minorZH(i int) {
	j := i - 1
	if l.rune(j) == '周' || l.rune(j) == ' ' {
		j--
	}
	end := j + 1
	years := 0
	for j >= 0 && (l.digit(j) || l.rune(j) == '十') && end-j <= 3 {
		j--
	}
	if years = chineseYears(l.g[j+1 : end]); years < 0 || years >= 18 || strings.ContainsRune("-~至到、第", l.rune(j)) && l.rune(j) != 0 && l.rune(j) != '、' {
		return
	}
	if next := l.words(i+1, i+3); strings.HasPrefix(next, "以") || strings.HasPrefix(next, "至") || strings.HasPrefix(next, "到") || strings.HasPrefix(next, "-") || strings.HasPrefix(next, "及") || strings.HasPrefix(next, "(含") {
		return
	}
	k := j // before the age: signs, sex, words like 今年
	for k >= 0 {
		if strings.ContainsRune(" ,，、(（;；:男女孩童今年现年满仅才刚年龄", l.g[k].r) {
			k--
			continue
		}
		break
	}
	if name, ok := l.nameEnding(k + 1); ok && k < j || ok && l.introduced(name.from) {
		l.report(Minor, Block, span{name.from, i + 1}, l.words(name.from, name.to))
		return
	}
	k = i + 1
	for _, word := range []string{"的", "男孩", "女孩", "男童", "女童", "儿童", "孩子", "小学生", "初中生", "高中生", "中学生", "学生", "患儿", "孤儿", "小朋友"} {
		if l.words(k, k+len([]rune(word))) == word {
			k += len([]rune(word))
		}
	}
	if k > i+1 {
		if name, ok := l.nameBeginning(k); ok {
			l.report(Minor, Block, span{j + 1, name.to}, l.words(name.from, name.to))
		}
	}
}

// chineseYears reads 7, 12, 十, 十二; -1 for anything else.
func chineseYears(g []glyph) int {
	n := 0
	if len(g) == 0 || len(g) > 3 {
		return -1
	}
	for i, x := range g {
		switch {
		case x.r == '十' && i == 0:
			n = 10
		case x.r == '十':
			n *= 10
		case i > 0 && g[i-1].r == '十':
			n += int(x.d)
		default:
			n = n*10 + int(x.d)
		}
	}
	return n
}

// mixes asks about a paragraph that holds an illness, a village by name and somebody's exact age.
func (l *line) mixes() {
	if !slices.ContainsFunc(illnesses(), func(w string) bool { return strings.Contains(l.text, w) }) || len(l.g) > 2000 {
		return
	}
	text, back := l.window(0, len(l.g))
	age := exactAge.FindStringIndex(text)
	if age == nil || rule("", text[age[1]:]) || age[0] > 0 && strings.ContainsAny(text[age[0]-1:age[0]], "-~") {
		return
	}
	for _, m := range village.FindAllStringIndex(text, -1) {
		if name := text[m[0]:m[1]]; !commonVillage(name) {
			from, to := min(age[0], m[0]), max(age[1], m[1])
			l.report(Mix, Review, span{back[from], back[to]}, text[from:to])
			return
		}
	}
}

// Illness finds the name of a serious illness in a text, by its first byte.
func Illness(text string) (start int, ok bool) {
	start = -1
	for _, w := range illnesses() {
		if i := strings.Index(text, w); i >= 0 && (start < 0 || i < start) {
			start = i
		}
	}
	return max(start, 0), start >= 0
}

func illnesses() []string {
	return strings.Fields("癌 白血病 艾滋 HIV 尿毒症 精神分裂 抑郁症 乙肝 肝硬化 肺结核 结核病 脑瘫 自闭症 孤独症 先天性心脏病 肿瘤 渐冻 血友病 癫痫 leukaemia leukemia cancer tumour tumor tuberculosis epilepsy autism palsy")
}

var (
	village  = regexp.MustCompile(`\p{Han}{2,3}村|\b[A-Z][a-z]+ (?i:village)\b`)
	exactAge = regexp.MustCompile(`([0-9]{1,3}) ?周?岁|(?:aged? |\b)[0-9]{1,2}[ -]years?[ -]old|\baged [0-9]{1,2}\b`)
)

// commonVillage reports words that end in 村 and name none.
func commonVillage(s string) bool {
	for _, w := range []string{"农村", "乡村", "全村", "本村", "各村", "每村", "驻村", "行政村", "自然村", "贫困村", "脱贫村", "示范村", "中心村", "帮扶村", "所在村", "镇村", "街村", "进村", "入村", "到村", "的村", "个村", "联村", "包村", "城中村", "新村", "渔村", "山村", "Olympic"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
