package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// faulty is a page with one fault, and the complaint that has to come.
type faulty struct {
	name    string
	path    string // a page in a folder is read as one with the site's frame
	above   string // what stands before the main part
	body    string
	css     string
	script  string // of the file assets/<name>.0000000000.js
	finds   string
	further string // another complaint that the same fault brings
}

// soundCSS is the least that a page needs to pass.
const soundCSS = `
:root { --green: #004020; color-scheme: light dark; }
body { background: #fff; color: #111; margin: 1rem; font: 1rem/1.6 sans-serif; overflow-wrap: anywhere; }
a { color: #004020; }
a:focus-visible, button:focus-visible { outline: 3px solid #8c1500; outline-offset: 2px; }
@media screen and (prefers-color-scheme: dark) { body { background: #111; color: #eee; } a { color: #8fffd2; } a:focus-visible { outline-color: #ffb8a3; } }
@media screen and (prefers-contrast: more) { body { background: #fff; color: #000; } }
`

// faults is one page for each thing that the browser tests promise to see.
func faults() []faulty {
	settings := `<details class="modes"><summary>Settings</summary>`
	for _, in := range [][2]string{{"scheme", "auto"}, {"scheme", "light"}, {"scheme", "dark"}, {"contrast", "auto"}, {"contrast", "more"}, {"type", "auto"}, {"type", "large"}} {
		settings += `<label class="mode"><input type="radio" name="` + in[0] + `" value="` + in[1] + `">` + in[1] + `</label>`
	}
	settings += `</details>`
	return []faulty{
		{name: "alt", body: `<img src="assets/dot.svg" width="40" height="40">`, finds: "axe image-alt"},
		{name: "contrast", body: `<p class="faint">Hardly to be read.</p>`, css: `.faint { color: #bbb; background: #fff; }`, finds: "axe color-contrast"},
		{name: "target", body: `<button type="button">a</button><button type="button">b</button>`, css: `button { inline-size: 12px; block-size: 12px; padding: 0; border: 0; margin: 0; }`,
			finds: "axe target-size", further: "control only 12.0px high"},
		{name: "label", body: `<input type="text">`, finds: "axe label"},
		{name: "cut", body: `<p class="cut">Words that go on for longer than their box is wide.</p>`, css: `.cut { overflow: hidden; white-space: nowrap; inline-size: 6em; }`, finds: "text cut off: <p.cut>"},
		{name: "low", body: `<p class="low">Words that go on for more lines than their box is high, one after the other.</p>`, css: `.low { overflow: hidden; inline-size: 6em; block-size: 2em; }`, finds: "text cut off below: <p.low>"},
		{name: "wide", body: `<p class="wide">Wide.</p>`, css: `.wide { inline-size: 2000px; }`, finds: "the page scrolls sideways"},
		{name: "zoom", body: `<p class="zoom">Wide when zoomed.</p>`, css: `@media (min-width: 600px) and (max-width: 700px) { .zoom { inline-size: 900px; } }`, finds: "640 px, 200 % zoom: the page scrolls sideways"},
		{name: "narrow", body: `<p class="narrow">Wide when narrow.</p>`, css: `@media (max-width: 330px) { .narrow { inline-size: 400px; } }`, finds: "320 px: the page scrolls sideways"},
		{name: "unseen", css: `a:focus-visible { outline: none; }`, finds: "the focus does not show"},
		{name: "pale", css: `a:focus-visible { outline-color: #eee; }`, finds: "the focus is faint"},
		{name: "covered", body: `<p class="bar">A bar.</p>`, css: `.bar { position: fixed; inset: 0; margin: 0; background: #fff; }`, finds: "has the focus while it is covered"},
		{name: "away", css: `a { position: absolute; inset-inline-start: -900px; }`, finds: "has the focus out of view"},
		{name: "talks", script: `console.log("hello");`, finds: `console log: "hello"`},
		{name: "throws", script: `throw new Error("no");`, finds: "exception: Uncaught"},
		{name: "inline", body: `<script>document.title = "x";</script>`, finds: "a script that runs", further: "Content Security Policy"},
		{name: "styled", body: `<p style="color: red">Red.</p>`, finds: "attribute style on <p>"},
		{name: "elsewhere", body: `<img src="/else/dot.svg" alt="" width="9" height="9">`, finds: "request elsewhere", further: "status 404"},
		{name: "foreign", body: `<img src="https://tracker.example/dot.png" alt="" width="9" height="9">`, finds: "Content Security Policy", further: "picture not loaded"},
		{name: "jumps", script: `addEventListener("load", () => setTimeout(() => { const p = document.createElement("p"); p.dataset.enhanced = ""; p.textContent = "Late."; p.className = "late"; document.querySelector("main").prepend(p); }, 30));`,
			css: `.late { block-size: 200px; }`, finds: "the content moves by"},
		{name: "heavy", body: `<img src="assets/heavy.svg" alt="" width="9" height="9" loading="lazy">`, finds: "before anything was touched, more than 100000"},
		{name: "scripted", script: `document.addEventListener("DOMContentLoaded", () => { const p = document.createElement("p"); p.textContent = "Only with scripts."; document.querySelector("main").append(p); });`,
			finds: "without scripts the page says something else"},
		{name: "unprinted", body: `<p class="gone">Not on paper.</p>`, css: `@media print { .gone { display: none; } }`, finds: "not on paper: 1 × in .gone"},
		{name: "folded", body: `<details><summary>More</summary><p>Folded.</p></details>`, css: `summary { min-block-size: 44px; } summary:focus-visible { outline: 3px solid; }`, finds: "not on paper"},
		{name: "ink", css: `@media print { body { background: #222; color: #fff; } }`, finds: "paper of <body"},
		{name: "bright", css: `@media screen and (prefers-color-scheme: dark) { body { background: #fff; color: #111; } a { color: #004020; } a:focus-visible { outline-color: #8c1500; } }`, finds: "light and dark have the same paper"},
		{name: "plain", css: `@media screen and (prefers-contrast: more) { body { color: #111; } }`, finds: "high contrast is"},
		{name: "untitled", body: `<h1>Another</h1>`, finds: "h1 elements: 2"},
		{name: "dead", body: `<figure class="figure" data-engine="none.js"><div class="figure-picture" tabindex="0" role="group" aria-label="x"><svg viewBox="0 0 9 9" width="300" height="100"></svg><script type="application/json">{}</script></div></figure>`,
			css: `.figure { margin: 0; } .figure-picture:focus-visible { outline: 3px solid; }`, finds: "did not come alive", further: "drawing without a series"},
		{name: "unkept", path: "zh/unkept.html", above: settings, css: `.mode, summary { display: block; min-block-size: 44px; }`, finds: "the page comes with map[]", further: "large type is 16.0 px against 16.0"},
		{name: "unskipped", path: "zh/unskipped.html", above: settings, finds: "the first Tab reaches"},
	}
}

// write puts a planted page, its sheet and its script into a folder, and gives the page's path.
func (p faulty) write(t *testing.T, folder string) string {
	t.Helper()
	path := p.path
	if path == "" {
		path = p.name + ".html"
	}
	up := strings.Repeat("../", strings.Count(path, "/"))
	script := ""
	files := map[string]string{"assets/" + p.name + ".css": soundCSS + p.css}
	if p.script != "" {
		files["assets/"+p.name+".0000000000.js"] = p.script
		script = `<script src="` + up + `assets/` + p.name + `.0000000000.js" defer></script>`
	}
	files[path] = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>A page</title>` +
		`<link rel="icon" href="data:,"><link rel="stylesheet" href="` + up + `assets/` + p.name + `.css">` + script +
		`</head><body>` + p.above + `<main id="main"><h1>A page</h1><p>Words and <a href="#main">a link</a>.</p>` + p.body + `</main></body></html>`
	for name, text := range files {
		at := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// noise is text that does not compress to less than n bytes.
func noise(n int) string {
	var b strings.Builder
	for x := uint32(2463534242); b.Len() < 2*n; {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b.WriteByte("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"[x>>26])
	}
	return b.String()
}

// TestBrowserCatches reads pages with one fault each as TestBrowser reads the site: each fault is reported, and a sound
// page is not complained about.
func TestBrowserCatches(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	questions := asked(t)
	folder := t.TempDir()
	free := open(t, hosts(t, folder)...)
	all := append(faults(), faulty{name: "sound", body: `<p class="is">All is well.</p>`})
	paths := map[string]string{}
	for _, p := range all {
		paths[p.name] = p.write(t, folder)
	}
	const dot = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9H0z"/>`
	for name, text := range map[string]string{"dot.svg": dot + `</svg>`, "heavy.svg": dot + `<!-- ` + noise(firstView) + ` --></svg>`} {
		if err := os.WriteFile(filepath.Join(folder, "assets", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range all {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			var heard []string
			r := reader{tab: <-free, questions: questions, report: func(c string) { heard = append(heard, c) }}
			defer func() { free <- r.tab }()
			r.page(t, folder, sample{"planted", paths[p.name]})
			if p.finds == "" {
				if len(heard) > 0 {
					t.Errorf("a sound page is complained about: %s", strings.Join(heard, "\n"))
				}
				return
			}
			for _, want := range []string{p.finds, p.further} {
				if !slices.ContainsFunc(heard, func(c string) bool { return strings.Contains(c, want) }) {
					t.Errorf("nobody says %q; heard:\n%s", want, strings.Join(heard, "\n"))
				}
			}
		})
	}
}

// TestBudgetCatches weighs two pages, of which one needs too much for its first view and brings a font.
func TestBudgetCatches(t *testing.T) {
	folder := t.TempDir()
	faulty{name: "light", body: `<img src="assets/light.css" alt="" loading="lazy" width="9" height="9">`}.write(t, folder)
	faulty{name: "heavy", css: "@font-face { font-family: x; src: url(x.woff2); } /* " + noise(firstView) + " */"}.write(t, folder)
	all, err := weighSite(folder)
	if err != nil {
		t.Fatal(err)
	}
	if got := overBudget(all); len(all) != 2 || len(got) != 1 || !strings.HasPrefix(got[0], "heavy.html: ") {
		t.Errorf("of %d pages are over the budget: %v", len(all), got)
	}
	if fonts, err := webFonts(folder); err != nil || len(fonts) != 1 || filepath.Base(fonts[0]) != "heavy.css" {
		t.Errorf("fonts: %v, %v", fonts, err)
	}
}
