// Package detail finds in a text what says more of a person than a story may: exact days and ages, places finer than the
// rule, schools, and numbers of people that should have come from a cleared table (privacy.md §7).
//
//	for _, at := range detail.Ages("她今年七十八岁。") { … }   // byte offsets; never the words
//
// What is sure by its form (a day, an age, the name of a region) is told apart from what is a guess (a village, a school, a
// count) only by whoever asks. Each function leaves out what is written like it and means nobody: bands and bounds of ages
// (60岁以上), rough ages (七八岁), villages without a name (山里的一个村), schools without one (镇上的中心小学).
package detail

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Digits of texts: ASCII, full width, Chinese.
const (
	digit   = `[0-9０-９]`
	numeral = `[一二三四五六七八九十]`
	months  = `(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)`
	small   = `(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)`
)

var (
	dayPattern = regexp.MustCompile(`(?:` + digit + `|` + numeral + `){1,3}\s?月\s?(?:初` + numeral + `|廿` + numeral + `|(?:` + digit + `|` + numeral + `){1,3}\s?[日号])` +
		`|\b(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]\b` +
		`|\b` + months + ` [0-9]{1,2}(?:st|nd|rd|th)?\b|\b[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? ` + months + `\b`)
	ageZH = regexp.MustCompile(`(?:` + digit + `{1,3}|` + numeral + `{1,3}|两)\s?周?岁`)
	ageEN = regexp.MustCompile(`(?i)\b(?:aged|at the age of|age) (?:[0-9]{1,3}|` + small + `)\b|\b(?:[0-9]{1,3}|` + small + `)[ -]years?[ -](?:old|of[ -]age)\b`)
	// A sentence that counts people says what was done for them.
	countZH  = regexp.MustCompile(digit + `[0-9０-９,，]*\s?(?:余|多)?\s?(?:[名位个]\s?)?(?:人次|人|户|名)`)
	countEN  = regexp.MustCompile(`(?i)\b[0-9][0-9,]* (?:[a-z]+ ){0,2}(?:people|persons|families|households|children|students|pupils|patients|beneficiaries|recipients|residents)\b`)
	helpedZH = regexp.MustCompile(`帮助|帮扶|救助|资助|受助|受益|惠及|转介|覆盖|慰问|助学|获助`)
	helpedEN = regexp.MustCompile(`(?i)\b(?:help|assist|support|benefit|refer|reach|serv|fund|aid)[a-z]*\b`)
	sentence = regexp.MustCompile(`[^。！？；\n.!?;]+`)

	villageZH = regexp.MustCompile(`\p{Han}{2}(?:村|镇|乡)`)
	villageEN = regexp.MustCompile(`\b[A-Z][a-z]+ (?:Village|Township|Town)\b`)
	schoolZH  = regexp.MustCompile(`\p{Han}{2,8}?(?:小学|中学|幼儿园|附中|附小|实验学校|外国语学校|职业学校|特殊教育学校)`)
	schoolEN  = regexp.MustCompile(`\b(?:[A-Z][\w'’-]+ )+(?:School|Kindergarten)\b|\bNo\. ?[0-9]+ (?:Primary|Middle|High|Secondary) School\b`)
	link      = regexp.MustCompile(`\[[^\]\n]*\]\([^)\n]*\)`)
)

// WithoutLinks blanks Markdown links, each byte for a space: they carry the titles of our own pages.
func WithoutLinks(text string) string {
	return link.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
}

// Days finds days of a month, in digits and words; a month or a season is none.
func Days(text string) []int { return starts(dayPattern.FindAllStringIndex(text, -1)) }

func starts(spans [][]int) []int {
	var out []int
	for _, s := range spans {
		out = append(out, s[0])
	}
	return out
}

// Ages finds exact ages, and leaves out bands (60—79岁), bounds of rules (未满18岁, 60岁以上, aged 60 or over) and rough ages (七八岁).
func Ages(text string) []int {
	var out []int
	for _, m := range ageZH.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:m[0]])
		first, _ := utf8.DecodeRuneInString(text[m[0]:])
		rough := strings.ContainsRune("一二三四五六七八九", first) && strings.ContainsRune("一二三四五六七八九几", before) || roughAge.MatchString(text[m[0]:m[1]])
		if rough || strings.ContainsRune("满-－—–~～至到几多来百第", before) || bound(text[m[1]:]) {
			continue
		}
		out = append(out, m[0])
	}
	for _, m := range ageEN.FindAllStringIndex(text, -1) {
		if !bound(text[m[1]:]) {
			out = append(out, m[0])
		}
	}
	return out
}

// roughAge is two units side by side: 七八岁, 十七八岁.
var roughAge = regexp.MustCompile(`[一二三四五六七八九]{2}\s?周?岁`)

func bound(after string) bool {
	for _, w := range []string{"以上", "以下", "以内", "以前", "以后", "及以", "至", "到", "-", "—", "–", "~", " or over", " and over", " or older", " and older", " or more", " to ", " or under"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// Counts finds numbers of people in sentences that say that people were helped.
func Counts(text string) []int {
	var out []int
	for _, s := range sentence.FindAllStringIndex(text, -1) {
		words := text[s[0]:s[1]]
		for _, x := range []struct{ number, verb *regexp.Regexp }{{countZH, helpedZH}, {countEN, helpedEN}} {
			if !x.verb.MatchString(words) {
				continue
			}
			for _, m := range x.number.FindAllStringIndex(words, -1) {
				if next, _ := utf8.DecodeRuneInString(words[m[1]:]); !strings.ContainsRune("民工才家力员", next) {
					out = append(out, s[0]+m[0])
				}
			}
		}
	}
	return out
}

// Villages finds what may be the name of a township or village.
func Villages(text string) []int {
	var out []int
	for _, m := range villageZH.FindAllStringIndex(text, -1) {
		r := []rune(text[m[0]:m[1]])
		next, _ := utf8.DecodeRuneInString(text[m[1]:])
		if strings.ContainsRune("个的了全本各每驻农乡渔山进入到回出村镇街城新老小大这那某联包同邻外古整半县几多下在是和与从离去来家我他她咱向给转由被着", r[1]) || strings.ContainsRune("民子里亲下愁土间情规委口头上长医干部社级镇村", next) {
			continue
		}
		out = append(out, m[0])
	}
	return append(out, starts(villageEN.FindAllStringIndex(text, -1))...)
}

// Places are names of regions that are finer than a text may name.
type Places struct {
	Names  []string // whole names, in both languages
	Shorts []string // of all regions, in Chinese: 福州一中 is a school
}

// In finds the names.
func (p Places) In(text string) []int {
	var out []int
	for _, name := range p.Names {
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			out = append(out, from+i)
			from += i + len(name)
		}
	}
	slices.Sort(out)
	return out
}

// Schools finds what may be the name of a school.
func (p Places) Schools(text string) []int {
	var out []int
	for _, m := range schoolZH.FindAllStringSubmatchIndex(text, -1) {
		next, _ := utf8.DecodeRuneInString(text[m[1]:])
		if namedSchool(text[m[0]:m[1]]) && !strings.ContainsRune("生部教阶毕时", next) {
			out = append(out, m[0])
		}
	}
	for _, short := range p.Shorts {
		for _, m := range regexp.MustCompile(regexp.QuoteMeta(short)+`市?第?`+numeral+`{1,3}中`).FindAllStringIndex(text, -1) {
			out = append(out, m[0])
		}
	}
	for _, m := range schoolEN.FindAllStringIndex(text, -1) {
		first, _, _ := strings.Cut(text[m[0]:m[1]], " ")
		if !strings.Contains(" The A An In At His Her Their Our My That This After Before Primary Middle High Secondary Special ", " "+first+" ") {
			out = append(out, m[0])
		}
	}
	slices.Sort(out)
	return out
}

// namedSchool reports that what stands before the word for a school names it: 赤水中心小学 does, 镇上的中心小学 does not.
func namedSchool(s string) bool {
	for _, suffix := range []string{"特殊教育学校", "外国语学校", "实验学校", "职业学校", "幼儿园", "小学", "中学", "附中", "附小"} {
		s = strings.TrimSuffix(s, suffix)
	}
	for stripped := true; stripped; {
		stripped = false
		for _, w := range []string{"中心", "实验", "希望", "完全", "初级", "高级", "寄宿", "公办", "民办", "普通", "第一", "第二", "第三", "村", "镇", "乡", "县", "市", "区", "级"} {
			if t, ok := strings.CutSuffix(s, w); ok {
				s, stripped = t, true
			}
		}
	}
	r := []rune(s)
	if len(r) < 2 || slices.Contains([]string{"孩子", "女儿", "儿子", "附近", "当地", "农村", "山村", "城里", "老家", "家乡", "岛上", "村里", "镇上", "时候", "几所", "一所", "两所"}, string(r[len(r)-2:])) {
		return false
	}
	return !strings.ContainsRune("的在到去上读念从进了所个是和与及回出离过家里给让叫送这那某向对有没各每全本该完才刚就还也都又前后当于他她它我你们", r[len(r)-1])
}
