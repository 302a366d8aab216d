package audit

import (
	"maps"
	"slices"

	"mingshan/generator/base/diag"
)

// checkLinks asks of every link and subresource whether its file and its fragment are there.
func (a *Audit) checkLinks() {
	for _, f := range a.fetches {
		if !a.files[f.path] {
			a.add(f.from, "link-broken", diag.Say("链接指向站内没有的 %s", "a link leads to %s, which the site does not have", f.path),
				diag.Say("改正链接，或补上文件", "mend the link or add the file"))
			continue
		}
		ids, ok := a.anchors[f.path]
		if f.fragment == "" || f.fragment == "top" || !ok || ids[f.fragment] {
			continue
		}
		a.add(f.from, "link-fragment", diag.Say("%s 里没有链接所指的 #%s", "%s has no #%s, where a link leads", f.path, f.fragment),
			diag.Say("改正 # 后面的名字", "mend the name after #"))
	}
}

// checkTwins compares every page with its folder, its address and the same page in the other editions.
func (a *Audit) checkTwins() {
	for _, file := range a.sortedPages() {
		p := a.pages[file]
		tag, inside, ok := a.edition(file)
		a.checkLang(file, p)
		a.checkCanonical(file, p)
		if !ok {
			a.checkAlternates(file, p, false)
			continue
		}
		a.checkAlternates(file, p, !excused(file))
		for _, other := range a.editions {
			twin, there := a.pages[string(other)+"/"+inside]
			switch {
			case other == tag:
			case !there:
				a.add(file, "twin", diag.Say("没有 %s 版的同一页", "there is no %s edition of this page", string(other)),
					diag.Say("每页都要有各语言版本", "every page needs every edition"))
			case !maps.Equal(p.alternates, twin.alternates):
				a.add(file, "alternate", diag.Say("与 %s 版的 hreflang 不一致", "hreflang differs from that of the %s edition", string(other)),
					diag.Say("各语言版本应列出相同的一组网址", "all editions of a page list the same addresses"))
			}
		}
	}
}

func (a *Audit) checkLang(file string, p *page) {
	tag, _, ok := a.edition(file)
	switch {
	case ok && p.lang != tag.BCP47():
		a.add(file, "lang", diag.Say("<html lang> 是 %q，应为 %q", "<html lang> is %q, not %q", p.lang, tag.BCP47()), diag.Msg{})
	case !ok && p.lang == "":
		a.add(file, "lang", diag.Say("没有 <html lang>", "there is no <html lang>"), diag.Msg{})
	}
}

func (a *Audit) checkCanonical(file string, p *page) {
	if p.canonical == "" && excused(file) {
		return
	}
	got, fragment, ok := a.local(p.canonical)
	// A page inside somebody else's may name that one.
	if right := ok && fragment == "" && (got == file || embedded(file) && a.pages[got] != nil); !right {
		a.add(file, "canonical", diag.Say("规范网址是 %q", "the canonical address is %q", p.canonical),
			diag.Say("应为 %s", "it should be %s", a.base+file))
	}
}

// checkAlternates asks whether hreflang names this page, its twins and a default, all of them pages of the site.
func (a *Audit) checkAlternates(file string, p *page, required bool) {
	_, inside, inEdition := a.edition(file)
	wanted := map[string]string{"x-default": ""}
	for _, e := range a.editions {
		wanted[e.BCP47()] = string(e) + "/" + inside
	}
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		address, there := p.alternates[key]
		if !there {
			if required || len(p.alternates) > 0 {
				a.add(file, "alternate", diag.Say("没有 hreflang %q", "hreflang %q is missing", key), diag.Msg{})
			}
			continue
		}
		target, _, ok := a.local(address)
		if !ok || a.pages[target] == nil || inEdition && wanted[key] != "" && target != wanted[key] {
			a.add(file, "alternate", diag.Say("hreflang %q 的网址 %q 不是这一页的版本", "hreflang %q leads to %q, not to an edition of this page", key, address), diag.Msg{})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(p.alternates)) {
		if _, ok := wanted[key]; !ok {
			a.add(file, "alternate", diag.Say("hreflang %q 不是本站的语言", "hreflang %q is no edition of the site", key), diag.Msg{})
		}
	}
}

// checkSitemap asks whether sitemap.xml lists exactly the pages, under the addresses they give themselves.
func (a *Audit) checkSitemap() {
	const file = "sitemap.xml"
	if !a.files[file] {
		a.add(file, "sitemap", diag.Say("没有 sitemap.xml", "there is no sitemap.xml"), diag.Msg{})
		return
	}
	listed := map[string]bool{}
	for _, e := range a.entries {
		target, _, ok := a.local(e.loc)
		p := a.pages[target]
		switch {
		case !ok || p == nil || excused(target):
			a.add(file, "sitemap", diag.Say("列出的 %q 不是本站页面", "%q is listed and is no page of the site", e.loc), diag.Msg{})
			continue
		case p.noindex:
			a.add(file, "sitemap", diag.Say("列出的 %s 请搜索引擎不要收录", "%s is listed and asks search engines to leave it out", target), diag.Msg{})
		case listed[target]:
			a.add(file, "sitemap", diag.Say("%s 列出两次", "%s is listed twice", target), diag.Msg{})
		case p.canonical != e.loc:
			a.add(file, "sitemap", diag.Say("%s 的网址与该页的规范网址不同", "%s is listed under another address than its canonical one", target), diag.Msg{})
		}
		listed[target] = true
		if !a.sameEditions(e.alternates, p.alternates) {
			a.add(file, "sitemap", diag.Say("%s 的语言版本与该页所写不同", "the editions of %s differ from what the page says", target),
				diag.Say("每个 url 里写出相同的 xhtml:link", "give each url the same xhtml:link lines"))
		}
	}
	for _, page := range a.sortedPages() {
		if !listed[page] && !excused(page) && !a.pages[page].noindex {
			a.add(file, "sitemap", diag.Say("没有列出 %s", "%s is not listed", page), diag.Msg{})
		}
	}
}

// sameEditions compares the alternates in the site map with the page's own; x-default may be left out there.
func (a *Audit) sameEditions(listed, own map[string]string) bool {
	for _, e := range a.editions {
		if listed[e.BCP47()] != own[e.BCP47()] {
			return false
		}
	}
	for key, address := range listed {
		if own[key] != address {
			return false
		}
	}
	return true
}

func (a *Audit) checkRobots() {
	const file = "robots.txt"
	if !a.files[file] {
		a.add(file, "robots", diag.Say("没有 robots.txt", "there is no robots.txt"), diag.Msg{})
		return
	}
	if want := a.base + "sitemap.xml"; !slices.Equal(a.robots, []string{want}) {
		a.add(file, "robots", diag.Say("robots.txt 没有指明站点地图", "robots.txt does not name the site map"),
			diag.Say("写一行 Sitemap: %s", "write the line Sitemap: %s", want))
	}
}
