package release

import (
	"encoding/csv"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// baselineFile holds hashes, which are nobody's data.
const baselineFile = "data/rules/pii-baseline.yaml"

// mostOfOneKind is how many findings of a kind are listed for one file; the rest are counted.
const mostOfOneKind = 5

// Inspect looks for personal data in every input: texts, cells, names of files. It works on inputs that have other
// problems too, so that an editor sees all of them at once. The scanner knows what is public here; the audit uses it
// again on the finished site. Messages hold masked values only.
func Inspect(snap *source.Snapshot, cfg config.Config, corpus content.Corpus, set dataset.Set, asOf calendar.Date) (*pii.Scanner, diag.List) {
	lists := public(cfg, corpus, set)
	waivers, problems := waivers(cfg.Baseline, asOf)
	lists.Waivers = waivers
	scanner := pii.New(lists)
	files := slices.DeleteFunc(slices.Concat(snap.Files("content/"), snap.Files("data/")), func(f source.File) bool {
		return strings.HasPrefix(f.Path, ledger.Folder) // numbers that were published, sealed by their digests
	})
	found := make([]diag.List, len(files))
	minors := map[string]bool{}
	for _, s := range corpus.Stories {
		minors[path.Dir(s.Place.File)] = s.Subject.Minor
	}
	var wg sync.WaitGroup
	for i, f := range files {
		wg.Go(func() { found[i] = inspectFile(scanner, f, set, minors[path.Dir(f.Path)]) })
	}
	wg.Wait()
	for _, l := range found {
		problems.Append(l)
	}
	problems.Append(personTables(set, cfg.Privacy))
	problems.Append(stories(snap, corpus, cfg.Privacy.Stories, set))
	return scanner, problems
}

// public gathers what may stand on any page: channels, the publisher, pseudonyms.
func public(cfg config.Config, corpus content.Corpus, set dataset.Set) pii.Lists {
	l := pii.Lists{Salt: cfg.Baseline.Salt, Emails: []string{cfg.Site.Publisher.Email}}
	l.Addresses = append(l.Addresses, cfg.Site.Publisher.Address.ZH, cfg.Site.Publisher.Address.EN)
	if t, ok := set.Get("channels"); ok {
		for _, x := range []struct {
			column string
			into   *[]string
		}{{"phone", &l.Phones}, {"email", &l.Emails}, {"post_zh", &l.Addresses}, {"post_en", &l.Addresses}} {
			if c := t.Column(x.column); c >= 0 {
				for _, row := range t.Rows() {
					*x.into = append(*x.into, t.At(row, c).Text())
				}
			}
		}
	}
	for _, s := range corpus.Stories {
		l.Names = append(l.Names, s.Subject.Pseudonym.ZH, s.Subject.Pseudonym.EN)
	}
	return l
}

// waivers gives those of the baseline that hold on the as-of date, and says what is wrong with the others.
func waivers(b config.Baseline, asOf calendar.Date) ([]pii.Waiver, diag.List) {
	var out []pii.Waiver
	var problems diag.List
	for i, w := range b.Waivers {
		kind := pii.Kind(w.Rule)
		switch {
		case w.Rule != "" && !slices.Contains(pii.Kinds(), kind):
			problems.Add(b.Facts.Place("waivers", i, "rule"), "pii/waiver-rule", diag.Say("没有这条规则", "there is no such rule"),
				diag.Say("写提示末尾方括号里 pii/ 后面的词", "use the word after pii/ in the brackets of the message"))
		case w.Rule != "" && !pii.Waivable(kind):
			problems.Add(b.Facts.Place("waivers", i, "rule"), "pii/waiver-never", diag.Say("这一类个人信息不能豁免", "this kind of personal data has no waiver"),
				diag.Say("证件号、电话、银行卡和未成年人信息一律删去", "identity numbers, telephones, cards and children's data are removed, always"))
		case !w.Expires.IsZero() && w.Expires.Compare(asOf) < 0:
			problems.Warn(b.Facts.Place("waivers", i, "expires"), "pii/waiver-expired", diag.Say("豁免已到期，不再起作用", "the waiver has expired and has no effect"),
				diag.Say("由数据保护岗重新决定，或删去这一项", "the data protection desk decides anew, or removes it"))
		default:
			out = append(out, pii.Waiver{Value: w.Value, Rule: kind, Path: w.Path})
		}
	}
	return out, problems
}

// inspectFile scans one file and its name. In a minor's story nothing that may be a name passes.
func inspectFile(s *pii.Scanner, f source.File, set dataset.Set, minor bool) diag.List {
	c := &inspection{scanner: s, path: f.Path, minor: minor, seen: map[pii.Kind]int{}}
	for _, x := range s.Scan(f.Path, strings.TrimSuffix(f.Path, path.Ext(f.Path))) {
		c.found(diag.Place{File: s.Masked(f.Path)}, x)
	}
	switch ext := path.Ext(f.Path); {
	case f.Path == baselineFile:
	case ext == ".csv":
		if text, ok := dataset.Text(f.Data); ok {
			c.cells(text, amounts(set, f.Path))
		}
	case ext == ".yaml" || ext == ".md":
		c.text(string(f.Data))
	}
	c.rest()
	return c.problems
}

// inspection gathers what one file shows.
type inspection struct {
	scanner  *pii.Scanner
	path     string
	minor    bool // of a minor's story
	problems diag.List
	seen     map[pii.Kind]int
}

func (c *inspection) found(at diag.Place, f pii.Finding) {
	if c.seen[f.Kind]++; c.seen[f.Kind] > mostOfOneKind {
		return
	}
	if f.Severity == pii.Block || c.minor && f.Kind == pii.Name {
		c.problems.Add(at, "pii/"+string(f.Kind), f.Text(), pii.Hint(f.Kind))
	} else {
		c.problems.Warn(at, "pii/"+string(f.Kind), f.Text(), pii.Hint(f.Kind))
	}
}

// rest counts what was not listed.
func (c *inspection) rest() {
	for _, k := range pii.Kinds() {
		if more := c.seen[k] - mostOfOneKind; more > 0 {
			c.problems.Warn(diag.Place{File: c.scanner.Masked(c.path)}, "pii/"+string(k), diag.Say("这个文件里同类的还有 %d 处", "%d more of the same in this file", more), diag.Msg{})
		}
	}
}

func (c *inspection) text(text string) {
	ruler := pii.NewRuler(text)
	for _, f := range c.scanner.Scan(c.path, text) {
		line, column := ruler.Position(f.Start)
		c.found(diag.Place{File: c.scanner.Masked(c.path), Line: line, Column: column}, f)
	}
}

func (c *inspection) cells(text string, amount map[string]bool) {
	cells(text, amount, c.scanner, c.path, func(line, column int, f pii.Finding) {
		c.found(diag.Place{File: c.scanner.Masked(c.path), Line: line, Column: column}, f)
	}, c.text)
}

// cells scans a CSV cell by cell, each with its column's title. What is no CSV is given to whole.
func cells(text string, amount map[string]bool, s *pii.Scanner, path string, found func(line, column int, f pii.Finding), whole func(string)) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	lines := strings.Split(text, "\n")
	var head []string
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			whole(text)
			return
		}
		if head == nil {
			head = slices.Clone(record)
		}
		for i, cell := range record {
			title := ""
			if i < len(head) {
				title = head[i]
			}
			for _, f := range s.Field(path, title, cell, amount[title]) {
				line, column := r.FieldPos(i)
				if line >= 1 && line <= len(lines) {
					column = 1 + utf8.RuneCountInString(lines[line-1][:min(column-1, len(lines[line-1]))])
				}
				found(line, column, f)
			}
		}
	}
}

// amounts are the columns of a table that hold money and other decimals.
func amounts(set dataset.Set, file string) map[string]bool {
	out := map[string]bool{}
	for i := range set.Tables {
		if set.Tables[i].File == file {
			for _, f := range set.Tables[i].Schema.Fields {
				out[f.ID] = f.Type == "money_cny" || f.Type == "decimal"
			}
		}
	}
	return out
}
