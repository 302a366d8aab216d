package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The scripts of the parts, as a reader uses them. Everything stands in the page before a script runs; what is tested
// here is what they add, under the strict policy and in both editions.

// live is one page in one tab, with what the reader does there.
type live struct {
	*tab
	t *testing.T
}

// do runs actions and ends the test when one fails.
func (l live) do(actions ...chromedp.Action[chromedp.Void]) {
	l.t.Helper()
	ctx, cancel := context.WithTimeout(l.ctx, patient)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		l.t.Fatal(err)
	}
}

// says evaluates a JavaScript expression.
func says[T any](l live, expression string) T {
	l.t.Helper()
	var out T
	l.do(into(&out, ask[T](expression)))
	return out
}

// until waits for an expression to become true.
func (l live) until(what, expression string) {
	l.t.Helper()
	met := says[bool](l, fmt.Sprintf(`(async () => {
		for (let i = 0; i < 200; i++) { if (%s) return true; await new Promise((done) => setTimeout(done, 50)); }
		return false; })()`, expression))
	if !met {
		l.t.Fatalf("it never came to: %s", what)
	}
}

// point moves the pointer to the middle of an element that is scrolled into view first.
func (l live) point(selector string, across float64) {
	l.t.Helper()
	box := says[[]float64](l, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.scrollIntoView({block: "center"});
		const b = e.getBoundingClientRect(); return [b.x + b.width * %g, b.y + b.height / 2]; })()`, selector, across))
	l.do(command(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: box[0], Y: box[1]}))
}

func (l live) quiet() {
	l.t.Helper()
	for _, heard := range l.told() {
		l.t.Error(heard)
	}
}

func TestLive(t *testing.T) {
	if testing.Short() {
		t.Skip("browser tests take a while")
	}
	chrome(t)
	site := buildSite(t)
	from := host(t, site)
	free := open(t, from)
	for _, edition := range []string{"zh", "en"} {
		t.Run(edition, func(t *testing.T) {
			l := live{<-free, t}
			defer func() { free <- l.tab }()
			for _, width := range []int64{1280, 360} {
				t.Run(fmt.Sprint(width), func(t *testing.T) { live{l.tab, t}.figure(from+edition+"/data/referrals.html", width) })
			}
			t.Run("table", func(t *testing.T) { live{l.tab, t}.table(from + edition + "/data/platforms.html") })
			t.Run("compare", func(t *testing.T) { live{l.tab, t}.compare(from+edition+"/regions/350102.html", "350203.html") })
			t.Run("embed", func(t *testing.T) { live{l.tab, t}.embed(from + edition + "/embed/referrals-trend.html") })
		})
	}
}

// compare puts a second region beside the page's own: its numbers are those of its own page, and it goes when it is unchosen.
func (l live) compare(url, other string) {
	const cells = `[...document.querySelectorAll("table[id^='beside-'] tbody tr")].map((r) => [r.cells[0], r.cells[%s]].map((c) => c.textContent.trim()).join(": "))`
	l.told()
	l.do(show(1280, "light"), chromedp.Navigate(strings.Replace(url, "350102.html", other, 1)))
	theirs := says[[]string](l, fmt.Sprintf(cells, "1"))
	l.do(chromedp.Navigate(url))
	l.until("a list of regions", `document.querySelector("[data-beside] select")`)
	choose := func(file string) {
		l.do(ask[chromedp.Void](fmt.Sprintf(`(() => { const s = document.querySelector("[data-beside] select"); s.value = %q; s.dispatchEvent(new Event("change")); })()`, file)))
	}
	if n := says[int](l, `document.querySelectorAll("[data-beside] option").length`); n < 93 {
		l.t.Errorf("%d regions to choose from", n)
	}
	choose(other)
	l.until("a second region", `document.querySelector("td[data-second]")`)
	here := says[[]string](l, fmt.Sprintf(cells, "2"))
	for _, row := range theirs {
		if !slices.Contains(here, row) {
			l.t.Errorf("beside it there is no %q", row)
		}
	}
	l.save("compare")
	choose("")
	l.until("the second region gone", `!document.querySelector("[data-second]")`)
	l.quiet()
}

// figure points at a picture, walks along it by keyboard and holds what is said against the table.
func (l live) figure(url string, width int64) {
	const figure = "#figure-referrals-trend"
	picture := figure + map[bool]string{true: " .figure-wide", false: " .figure-narrow"}[width > 600]
	l.told()
	l.do(show(width, "light"), chromedp.Navigate(url))
	before := says[[]float64](l, fmt.Sprintf(`(() => { const b = document.querySelector(%q).getBoundingClientRect(); return [b.width, b.height]; })()`, picture))
	l.point(picture, .5)
	l.until("a live drawing", fmt.Sprintf(`document.querySelector(%q)?.querySelector("svg path")`, picture+".is-live .figure-live"))
	after := says[[]float64](l, fmt.Sprintf(`(() => { const b = document.querySelector(%q).getBoundingClientRect(); return [b.width, b.height]; })()`, picture))
	if before[0] != after[0] || before[1] != after[1] {
		l.t.Errorf("the figure was %v and is %v: the page moved", before, after)
	}
	l.point(picture, .45)
	row := fmt.Sprintf(`document.querySelector(%q).tBodies[0].rows`, figure+" table")
	// The pointer stands above the third quarter from the left, where its points are: the tooltip is that row, whatever the scale.
	l.point(picture, says[float64](l, fmt.Sprintf(`(() => { const middle = (e) => { const b = e.getBoundingClientRect(); return Math.round(b.x + b.width / 2); };
		const points = [...document.querySelectorAll(%q)].map(middle), b = document.querySelector(%q).getBoundingClientRect();
		return ([...new Set(points)].sort((x, y) => x - y)[2] - b.x) / b.width; })()`, picture+" .figure-live path[transform^='matrix']", picture)))
	l.until("a tooltip with the third row of the table", fmt.Sprintf(`(() => { const words = document.querySelector(%q).textContent.replace(/[\s()]/g, "");
		return [...%s[2].cells].every((c) => words.includes(c.textContent.replace(/\s/g, ""))); })()`, picture+" .figure-live", row))

	l.do(ask[chromedp.Void](fmt.Sprintf(`document.querySelector(%q).focus()`, picture)))
	l.do(chromedp.KeyEvent(kb.End), chromedp.KeyEvent(kb.ArrowLeft))
	said := says[string](l, fmt.Sprintf(`document.querySelector(%q).textContent`, figure+" > .unseen"))
	cells := says[[]string](l, fmt.Sprintf(`[...[...%s].at(-2).cells].map((c) => c.textContent.trim())`, row))
	for _, c := range cells {
		if number, _, _ := strings.Cut(c, " "); !strings.Contains(said, number) {
			l.t.Errorf("one step back from the end it says %q, without %q", said, c)
		}
	}
	l.save(fmt.Sprint("live-", width))
	colour := fmt.Sprintf(`document.querySelector(%q).getAttribute("stroke")`, picture+" .figure-live path[stroke-width='3']")
	light := says[string](l, colour)
	l.do(show(width, "dark"))
	l.until("the colours of the dark mode", colour+` !== `+fmt.Sprintf("%q", light))
	l.quiet()
}

// table sorts a table both ways and back.
func (l live) table(url string) {
	l.told()
	l.do(show(1280, "light"), chromedp.Navigate(url))
	column := `[...document.querySelector("#rows").tBodies[0].rows].map((r) => r.cells[0].textContent.trim())`
	came := says[[]string](l, column)
	press := func() { l.do(ask[chromedp.Void](`document.querySelector("#rows thead button").click()`)) }
	press()
	up := says[[]string](l, column)
	press()
	down := says[[]string](l, column)
	press()
	if back := says[[]string](l, column); fmt.Sprint(back) != fmt.Sprint(came) {
		l.t.Errorf("after three clicks the rows are not as they came: %v", back)
	}
	if len(came) < 5 || fmt.Sprint(up) == fmt.Sprint(down) || up[0] != down[len(down)-1] {
		l.t.Errorf("up %v, down %v", up, down)
	}
	l.quiet()
}

// embed opens a figure by itself: it needs nothing else, and its links lead out of the frame.
func (l live) embed(url string) {
	l.told()
	l.do(show(640, "light"), chromedp.Navigate(url))
	if inside := says[[]string](l, `[...document.querySelectorAll("a[href]")].filter((a) => a.target !== "_top").map((a) => a.outerHTML)`); len(inside) > 0 {
		l.t.Errorf("links that stay in the frame: %v", inside)
	}
	l.save("embed")
	l.quiet()
}

// save keeps a screenshot where MINGSHAN_SHOTS names a folder.
func (l live) save(name string) {
	dir := os.Getenv("MINGSHAN_SHOTS")
	if dir == "" {
		return
	}
	var data []byte
	l.do(into(&data, chromedp.CaptureScreenshot()))
	if err := os.WriteFile(dir+"/"+strings.ReplaceAll(l.t.Name(), "/", "-")+"-"+name+".png", data, 0o644); err != nil {
		l.t.Fatal(err)
	}
}
