package release

import (
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/input/content"
)

// entries begins the names of entries of content/ in the ledger, where datasets have none: content/project.
const entries = "content/"

// entry is a project or campaign with what it says of itself that readers rely on.
type entry struct {
	content.Entry
	says []content.Statement
}

// stated lists the projects and campaigns.
func stated(corpus content.Corpus) []entry {
	var out []entry
	for _, p := range corpus.Projects {
		out = append(out, entry{p.Entry, p.Statements()})
	}
	for _, c := range corpus.Campaigns {
		out = append(out, entry{c.Entry, c.Statements()})
	}
	return out
}

func (e entry) cell(field string) ledger.Cell {
	return ledger.Cell{Dataset: entries + e.Kind, Measure: field, At: e.Slug}
}

// statements holds the facts of projects and campaigns against what was published of them, and lists what this release
// publishes. The ledger keeps a digest of each; numbers of people are not among them, for those are rows of a register. An
// entry that is not shown today is not published, so nothing of it has to be corrected yet.
func (c *Cleared) statements(corpus content.Corpus, before past) diag.List {
	var problems diag.List
	there := map[ledger.Cell]bool{}
	for _, e := range stated(corpus) {
		there[e.cell(content.Whole)] = true
		if c.Gone[address(e.Kind, e.Slug)] {
			continue
		}
		for _, s := range e.says {
			at := e.cell(s.Field)
			if was, ok := before.Was(at); ok && was.Value != digest(s.Value) && !before.corrected(at) {
				problems.Add(e.Facts.Place(s.Path...), "gate/uncorrected",
					diag.Say("“%s”在 %s 公布过，现在变了，却没有更正记录（慈善组织信息公开办法第十六条）", "what %q says was published on %s and is another now, but no correction says so (Measures on information disclosure of charities, article 16)", s.Field, before.lastSaid(at).String()),
					correctedEntry("误改的就改回去；公布的内容确实有误或情况变了，就", "take the change back if it is a slip; if what was published was wrong or holds no longer, ", e.Kind, e.Slug, s.Field))
			}
			if s.Value != "" {
				c.published = append(c.published, ledger.Shown{Cell: at, Mark: ledger.Mark{Shown: true, Value: digest(s.Value)}})
			}
		}
	}
	problems.Append(before.removed(there))
	return problems
}

// removed refuses to lose a project or campaign that was published, each once.
func (p past) removed(there map[ledger.Cell]bool) diag.List {
	var problems diag.List
	for _, at := range p.Cells() {
		kind, ok := strings.CutPrefix(at.Dataset, entries)
		whole := ledger.Cell{Dataset: at.Dataset, Measure: content.Whole, At: at.At}
		if !ok || there[whole] {
			continue
		}
		there[whole] = true
		if p.explained(whole, at) {
			continue
		}
		problems.Add(diag.Place{File: entries + kind + "s/" + at.At}, "gate/gone",
			diag.Say("这一篇在 %s 公布过，现在没有了", "this entry was published on %s and is not there any more", p.lastSaid(at).String()),
			correctedEntry("把文件夹放回去，结束了的写 status: closed；确实不该公布的，", "put the folder back, with status: closed if it has ended; if it should never have been published, ", kind, at.At, content.Whole))
	}
	return problems
}

// correctedEntry is a hint that ends with how to tell of a change in an entry.
func correctedEntry(zh, en, kind, slug, field string) diag.Msg {
	return diag.Say(zh+"在 data/registers/corrections.csv 加一行：target_kind=%s，target=%s，record 留空，field=%s，date 写今天",
		en+"add a row to data/registers/corrections.csv: target_kind=%s, target=%s, record empty, field=%s, and the date of today", kind, slug, field)
}

// address is where an entry stands, from an edition's root.
func address(kind, slug string) string {
	for folder, k := range content.Kinds() {
		if k == kind {
			if kind == "page" {
				return "/" + slug + ".html"
			}
			return "/" + folder + "/" + slug + ".html"
		}
	}
	return ""
}

// shows reports whether a story or notice is on the site today.
func (w Words) shows(kind, slug string) bool {
	if kind == "story" {
		return slices.ContainsFunc(w.Stories, func(s Story) bool { return s.Slug == slug })
	}
	return slices.ContainsFunc(w.Notices, func(n Notice) bool { return n.Slug == slug })
}
