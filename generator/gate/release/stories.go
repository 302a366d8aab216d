package release

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// stories holds every story to the rules of data/rules/privacy.yaml on how closely people may be described: by the facts
// that are declared, and by what its texts say in spite of them. Exact ages and days, counties and, for minors, schools
// have sure signs and block; a village or a count is a guess, and asks for a look unless the story is a minor's or says that
// it mentions something sensitive.
func stories(snap *source.Snapshot, corpus content.Corpus, rules config.Stories, set dataset.Set) diag.List {
	var problems diag.List
	usual, strict := placesOf(set, rules.Finest(false)), placesOf(set, rules.Finest(true))
	for _, s := range corpus.Stories {
		c := storyCheck{story: s, rules: rules, where: usual, sensitive: s.Sensitive(), problems: &problems}
		if c.sensitive {
			c.where = strict
		}
		c.facts()
		for _, p := range c.passages(snap) {
			c.text(p)
		}
	}
	return problems
}

// storyCheck is the work on one story.
type storyCheck struct {
	story     content.Story
	rules     config.Stories
	where     places
	sensitive bool
	problems  *diag.List
}

// facts holds what is declared to the rules.
func (c storyCheck) facts() {
	s, at := c.story, c.story.Facts.Place
	switch {
	case s.Subject.Pseudonym.IsZero() && (slices.Contains(c.rules.Pseudonym.Value, s.Subject.Kind) || c.sensitive):
		c.problems.Add(at("subject"), "story/pseudonym", diag.Say("这样的故事要用化名", "a story of this kind needs a pseudonym"),
			diag.Say("在 subject 下写 pseudonym：zh: 阿莲婆（化名），en: Granny Lian (a pseudonym)", "write pseudonym under subject: zh: 阿莲婆（化名）, en: Granny Lian (a pseudonym)"))
	case !s.Subject.Pseudonym.IsZero() && (!strings.Contains(s.Subject.Pseudonym.ZH, "化名") || !strings.Contains(s.Subject.Pseudonym.EN, "pseudonym")):
		c.problems.Add(at("subject", "pseudonym"), "story/pseudonym", diag.Say("化名没有写明是化名", "the pseudonym does not say that it is one"),
			diag.Say("中文后面加“（化名）”，英文后面加“(a pseudonym)”", "put （化名） behind the Chinese and (a pseudonym) behind the English"))
	}
	if band := s.Subject.AgeBand; band != "" && len(c.rules.AgeBands.Value) > 0 && !slices.Contains(c.rules.AgeBands.Value, band) {
		c.problems.Add(at("subject", "age_band"), "story/age-band", diag.Say("没有这个年龄段", "there is no such age band"),
			diag.Say("可用：%[1]s", "use one of: %[1]s", strings.Join(c.rules.AgeBands.Value, ", ")))
	}
	for i, m := range s.Mentions {
		if m != "" && !slices.Contains(c.rules.Mentions.Value, m) {
			c.problems.Add(at("mentions", i), "story/mentions", diag.Say("规则里没有这一类敏感情况", "the rules know no such sensitive matter"),
				diag.Say("可用：%[1]s", "use: %[1]s", strings.Join(c.rules.Mentions.Value, ", ")))
		}
	}
	for i, p := range s.Pictures {
		if s.Subject.Minor && p.People != "" && !slices.Contains(c.rules.MinorPictures.Value, p.People) {
			c.problems.Add(at("pictures", i, "people"), "story/minor-picture", diag.Say("未成年人的故事里不放认得出人的图片，有同意也不放", "a minor's story has no picture in which somebody can be recognised, with any consent"),
				diag.Say("换一张只有物件或背影的图片", "use a picture of things, or one from behind"))
		}
	}
}

// passage is one text of a story with its place.
type passage struct {
	tag  lang.Tag
	text string
	at   func(offset int) diag.Place
}

// passages are the texts that readers see, and numbers of shortcodes are not among them.
func (c storyCheck) passages(snap *source.Snapshot) []passage {
	var out []passage
	put := func(t lang.Text, path ...any) {
		for _, tag := range lang.Editions() {
			place := c.story.Facts.Place(append(slices.Clone(path), string(tag))...)
			out = append(out, passage{tag, t.In(tag), func(int) diag.Place { return place }})
		}
	}
	put(c.story.Title, "title")
	put(c.story.Summary, "summary")
	for i, p := range c.story.Pictures {
		put(p.Alt, "pictures", i, "alt")
		put(p.Caption, "pictures", i, "caption")
	}
	for _, tag := range lang.Editions() {
		path := strings.TrimSuffix(c.story.Place.File, "story.yaml") + string(tag) + ".md"
		f, ok := snap.Get(path)
		if !ok {
			continue
		}
		text := prose.WithoutNumbers(string(f.Data))
		ruler := pii.NewRuler(text)
		out = append(out, passage{tag, text, func(offset int) diag.Place {
			line, column := ruler.Position(offset)
			return diag.Place{File: path, Line: line, Column: column}
		}})
	}
	return out
}

// text holds one passage to the rules. No message quotes what it found.
func (c storyCheck) text(p passage) {
	words := withoutLinks(p.text)
	if c.rules.Dates.Value != "day" || c.sensitive {
		c.each(p, exactDays(p.text), diag.Blocking, "story/day", diag.Say("故事里写了确切的日子", "the story names an exact day"),
			diag.Say("写到月，或写“今年夏天”“那天晚上”", "name the month, or write \"this summer\", \"that evening\""))
	}
	c.each(p, exactAges(p.text), diag.Blocking, "story/age", diag.Say("故事里写了确切的年龄", "the story gives an exact age"),
		diag.Say("写年龄段或“六十多岁”；年龄段在 subject.age_band", "give a band or \"in her sixties\"; the band itself stands in subject.age_band"))
	c.each(p, c.where.in(words), diag.Blocking, "story/place", diag.Say("故事里的地名比规则许可的更细", "the story names a place finer than the rule admits"),
		diag.Say("写设区的市；规则见 data/rules/privacy.yaml 的 stories.place", "name the city; the rule is stories.place in data/rules/privacy.yaml"))
	c.each(p, villages(words), severity(c.sensitive), "story/village", diag.Say("像是乡镇或村庄的名字", "this looks like the name of a township or village"),
		diag.Say("写“山里的一个村”，不写名字", "write \"a village in the hills\" and leave the name out"))
	c.each(p, c.where.schools(words), severity(c.story.Subject.Minor), "story/school", diag.Say("像是学校的名字", "this looks like the name of a school"),
		diag.Say("写“镇上的小学”，不写校名；未成年人的故事里校名一律不写", "write \"the primary school in town\"; a minor's story never names a school"))
	c.each(p, freeCounts(p.text), diag.Warning, "story/count", diag.Say("故事里直接写了人数", "the story has a number of people typed into it"),
		diag.Say("用 {{figure dataset=… measure=… period=…}} 取已经核准公布的数", "take it from a cleared table with {{figure dataset=… measure=… period=…}}"))
	if at, ok := pii.Illness(p.text); ok && !slices.Contains(c.story.Mentions, "health") {
		c.problems.Warn(p.at(at), "story/unsaid", diag.Say("故事里写了病名，mentions 里没有 health", "the story names an illness, and its mentions lack health"),
			diag.Say("在 story.yaml 里加上 mentions: [health]，或不写病名", "add mentions: [health] to story.yaml, or leave the illness out"))
	}
}

func severity(block bool) diag.Severity {
	if block {
		return diag.Blocking
	}
	return diag.Warning
}

// each reports every place where something was found.
func (c storyCheck) each(p passage, offsets []int, s diag.Severity, code string, text, hint diag.Msg) {
	for _, o := range offsets {
		if s == diag.Blocking {
			c.problems.Add(p.at(o), code, text, hint)
		} else {
			c.problems.Warn(p.at(o), code, text, hint)
		}
	}
}

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

// withoutLinks blanks Markdown links, each byte for a space: they carry the titles of our own pages.
func withoutLinks(text string) string {
	return link.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat(" ", len(s)) })
}

func exactDays(text string) []int { return starts(dayPattern.FindAllStringIndex(text, -1)) }

func starts(spans [][]int) []int {
	var out []int
	for _, s := range spans {
		out = append(out, s[0])
	}
	return out
}

// exactAges leaves out bands (60—79岁), bounds of rules (未满18岁, 60岁以上, aged 60 or over) and rough ages (七八岁).
func exactAges(text string) []int {
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

// freeCounts finds numbers of people in sentences that say that people were helped.
func freeCounts(text string) []int {
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

// villages finds what may be the name of a township or village.
func villages(text string) []int {
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

// places are names of regions that are finer than a story may name.
type places struct {
	names  []string // whole names, in both languages
	shorts []string // of all regions, in Chinese: 福州一中 is a school
}

func placesOf(set dataset.Set, finest string) places {
	var out places
	t, ok := set.Get("regions")
	if !ok {
		return out
	}
	allowed := config.RegionLevels(finest)
	level := t.Column("level")
	for _, r := range t.Rows() {
		for _, name := range []string{"name_zh", "name_en", "short_zh"} {
			c := t.Column(name)
			if c < 0 || level < 0 || t.At(r, c).Text() == "" {
				continue
			}
			if name == "short_zh" {
				out.shorts = append(out.shorts, t.At(r, c).Text())
			} else if !slices.Contains(allowed, t.At(r, level).Text()) {
				out.names = append(out.names, t.At(r, c).Text())
			}
		}
	}
	return out
}

func (p places) in(text string) []int {
	var out []int
	for _, name := range p.names {
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

// schools finds what may be the name of a school.
func (p places) schools(text string) []int {
	var out []int
	for _, m := range schoolZH.FindAllStringSubmatchIndex(text, -1) {
		next, _ := utf8.DecodeRuneInString(text[m[1]:])
		if namedSchool(text[m[0]:m[1]]) && !strings.ContainsRune("生部教阶毕时", next) {
			out = append(out, m[0])
		}
	}
	for _, short := range p.shorts {
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
