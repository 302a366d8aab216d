package config

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/source"
)

const (
	glossaryFile = "data/rules/glossary.csv"
	wordingFile  = "data/rules/wording.yaml"
)

// Translations says how strictly the two languages are held to each other: block, warn or off for each rule. What is left
// out blocks, but for the agreed terms and for what was not confirmed, which warn.
type Translations struct {
	Headings string `facts:"headings,optional"` // the same headings in the same order
	Links    string `facts:"links,optional"`    // the same destinations
	Figures  string `facts:"figures,optional"`  // the same {{figure …}} shortcodes
	Numbers  string `facts:"numbers,optional"`  // the same numbers after scaling
	Glossary string `facts:"glossary,optional"` // the agreed terms of data/rules/glossary.csv
	Stale    string `facts:"stale,optional"`    // the Chinese changed after its English was confirmed
	// MaxStale is how many stale and unconfirmed entries are borne; more of them block. Left out: any number.
	MaxStale int `facts:"max_stale,optional"`
}

// checkTranslations holds each rule to the words it knows and fills in what was left out.
func checkTranslations(doc *facts.Doc, t *Translations, problems *diag.List) {
	for _, r := range []struct {
		key, usual string
		value      *string
	}{
		{"headings", "block", &t.Headings}, {"links", "block", &t.Links}, {"figures", "block", &t.Figures}, {"numbers", "block", &t.Numbers},
		{"glossary", "warn", &t.Glossary}, {"stale", "warn", &t.Stale},
	} {
		if *r.value == "" {
			*r.value = r.usual
		}
		if !slices.Contains([]string{"block", "warn", "off"}, *r.value) {
			problems.Add(doc.Place("translations", r.key), "config/translations", diag.Say("没有这种严格程度", "there is no such strictness"),
				diag.Say("写 block（不改正就不发布）、warn（提醒）或 off（不检查）；不写就是 %s", "write block (nothing is published), warn or off; left out, it is %s", r.usual))
			*r.value = r.usual
		}
	}
	if t.MaxStale < 0 {
		problems.Add(doc.Place("translations", "max_stale"), "config/translations", diag.Say("不能小于 0", "may not be below 0"),
			diag.Say("写可以容忍多少篇译文过时；0 表示一篇也不行，不写就不限", "give how many entries with a stale translation are borne; 0 bears none, left out there is no limit"))
	}
	if !doc.Has("translations", "max_stale") {
		t.MaxStale = -1
	}
}

// Term is one agreed translation: where a Chinese text has one of ZH, its English has one of EN.
type Term struct {
	ZH   []string
	EN   []string // the first is the agreed one, the others are let pass
	Line int      // in data/rules/glossary.csv
}

// readGlossary reads data/rules/glossary.csv. The file may be missing. "甲 / 乙" are two terms; so is the English, side by
// side where it has as many. What stands in brackets may be left out; at the end of a term it is another name of it: 最低
// 生活保障(低保). The column variants, which may be missing, has further English forms that running text may use, 甲=form for
// one of the terms of its line.
func readGlossary(snap *source.Snapshot, problems *diag.List) []Term {
	f, ok := snap.Get(glossaryFile)
	if !ok {
		return nil
	}
	wrong := func(line int, text diag.Msg) {
		problems.Add(diag.Place{File: glossaryFile, Line: max(line, 1), Column: 1}, "config/glossary", text,
			diag.Say("每行：序号,中文,英文,繁体说明,另外可用的英文（可以没有这一列）；几种写法之间用“ / ”隔开", "each line: number,Chinese,English,note on traditional characters,further English forms (the column may be missing); forms are parted by “ / ”"))
	}
	var out []Term
	var columns []string
	r := csv.NewReader(bytes.NewReader(f.Data))
	for {
		row, err := r.Read()
		switch {
		case errors.Is(err, io.EOF):
			return out
		case err != nil:
			line := 0
			if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
				line = bad.Line
			}
			wrong(line, diag.Say("这一行读不出来", "the line cannot be read"))
			return out
		}
		line, _ := r.FieldPos(0)
		if columns == nil {
			columns = row
			if len(row) < 4 || !slices.Equal(row[:4], []string{"no", "zh_hans", "en", "zh_hant_note"}) || len(row) > 5 || len(row) == 5 && row[4] != "variants" {
				wrong(line, diag.Say("列名不对", "the columns are not these"))
				return nil
			}
			continue
		}
		if strings.TrimSpace(row[1]) == "" || strings.TrimSpace(row[2]) == "" {
			wrong(line, diag.Say("中文或英文没有填写", "the Chinese or the English is empty"))
			continue
		}
		variants := ""
		if len(row) == 5 {
			variants = row[4]
		}
		out = append(out, terms(row[1], row[2], variants, line)...)
	}
}

// terms are the terms of one line.
func terms(zh, en, variants string, line int) []Term {
	if strings.Contains(zh, "…") { // a pattern of a sentence and no term
		return nil
	}
	en, _, _ = strings.Cut(en, " — ") // a remark
	zhs, ens := split(zh), split(en)
	var out []Term
	for i, z := range zhs {
		t := Term{ZH: forms(z, hanName), Line: line}
		for j, e := range ens {
			if len(ens) != len(zhs) || i == j {
				t.EN = append(t.EN, forms(e, shortName)...)
			}
		}
		for _, v := range split(variants) {
			if only, form, ok := strings.Cut(v, "="); ok && only == z {
				t.EN = append(t.EN, form)
			} else if !ok {
				t.EN = append(t.EN, v)
			}
		}
		if len(t.ZH) > 0 && len(t.EN) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func split(s string) []string {
	var out []string
	for _, x := range strings.Split(s, " / ") {
		if x = strings.TrimSpace(x); x != "" {
			out = append(out, x)
		}
	}
	return out
}

var brackets = regexp.MustCompile(`\s*[(（]([^()（）]*)[)）]`)

// forms are a term without its brackets, with them, without the one at its end, and what that holds where it is a name of the
// same.
func forms(s string, name func(string) bool) []string {
	out := []string{strings.TrimSpace(brackets.ReplaceAllString(s, ""))}
	if all := brackets.FindAllStringSubmatchIndex(s, -1); len(all) > 0 {
		last := all[len(all)-1]
		inside := s[last[2]:last[3]]
		switch atEnd := last[1] == len(s); {
		case !atEnd:
			out = append(out, s)
		case name(inside):
			out = append(out, s[:last[0]], strings.Trim(inside, `"`))
		default:
			out = append(out, s[:last[0]], s)
		}
	}
	var once []string
	for _, x := range out {
		if utf8.RuneCountInString(x) >= 2 && !slices.Contains(once, x) {
			once = append(once, x)
		}
	}
	return once
}

// hanName reports what can be another name of a term: 低保 and not 市、区 or 原社工站.
func hanName(s string) bool {
	return utf8.RuneCountInString(s) >= 2 && !strings.ContainsAny(s, "、，；") && !strings.HasPrefix(s, "原")
}

// shortName reports one word, or words in quotation marks.
func shortName(s string) bool {
	return !strings.Contains(s, " ") || strings.HasPrefix(s, `"`) && strings.HasSuffix(s, `"`)
}

// Wording is one rule about words, each language's for itself.
type Wording struct {
	ID     string    `facts:"id"`
	ZH     []string  `facts:"zh,optional"`     // regular expressions (RE2); a text in which one is found is refused
	EN     []string  `facts:"en,optional"`     // the same, without regard to capitals
	About  []string  `facts:"about,optional"`  // only texts with one of these words, as written, are looked at: it is quicker
	Fields []string  `facts:"fields,optional"` // the rule is for columns and code lists of these names only
	Reason lang.Text `facts:"reason"`
	Use    lang.Text `facts:"use"` // what to write

	Patterns map[lang.Tag][]*regexp.Regexp // compiled
}

// readWording reads data/rules/wording.yaml, where there is one.
func readWording(snap *source.Snapshot, problems *diag.List) []Wording {
	var file struct {
		Rules []Wording `facts:"rules"`
	}
	if _, ok := snap.Get(wordingFile); !ok {
		return nil
	}
	doc := decode(snap, wordingFile, &file, problems)
	for i := range file.Rules {
		w := &file.Rules[i]
		w.Patterns = map[lang.Tag][]*regexp.Regexp{}
		for tag, list := range map[lang.Tag][]string{lang.ZH: w.ZH, lang.EN: w.EN} {
			for j, p := range list {
				re, err := regexp.Compile("(?i)" + p)
				if err != nil || p == "" || re.MatchString("") {
					problems.Add(doc.Place("rules", i, string(tag), j), "config/wording", diag.Say("不是能用的正则表达式", "is not a regular expression that can be used"),
						diag.Say("按 RE2 的写法；不能什么都匹配", "write it as RE2 does; it may not match nothing"))
					continue
				}
				w.Patterns[tag] = append(w.Patterns[tag], re)
			}
		}
		if len(w.ZH)+len(w.EN) == 0 && doc.Has("rules", i, "id") {
			problems.Add(doc.Place("rules", i), "config/wording", diag.Say("规则没有要找的词", "the rule looks for no words"),
				diag.Say("在 zh 或 en 下写正则表达式", "give regular expressions under zh or en"))
		}
	}
	return file.Rules
}
