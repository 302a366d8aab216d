package build_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"mingshan/generator/base/artifact"
	"mingshan/generator/build"
	"mingshan/generator/cli"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/compose"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/render"
	"mingshan/generator/testkit/sites"
)

// TestSameBytes builds the tiny site in this process from values and in two others from folders, on one processor and
// two, in other time zones and languages. Every memo is empty, so pictures and charts are made anew each time.
func TestSameBytes(t *testing.T) {
	files := tiny(t)
	want := digests(made(t, files, &build.Memo{}))
	before := runtime.GOMAXPROCS(1)
	wantSame(t, "one processor", want, digests(made(t, files, &build.Memo{})))
	runtime.GOMAXPROCS(before)
	for below, env := range map[string][]string{
		"site":                   {"GOMAXPROCS=1", "TZ=Asia/Shanghai", "LANG=zh_CN.UTF-8", "LC_ALL=zh_CN.UTF-8"},
		"deep/er/folder/站点 copy": {"GOMAXPROCS=2", "TZ=America/St_Johns", "LANG=C", "LC_ALL=tr_TR.UTF-8"},
	} {
		wantSame(t, below, want, child(t, written(t, files, below), env...))
	}
	for _, path := range []string{"index.html", "zh/index.html", "en/projects/warm-meals.html", "data/referrals.csv", "sitemap.xml"} {
		if !strings.Contains(want, " "+path+"\n") {
			t.Errorf("there is no %s", path)
		}
	}
	if !strings.Contains(want, " media/warm-meals-cover-") {
		t.Error("the picture is not in the site, so nothing is known about pictures")
	}
}

// TestSameBytesOfTheRealSite does so with the site of this repository: here from values on all processors, there from
// another folder on one, in another time zone and language, with files made in the opposite order.
func TestSameBytesOfTheRealSite(t *testing.T) {
	in := repository(t)
	dir := written(t, in, "elsewhere")
	var other string
	var wg sync.WaitGroup
	wg.Go(func() {
		other = child(t, dir, "GOMAXPROCS=1", "TZ=Pacific/Chatham", "LANG=zh_CN.GB18030", "LC_ALL=zh_CN.GB18030")
	})
	_, out := real(t)
	wg.Wait()
	wantSame(t, "real site", digests(out), other)
	if len(out) < 400 {
		t.Errorf("the real site has only %d files", len(out))
	}
}

// TestMemoChangesNoBytes rebuilds as the preview does: a memo that has seen other states gives the same site as an
// empty one, whatever was edited, and a change that is undone gives the first site again.
func TestMemoChangesNoBytes(t *testing.T) {
	first := tiny(t)
	memo := &build.Memo{}
	want := digests(made(t, first, memo))
	wantSame(t, "nothing edited", want, digests(made(t, first, memo)))
	kept, err := memo.Encode()
	if err != nil {
		t.Fatal(err)
	}
	later := &build.Memo{}
	if err := later.Decode(kept); err != nil {
		t.Fatal(err)
	}
	wantSame(t, "in a later process", want, digests(made(t, first, later)))
	const table, chart, project = "data/aggregates/referrals.csv", "data/aggregates/referrals.yaml", "content/projects/warm-meals/"
	for name, edit := range map[string]func(sites.Files){
		"numbers, the gate, the day": func(f sites.Files) {
			f.Edit(t, table, "2026Q3,350102,44,27,71,58", "2026Q3,350102,46,27,73,58")
			f.Edit(t, "data/rules/privacy.yaml", "value: 10", "value: 18")
			f.Edit(t, "content/site.yaml", "2026-11-20", "2026-11-21")
		},
		"a chart and its title": func(f sites.Files) {
			f.Edit(t, chart, "kind: line", "kind: bar")
			f.Edit(t, chart, "en: Referred and helped by quarter", "en: Other")
		},
		"a picture, its words, prose": func(f sites.Files) {
			f[project+"cover.png"] = painted(t, 7)
			f.Edit(t, project+"project.yaml", "en: A picture", "en: Two pictures")
			f.Set("content/stories/noon/en.md", "Somebody knocks.\n")
		},
	} {
		edited := first.Clone()
		edit(edited)
		warm := digests(made(t, edited, memo))
		if warm == want {
			t.Errorf("%s: the edit does not show in the site", name)
		}
		wantSame(t, name, digests(made(t, edited, &build.Memo{})), warm)
	}
	wantSame(t, "everything undone", want, digests(made(t, first, memo)))
}

// TestBlockedBuild: with a blocking problem Run says what is wrong and returns no error, at every stage.
func TestBlockedBuild(t *testing.T) {
	memo := &build.Memo{}
	for name, edit := range map[string]func(sites.Files){
		"read": func(f sites.Files) { f.Edit(t, "content/site.yaml", "tagline:", "tagine:") },
		"check": func(f sites.Files) {
			f.Edit(t, "content/projects/warm-meals/project.yaml", "organization: rainbow", "organization: nobody")
		},
		"clear": func(f sites.Files) {
			f["content/projects/warm-meals/cover.png"] = []byte("\x89PNG\r\n\x1a\nand no more")
		},
		"links": func(f sites.Files) { f.Set("content/pages/about/en.md", "See [this](/projects/gone.html).\n") },
		"audit": func(f sites.Files) {
			f.Set("content/pages/about/en.md", "See [this](/projects/warm-meals.html#gone).\n")
			f.Set("content/pages/about/zh.md", "见[这里](/projects/warm-meals.html#gone)。\n")
		},
		"amount": func(f sites.Files) { f.Edit(t, "data/aggregates/referrals.csv", ",65,51,", ",64,51,") },
	} {
		files := tiny(t)
		edit(files)
		out := &sink{files: sites.Files{}}
		_, problems, err := build.Run(files.Snapshot(), build.Options{Theme: sites.Theme()}, memo, out)
		if err != nil || problems.Blocking() == 0 {
			t.Errorf("%s: %d blocking problems, error %v", name, problems.Blocking(), err)
		}
		if _, made := out.files["zh/index.html"]; made && name != "audit" {
			t.Errorf("%s: pages were made all the same", name)
		}
		for _, p := range problems.Sorted() {
			if p.Place.File == "" || p.Code == "" {
				t.Errorf("%s: a problem without place or code: %+v", name, p)
			}
		}
	}
}

// TestBlockedBuildLeavesTheOldSite: the command exits 3 and public/ is as it was, to the last byte.
func TestBlockedBuildLeavesTheOldSite(t *testing.T) {
	files := tiny(t)
	dir := written(t, files, "site")
	public := filepath.Join(dir, "public")
	run := func() int {
		var out, bad bytes.Buffer
		status := cli.Main([]string{"build", "-C", dir, "--lang", "en"}, &out, &bad, func(string) string { return "" })
		t.Logf("status %d\n%s%s", status, &out, &bad)
		return status
	}
	if status := run(); status != cli.Done {
		t.Fatalf("the first build ends with %d", status)
	}
	old := sites.Tree(t, public)
	if len(old) < 50 {
		t.Fatalf("the first site has %d files", len(old))
	}
	for path, text := range map[string]string{
		"content/pages/about/en.md":                "See [this](/projects/warm-meals.html#gone).\n", // the Chinese has no such link
		"content/projects/warm-meals/project.yaml": strings.Replace(string(files["content/projects/warm-meals/project.yaml"]), "organization: rainbow", "organization: nobody", 1),
		"data/aggregates/referrals.csv":            "period,region\n", // found first, by the reader
	} {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if status := run(); status != cli.Blocked {
			t.Errorf("%s: the command ends with %d", path, status)
		}
		wantSame(t, path, digests(old), digests(sites.Tree(t, public)))
		if err := os.WriteFile(name, files[path], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	wantOnly(t, dir, "content", "data", "public", "themes", ".public.lock", ".cache")
	if status := run(); status != cli.Done {
		t.Errorf("the mended site ends with %d", status)
	}
	wantSame(t, "mended", digests(old), digests(sites.Tree(t, public)))
}

// wantOnly insists that a folder holds nothing but the names.
func wantOnly(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			t.Errorf("%s is left in %s", e.Name(), dir)
		}
	}
}

// TestNoLibrary: without the front-end packages there is an error that the command can explain.
func TestNoLibrary(t *testing.T) {
	files := sites.Tiny(t)
	_, _, err := build.Run(files.Snapshot(), build.Options{Theme: sites.Theme()}, &build.Memo{}, &sink{files: sites.Files{}})
	if err == nil || err.Error() != build.ErrNoLibrary.Error() {
		t.Errorf("the error is %v", err)
	}
}

// TestProgress: every stage begins and ends once, in order, and rendering counts to the number of pages.
func TestProgress(t *testing.T) {
	var mu sync.Mutex
	var began, ended []string
	steps := map[int]bool{}
	result, problems, err := build.Run(tiny(t).Snapshot(), build.Options{Theme: sites.Theme(), Progress: func(e build.Event) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case e.End:
			ended = append(ended, e.Stage)
		case e.Total == 0:
			began = append(began, e.Stage)
		default:
			steps[e.Done] = true
		}
	}}, &build.Memo{}, &sink{files: sites.Files{}})
	if err != nil {
		t.Fatal(err)
	}
	sites.Silent(t, problems)
	want := []string{"check", "clear", "plan", "render", "audit"}
	if !slices.Equal(began, want) || !slices.Equal(ended, want) || len(steps) != result.Pages || !steps[result.Pages] {
		t.Errorf("began %v, ended %v, %d steps for %d pages", began, ended, len(steps), result.Pages)
	}
	if result.Editions != 2 || result.AsOf.String() != "2026-11-20" || result.Withheld == 0 {
		t.Errorf("the result is %+v", result)
	}
}

// nowhere takes files and keeps nothing.
type nowhere struct{}

func (nowhere) Put(artifact.File) error { return nil }

// BenchmarkBuild builds the site of this repository: cold is a first run, warm what the preview does after an edit.
func BenchmarkBuild(b *testing.B) {
	snap := withLibrary(b, sites.Real(b)).Snapshot()
	run := func(b *testing.B, memo *build.Memo) {
		if _, problems, err := build.Run(snap, build.Options{Theme: sites.Theme()}, memo, nowhere{}); err != nil || problems.Blocking() > 0 {
			b.Fatal(err, problems.Sorted())
		}
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			run(b, &build.Memo{})
		}
	})
	b.Run("warm", func(b *testing.B) {
		memo := &build.Memo{}
		run(b, memo)
		for b.Loop() {
			run(b, memo)
		}
	})
}

// workshop is all that stands between cleared data and the bytes of a page.
type workshop struct {
	cleared  *release.Cleared
	config   config.Config
	plan     *plan.Site
	composer *compose.Composer
	renderer *render.Renderer
}

func open(t testing.TB, files sites.Files) workshop {
	t.Helper()
	studio := chart.NewStudio(sites.Library(t, chart.LibraryPath))
	w := workshop{renderer: render.New(sites.Theme())}
	w.cleared, w.config = files.Clear(t)
	w.plan = plan.New(w.cleared)
	words, problems := sites.Theme().Words()
	sites.Silent(t, problems)
	var err error
	w.composer, err = compose.New(w.cleared, w.config, w.plan, words, compose.Assets{Stylesheet: "assets/a.css", Favicon: "assets/i.svg", Early: "assets/e.js"}, studio, compose.Duties{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// BenchmarkPage composes and renders single pages of the real site; their charts are drawn before.
func BenchmarkPage(b *testing.B) {
	w := open(b, repository(b))
	for _, path := range []string{"zh/index.html", "en/projects.html", "zh/data/referrals.html", "zh/data/referrals-2.html", "zh/regions/350100.html", "zh/complaints.html"} {
		b.Run(path, func(b *testing.B) {
			pg := w.plan.Pages[slices.IndexFunc(w.plan.Pages, func(p plan.Page) bool { return p.Path == path })]
			make := func() {
				v, err := w.composer.View(pg)
				if err != nil {
					b.Fatal(err)
				}
				data, err := w.renderer.Page(pg.Path, v)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(data)))
			}
			make()
			for b.Loop() {
				make()
			}
		})
	}
}
