package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"mingshan/generator/cli"
)

// The browser tests build the repository's own site and read it as a reader does: under a sub-path with a strict policy,
// and from a folder by file://. testdata/browser/ holds what is asked inside the page.

const (
	// mount is where the site stands on its host: never at the root, so that an absolute link fails.
	mount = "/portal/"
	// policy lets a page load its own files and nothing else; no script may stand in a page.
	policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; " +
		"font-src 'self'; form-action 'none'; base-uri 'none'"
	axePath = "../themes/banyan/node_modules/axe-core/axe.min.js"
	tabs    = 2
	patient = 60 * time.Second // for one page in one tab on a busy machine
)

// sample is a page that stands for its kind.
type sample struct {
	kind string
	path string // from the site's root
}

// samples gives one or two pages of every kind in each edition; a kind of which the site has no page fails the test.
func samples(t *testing.T, site string) []sample {
	t.Helper()
	kinds := []struct{ kind, pattern string }{
		{"home", "index.html"}, {"projects", "projects.html"}, {"project", "projects/*.html"},
		{"stories", "stories.html"}, {"story", "stories/*.html"},
		{"organizations", "organizations.html"}, {"organization", "organizations/*.html"},
		{"regions", "regions.html"}, {"city", "regions/350100.html"}, {"unit", "regions/350128.html"},
		{"county", "regions/350102.html"}, {"outside coverage", "regions/350527.html"},
		{"topics", "topics.html"}, {"topic", "topics/*.html"},
		{"sankey and funnel", "topics/two-way-referral.html"}, {"heat table and small multiples", "topics/information-sharing.html"},
		{"shares", "topics/coordination.html"}, {"slope", "topics/ways-of-helping.html"}, {"timeline", "topics/supervision.html"},
		{"data", "data.html"}, {"dataset", "data/[a-z]*[a-z].html"}, {"dataset, later page", "data/*-2.html"},
		{"notices", "notices.html"}, {"notice", "notices/*.html"},
		{"campaigns", "campaigns.html"}, {"campaign", "campaigns/*.html"},
		{"complaints", "complaints.html"}, {"site map", "sitemap.html"}, {"not found", "404.html"},
		{"page", "about.html"}, {"page", "method.html"}, {"page", "privacy.html"}, {"page", "accessibility.html"}, {"page", "terms.html"},
	}
	out := []sample{{"entrance", "index.html"}, {"not found, both languages", "404.html"}}
	found := map[string]bool{}
	for _, edition := range []string{"zh", "en"} {
		for _, k := range kinds {
			files, err := filepath.Glob(filepath.Join(site, edition, filepath.FromSlash(k.pattern)))
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range files {
				if i == 0 || i == len(files)-1 && (k.kind == "project" || k.kind == "dataset") {
					found[edition+" "+k.kind] = true
					out = append(out, sample{k.kind, path.Join(edition, path.Dir(k.pattern), filepath.Base(f))})
				}
			}
		}
		for _, k := range kinds {
			if !found[edition+" "+k.kind] {
				t.Errorf("%s: the site has no page of kind %q (%s)", edition, k.kind, k.pattern)
			}
		}
	}
	return out
}

// buildSite builds the repository into a temporary folder, as `make site` does.
func buildSite(t *testing.T) string {
	t.Helper()
	site := filepath.Join(t.TempDir(), "site")
	var out strings.Builder
	if status := cli.Main([]string{"build", "-C", "..", "-o", site, "--lang", "en", "--quiet"}, &out, &out, func(string) string { return "" }); status != cli.Done {
		t.Fatalf("the site does not build: status %d\n%s", status, out.String())
	}
	return site
}

// host serves the site under mount with the policy; nothing else answers.
func host(t *testing.T, site string) string {
	t.Helper()
	files := http.StripPrefix(mount, http.FileServer(http.Dir(site)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if !strings.HasPrefix(r.URL.Path, mount) {
			http.NotFound(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + mount
}

// chrome finds the browser; without one the test skips, except in CI, where a check that never runs proves nothing.
func chrome(t *testing.T) string {
	t.Helper()
	if name := os.Getenv("MINGSHAN_CHROME"); name != "" {
		return name
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	missing(t, "no Chromium or Google Chrome: install one (Debian: sudo apt-get install chromium fonts-noto-cjk) or set MINGSHAN_CHROME to its path")
	return ""
}

func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// tab is a tab of the browser and what it has said since the last visit began.
type tab struct {
	ctx context.Context

	mu    sync.Mutex
	from  string // where every request has to begin
	heard []string
	urls  map[network.RequestID]string
}

// listen notes everything that a page should not cause: a word on the console, a request elsewhere, a failed one.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		b.heard = append(b.heard, fmt.Sprintf("console %s: %s", e.Type, arguments(e.Args)))
	case *runtime.EventExceptionThrown:
		b.heard = append(b.heard, fmt.Sprintf("exception: %s %s", e.ExceptionDetails.Text, e.ExceptionDetails.URL))
	case *log.EventEntryAdded:
		b.heard = append(b.heard, fmt.Sprintf("log %s, %s: %s %s", e.Entry.Level, e.Entry.Source, e.Entry.Text, e.Entry.URL))
	case *network.EventRequestWillBeSent:
		b.urls[e.RequestID] = e.Request.URL
		if !strings.HasPrefix(e.Request.URL, b.from) && !strings.HasPrefix(e.Request.URL, "data:") {
			b.heard = append(b.heard, "request elsewhere: "+e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			b.heard = append(b.heard, fmt.Sprintf("status %d: %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventLoadingFailed:
		// A picture that a wider window asked for anew is dropped, which is no fault.
		if !e.Canceled {
			b.heard = append(b.heard, fmt.Sprintf("request failed: %s %s", b.urls[e.RequestID], e.ErrorText))
		}
	}
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		words = append(words, string(a.Value)+a.Description)
	}
	return strings.Join(words, " ")
}

// told gives what was heard since the last call.
func (b *tab) told() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	heard := b.heard
	b.heard = nil
	return heard
}

// open starts one browser with its tabs. They are handed out by the channel.
func open(t *testing.T, from string) chan *tab {
	t.Helper()
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(chrome(t)), chromedp.UserDataDir(t.TempDir()), chromedp.Flag("headless", "new"),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", false), chromedp.WindowSize(1280, 900))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	first, closeFirst := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		// Waits for the process to end, or its last writes would race with the removal of its folder.
		_ = chromedp.Cancel(first)
		closeFirst()
	})
	free := make(chan *tab, tabs)
	for i := range tabs {
		ctx := first
		if i > 0 {
			var closeTab context.CancelFunc
			ctx, closeTab = chromedp.NewContext(first)
			t.Cleanup(closeTab)
		}
		b := &tab{ctx: ctx, from: from, urls: map[network.RequestID]string{}}
		if err := chromedp.Do(ctx); err != nil { // the first starts the browser
			t.Fatalf("the browser does not start: %v", err)
		}
		err := errors.Join(
			chromedp.Listen(ctx, b.listen),
			chromedp.Do(ctx,
				command(network.Enable, network.EnableParams{}),
				command(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})))
		if err != nil {
			t.Fatal(err)
		}
		free <- b
	}
	return free
}

// command is a protocol command as an action that gives nothing back.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// into keeps what an action gives.
func into[T any](to *T, a chromedp.Action[T]) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) (err error) {
		*to, err = a(ctx, t)
		return err
	})
}

// show sets the size of the window and the reader's choice of light or dark.
func show(width int64, scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(
		command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 600}),
		command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}}))
}

// script reads one of the questions that are asked inside a page.
func script(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// ask runs a script in the page and waits for its promise.
func ask[T any](source string) chromedp.Action[T] {
	return chromedp.Evaluate[T](source, chromedp.EvalAwaitPromise)
}

// looks is what inspect.js answers.
type looks struct {
	Complaints []string `json:"complaints"`
	Coloured   []string `json:"coloured"`
	Paper      string   `json:"paper"`
}

// reader visits pages and says what is wrong with them.
type reader struct {
	*tab
	inspect, pictures, axe, axeRun string
}

// visit shows a page in one width and in both schemes, and runs axe in the scheme that judged names.
func (r *reader) visit(t *testing.T, url string, width int64, judged string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, patient)
	defer cancel()
	at := fmt.Sprintf("%d px", width)
	complain := func(scheme string, all []string) {
		t.Helper()
		for _, c := range all {
			t.Errorf("%s %s: %s", at, scheme, c)
		}
	}
	r.told()
	seen := map[string]looks{}
	for i, scheme := range []string{"light", "dark"} {
		var got looks
		do := []chromedp.Action[chromedp.Void]{show(width, scheme)}
		if i == 0 {
			do = append(do, chromedp.Navigate(url))
		}
		do = append(do, ask[chromedp.Void](r.pictures), into(&got, ask[looks](r.inspect)))
		var violations []string
		if scheme == judged {
			do = append(do, ask[chromedp.Void](r.axe), into(&violations, ask[[]string](r.axeRun)))
		}
		if err := chromedp.Do(ctx, do...); err != nil {
			t.Fatalf("%s %s: %v", at, scheme, err)
		}
		complain(scheme, got.Complaints)
		complain(scheme, violations)
		complain(scheme, r.told())
		seen[scheme] = got
	}
	if seen["light"].Paper == seen["dark"].Paper {
		t.Errorf("%s: light and dark have the same paper, %s", at, seen["light"].Paper)
	}
	for _, c := range seen["light"].Coloured {
		if slices.Contains(seen["dark"].Coloured, c) {
			t.Errorf("%s: the colour %s of a drawing is the same in light and dark", at, c)
		}
	}
}

// narrow looks again at 320 px, where WCAG 1.4.10 still wants no scrolling sideways: 1280 px at 400 % zoom.
func (r *reader) narrow(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, patient)
	defer cancel()
	var got looks
	if err := chromedp.Do(ctx, show(320, "light"), ask[chromedp.Void](r.pictures), into(&got, ask[looks](r.inspect))); err != nil {
		t.Fatal(err)
	}
	for _, c := range got.Complaints {
		t.Errorf("320 px: %s", c)
	}
}

// skip presses Tab once and Enter on a page just loaded: the first stop is the skip link, in view, and it leads to the main part.
func (r *reader) skip(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, patient)
	defer cancel()
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
	err := chromedp.Do(ctx,
		chromedp.KeyEvent(kb.Tab), into(&link, ask[stop](where)),
		chromedp.KeyEvent(kb.Enter), into(&landed, ask[stop](where)))
	if err != nil {
		t.Fatal(err)
	}
	if link.Class != "skip" || !link.InView || link.Outline == "none" {
		t.Errorf("the first Tab reaches %+v, want the skip link in view with an outline", link)
	}
	if landed.ID != "main" || landed.Hash != "#main" {
		t.Errorf("the skip link leads to %+v, want main", landed)
	}
}

// silent loads the page without JavaScript: it says the same, and its skip link works.
func (r *reader) silent(t *testing.T, url string, framed bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(r.ctx, patient)
	defer cancel()
	const words = `document.querySelector("main").innerText`
	off := func(yes bool) chromedp.Action[chromedp.Void] {
		return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: yes})
	}
	var with, without string
	err := chromedp.Do(ctx, into(&with, ask[string](words)), off(true), chromedp.Navigate(url), into(&without, ask[string](words)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := chromedp.Do(r.ctx, off(false)); err != nil {
			t.Error(err)
		}
	}()
	if framed {
		r.skip(t)
	}
	if with == "" || with != without {
		t.Errorf("without JavaScript the page says something else: %d bytes of text with, %d without", len(with), len(without))
	}
}

func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("browser tests take about a minute")
	}
	chrome(t)
	if _, err := os.Stat(axePath); err != nil {
		missing(t, "axe-core is not installed: run npm ci in themes/banyan")
	}
	site := buildSite(t)
	from := host(t, site)
	free := open(t, from)
	ask := reader{
		inspect: script(t, "testdata/browser/inspect.js"), pictures: script(t, "testdata/browser/pictures.js"),
		axe: script(t, axePath), axeRun: script(t, "testdata/browser/axe.js"),
	}
	t.Run("pages", func(t *testing.T) {
		for _, s := range samples(t, site) {
			t.Run(s.path, func(t *testing.T) {
				t.Parallel()
				r := ask
				r.tab = <-free
				defer func() { free <- r.tab }()
				english := strings.HasPrefix(s.path, "en/")
				r.visit(t, from+s.path, 360, map[bool]string{false: "light"}[english])
				r.narrow(t)
				r.silent(t, from+s.path, strings.Contains(s.path, "/"))
				r.visit(t, from+s.path, 1280, map[bool]string{true: "dark"}[english || !strings.Contains(s.path, "/")])
			})
		}
	})
	t.Run("from a folder", func(t *testing.T) {
		r := ask
		r.tab = <-free
		defer func() { free <- r.tab }()
		folder := "file://" + filepath.ToSlash(site) + "/"
		r.from = folder
		for _, p := range []string{"index.html", "zh/index.html", "en/projects.html", "zh/data/referrals.html", "en/regions/350100.html", "zh/complaints.html"} {
			t.Run(p, func(t *testing.T) { r.visit(t, folder+p, 1280, "") })
		}
	})
}
