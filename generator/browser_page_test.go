package main

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// This file is how one page is read: on a telephone, without scripts, at a desk, on paper. A page is loaded once for each
// and changed where it stands, because loading is what takes time.

// shiftLimit is how far the content may move by itself, as the sum of layout shifts; good is 0.1 by web.dev's measure.
const shiftLimit = 0.01

// questions are the scripts that are asked inside a page.
type questions struct {
	inspect, mode, open, pictures, shift, focus, words, readable, paper, axe, axeRun string
}

// asked reads the questions, after a look whether the browser and axe are there to answer.
func asked(t *testing.T) questions {
	t.Helper()
	chrome(t)
	needPackages(t)
	at := func(name string) string { return script(t, "testdata/browser/"+name+".js") }
	return questions{
		inspect: at("inspect"), mode: at("mode"), open: at("open"), pictures: at("pictures"), shift: at("shift"), focus: at("focus"),
		words: at("words"), readable: at("readable"), paper: at("paper"), axe: script(t, axePath), axeRun: at("axe"),
	}
}

// looks is what inspect.js answers.
type looks struct {
	Complaints []string          `json:"complaints"`
	Coloured   []string          `json:"coloured"`
	Paper      string            `json:"paper"`
	Ink        string            `json:"ink"`
	Green      string            `json:"green"`
	Type       float64           `json:"type"`
	Kept       map[string]string `json:"kept"`
}

// colours are what a mode changes besides the size of type.
func (l looks) colours() string { return l.Paper + " " + l.Ink + " " + l.Green }

// mode is a way for the page to look: what the reader chooses, or, on a page without settings, what the device asks for.
type mode struct {
	name             string
	choices          map[string]string
	scheme, contrast string
}

// modes ends with light, so that the looks that follow are at the page as most see it.
func modes() []mode {
	choose := func(scheme, contrast, size string) map[string]string {
		return map[string]string{"scheme": scheme, "contrast": contrast, "type": size}
	}
	return []mode{
		{"dark", choose("dark", "auto", "auto"), "dark", "no-preference"},
		{"high contrast", choose("light", "more", "auto"), "light", "more"},
		{"large type", choose("light", "auto", "large"), "", ""},
		{"light", choose("light", "auto", "auto"), "light", "no-preference"},
	}
}

// reader visits pages and says what is wrong with them: to the test, or to report where that is set.
type reader struct {
	*tab
	questions
	report func(complaint string)
}

// fail is where every complaint about a page comes through.
func (r *reader) fail(t *testing.T, format string, args ...any) {
	t.Helper()
	if r.report != nil {
		r.report(fmt.Sprintf(format, args...))
		return
	}
	t.Errorf(format, args...)
}

// do runs steps in the page.
func (r *reader) do(t *testing.T, at string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, patient)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
}

// complain reports what was found, and whatever the page has said meanwhile.
func (r *reader) complain(t *testing.T, at string, all []string) {
	t.Helper()
	for _, c := range append(all, r.told()...) {
		r.fail(t, "%s: %s", at, c)
	}
}

// look inspects the page after some steps, and runs axe on it if it is to be judged.
func (r *reader) look(t *testing.T, at string, judge bool, steps ...chromedp.Action[chromedp.Void]) looks {
	t.Helper()
	var got looks
	var violations []string
	steps = append(steps, into(&got, ask[looks](r.inspect)))
	if judge {
		steps = append(steps, into(&violations, ask[[]string](call(r.axeRun, judging{}))))
	}
	r.do(t, at, steps...)
	r.complain(t, at, append(got.Complaints, violations...))
	return got
}

// choose is a step that brings a mode about.
func (r *reader) choose(s sample, m mode) chromedp.Action[chromedp.Void] {
	if s.framed() {
		return ask[chromedp.Void](call(r.mode, m.choices))
	}
	return device("", m.scheme, m.contrast)
}

// through looks at the page in every mode and compares them. Everything is unfolded, so that axe sees it. All of axe's
// rules run in each mode; the settings themselves are judged unfolded on home pages only, because they are the same on
// all pages and cover what lies under them.
func (r *reader) through(t *testing.T, s sample, at string) map[string]looks {
	t.Helper()
	r.do(t, at, ask[chromedp.Void](call(r.open, true)))
	seen := map[string]looks{}
	for _, m := range modes() {
		if !s.framed() && m.scheme == "" {
			continue // the device cannot ask for large type
		}
		seen[m.name] = r.look(t, at+", "+m.name, true, r.choose(s, m), ask[chromedp.Void](r.pictures))
		if s.kind == "home" {
			r.settings(t, at+", "+m.name+", settings")
		}
	}
	r.do(t, at, ask[chromedp.Void](call(r.open, false)))
	r.compare(t, at, seen)
	return seen
}

// settings runs axe on the settings while they are unfolded.
func (r *reader) settings(t *testing.T, at string) {
	t.Helper()
	const unfold = `document.querySelector(".modes").open = `
	var violations []string
	r.do(t, at, ask[chromedp.Void](unfold+"true"), into(&violations, ask[[]string](call(r.axeRun, judging{Part: ".modes"}))), ask[chromedp.Void](unfold+"false"))
	r.complain(t, at, violations)
}

// compare holds the modes to their names.
func (r *reader) compare(t *testing.T, at string, seen map[string]looks) {
	t.Helper()
	light, dark := seen["light"], seen["dark"]
	if light.Paper == dark.Paper || light.Ink == dark.Ink {
		r.fail(t, "%s: light and dark have the same paper or ink: %s, %s", at, light.colours(), dark.colours())
	}
	for _, c := range light.Coloured {
		if slices.Contains(dark.Coloured, c) {
			r.fail(t, "%s: the colour %s of a drawing is the same in light and dark", at, c)
		}
	}
	if got := seen["high contrast"]; got.colours() == light.colours() || got.Ink != "rgb(0, 0, 0)" || got.Paper != "rgb(255, 255, 255)" {
		r.fail(t, "%s: high contrast is %s", at, got.colours())
	}
	if got, ok := seen["large type"]; ok && got.Type < 1.25*light.Type {
		r.fail(t, "%s: large type is %.1f px against %.1f", at, got.Type, light.Type)
	}
}

// page reads one page in every way.
func (r *reader) page(t *testing.T, site string, s sample) {
	t.Helper()
	defer func() {
		// What this reader chose is not for the next.
		_ = chromedp.Do(r.ctx, scripts(true), ask[chromedp.Void](`localStorage.clear()`), chromedp.Navigate("about:blank"))
		r.told()
	}()
	r.told()
	r.telephone(t, site, s)
	quiet := r.silent(t, s)
	r.desk(t, s, quiet)
}

// telephone reads the page at a telephone's width, and zoomed in so far that a desk is as narrow.
func (r *reader) telephone(t *testing.T, site string, s sample) {
	t.Helper()
	const at = "360 px"
	r.do(t, at, device("", "light", "no-preference"), fit(telephone()))
	r.requested()
	r.do(t, at, chromedp.Navigate(r.from+s.path), ask[chromedp.Void](`new Promise((done) => setTimeout(done, 100))`))
	r.weigh(t, site)
	r.still(t, at)
	r.look(t, at+", as it comes", false, ask[chromedp.Void](r.pictures))
	r.do(t, at, ask[chromedp.Void](r.axe))
	r.through(t, s, at)
	r.focus(t, at)
	r.look(t, "320 px", false, fit(narrow()), ask[chromedp.Void](r.pictures))
	r.look(t, "640 px, 200 % zoom", false, fit(zoomed()), ask[chromedp.Void](r.pictures))
	r.focus(t, "640 px, 200 % zoom")
	if s.framed() {
		r.do(t, at, ask[chromedp.Void](call(r.mode, map[string]string{"type": "large"})))
	}
}

// still holds the page to staying where it is, from the load until the reader has seen all of it.
func (r *reader) still(t *testing.T, at string) {
	t.Helper()
	var moved struct {
		Sum   float64 `json:"sum"`
		Worst string  `json:"worst"`
	}
	r.do(t, at, into(&moved, ask[struct {
		Sum   float64 `json:"sum"`
		Worst string  `json:"worst"`
	}](r.shift)))
	if moved.Sum >= shiftLimit {
		r.complain(t, at, []string{fmt.Sprintf("the content moves by %.4f, %s", moved.Sum, moved.Worst)})
	}
}

// focus visits everything that can have the focus.
func (r *reader) focus(t *testing.T, at string) {
	t.Helper()
	var got struct {
		Complaints []string `json:"complaints"`
		Stops      int      `json:"stops"`
	}
	r.do(t, at, into(&got, ask[struct {
		Complaints []string `json:"complaints"`
		Stops      int      `json:"stops"`
	}](r.questions.focus)))
	r.complain(t, at, got.Complaints)
	if got.Stops == 0 {
		r.fail(t, "%s: nothing can have the focus", at)
	}
}

// judging is what axe.js is told: the part of the page to judge, and rules that have no place there.
type judging struct {
	Part string   `json:"part,omitempty"`
	Less []string `json:"less,omitempty"`
}

// quiet is what the page was without scripts.
type quiet struct {
	words string
	seen  map[string]looks
}

// silent reads the page without scripts on a device that asks for dark: its skip link works, and so do the settings.
func (r *reader) silent(t *testing.T, s sample) quiet {
	t.Helper()
	const at = "without scripts"
	r.do(t, at, scripts(false), fit(desk()), device("", "dark", "no-preference"), chromedp.Navigate(r.from+s.path))
	defer r.do(t, at, scripts(true))
	if s.framed() {
		r.skip(t)
	}
	out := quiet{seen: map[string]looks{"device": r.look(t, at, false)}}
	if s.framed() {
		for _, m := range modes() {
			var got looks
			r.do(t, at+", "+m.name, r.choose(s, m), into(&got, ask[looks](r.inspect)))
			r.complain(t, at+", "+m.name, got.Complaints)
			if len(got.Kept) > 0 {
				r.fail(t, "%s: a script has run: %v", at, got.Kept)
			}
			out.seen[m.name] = got
		}
		r.compare(t, at, out.seen)
	}
	r.do(t, at, into(&out.words, ask[string](r.words)))
	return out
}

// skip presses Tab once and Enter on a page just loaded: the first stop is the skip link, in view, and it leads to the main part.
func (r *reader) skip(t *testing.T) {
	t.Helper()
	type stop struct {
		ID      string `json:"id"`
		Class   string `json:"class"`
		Hash    string `json:"hash"`
		InView  bool   `json:"inView"`
		Outline string `json:"outline"`
	}
	const where = `(() => { const e = document.activeElement, b = e.getBoundingClientRect();
		return { id: e.id, class: e.className, hash: location.hash, outline: getComputedStyle(e).outlineStyle,
			inView: b.top >= 0 && b.bottom <= innerHeight && b.width > 0 }; })()`
	var link, landed stop
	r.do(t, "skip link",
		chromedp.KeyEvent(kb.Tab), into(&link, ask[stop](where)),
		chromedp.KeyEvent(kb.Enter), into(&landed, ask[stop](where)))
	if link.Class != "skip" || !link.InView || link.Outline == "none" {
		r.fail(t, "the first Tab reaches %+v, want the skip link in view with an outline", link)
	}
	if landed.ID != "main" || landed.Hash != "#main" {
		r.fail(t, "the skip link leads to %+v, want main", landed)
	}
}

// desk reads the page at a desk's width on a device that asks for dark, after the reader has chosen light and large type
// on the telephone; then on paper. Its figures come alive before the modes are gone through.
func (r *reader) desk(t *testing.T, s sample, before quiet) {
	t.Helper()
	const at = "1280 px"
	r.do(t, at, bars(false), chromedp.Navigate(r.from+s.path), ask[chromedp.Void](r.pictures))
	r.still(t, at)
	r.do(t, at, bars(true))
	kept := r.look(t, at+", as it was kept", false, ask[chromedp.Void](r.pictures))
	if want := map[string]string{"scheme": "light", "type": "large"}; s.framed() && (!maps.Equal(kept.Kept, want) || kept.Paper != before.seen["light"].Paper) {
		r.fail(t, "%s: the page comes with %v on %s, want what was chosen before, %v", at, kept.Kept, kept.Paper, want)
	}
	r.focus(t, at)
	r.do(t, at, ask[chromedp.Void](r.axe))
	seen := r.through(t, s, at)
	for name, was := range before.seen {
		if name != "device" && was.colours()+fmt.Sprint(was.Type) != seen[name].colours()+fmt.Sprint(seen[name].Type) {
			r.fail(t, "%s looks otherwise without scripts: %s, %s", name, was.colours(), seen[name].colours())
		}
	}
	r.obeys(t, s, before, seen)
	r.print(t, s)
	var words string
	r.do(t, at, into(&words, ask[string](r.words)))
	if words == "" || words != before.words {
		r.fail(t, "without scripts the page says something else: %d bytes of text with, %d without%s", len(words), len(before.words), parting(words, before.words))
	}
}

// parting shows where two texts part.
func parting(a, b string) string {
	x, y := []rune(a), []rune(b)
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf(": %q, %q", string(x[i:min(i+40, len(x))]), string(y[i:min(i+40, len(y))]))
		}
	}
	return ""
}

// obeys holds the page to what the device asks for when the reader has chosen nothing.
func (r *reader) obeys(t *testing.T, s sample, before quiet, seen map[string]looks) {
	t.Helper()
	auto := mode{choices: map[string]string{"scheme": "auto", "contrast": "auto", "type": "auto"}, scheme: "light", contrast: "more"}
	got := r.look(t, "device asks for contrast", false, r.choose(s, auto), device("", "light", "more"))
	if got.colours() != seen["high contrast"].colours() || len(got.Kept) > 0 {
		r.fail(t, "a device that asks for contrast gets %s, want %s", got.colours(), seen["high contrast"].colours())
	}
	if got := before.seen["device"]; got.colours() != seen["dark"].colours() {
		r.fail(t, "a device that asks for dark gets %s, want %s", got.colours(), seen["dark"].colours())
	}
}

// print holds paper to white and to saying what the screen says.
func (r *reader) print(t *testing.T, s sample) {
	t.Helper()
	const at = "on paper"
	dark := modes()[0]
	var found []string
	r.do(t, at, device("", "dark", "no-preference"), r.choose(s, dark), ask[chromedp.Void](r.readable),
		fit(sheet()), device("print", "dark", "no-preference"), into(&found, ask[[]string](call(r.paper, leftToTheWeb(s.kind)))),
		device("", "light", "no-preference"), fit(desk()))
	r.complain(t, at, found)
}

// leftToTheWeb selects what a kind of page does not print. A project is one sheet of facts with a code that leads to the
// page, where the words stand in full; a complaint to write by hand is one sheet; the tables of the front page stand on the pages of their datasets.
func leftToTheWeb(kind string) []string {
	switch kind {
	case "home":
		return []string{".figure-data"}
	case "complaint sheet":
		return []string{".sheet-before", ".colophon"}
	case "project":
	default:
		return []string{}
	}
	return []string{
		".prose > *:not(p:first-of-type)", ".pictures", "main > .section[id]", ".table-note", ".complaint-title + p", ".channel-handles",
		".channel-note", ".keyfigure-scope > *", "tbody tr:nth-child(n+6)", ".cell-note", ".complaint-text", ".channel-hours", ".correction-cause", ".complaint-who",
		`[aria-labelledby="duties"]`, `[aria-labelledby="donors"]`,
	}
}

// folder reads a page from the disk, as somebody does who was given the site on a stick.
func (r *reader) folder(t *testing.T, name string) {
	t.Helper()
	const at = "from a folder"
	r.told()
	s := sample{path: name}
	r.do(t, at, device("", "light", "no-preference"), fit(desk()), chromedp.Navigate(r.from+name), ask[chromedp.Void](r.pictures))
	seen := map[string]looks{}
	for _, m := range modes() {
		seen[m.name] = r.look(t, at+", "+m.name, false, r.choose(s, m))
	}
	if !s.framed() {
		delete(seen, "large type")
	}
	r.compare(t, at, seen)
	r.focus(t, at)
}

// gallery runs axe over one sample, with everything unfolded. A sheet of samples is no page and says things more than
// once, so what is asked of a page as a whole is not asked of it.
func (r *reader) gallery(t *testing.T, name string, w window) {
	t.Helper()
	r.told()
	judged := judging{Less: []string{"landmark-unique"}}
	if strings.HasPrefix(path.Base(name), "part-") {
		judged.Less = []string{"landmark-unique", "landmark-one-main", "page-has-heading-one", "region"}
	}
	var violations []string
	r.do(t, name, device("", "light", "no-preference"), fit(w), chromedp.Navigate(r.from+name), ask[chromedp.Void](call(r.open, true)),
		ask[chromedp.Void](r.axe), into(&violations, ask[[]string](call(r.axeRun, judged))))
	r.complain(t, name, violations)
}
