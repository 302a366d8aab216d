package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// This file drives the browser: tabs, what is heard from them, windows, and scripts that are asked inside a page.

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

// needPackages skips where the front-end packages are not installed; in CI that is a failure.
func needPackages(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(axePath); err != nil {
		missing(t, "the front-end packages are not installed: run npm ci in themes/banyan")
	}
}

// tab is a tab of the browser and what it has said since the last visit began.
type tab struct {
	ctx context.Context

	mu    sync.Mutex
	from  string // where every request has to begin
	heard []string
	urls  map[network.RequestID]string
	asked []string // every address, in order
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
		b.asked = append(b.asked, e.Request.URL)
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

// requested gives the addresses that were asked for since the last call.
func (b *tab) requested() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	asked := b.asked
	b.asked = nil
	return asked
}

// open starts one browser with a tab for each origin, so that what one keeps the other does not find. They are handed
// out by the channel.
func open(t *testing.T, origins ...string) chan *tab {
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
	free := make(chan *tab, len(origins))
	for i, from := range origins {
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

// window is what the reader looks through: a size in CSS pixels, and how many dots of the screen make one.
type window struct {
	width, height int64
	dots          float64
}

// Of a telephone, of a desk, of WCAG 1.4.10 (1280 px at 400 % zoom), of the desk at 200 % zoom, and of a sheet of A4.
func telephone() window { return window{360, 800, 2} }
func desk() window      { return window{1280, 900, 1} }
func narrow() window    { return window{320, 800, 1} }
func zoomed() window    { return window{640, 450, 2} }
func sheet() window     { return window{794, 1123, 1} }

// show gives the window its size and the device's wish for light or dark.
func show(width int64, scheme string) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(fit(window{width, 900, 1}), device("", scheme, "no-preference"))
}

func fit(w window) chromedp.Action[chromedp.Void] {
	return command(emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: w.width, Height: w.height, DeviceScaleFactor: w.dots, Mobile: w.width < 600})
}

// bars shows the window's scroll bars, or hides them. They come to an emulated window only after its first frames and make
// the page narrower, which no real window does; so they are hidden while it is measured whether a page stays where it is.
func bars(shown bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScrollbarsHidden, emulation.SetScrollbarsHiddenParams{Hidden: !shown})
}

// device sets what the reader's device asks for; media is "print" or "" for the screen.
func device(media, scheme, contrast string) chromedp.Action[chromedp.Void] {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-contrast", Value: contrast},
		{Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// scripts lets the page's own scripts run, or not; what the debugger asks runs always.
func scripts(run bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
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

// call gives a script that is a function its argument.
func call(function string, argument any) string {
	data, err := json.Marshal(argument)
	if err != nil {
		panic(err) // strings and maps of strings only
	}
	return function + "(" + string(data) + ")"
}
