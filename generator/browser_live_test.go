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
			t.Run("words", func(t *testing.T) { live{l.tab, t}.words(from + edition + "/data/stations-2.html") })
			for _, page := range []string{"disclosure", "disclosure/duties", "disclosure/regions"} {
				t.Run(page, func(t *testing.T) { live{l.tab, t}.narrow(from + edition + "/" + page + ".html") })
			}
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

// put puts words into a field as a reader does, and chooses from a list.
func (l live) put(field, value string) {
	l.t.Helper()
	l.do(ask[chromedp.Void](fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q;
		for (const name of ["input", "change"]) e.dispatchEvent(new Event(name, { bubbles: true })); })()`, field, value)))
}

// words searches one page of a long register: rows with all the words stay, however wide their letters are, and it says how many.
func (l live) words(url string) {
	const rows = `[...document.querySelectorAll("#rows tbody tr")].filter((r) => r.checkVisibility())`
	const field = ".sift input"
	l.told()
	l.do(show(360, "light"), chromedp.Navigate(url))
	all := says[int](l, rows+`.length`)
	said := func() string { return says[string](l, `document.querySelector(".sift [role=status]").textContent`) }
	if s := said(); all != 250 || strings.Count(s, "250") != 2 {
		l.t.Errorf("at first %d rows are shown and it says %q", all, s)
	}
	// Typed on the keyboard, it is the same.
	l.do(ask[chromedp.Void](`document.querySelector(".sift input").focus()`), chromedp.KeyEvent("1"))
	if n := says[int](l, rows+`.filter((r) => !r.textContent.includes("1")).length`); n > 0 {
		l.t.Errorf("%d rows are shown without what was typed", n)
	}
	word := says[string](l, `document.querySelector("#rows tbody tr:nth-child(40)").cells[2].textContent.trim()`)
	want := says[int](l, fmt.Sprintf(`[...document.querySelectorAll("#rows tbody tr")].filter((r) => r.textContent.includes(%q)).length`, word))
	l.put(field, "  "+strings.ToUpper(word)+"　")
	if n, s := says[int](l, rows+`.length`), said(); n != want || n == all || !strings.Contains(s, fmt.Sprint(n)) {
		l.t.Errorf("%d of %d rows hold %q, shown are %d, and it says %q", want, all, word, n, s)
	}
	l.save("words")
	l.put(field, "no row has this")
	if n, s := says[int](l, rows+`.length`), said(); n != 0 || s == "" || s != says[string](l, `document.querySelector(".sift [role=status]").dataset.none`) {
		l.t.Errorf("%d rows without the words are shown, and it says %q", n, s)
	}
	l.put(field, "")
	if n := says[int](l, rows+`.length`); n != all {
		l.t.Errorf("of %d rows only %d came back", all, n)
	}
	if says[string](l, `document.querySelector(".sift-note").textContent`) == "" {
		l.t.Error("it does not say that only this page is searched")
	}
	l.quiet()
}

// narrow chooses a state without scripts and with them, then a region and a duty besides: what is shown is what has these marks,
// no heading stands over nothing, and no jump leads nowhere.
func (l live) narrow(url string) {
	const shown = `[...document.querySelectorAll("tr[data-is]")].filter((r) => r.checkVisibility())`
	const idle = `[...document.querySelectorAll("div[data-is]")].filter((d) => d.checkVisibility() && ![...d.querySelectorAll("tr[data-is]")].some((r) => r.checkVisibility())).length
		+ [...document.querySelectorAll("li[data-is]")].filter((j) => !j.hidden && getComputedStyle(j).display !== "none" && !document.getElementById(j.firstElementChild.hash.slice(1)).checkVisibility()).length`
	without := map[string]int{}
	states := []string{}
	l.told()
	for _, scripted := range []bool{false, true} {
		l.do(scripts(scripted), show(360, "light"), chromedp.Navigate(url))
		if wide := says[int](l, `document.documentElement.scrollWidth`); wide > 360 {
			l.t.Errorf("the page is %d px wide", wide)
		}
		states = says[[]string](l, `[...document.querySelectorAll("input[name=is]")].map((e) => e.value)`)
		for _, state := range append(slices.Clone(states[1:]), "") {
			l.do(ask[chromedp.Void](fmt.Sprintf(`document.querySelector('input[name=is][value=%q]').closest("label").click()`, state)))
			n := says[int](l, shown+`.length`)
			if others := says[int](l, fmt.Sprintf(shown+`.filter((r) => %q && r.dataset.is.split(" ")[0] !== %[1]q).length`, state)); others > 0 || n == 0 {
				l.t.Errorf("scripts %v, %q: %d rows are shown, %d of them in another state", scripted, state, n, others)
			}
			if left := says[int](l, idle); state != "" && left > 0 {
				l.t.Errorf("scripts %v, %q: %d headings or jumps have nothing to show", scripted, state, left)
			}
			if !scripted {
				without[state] = n
			} else if n != without[state] {
				l.t.Errorf("%q: %d rows with scripts, %d without", state, n, without[state])
			}
		}
	}
	// The arrow keys go from state to state.
	l.do(ask[chromedp.Void](`document.querySelector("#is-any").focus()`), chromedp.KeyEvent(kb.ArrowDown))
	if now := says[string](l, `document.querySelector("input[name=is]:checked").value`); now != states[1] {
		l.t.Errorf("the arrow key leads to %q", now)
	}
	marks := says[[]string](l, shown+`.at(-1).dataset.is.split(" ")`)
	for i, mark := range marks[1:3] {
		l.put(fmt.Sprintf(".sift label:nth-of-type(%d) select", i+1), mark)
		if n, others := says[int](l, shown+`.length`), says[int](l, fmt.Sprintf(shown+`.filter((r) => !r.dataset.is.split(" ").includes(%q) || !r.dataset.is.startsWith(%q)).length`, mark, states[1])); n == 0 || others > 0 {
			l.t.Errorf("%s: %d rows are shown, %d of them others", mark, n, others)
		}
	}
	if n, s := says[int](l, shown+`.length`), says[string](l, `document.querySelector(".sift [role=status]").textContent`); !strings.Contains(s, fmt.Sprint(n)) {
		l.t.Errorf("%d rows are shown, and it says %q", n, s)
	}
	if left := says[int](l, idle); left > 0 {
		l.t.Errorf("%d headings or jumps have nothing to show", left)
	}
	l.do(ask[chromedp.Void](`document.querySelector(".facets").scrollIntoView()`))
	l.save("narrow")
	l.put(".sift input", "no row has this")
	if n, left := says[int](l, shown+`.length`), says[int](l, idle); n+left > 0 {
		l.t.Errorf("%d rows and %d headings or jumps stay without a row", n, left)
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
