package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
)

// patience is how long a test waits for what must come. Nothing is asserted about speed.
const patience = 20 * time.Second

// desk is an editor's machine: a project, its preview, and a count of builds.
type desk struct {
	t      *testing.T
	root   string
	url    string
	builds atomic.Int32
	log    lockedLog
	end    func() error
}

type lockedLog struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// build makes a page of every file below content; "broken" in a file is a problem, "crash" a failure.
func (d *desk) build(context.Context) (*artifact.Tree, diag.List, error) {
	d.builds.Add(1)
	var list diag.List
	tree := artifact.NewTree()
	var all strings.Builder
	err := filepath.WalkDir(filepath.Join(d.root, "content"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return ignoreMissing(err)
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return ignoreMissing(err)
		}
		if strings.Contains(string(b), "crash") {
			return errors.New("the disk is full <b>")
		}
		if strings.Contains(string(b), "broken") {
			list.Add(diag.Place{File: "content/" + e.Name(), Line: 3, Column: 7}, "test/broken",
				diag.Say("写错了 <script>", "is wrong <script>"), diag.Say("改好", "mend it"))
		}
		all.Write(b)
		all.WriteByte(' ')
		return nil
	})
	for path, text := range map[string]string{
		"index.html":    "<!doctype html><html lang=zh-Hans><title>t</title><p>" + all.String(),
		"zh/index.html": "<p>中文",
		"zh/404.html":   "<!DOCTYPE html><HTML lang=zh-Hans><link rel=stylesheet href=../a.css><p>没有这一页",
		"404.html":      "<p>nowhere",
		"a.css":         "p{}", "data/x.csv": "a\n1\n",
	} {
		if err := tree.Put(artifact.File{Path: path, Data: []byte(text)}); err != nil {
			return nil, list, err
		}
	}
	if err != nil || list.Blocking() > 0 {
		return nil, list, err
	}
	return tree, list, nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	full := filepath.Join(d.root, name)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// open starts the preview of a project with one file, and ends it with the test.
func open(t *testing.T, first string, change func(*Options)) *desk {
	t.Helper()
	d := &desk{t: t, root: t.TempDir()}
	d.write("content/a.md", first)
	ready := make(chan string, 1)
	opts := Options{Root: d.root, Watch: []string{"content", "themes/banyan/text"}, Addr: "127.0.0.1:0", Build: d.build, Lang: "en",
		Debounce: 30 * time.Millisecond, Interval: 30 * time.Millisecond, Log: &d.log, Ready: func(u string) { ready <- u }}
	if change != nil {
		change(&opts)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- Run(ctx, opts) }()
	d.end = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-done:
			return err
		case <-time.After(patience):
			return errors.New("Run does not end")
		}
	})
	t.Cleanup(func() {
		if err := d.end(); err != nil {
			t.Error(err)
		}
	})
	select {
	case d.url = <-ready:
	case err := <-done:
		t.Fatalf("Run ended: %v", err)
	case <-time.After(patience):
		t.Fatal("not ready")
	}
	return d
}

func (d *desk) get(path string) (int, http.Header, string) {
	d.t.Helper()
	resp, err := http.Get(d.url + path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(b)
}

// until waits until the entrance page holds want and not avoid.
func (d *desk) until(want, avoid string) string {
	d.t.Helper()
	var body string
	for began := time.Now(); time.Since(began) < patience; time.Sleep(5 * time.Millisecond) {
		_, _, body = d.get("")
		if strings.Contains(body, want) && (avoid == "" || !strings.Contains(body, avoid)) {
			return body
		}
	}
	d.t.Fatalf("the page never held %q without %q; it is\n%s\nlog:\n%s", want, avoid, body, d.log.String())
	return ""
}

func TestEveryWayToSaveIsSeen(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) {
			d := open(t, "one", func(o *Options) { o.Poll = poll })
			d.until("one", "")
			d.write("content/a.md", "second")
			d.until("second", "one")
			// Atomic save: a new file takes the name.
			d.write("content/.a.md.tmp", "third!")
			if err := os.Rename(filepath.Join(d.root, "content/.a.md.tmp"), filepath.Join(d.root, "content/a.md")); err != nil {
				t.Fatal(err)
			}
			d.until("third!", "second")
			d.write("content/stories/boat/zh.md", "boat")
			d.until("boat", "")
			d.write("content/stories/boat/zh.md", "ferry")
			d.until("ferry", "boat")
			// A git checkout takes a whole input away and brings it back.
			if err := os.RemoveAll(filepath.Join(d.root, "content")); err != nil {
				t.Fatal(err)
			}
			d.until("<p>", "third!")
			d.write("content/b.md", "back again")
			d.until("back again", "")
			d.write("content/b.md", "and edited")
			d.until("and edited", "back again")
			// An input that was not there at the start, below folders that were not.
			before := d.builds.Load()
			d.write("themes/banyan/text/zh.yaml", "home: 首页")
			for began := time.Now(); d.builds.Load() == before; time.Sleep(5 * time.Millisecond) {
				if time.Since(began) > patience {
					t.Fatal("a new input is not seen")
				}
			}
		})
	}
}

func TestOtherFilesCauseNoBuild(t *testing.T) {
	for _, poll := range []bool{false, true} {
		d := open(t, "one", func(o *Options) { o.Poll = poll })
		d.write("public/index.html", "x")
		d.write(".public-next.staging/index.html", "x")
		d.write("notes.txt", "x")
		d.write("content/a.md~", "x")
		d.write("content/.a.md.swp", "x")
		d.write("content/node_modules/x/y.js", "x")
		time.Sleep(300 * time.Millisecond) // nothing can be waited for
		if n := d.builds.Load(); n != 1 {
			t.Errorf("poll=%v: %d builds, want the first only", poll, n)
		}
	}
}

func TestBrokenEditKeepsLastGood(t *testing.T) {
	d := open(t, "one", nil)
	good := d.until("one", "mingshan-overlay")
	if !strings.HasPrefix(good, "<!doctype html><html lang=zh-Hans><title>t</title><p>one ") ||
		!strings.Contains(good, `<script src="/.mingshan/reload.js" defer></script>`) {
		t.Errorf("the page is\n%s", good)
	}
	d.write("content/a.md", "broken")
	page := d.until("mingshan-overlay", "")
	for _, want := range []string{"<p>one ", "content/a.md:3:7", "is wrong &lt;script&gt;", "[test/broken]", "mend it", `href="/.mingshan/overlay.css"`, "problems to mend: 1"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page with the panel lacks %q:\n%s", want, page)
		}
	}
	if code, _, body := d.get("zh/index.html"); code != 200 || !strings.Contains(body, "中文") || !strings.Contains(body, "mingshan-overlay") {
		t.Errorf("another page: %d %s", code, body)
	}
	if _, _, css := d.get("a.css"); css != "p{}" {
		t.Errorf("a style sheet is changed: %q", css)
	}
	d.write("content/a.md", "crash")
	page = d.until("the disk is full &lt;b&gt;", "test/broken")
	if !strings.Contains(page, "<p>one ") {
		t.Errorf("a failed build lost the last good site:\n%s", page)
	}
	d.write("content/a.md", "mended")
	d.until("mended", "mingshan-overlay")
}

func TestNoGoodSiteYet(t *testing.T) {
	d := open(t, "broken", func(o *Options) { o.Lang = "zh" })
	code, _, body := d.get("zh/index.html")
	if code != http.StatusServiceUnavailable || !strings.Contains(body, "写错了 &lt;script&gt;") || !strings.Contains(body, "reload.js") {
		t.Errorf("%d %s", code, body)
	}
	d.write("content/a.md", "mended")
	d.until("mended", "mingshan-overlay")
}

// However many edits fall into a build, they ask for exactly one more.
func TestEditsDuringABuild(t *testing.T) {
	entered, leave := make(chan struct{}, 100), make(chan struct{})
	d := open(t, "one", func(o *Options) {
		inner := o.Build
		var first atomic.Bool
		o.Build = func(ctx context.Context) (*artifact.Tree, diag.List, error) {
			if first.CompareAndSwap(false, true) {
				return inner(ctx)
			}
			tree, list, err := inner(ctx)
			entered <- struct{}{}
			select { // the inputs are read; what is edited now is not in this site
			case <-leave:
			case <-ctx.Done():
			}
			return tree, list, err
		}
	})
	d.write("content/a.md", "two")
	<-entered
	for i := range 5 {
		d.write("content/a.md", fmt.Sprintf("edit %d", i))
		time.Sleep(20 * time.Millisecond)
	}
	close(leave)
	d.until("edit 4", "")
	time.Sleep(300 * time.Millisecond) // a needless build would come now
	if n := d.builds.Load(); n != 3 {
		t.Errorf("%d builds, want the first, the edit's and one more", n)
	}
}

func TestAnswers(t *testing.T) {
	d := open(t, "one", nil)
	for _, c := range []struct {
		path, kind, holds string
		code              int
	}{
		{"", "text/html; charset=utf-8", "one", 200},
		{"zh/", "text/html; charset=utf-8", "中文", 200},
		{"zh", "text/html; charset=utf-8", "中文", 200}, // by way of a redirect
		{"a.css", "text/css; charset=utf-8", "p{}", 200},
		{"data/x.csv", "text/csv; charset=utf-8", "a\n1", 200},
		{"zh/no/such.html", "text/html; charset=utf-8", `<HTML lang=zh-Hans><base href="/zh/404.html"><link`, 404},
		{"en/nothing", "text/html; charset=utf-8", "nowhere", 404},
		{"../../etc/passwd", "text/html; charset=utf-8", "nowhere", 404},
		{".mingshan/overlay.css", "text/css; charset=utf-8", "#mingshan-overlay", 200},
		{".mingshan/reload.js", "text/javascript; charset=utf-8", "EventSource", 200},
		{".mingshan/x", "text/plain; charset=utf-8", "not found", 404},
	} {
		code, h, body := d.get(c.path)
		if code != c.code || h.Get("Content-Type") != c.kind || !strings.Contains(body, c.holds) {
			t.Errorf("%s: %d %s %q, want %d %s %q", c.path, code, h.Get("Content-Type"), body, c.code, c.kind, c.holds)
		}
		if page := c.code == 200 && strings.HasPrefix(c.kind, "text/html"); page != strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s has the policy %q", c.path, h.Get("Content-Security-Policy"))
		}
		if h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", c.path, h.Get("Cache-Control"))
		}
	}
	for method, want := range map[string]int{"HEAD": 200, "POST": 405, "PUT": 405, "OPTIONS": 405} {
		req, err := http.NewRequest(method, d.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(resp.Body)
		if resp.Body.Close(); resp.StatusCode != want || method == "HEAD" && len(b) > 0 {
			t.Errorf("%s: %d, %d bytes; want %d", method, resp.StatusCode, len(b), want)
		}
	}
}

func TestForeignHostIsRefused(t *testing.T) {
	d := open(t, "secret", nil)
	port := d.url[strings.LastIndex(d.url, ":")+1 : len(d.url)-1]
	for host, want := range map[string]int{
		"localhost:" + port: 200, "127.0.0.1:" + port: 200, "[::1]:" + port: 200, "LOCALHOST:" + port: 200,
		"evil.example:" + port: 403, "localhost.evil.example:" + port: 403, "localhost": 403, "127.0.0.1:1": 403,
	} {
		for _, path := range []string{"", ".mingshan/reload.js"} {
			req, err := http.NewRequest("GET", d.url+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = host
			resp, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			b, _ := io.ReadAll(resp.Body)
			if resp.Body.Close(); resp.StatusCode != want || want == 403 && strings.Contains(string(b), "secret") {
				t.Errorf("Host %s: %d, want %d", host, resp.StatusCode, want)
			}
		}
	}
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "example.com:0", "[::]:0", "127.0.0.1"} {
		if err := Run(t.Context(), Options{Addr: addr}); err == nil {
			t.Errorf("Run on %q is let through", addr)
		}
	}
}

// next reads one event of the stream.
func next(t *testing.T, lines *bufio.Scanner) (event, data string) {
	t.Helper()
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ": ")
		switch {
		case key == "event":
			event = value
		case key == "data":
			data = value
		case key == "" && event != "":
			return event, data
		}
	}
	t.Fatalf("the stream ended: %v", lines.Err())
	return "", ""
}

func TestEventsTellOfChanges(t *testing.T) {
	d := open(t, "one", nil)
	listen := func() (*bufio.Scanner, io.Closer) {
		resp, err := (&http.Client{Timeout: patience}).Get(d.url + ".mingshan/events")
		if err != nil {
			t.Fatal(err)
		}
		if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/event-stream") {
			t.Errorf("events are %s", got)
		}
		return bufio.NewScanner(resp.Body), resp.Body
	}
	lines, body := listen()
	event, first := next(t, lines)
	if page := d.until("one", ""); event != "generation" || !strings.Contains(page, `content="`+first+`"`) {
		t.Errorf("the first event is %s %q, the page says\n%s", event, first, page)
	}
	d.write("content/a.md", "two")
	event, second := next(t, lines)
	if event != "reload" || second == first {
		t.Errorf("after an edit: %s %q", event, second)
	}
	d.until("two", "one") // a reload that follows the event finds the new page
	if err := body.Close(); err != nil {
		t.Fatal(err)
	}
	lines, body = listen()
	if event, again := next(t, lines); event != "generation" || again == first {
		t.Errorf("after coming back: %s %q", event, again)
	}
	if err := d.end(); err != nil {
		t.Errorf("an open stream keeps Run from ending: %v", err)
	}
	if err := body.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTakenAddress(t *testing.T) {
	d := open(t, "one", nil)
	addr := strings.TrimSuffix(strings.TrimPrefix(d.url, "http://"), "/")
	if err := Run(t.Context(), Options{Addr: addr}); err == nil || !strings.Contains(err.Error(), addr) {
		t.Errorf("a taken address: %v", err)
	}
	if err := Run(t.Context(), Options{Root: d.root, Addr: "127.0.0.1:0", Watch: []string{"../x"}}); err == nil {
		t.Error("a folder outside the project is watched")
	}
}
