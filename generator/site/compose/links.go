package compose

import (
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
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
	for _, f := range k.site.Home.Figures {
		for _, tag := range lang.Editions() {
			if f.Link != "" && !k.cleared.Gone["/"+f.Link] && !k.leads(tag, "/"+f.Link) {
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
