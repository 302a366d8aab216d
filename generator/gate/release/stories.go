package release

import (
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/gate/detail"
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
	where     detail.Places
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
	words := detail.WithoutLinks(p.text)
	if c.rules.Dates.Value != "day" || c.sensitive {
		c.each(p, detail.Days(p.text), diag.Blocking, "story/day", diag.Say("故事里写了确切的日子", "the story names an exact day"),
			diag.Say("写到月，或写“今年夏天”“那天晚上”", "name the month, or write \"this summer\", \"that evening\""))
	}
	c.each(p, detail.Ages(p.text), diag.Blocking, "story/age", diag.Say("故事里写了确切的年龄", "the story gives an exact age"),
		diag.Say("写年龄段或“六十多岁”；年龄段在 subject.age_band", "give a band or \"in her sixties\"; the band itself stands in subject.age_band"))
	c.each(p, c.where.In(words), diag.Blocking, "story/place", diag.Say("故事里的地名比规则许可的更细", "the story names a place finer than the rule admits"),
		diag.Say("写设区的市；规则见 data/rules/privacy.yaml 的 stories.place", "name the city; the rule is stories.place in data/rules/privacy.yaml"))
	c.each(p, detail.Villages(words), severity(c.sensitive), "story/village", diag.Say("像是乡镇或村庄的名字", "this looks like the name of a township or village"),
		diag.Say("写“山里的一个村”，不写名字", "write \"a village in the hills\" and leave the name out"))
	c.each(p, c.where.Schools(words), severity(c.story.Subject.Minor), "story/school", diag.Say("像是学校的名字", "this looks like the name of a school"),
		diag.Say("写“镇上的小学”，不写校名；未成年人的故事里校名一律不写", "write \"the primary school in town\"; a minor's story never names a school"))
	c.each(p, detail.Counts(p.text), diag.Warning, "story/count", diag.Say("故事里直接写了人数", "the story has a number of people typed into it"),
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

// placesOf gives the regions of the code list that are finer than a story may name.
func placesOf(set dataset.Set, finest string) detail.Places {
	var out detail.Places
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
				out.Shorts = append(out.Shorts, t.At(r, c).Text())
			} else if !slices.Contains(allowed, t.At(r, level).Text()) {
				out.Names = append(out.Names, t.At(r, c).Text())
			}
		}
	}
	return out
}
