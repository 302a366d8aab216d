package audit

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"mingshan/generator/base/diag"
)

// page is what is kept of one HTML page.
type page struct {
	lang       string
	canonical  string
	alternates map[string]string // hreflang → address
	noindex    bool              // search engines are asked to leave it out
}

// scan is the reading of one HTML page, tag by tag. The bytes are minified: optional end tags and quotes are gone, so
// it keeps no tree, only the few places whose end tags are never optional.
type scan struct {
	*report
	*words
	page page

	title, description string
	h1                 int
	level              int      // of the last heading
	svg                int      // depth of inline pictures
	raw                string   // the element whose text is read whole: title, script, style, …
	data               bool     // the script being read is data
	box, routed        bool     // inside the box about complaints; it has a way through
	code               int      // depth of pre, code, kbd and samp, where signs mean themselves
	gives              bool     // there is a way to give
	stated             []string // marks of the statements beside an appeal for money
	refs               []string // ids that labels and the like name
	text               strings.Builder
	said               strings.Builder // all text, that of code too, for the scan for personal data
}

// html inspects a page and keeps what other pages may ask for.
func (r *report) html(data []byte, w *words) *page {
	r.ids = map[string]bool{}
	s := &scan{report: r, words: w, page: page{alternates: map[string]string{}}, level: 1}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			s.prose.WriteByte('\n')
			s.prose.WriteString(s.said.String())
			s.end()
			return &s.page
		case html.CommentToken:
			s.say(string(z.Text()))
		case html.TextToken:
			s.readText(z.Text())
		case html.StartTagToken:
			s.start(z, false)
		case html.SelfClosingTagToken:
			s.start(z, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			s.endTag(string(name))
		}
	}
}

// attributes of one element, in order.
type attributes []html.Attribute

func (as attributes) get(key string) (string, bool) {
	for _, a := range as {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func (as attributes) value(key string) string {
	v, _ := as.get(key)
	return v
}

// has reports whether the attribute's space-separated words hold the word.
func (as attributes) has(key, word string) bool {
	return slices.Contains(strings.Fields(strings.ToLower(as.value(key))), word)
}

func (s *scan) start(z *html.Tokenizer, closed bool) {
	tag, more := z.TagName()
	name := string(tag)
	var as attributes
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		as = append(as, html.Attribute{Key: string(key), Val: string(val)})
	}
	for _, a := range as {
		s.attribute(name, a)
		s.words.attribute(a.Key, a.Val)
	}
	s.element(name, as)
	switch name {
	case "title", "textarea", "style", "script", "iframe", "noembed", "noframes", "xmp":
		if !closed {
			s.raw = name
		}
	case "svg":
		if !closed {
			s.svg++
		}
	case "pre", "code", "kbd", "samp":
		s.code++
	}
	if !inline(name) {
		s.text.WriteByte('\n')
		s.said.WriteByte('\n')
	}
}

func (s *scan) endTag(name string) {
	switch name {
	case s.raw:
		s.raw = ""
	case "svg":
		s.svg = max(0, s.svg-1)
	case "aside":
		s.box = false
	case "pre", "code", "kbd", "samp":
		s.code = max(0, s.code-1)
	}
	if !inline(name) {
		s.text.WriteByte('\n')
		s.said.WriteByte('\n')
	}
}

// inline reports elements that do not part the words around them.
func inline(name string) bool {
	switch name {
	case "a", "b", "i", "em", "strong", "span", "small", "abbr", "time", "mark", "sub", "sup", "wbr", "bdi":
		return true
	}
	return false
}

// attribute applies the rules that hold for every element.
func (s *scan) attribute(name string, a html.Attribute) {
	switch {
	case a.Key == "style":
		s.problem("inline-style", diag.Say("<%s> 带有 style 属性", "<%s> has a style attribute", name), moveToCSS())
	case len(a.Key) > 2 && strings.HasPrefix(a.Key, "on"):
		s.problem("inline-script", diag.Say("<%s> 带有事件属性 %s", "<%s> has the event attribute %s", name, a.Key), moveToJS())
	case a.Key == "id" || a.Key == "name" && name == "a":
		if a.Key == "id" && (a.Val == "" || s.ids[a.Val]) {
			s.problem("id-twice", diag.Say("id %q 为空或重复", "id %q is empty or used twice", a.Val),
				diag.Say("一页之内每个 id 只用一次", "use each id once on a page"))
		}
		s.ids[a.Val] = true
	case a.Key == "for" || a.Key == "headers" || slices.Contains([]string{"aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"}, a.Key):
		s.refs = append(s.refs, strings.Fields(a.Val)...)
	case a.Key == "alt" || a.Key == "title" || a.Key == "placeholder" || a.Key == "aria-label" || a.Key == "aria-description":
		s.text.WriteString("\n" + a.Val + "\n")
	case a.Key == "data-give":
		s.gives = true
	case a.Key == "data-duty":
		s.stated = append(s.stated, a.Val)
	case strings.HasPrefix(a.Val, "url("): // fill, stroke, mask and their like in inline pictures
		value, _ := cssValue(a.Val[len("url("):], ')')
		s.address(value, load)
	case a.Key == "formaction":
		s.form()
	case a.Key == "ping":
		s.address(a.Val, load)
	}
}

// element applies the rules of one element.
func (s *scan) element(name string, as attributes) {
	switch name {
	case "html":
		s.page.lang = as.value("lang")
	case "meta":
		s.meta(as)
	case "link":
		s.link(as)
	case "base":
		s.problem("base", diag.Say("有 <base>", "there is a <base>"), diag.Say("删去；链接都相对于本页", "remove it; links are relative to the page"))
	case "style":
		s.problem("inline-style", diag.Say("有 <style>", "there is a <style>"), moveToCSS())
	case "script":
		s.script(as)
	case "form":
		if _, ok := as.get("action"); ok || as.value("method") != "" {
			s.form()
		}
	case "aside":
		s.box = as.value("aria-labelledby") == "complaint"
	case "a":
		s.route(as.value("href"))
	case "h1", "h2", "h3", "h4", "h5", "h6":
		s.heading(int(name[1] - '0'))
	case "img":
		s.image(as)
	case "no":
		if _, ok := as.get("value"); ok {
			s.problem("leftover", diag.Say("文字里有 %q", "the text holds %q", "<no value>"), fixTemplate())
		}
	}
	s.addresses(name, as)
}

// form reports a form that would send something: a static site receives nothing, and a complaint typed into it would be
// lost (duties CP-16).
func (s *scan) form() {
	s.problem("form", diag.Say("表单会提交：带有 action、method 或 formaction", "a form would send something: it has action, method or formaction"),
		diag.Say("本站不收取任何信息，也收不到投诉；删去这些属性", "the site collects nothing and cannot take a complaint; remove them"))
}

// route looks at a link that may lead to an office, and at the number it dials.
func (s *scan) route(href string) {
	scheme, rest, _ := strings.Cut(strings.ToLower(strings.TrimSpace(href)), ":")
	switch scheme {
	case "tel":
		if number := strings.NewReplacer("-", "", " ", "").Replace(rest); slices.Contains(s.audit.refused, number) {
			s.problem("tel-refused", diag.Say("页面上可以拨 %s，这个号码不受理投诉", "the page offers to dial %s, which takes no complaints", number), diag.Say("见 data/rules/channels.yaml 的 refused", "see refused in data/rules/channels.yaml"))
		}
	case "mailto", "http", "https":
	default:
		return
	}
	s.routed = s.routed || s.box
}

// addresses looks at whatever the element links to or fetches.
func (s *scan) addresses(name string, as attributes) {
	href, hasHref := as.get("href")
	if v, ok := as.get("xlink:href"); ok {
		href, hasHref = v, true
	}
	switch {
	case name == "link" || name == "base": // link judges by rel
	case hasHref && (name == "a" || name == "area"):
		s.address(href, follow)
		if strings.EqualFold(as.value("target"), "_blank") && !as.has("rel", "noopener") && !as.has("rel", "noreferrer") {
			s.problem("noopener", diag.Say("新窗口链接缺少 rel=noopener", "a link to a new window lacks rel=noopener"),
				diag.Say("加上 rel=\"noopener\"", "add rel=\"noopener\""))
		}
	case hasHref && name == "image":
		s.address(href, show)
	case hasHref:
		s.address(href, load)
	}
	if v, ok := as.get("src"); ok {
		s.address(v, loadOrShow(name))
	}
	for _, key := range []string{"srcset", "imagesrcset"} {
		for _, v := range srcset(as.value(key)) {
			s.address(v, show)
		}
	}
	if v, ok := as.get("poster"); ok {
		s.address(v, show)
	}
	if v, ok := as.get("data"); ok && name == "object" {
		s.address(v, load)
	}
}

func loadOrShow(name string) use {
	if name == "img" || name == "source" || name == "input" {
		return show
	}
	return load
}

func (s *scan) meta(as attributes) {
	content := as.value("content")
	switch {
	case strings.EqualFold(as.value("name"), "description"):
		s.description = strings.TrimSpace(content)
		s.text.WriteString("\n" + content + "\n")
	case strings.EqualFold(as.value("name"), "robots"):
		s.page.noindex = strings.Contains(strings.ToLower(content), "noindex")
	case strings.HasPrefix(as.value("property"), "og:") && !strings.Contains(content, "://"):
		s.text.WriteString("\n" + content + "\n")
	case strings.EqualFold(as.value("http-equiv"), "refresh"):
		if _, target, ok := strings.Cut(content, "="); ok {
			s.address(strings.Trim(target, `'" `), follow)
		}
	}
}

func (s *scan) link(as attributes) {
	href := as.value("href")
	switch {
	case as.has("rel", "canonical"):
		s.page.canonical = href
	case as.has("rel", "stylesheet"):
		s.address(href, load)
	case as.has("rel", "alternate") && as.value("hreflang") != "" && as.value("type") == "":
		key := as.value("hreflang")
		if _, ok := s.page.alternates[key]; ok {
			s.problem("alternate", diag.Say("hreflang %q 出现两次", "hreflang %q is given twice", key), diag.Msg{})
		}
		s.page.alternates[key] = href
	case as.has("rel", "icon"):
		s.address(href, show)
	case slices.ContainsFunc([]string{"alternate", "license", "author", "help", "next", "prev", "up", "describedby", "me"},
		func(word string) bool { return as.has("rel", word) }):
		s.address(href, follow)
	default: // preload, preconnect, manifest, search and whatever browsers learn to fetch by themselves
		s.address(href, load)
	}
}

func (s *scan) script(as attributes) {
	kind := strings.ToLower(strings.TrimSpace(as.value("type")))
	s.data = kind == "application/json" || kind == "application/ld+json"
	if _, ok := as.get("src"); !ok && !s.data {
		s.problem("inline-script", diag.Say("有内嵌脚本", "there is an inline script"), moveToJS())
	}
}

func (s *scan) heading(level int) {
	if level == 1 {
		s.h1++
	}
	if level > s.level+1 {
		s.problem("heading-skip", diag.Say("标题从 h%d 跳到 h%d", "headings go from h%d to h%d", s.level, level),
			diag.Say("标题逐级向下，不跳级", "go down one level at a time"))
	}
	s.level = level
}

func (s *scan) image(as attributes) {
	if _, ok := as.get("alt"); !ok {
		s.problem("img-alt", diag.Say("图片 %q 没有 alt", "picture %q has no alt", as.value("src")),
			diag.Say("用文字说明图片；纯装饰的写 alt=\"\"", "say what it shows; for mere decoration write alt=\"\""))
	}
	for _, key := range []string{"width", "height"} {
		if n, err := strconv.Atoi(as.value(key)); err != nil || n <= 0 {
			s.problem("img-size", diag.Say("图片 %q 没有 %s", "picture %q has no %s", as.value("src"), key),
				diag.Say("写出宽高，页面才不会跳动", "give both sizes, so that the page does not jump"))
		}
	}
}

func (s *scan) readText(text []byte) {
	switch {
	case s.raw == "script" && s.data:
		s.values(text)
	default:
		for _, c := range text { // a line break is a space to a reader
			if c == '\n' || c == '\r' || c == '\t' {
				c = ' '
			}
			s.said.WriteByte(c)
		}
	}
	switch s.raw {
	case "script":
		if s.data && !json.Valid(text) {
			s.problem("json", diag.Say("内嵌的 JSON 有误", "embedded JSON is not valid"), diag.Msg{})
		}
		return
	case "style", "iframe", "noembed", "noframes", "xmp":
		return
	case "title":
		if s.svg == 0 {
			s.title = strings.TrimSpace(string(text))
		}
	}
	if s.code == 0 {
		s.text.Write(text)
	}
}

// end applies the rules that need the whole page.
func (s *scan) end() {
	s.leftovers()
	s.appeal()
	if s.h1 != 1 && !embedded(s.path) {
		s.problem("heading-one", diag.Say("有 %d 个 h1，应当正好一个", "there are %d h1, not one", s.h1),
			diag.Say("每页正好一个一级标题", "give each page exactly one"))
	}
	if s.title == "" {
		s.problem("title", diag.Say("没有 <title>", "there is no <title>"), diag.Say("给页面加标题", "give the page a title"))
	}
	if s.description == "" && !excused(s.path) {
		s.problem("description", diag.Say("没有页面说明（meta description）", "there is no meta description"),
			diag.Say("在对应的 YAML 里写 summary", "write a summary in the YAML of this page"))
	}
	if _, inside, ok := s.audit.edition(s.path); ok && strings.Contains(inside, "/") && !excused(s.path) && !s.routed {
		s.problem("no-route", diag.Say("没有写谁受理对这一页的投诉，或者没有电话、邮箱、网址", "it does not say who handles complaints about it, or gives no phone, e-mail or website"),
			diag.Say("在 data/registers/channels.csv 里补上渠道；新的页面种类要在 site/compose 的 wants 里写明", "add a channel to data/registers/channels.csv; a new kind of page is named in wants of site/compose"))
	}
	for _, id := range s.refs {
		if !s.ids[id] {
			s.problem("id-missing", diag.Say("标签指向不存在的 id %q", "a label names the id %q, which is not on the page", id), diag.Msg{})
		}
	}
}

// leftovers finds signs of Markdown, templates and formatting that went wrong in what a reader sees or hears.
func (s *scan) leftovers() {
	text := s.text.String()
	for _, sign := range []string{"**", "⟦", "{{", "<no value>"} {
		if strings.Contains(text, sign) {
			s.problem("leftover", diag.Say("文字里有 %q", "the text holds %q", sign), fixTemplate())
		}
	}
	for _, word := range []string{"undefined", "NaN"} {
		if hasWord(text, word) {
			s.problem("leftover", diag.Say("文字里有 %q", "the text holds %q", word), fixTemplate())
		}
	}
	if verbLeak(text) {
		s.problem("leftover", diag.Say("文字里有 %q", "the text holds %q", "%!"), fixTemplate())
	}
}

// verbLeak finds what fmt prints for a wrong argument: "%!d(string=x)", "%!(EXTRA …)".
func verbLeak(text string) bool {
	for {
		_, rest, ok := strings.Cut(text, "%!")
		if !ok {
			return false
		}
		if strings.HasPrefix(rest, "(") || len(rest) > 1 && rest[1] == '(' {
			return true
		}
		text = rest
	}
}

// hasWord reports the word with no letter or digit of its own alphabet beside it.
func hasWord(text, word string) bool {
	letter := func(c byte) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_'
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(word)
		if (i == 0 || !letter(text[i-1])) && (from == len(text) || !letter(text[from])) {
			return true
		}
	}
}

func moveToCSS() diag.Msg {
	return diag.Say("写进样式表；本站的安全策略不许内嵌样式", "put it into a style sheet; the site's policy forbids inline style")
}

func moveToJS() diag.Msg {
	return diag.Say("写进单独的脚本文件；本站的安全策略不许内嵌脚本", "put it into a script file; the site's policy forbids inline scripts")
}

func fixTemplate() diag.Msg {
	return diag.Say("检查对应的文字或模板", "look at the text or the template it comes from")
}
