// Package audit reads every finished byte of the site before it is published, as a reader's browser would.
//
// It trusts no room before it: the same promises (every link lands, every page has its twin, nothing is fetched
// from another host, nothing inline that the content security policy forbids) are made elsewhere, and are looked
// at here once more in the bytes themselves. It runs on every build.
//
//	inspect := audit.New(audit.Options{BaseURL: "https://charity.example/portal/"})
//	sink := audit.Tee(inspect, staging)   // each file passes by on its way to public/
//	…
//	problems := inspect.Finish()          // what can be said only when all files are known
//
// A file is looked at when it passes and is then forgotten; of a page only what other pages may ask for is kept:
// its ids, its links, its canonical address and its alternates. So memory grows with links, not with bytes.
//
// A problem is placed at "public/<path>"; minified pages have one line, so there is no line number. When the same thing is
// wrong on many pages (a link in the footer), the first few are named and the rest are counted.
//
// Personal data is looked for once more in everything a reader could find: text, attributes and comments of pages,
// scripts' data, drawings, feeds, downloads, names of files, and whatever hides in a picture file (gate/pii).
//
// Every page of an entry (a page in a folder of its edition, such as zh/projects/x.html) says who handles complaints about
// it: an aside named by the heading "complaint" with a telephone, a letter or an office's own website to follow.
//
// Two kinds of pages are excused from some rules: 404.html stands for no address, and a page below an "embed" folder
// is part of somebody else's page. Neither needs canonical address, description or alternates, nor is it in the site map.
// A page that asks search engines to leave it out is not in the site map either.
package audit

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
)

// Options says what the site should be.
type Options struct {
	// BaseURL is where the site will stand, such as "https://charity.example/portal/"; the last slash may be missing.
	BaseURL string
	// Editions are the folders that hold the same pages in each language; empty means lang.Editions.
	Editions []lang.Tag
	// Personal looks for personal data in every file; nil does not look.
	Personal Scanner
	// Refused are telephone numbers that no page may offer to dial (duties CP-09).
	Refused []string
}

// Audit is the inspection of one site. It is an artifact.Sink that keeps no bytes; Put may be called from several
// goroutines. Use New, and call Finish once, when all files have passed.
type Audit struct {
	base     string // ends in a slash
	editions []lang.Tag
	personal Scanner
	refused  []string

	mu       sync.Mutex
	files    map[string]bool
	pages    map[string]*page
	anchors  map[string]map[string]bool // ids of pages and pictures that a fragment may name
	fetches  []fetch                    // of files that are no pages: style sheets and pictures
	found    map[finding][]string       // → paths of files
	entries  []sitemapEntry
	robots   []string // addresses that robots.txt calls site maps
	finished bool
}

// fetch is a link or a subresource of a file, resolved to a path of the site.
type fetch struct {
	from, path, fragment string
}

// finding is what is wrong, without where, so that the same on many pages is told once.
type finding struct {
	code       string
	text, hint diag.Msg
}

// New makes the inspection of one site.
func New(opts Options) *Audit {
	a := &Audit{
		base: strings.TrimSuffix(opts.BaseURL, "/") + "/", editions: opts.Editions, personal: opts.Personal, refused: opts.Refused,
		files: map[string]bool{}, pages: map[string]*page{}, anchors: map[string]map[string]bool{},
		found: map[finding][]string{},
	}
	if len(a.editions) == 0 {
		a.editions = lang.Editions()
	}
	return a
}

// tee gives each file to the inspection, then to the sink.
type tee struct {
	audit *Audit
	next  artifact.Sink
}

// Tee makes a sink that shows every file to the inspection on its way to the next sink.
func Tee(a *Audit, next artifact.Sink) artifact.Sink { return tee{a, next} }

// Put inspects the file and passes it on.
func (t tee) Put(f artifact.File) error {
	if err := t.audit.Put(f); err != nil {
		return err
	}
	return t.next.Put(f)
}

// Put inspects one file. It never fails for what is in the file; that is told by Finish.
func (a *Audit) Put(f artifact.File) error {
	r := &report{audit: a, path: f.Path}
	var p *page
	w := &words{}
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".html", ".htm":
		p = r.html(f.Data, w)
	case ".css":
		r.css(string(f.Data))
		w.plain(f.Data)
	case ".svg":
		r.svg(f.Data, w)
	case ".xml", ".atom", ".rss", ".xsl":
		r.xml(f.Data, w)
	case ".json", ".jsonld", ".webmanifest", ".geojson":
		r.json(f.Data)
		w.values(f.Data)
	case ".jsonl", ".ndjson":
		r.jsonLines(f.Data)
		w.values(f.Data)
	case ".csv":
		r.csv(f.Data)
		w.rows(f.Data)
	case ".png", ".jpg", ".jpeg":
		r.picture(f.Data, w)
	case ".xlsx":
		w.workbook(f.Data)
	case ".ics":
		r.ics(f.Data)
		w.plain(f.Data)
	default:
		w.plain(f.Data)
	}
	r.personal(w)
	switch strings.ToLower(path.Ext(f.Path)) {
	case ".png", ".jpg", ".jpeg", ".xlsx":
	default:
		r.money(f.Data)
	}
	var entries []sitemapEntry
	var robots []string
	switch f.Path {
	case "sitemap.xml":
		entries = r.sitemap(f.Data)
	case "robots.txt":
		robots = sitemapsOf(string(f.Data))
	}

	a.mu.Lock()
	defer a.mu.Unlock()
	if a.finished {
		return fmt.Errorf("audit %s: the inspection is already finished", f.Path)
	}
	a.files[f.Path] = true
	if p != nil {
		a.pages[f.Path] = p
	}
	if r.ids != nil {
		a.anchors[f.Path] = r.ids
	}
	a.fetches = append(a.fetches, r.fetches...)
	a.entries = append(a.entries, entries...)
	a.robots = append(a.robots, robots...)
	for _, w := range r.found {
		a.found[w] = append(a.found[w], f.Path)
	}
	return nil
}

// report gathers what one file shows, outside the lock.
type report struct {
	audit   *Audit
	path    string
	found   []finding
	fetches []fetch
	ids     map[string]bool
}

func (r *report) problem(code string, text, hint diag.Msg) {
	r.tell(finding{"audit/" + code, text, hint})
}

func (r *report) tell(w finding) {
	if !slices.Contains(r.found, w) {
		r.found = append(r.found, w)
	}
}

// add records a finding of Finish; the lock is held.
func (a *Audit) add(file, code string, text, hint diag.Msg) {
	w := finding{"audit/" + code, text, hint}
	if !slices.Contains(a.found[w], file) {
		a.found[w] = append(a.found[w], file)
	}
}

// named is how many files are named for the same finding; the rest are counted.
const named = 5

// Finish compares the files with one another and gives every problem of the site.
func (a *Audit) Finish() diag.List {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.finished {
		a.finished = true
		a.checkLinks()
		a.checkTwins()
		a.checkSitemap()
		a.checkRobots()
	}
	var list diag.List
	for _, w := range a.sortedFindings() {
		files := a.found[w]
		slices.Sort(files)
		for i, f := range files[:min(len(files), named)] {
			text := w.text
			if rest := len(files) - named; i == named-1 && rest > 0 {
				more := diag.Say("（另有 %d 个文件相同）", " (and the same in %d more files)", rest)
				text = diag.Msg{ZH: text.ZH + more.ZH, EN: text.EN + more.EN}
			}
			list.Add(diag.Place{File: "public/" + f}, w.code, text, w.hint)
		}
	}
	return list
}

func (a *Audit) sortedFindings() []finding {
	all := make([]finding, 0, len(a.found))
	for w := range a.found {
		all = append(all, w)
	}
	slices.SortFunc(all, func(x, y finding) int {
		return cmp.Or(cmp.Compare(x.code, y.code), cmp.Compare(x.text.EN, y.text.EN), cmp.Compare(x.text.ZH, y.text.ZH))
	})
	return all
}

// sortedPages lists the pages' paths in byte order.
func (a *Audit) sortedPages() []string {
	out := make([]string, 0, len(a.pages))
	for p := range a.pages {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// edition gives the edition a path belongs to, and its path within it; ok is false outside the editions.
func (a *Audit) edition(file string) (tag lang.Tag, inside string, ok bool) {
	first, rest, cut := strings.Cut(file, "/")
	if cut && slices.Contains(a.editions, lang.Tag(first)) {
		return lang.Tag(first), rest, true
	}
	return "", "", false
}

// excused reports pages that stand for no address of their own: see the package comment.
func excused(file string) bool {
	return path.Base(file) == "404.html" || embedded(file)
}

func embedded(file string) bool {
	return slices.Contains(strings.Split(path.Dir(file), "/"), "embed")
}
