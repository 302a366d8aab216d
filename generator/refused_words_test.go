package main_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"strings"
)

const (
	siteYAML = "content/site.yaml"
	project  = "content/projects/warm-meals/project.yaml"
	story    = "content/stories/noon/story.yaml"
	topic    = "content/topics/referral/topic.yaml"
	notice   = "content/notices/release/notice.yaml"
	rules    = "data/rules/privacy.yaml"
	wordsEN  = "content/projects/warm-meals/en.md"
	wordsZH  = "content/projects/warm-meals/zh.md"
)

// swap, add and put make the frequent mistakes.
func swap(name, old, now string) func(*editor) { return func(e *editor) { e.swap(name, old, now) } }
func add(name, text string) func(*editor)      { return func(e *editor) { e.add(name, text) } }
func put(name, text string) func(*editor)      { return func(e *editor) { e.put(name, text) } }

// factsMistakes are made in any YAML file.
func factsMistakes() []mistake {
	return []mistake{
		{"a misspelt key", "facts/unknown-key", swap(siteYAML, "tagline:", "tagIine:")},
		{"a key of no meaning", "facts/unknown-key", add(project, "budget: 7919333\n")},
		{"a key left out", "facts/missing-key", swap(project, "status: running\n", "")},
		{"a text in one language only", "facts/missing-key", swap(siteYAML, "  en: Tiny site\n", "")},
		{"a text without its languages", "facts/type", swap(siteYAML, "title:\n  zh: 小站\n  en: Tiny site", "title: 小站")},
		{"a required key left empty", "facts/empty", swap(project, "field: fulao", "field:")},
		{"an English text of spaces", "facts/empty", swap(siteYAML, "en: Tiny site", "en: '  '")},
		{"an item of a list left empty", "facts/empty", swap(project, "  - \"350100\"", "  -")},
		{"words where a number belongs", "facts/type", swap(topic, "clause: 2", "clause: two")},
		{"a decimal where a whole number belongs", "facts/type", swap(rules, "value: 10", "value: 10.5")},
		{"a leading zero: no silent octal", "facts/type", swap(rules, "value: 10", "value: 010")},
		{"yes for true", "facts/type", swap(project, "done: true", "done: yes")},
		{"a word where a list belongs", "facts/type", swap(project, "regions:\n  - \"350100\"", "regions: \"350100\"")},
		{"a date written with strokes", "facts/type", swap(project, "start: 2025-01-01", "start: 2025/1/1")},
		{"a day that does not exist", "facts/date-unreal", swap(project, "start: 2025-01-01", "start: 2025-02-30")},
		{"a key given twice", "facts/key-twice", add(project, "field: jikun\n")},
		{"a list as a key", "facts/key", add(project, "? [a, b]\n: c\n")},
		{"a full-width colon", "facts/syntax", swap(project, "field: fulao", "field：fulao")},
		{"no space after the colon", "facts/syntax", swap(project, "field: fulao", "field:fulao")},
		{"a quotation mark not closed", "facts/syntax", swap(siteYAML, "en: Tiny site", "en: \"Tiny site")},
		{"a colon inside a text without quotes", "facts/syntax", swap(siteYAML, "en: Tiny site", "en: Tiny: site")},
		{"indented with a tab", "facts/tab", swap(siteYAML, "  en: Tiny site", "\ten: Tiny site")},
		{"two documents in a file", "facts/documents", add(project, "---\nfield: jikun\n")},
		{"an empty file", "facts/empty-file", put(notice, "")},
		{"a facts file of more than 1 MiB", "facts/too-large", add(project, strings.Repeat("# "+strings.Repeat("x", 100)+"\n", 11000))},
		{"forty levels deep", "facts/too-deep", add(project, "deep: "+strings.Repeat("[", 40)+strings.Repeat("]", 40)+"\n")},
		{"a billion laughs", "facts/alias", put(notice, laughs())},
		{"an anchor", "facts/anchor", swap(project, "field: fulao", "field: &f fulao")},
		{"a tag", "facts/tag", swap(project, "field: fulao", "field: !!str fulao")},
		{"a merge key", "facts/merge", add(project, "<<: {field: jikun}\n")},
		{"no privacy rules", "config/missing", func(e *editor) { e.remove(rules) }},
		{"no such kind of publisher", "config/publisher-kind", swap(siteYAML, "kind: demo", "kind: club")},
		{"a base address without its end", "config/base-url", swap(siteYAML, "base_url: https://tiny.example/", "base_url: https://tiny.example")},
		{"a licence without an address", "config/url", swap(siteYAML, "url: https://creative", "url: creative")},
		{"an e-mail address with words around it", "config/email", swap(siteYAML, "email: desk@tiny.example", "email: write to desk@tiny.example")},
		{"a filing number of another form", "config/footer-number", swap(siteYAML, "nav:", "footer:\n  icp: 7919333\nnav:")},
		{"the mark of the authorities on another's site", "config/mark", swap(siteYAML, "nav:", "footer:\n  mark: https://mark.example/\nnav:")},
		{"a page that the navigation cannot have", "config/nav-unknown", swap(siteYAML, "- projects\n  - data", "- project\n  - data")},
		{"a way of review that there is not", "config/review", add(siteYAML, rolesOfReview("asked"))},
		{"a role of review without a proper id", "config/review-role", add(siteYAML, strings.Replace(rolesOfReview("shown"), "id: desk", "id: Desk 1", 1))},
		{"a review by nobody that the site knows", "review/role", all(add(siteYAML, rolesOfReview("shown")), add("content/projects/warm-meals/project.yaml", "review:\n  by: dsk\n  on: 2026-11-12\n"))},
		{"a page twice in the navigation", "config/nav-twice", swap(siteYAML, "- projects\n  - data", "- data\n  - data")},
		{"a chart without its dataset", "config/chart-form", swap(siteYAML, "- referrals/trend", "- trend")},
		{"a key figure of no period", "figure/period", swap(siteYAML, "period: latest-year", "period: last year")},
		{"a key figure that leads off the site", "figure/link", swap(siteYAML, "link: topics/", "link: https://other.example/")},
		{"a threshold that protects nobody", "config/threshold-low", swap(rules, "value: 10", "value: 1")},
		{"sensitive data less protected than others", "config/threshold-order", swap(rules, "value: 20", "value: 5")},
		{"consent neither required nor not", "config/consent-required", swap(rules, "value: 1\n", "value: 2\n")},
	}
}

// laughs is the YAML that unfolds to a billion items (the "billion laughs" of 2003).
func laughs() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	return b.String()
}

// picture declares a picture of the project.
func picture(file, alt, people string) string {
	return "pictures:\n  - file: " + file + "\n    alt:\n" + alt + "    people: " + people + "\n"
}

const altBoth = "      zh: 一碗饭\n      en: a bowl of rice\n"

// tinyPNG is a picture of two pixels.
func tinyPNG() string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 1))); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.String()
}

// useOf is a topic's use that leads to an address.
func useOf(link string) string {
	return "use:\n  - do: complain\n    text:\n      zh: 可以投诉。\n      en: You can complain.\n    link: " + link + "\n"
}

// contentMistakes are made in the facts of an entry and in its folder.
func contentMistakes() []mistake {
	folder := "content/projects/warm-meals/"
	declared := func(file, alt, people string) func(*editor) {
		return func(e *editor) {
			e.add(project, picture(file, alt, people))
			e.put(folder+"cover.png", tinyPNG())
		}
	}
	return []mistake{
		{"no English text", "content/missing-file", func(e *editor) { e.remove(wordsEN) }},
		{"no facts file", "content/missing-file", func(e *editor) { e.remove(project) }},
		{"an empty text", "content/prose-empty", put(wordsZH, "\n")},
		{"a folder name in capitals", "content/slug", func(e *editor) { e.move("content/notices/release", "content/notices/Release") }},
		{"a folder name in Chinese", "content/slug", func(e *editor) { e.move("content/notices/release", "content/notices/数据") }},
		{"a page that takes a list's address", "content/slug-taken", func(e *editor) {
			e.put("content/pages/projects/page.yaml", e.read("content/pages/about/page.yaml"))
			e.put("content/pages/projects/zh.md", "正文")
			e.put("content/pages/projects/en.md", "Text.")
		}},
		{"a file in no entry's folder", "content/stray-file", put("content/projects/notes.md", "x")},
		{"a third language in an entry", "content/stray-file", put("content/projects/warm-meals/fr.md", "x")},
		{"a folder of no kind", "content/stray-folder", put("content/project/warm/zh.md", "x")},
		{"an end before the start", "content/date-order", swap(project, "start: 2025-01-01", "start: 2025-01-01\nend: 2024-01-01")},
		{"consent that expires before it is given", "content/date-order", swap(story, "expires: 2028-09-09", "expires: 2026-09-01")},
		{"a status that does not exist", "content/value", swap(project, "status: running", "status: runing")},
		{"a project without a region", "content/list-empty", swap(project, "regions:\n  - \"350100\"", "regions: []")},
		{"a region twice", "content/list-twice", swap(project, "  - \"350100\"", "  - \"350100\"\n  - \"350100\"")},
		{"a record on Charity China without https", "content/url", add(project, "charity_china: cishan.example/1\n")},
		{"a child's age without minor", "content/minor", swap(story, "age_band: 60+", "age_band: 7-13")},
		{"a child's story without a guardian", "content/guardian", swap(story, "age_band: 60+", "age_band: 7-13\n  minor: true")},
		{"a picture of people without their consent", "content/picture-consent", func(e *editor) {
			e.add(story, picture("cover.png", altBoth, "consented"))
			e.put("content/stories/noon/cover.png", tinyPNG())
		}},
		{"a clause that the policy does not have", "content/clause", swap(topic, "clause: 2", "clause: 11")},
		{"a figure of no period", "figure/period", swap(topic, "field: referred", "field: referred\n    period: 2026Q5")},
		{"a figure that shows what there is not", "figure/show", swap(topic, "field: referred", "field: referred\n    show: shares")},
		{"a use that leads off the site", "content/link", add(topic, useOf("https://other.example/"))},
		{"a figure that is not dataset/chart", "content/chart-form", swap(topic, "- referrals/trend", "- referrals trend")},
		{"a picture without alternative text", "facts/missing-key", func(e *editor) {
			e.add(project, "pictures:\n  - file: cover.png\n    people: none\n")
			e.put(folder+"cover.png", tinyPNG())
		}},
		{"alternative text in Chinese only", "facts/missing-key", declared("cover.png", "      zh: 一碗饭\n", "none")},
		{"a picture that is not declared", "content/picture-undeclared", put(folder+"cover.png", tinyPNG())},
		{"a picture that is not there", "content/picture-missing", add(project, picture("cover.png", altBoth, "none"))},
		{"a picture twice", "content/picture-twice", func(e *editor) {
			e.add(project, picture("cover.png", altBoth, "none")+strings.TrimPrefix(picture("cover.png", altBoth, "none"), "pictures:\n"))
			e.put(folder+"cover.png", tinyPNG())
		}},
		{"a picture outside the folder", "content/picture-name", declared("../../../../etc/cover.png", altBoth, "none")},
		{"a picture with an absolute path", "content/picture-name", declared("/etc/cover.png", altBoth, "none")},
		{"a picture's name with signs of HTML", "content/picture-name", declared("'a<b>&\"c.png'", altBoth, "none")},
		{"a picture's name with a line break", "content/picture-name", declared("\"a\\nb.png\"", altBoth, "none")},
		{"who is in a picture, in a word that does not exist", "content/value", declared("cover.png", altBoth, "nobody")},
		{"a text file that calls itself a picture", "picture/unreadable", func(e *editor) {
			e.add(project, picture("cover.png", altBoth, "none"))
			e.put(folder+"cover.png", "GIF89a 7919333")
		}},
		{"a picture of a billion pixels in a hundred bytes", "picture/unreadable", func(e *editor) {
			e.add(project, picture("cover.png", altBoth, "none"))
			e.put(folder+"cover.png", hugePNG())
		}},
	}
}

// hugePNG says in its head that it is 32,000 by 32,000; the sum of the head is wrong as well, but is read later.
func hugePNG() string {
	b := []byte(tinyPNG())
	copy(b[16:24], []byte{0, 0, 0x7d, 0, 0, 0, 0x7d, 0})
	return string(b)
}

// proseMistakes are made in Markdown.
func proseMistakes() []mistake {
	return []mistake{
		{"emphasis that would print its stars", "prose/emphasis", put(wordsZH, "项目**“重点”**资助。\n")},
		{"emphasis that is not closed", "prose/emphasis", put(wordsEN, "A **meal every noon and ** another.\n")},
		{"underscores that would be printed", "prose/emphasis", put(wordsZH, "项目__重点__资助。\n")},
		{"raw HTML", "prose/html", put(wordsEN, "A meal.\n\n<script>alert(1)</script>\n")},
		{"raw HTML inside a line", "prose/html", put(wordsEN, "A <b onclick=\"x()\">meal</b>.\n")},
		{"a link to a script", "prose/link-address", put(wordsEN, "A [meal](javascript:alert(1)).\n")},
		{"a link to another host in disguise", "prose/link-address", put(wordsEN, "A [meal](//other.example/x).\n")},
		{"a link without words", "prose/link-text", put(wordsEN, "A meal [](/topics/referral.html).\n")},
		{"a link that would be printed as it is", "prose/link-broken", put(wordsEN, "A [meal](/topics/referral page.html).\n")},
		{"a link with full-width parentheses", "prose/link-parenthesis", put(wordsZH, "见[办理规则]（/topics/referral.html）。\n")},
		{"a heading without a space", "prose/heading-space", put(wordsZH, "##怎样申请\n\n每天一餐。\n")},
		{"a numbered list without spaces", "prose/list-space", put(wordsZH, "1.登记\n2.领餐\n")},
		{"a list without spaces", "prose/list-space", put(wordsZH, "怎样申请：\n\n-登记\n-领餐\n")},
		{"a footnote without its text", "prose/footnote", put(wordsEN, "A meal.[^1]\n")},
		{"a picture inside the text", "prose/picture", put(wordsEN, "![](cover.png)\n\nA meal.\n")},
		{"a first-level heading", "prose/heading-first", put(wordsEN, "# Warm meals\n\nA meal.\n")},
		{"a heading two levels deeper", "prose/heading-level", put(wordsEN, "## How\n\n#### Who\n\nA meal.\n")},
		{"a heading without words", "prose/heading-empty", put(wordsEN, "##\n\nA meal.\n")},
		{"a link to a page that is not there", "link/nowhere", put(wordsEN, "A [meal](/projects/cold-meals.html).\n")},
		{"a use that leads nowhere", "link/nowhere", add(topic, useOf("complaint.html"))},
		{"a topic's key figure that leads nowhere", "link/nowhere", swap(topic, "field: referred", "field: referred\n    link: data/referral.html")},
		{"a key figure that leads nowhere", "link/nowhere", swap(siteYAML, "link: topics/referral.html", "link: topics/referrals.html")},
	}
}

// fileMistakes are found before a file is opened, or before it is read as anything.
func fileMistakes() []mistake {
	const about = "content/pages/about/"
	return []mistake{
		{"not a project folder", "source/no-site", func(e *editor) { e.remove(siteYAML) }},
		{"a spreadsheet", "source/file-type", put("data/aggregates/referrals.xlsx", "x")},
		{"a short extension", "source/file-type", put("data/aggregates/extra.yml", "x")},
		{"an extension in capitals", "source/file-type", put(about+"COVER.PNG", "x")},
		{"a word processor's file", "source/file-type", put(about+"zh.docx", "x")},
		{"a symbolic link out of the project", "source/symlink", func(e *editor) { e.check(os.Symlink("/etc/passwd", e.path(about+"cover.png"))) }},
		{"a symbolic link in place of a text", "source/symlink", func(e *editor) {
			e.remove(wordsEN)
			e.check(os.Symlink("../../../data/aggregates/referrals.csv", e.path(wordsEN)))
		}},
		{"content/ itself a symbolic link", "source/symlink", func(e *editor) {
			e.move("data", "elsewhere")
			e.check(os.Symlink("elsewhere", e.path("data")))
		}},
		{"a pipe", "source/not-a-file", func(e *editor) { e.check(exec.Command("mkfifo", e.path(about+"zh.pipe")).Run()) }},
		{"folders twenty deep", "source/too-deep", put("content/pages"+strings.Repeat("/a", 20)+"/zh.md", "x")},
		{"a file of 200 MB", "source/too-large", func(e *editor) { e.check(os.Truncate(e.path("data/aggregates/referrals.csv"), 200<<20)) }},
		{"a line of more than 1 MiB in a CSV", "source/long-line", add("data/aggregates/referrals.csv", strings.Repeat("7919333,", 1<<18))},
		{"a line of more than 1 MiB in a text", "source/long-line", add(wordsEN, strings.Repeat("word ", 1<<18))},
		{"a file name with signs of HTML", "source/name-character", put(about+`a<b>&"c.png`, "x")},
		{"a file name with a line break", "source/name-control", put(about+"a\nb.png", "x")},
		{"a file name that reads from right to left", "source/name-control", put(about+"a\u202egnp.png", "x")},
		{"a file name in another encoding", "source/name-encoding", put(about+"\xb8\xa3\xd6\xdd.png", "x")},
		{"a file name that ends with a space", "source/name-ends", put(about+"a.png ", "x")},
		{"a name that Windows reserves", "source/name-reserved", put(about+"con.png", "x")},
		{"a file name in NFD, as a Mac may write it", "source/name-nfc", put(about+"cafe\u0301.png", "x")},
		{"two names that differ in case only", "source/name-twins", func(e *editor) {
			e.put(about+"cover.png", "x")
			e.put(about+"Cover.png", "x")
		}},
		{"a text in GBK", "source/encoding", put(wordsZH, "\xc3\xbf\xcc\xec\xd2\xbb\xb2\xcd")},
		{"a text in UTF-16", "source/encoding", put(wordsZH, "\xff\xfe\x6f\x8f")},
		{"a NUL byte in a text", "source/control", put(wordsEN, "A\x00 meal.\n")},
		{"a NUL byte in facts", "source/control", swap(project, "field: fulao", "field: fulao\x00")},
		{"a text that turns its direction", "source/bidi", put(wordsEN, "A \u202elaem\u202c every noon.\n")},
		{"facts that turn their direction", "source/bidi", swap(siteYAML, "en: Tiny site", "en: \u2067Tiny site\u2069")},
	}
}
