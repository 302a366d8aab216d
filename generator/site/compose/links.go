package compose

import (
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/site/plan"
)

// CheckLinks reports links in prose that lead to no page, at the place where the editor wrote them. Anchors, and every
// link of the finished pages, are output/audit's business.
func (k *Composer) CheckLinks() diag.List {
	var problems diag.List
	for doc, tag := range k.texts() {
		for _, l := range doc.Links() {
			path, _, _ := strings.Cut(l.Dest, "#")
			switch {
			case l.External() || path == "":
			case k.cleared.Withdrawn(path):
				problems.Warn(l.Place, "link/withdrawn", diag.Say("链接指向一篇已撤下的内容，页面上链接连同文字都换成“已撤下”", "the link leads to an entry that was withdrawn; the page says so in place of the link and its words"),
					diag.Say("改写这一句，不再提到它", "reword the sentence so that it does not mention it"))
			case k.cleared.Gone[path]:
				problems.Warn(l.Place, "link/gone", diag.Say("链接指向一篇现在不发布的内容，页面上只显示文字", "the link leads to an entry that is not shown today; the page has its words without the link"),
					diag.Say("内容撤下后，可以删去这个链接", "remove the link if the entry does not come back"))
			case !k.leads(tag, path):
				problems.Add(l.Place, "link/nowhere", diag.Say("链接没有对应的页面", "the link leads to no page"),
					diag.Say("写成 /projects/<名称>.html 的样子，从本语言版本的根目录写起", "write it from the edition's root, like /projects/<slug>.html"))
			}
		}
	}
	for i, f := range k.site.Home.Figures {
		k.address(&problems, f.Link, k.siteFacts.Place("home", "key_figures", i, "link"))
	}
	for _, t := range k.cleared.Topics {
		for i, f := range t.KeyFigures {
			k.address(&problems, f.Link, t.Facts.Place("key_figures", i, "link"))
		}
		for i, u := range t.Uses {
			k.address(&problems, u.Link, t.Facts.Place("use", i, "link"))
		}
	}
	return problems
}

// address reports an address in facts, from an edition's root, that is no page; an entry that is not shown today is let
// pass, and the page has no link to it.
func (k *Composer) address(problems *diag.List, link string, at diag.Place) {
	path, _, _ := strings.Cut(link, "#")
	for _, tag := range lang.Editions() {
		if path != "" && !k.cleared.Gone["/"+path] && !k.leads(tag, "/"+path) {
			problems.Add(at, "link/nowhere", diag.Say("link 没有对应的页面", "the link leads to no page"),
				diag.Say("写成 topics/<名称>.html 的样子", "write it like topics/<slug>.html"))
			return
		}
	}
}

// leads reports whether an address from the edition's root is a page or a feed.
func (k *Composer) leads(tag lang.Tag, dest string) bool {
	path, ok := strings.CutPrefix(dest, "/")
	if id, is := strings.CutSuffix(strings.TrimPrefix(path, "data/"), ".ics"); ok && is {
		t, known := k.tables[id]
		return known && plan.Dated(t) && path == "data/"+id+".ics"
	}
	return ok && (k.plan.Has(string(tag)+"/"+path) || path == "feed.xml" || path == "corrections.xml" && len(k.cleared.Corrections) > 0)
}
