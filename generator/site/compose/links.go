package compose

import (
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
)

// CheckLinks reports links in prose that lead to no page, at the place where the editor wrote them. Anchors, and every
// link of the finished pages, are output/audit's business.
func (k *Composer) CheckLinks() diag.List {
	var problems diag.List
	check := func(docs map[lang.Tag]prose.Doc) {
		for _, tag := range lang.Editions() {
			for _, l := range docs[tag].Links() {
				path, _, _ := strings.Cut(l.Dest, "#")
				if l.External() || path == "" || k.leads(tag, path) {
					continue
				}
				if k.cleared.Gone[path] {
					problems.Warn(l.Place, "link/gone", diag.Say("链接指向一篇现在不发布的内容，页面上只显示文字", "the link leads to an entry that is not shown today; the page has its words without the link"),
						diag.Say("内容撤下后，可以删去这个链接", "remove the link if the entry does not come back"))
					continue
				}
				problems.Add(l.Place, "link/nowhere", diag.Say("链接没有对应的页面", "the link leads to no page"),
					diag.Say("写成 /projects/<名称>.html 的样子，从本语言版本的根目录写起", "write it from the edition's root, like /projects/<slug>.html"))
			}
		}
	}
	for _, x := range k.cleared.Projects {
		check(x.Prose)
	}
	for _, x := range k.cleared.Stories {
		check(x.Prose)
	}
	for _, x := range k.cleared.Topics {
		check(x.Prose)
	}
	for _, x := range k.cleared.Notices {
		check(x.Prose)
	}
	for _, x := range k.cleared.Campaigns {
		check(x.Prose)
	}
	for _, x := range k.cleared.Pages {
		check(x.Prose)
	}
	for _, f := range k.site.Home.Figures {
		for _, tag := range lang.Editions() {
			if f.Link != "" && !k.leads(tag, "/"+f.Link) {
				problems.Add(diag.Place{File: "content/site.yaml"}, "link/nowhere", diag.Say("首页数字的 link 没有对应的页面", "the link of a home figure leads to no page"),
					diag.Say("写成 topics/<名称>.html 的样子", "write it like topics/<slug>.html"))
				break
			}
		}
	}
	return problems
}

// leads reports whether an address from the edition's root is a page or a feed.
func (k *Composer) leads(tag lang.Tag, dest string) bool {
	path, ok := strings.CutPrefix(dest, "/")
	return ok && (k.plan.Has(string(tag)+"/"+path) || path == "feed.xml" || path == "corrections.xml" && len(k.cleared.Corrections) > 0)
}
