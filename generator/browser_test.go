package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"mingshan/generator/cli"
	"mingshan/generator/output/audit"
)

// These tests build the repository's own site and hold the finished pages to what readers were promised. Most of it is
// asked in a browser, which reads the site under a sub-path with a strict policy and from a folder by file://; the
// questions stand in testdata/browser/. browser_catches_test.go shows that each of them can be answered with no.

const (
	// mount is where the site stands on its host: never at the root, so that an absolute link fails.
	mount   = "/portal/"
	axePath = "../themes/banyan/node_modules/axe-core/axe.min.js"
	tabs    = 2
	patient = 180 * time.Second // for one look at one page in one tab on a busy machine
)

// sample is a page that stands for its kind.
type sample struct {
	kind string
	path string // from the site's root
}

// framed reports a page with the site's frame around it: a masthead with settings, and a skip link.
func (s sample) framed() bool { return strings.Contains(s.path, "/") && s.kind != "embed" }

// samples gives one or two pages of every kind in each edition; a kind of which the site has no page fails the test.
func samples(t *testing.T, site string) []sample {
	t.Helper()
	kinds := []struct{ kind, pattern string }{
		{"home", "index.html"}, {"projects", "projects.html"}, {"project", "projects/*.html"},
		{"stories", "stories.html"}, {"story", "stories/*.html"},
		{"organizations", "organizations.html"}, {"organization", "organizations/*.html"},
		{"regions", "regions.html"}, {"compare", "compare/350100.html"}, {"city", "regions/350100.html"}, {"unit", "regions/350128.html"},
		{"county", "regions/350102.html"}, {"outside coverage", "regions/350527.html"},
		{"topics", "topics.html"}, {"topic", "topics/*.html"},
		{"sankey and funnel", "topics/two-way-referral.html"}, {"heat table and small multiples", "topics/information-sharing.html"},
		{"shares", "topics/coordination.html"}, {"slope", "topics/ways-of-helping.html"}, {"timeline", "topics/supervision.html"},
		{"data", "data.html"}, {"dataset", "data/[a-z]*[a-z].html"}, {"dataset, later page", "data/*-2.html"}, {"register to search", "data/partners.html"},
		{"notices", "notices.html"}, {"notice", "notices/*.html"},
		{"campaigns", "campaigns.html"}, {"campaign", "campaigns/*.html"}, {"embed", "embed/*.html"},
		{"disclosure", "disclosure.html"}, {"disclosure by duty", "disclosure/duties.html"}, {"disclosure by region", "disclosure/regions.html"}, {"appeal", "campaigns/schoolbag-2026.html"},
		{"complaints", "complaints.html"}, {"complaint guide", "complaint-guide.html"}, {"complaint sheet", "complaint-sheet.html"}, {"corrections", "corrections.html"}, {"ledger of withheld figures", "withheld.html"}, {"site map", "sitemap.html"}, {"not found", "404.html"},
		{"page", "about.html"}, {"page", "method.html"}, {"page", "privacy.html"}, {"page", "accessibility.html"}, {"page", "terms.html"}, {"page", "donor-rights.html"},
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

// wholeSite is the folder of the repository's site, once a test has asked for it; TestMain removes it.
var wholeSite string

// build builds the repository into a temporary folder, as `make site` does.
var build = sync.OnceValue(func() error {
	var err error
	if wholeSite, err = os.MkdirTemp("", "mingshan-site-"); err != nil {
		return err
	}
	var out strings.Builder
	if status := cli.Main([]string{"build", "-C", "..", "-o", wholeSite, "--lang", "en", "--quiet"}, &out, &out, func(string) string { return "" }); status != cli.Done {
		return fmt.Errorf("the site does not build: status %d\n%s", status, out.String())
	}
	return nil
})

// buildSite gives the whole site, built once for all tests that read it. Nobody may change it.
func buildSite(t *testing.T) string {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	return wholeSite
}

// host serves a folder under mount with the policy; nothing else answers.
func host(t *testing.T, folder string) string {
	t.Helper()
	files := http.StripPrefix(mount, http.FileServer(http.Dir(folder)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", audit.Policy(strings.TrimPrefix(r.URL.Path, mount)))
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

// hosts serves a folder once for each tab.
func hosts(t *testing.T, folder string) []string {
	t.Helper()
	var origins []string
	for range tabs {
		origins = append(origins, host(t, folder))
	}
	return origins
}

func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("browser tests take some minutes")
	}
	questions := asked(t)
	site := buildSite(t)
	free := open(t, hosts(t, site)...)
	t.Run("pages", func(t *testing.T) {
		for _, s := range samples(t, site) {
			t.Run(s.path, func(t *testing.T) {
				t.Parallel()
				r := reader{tab: <-free, questions: questions}
				defer func() { free <- r.tab }()
				r.page(t, site, s)
			})
		}
	})
	t.Run("from a folder", func(t *testing.T) {
		r := reader{tab: <-free, questions: questions}
		defer func() { free <- r.tab }()
		r.from = "file://" + filepath.ToSlash(site) + "/"
		for _, p := range []string{"index.html", "zh/index.html", "en/projects.html", "zh/data/referrals.html", "en/regions/350100.html", "zh/complaints.html"} {
			t.Run(p, func(t *testing.T) { r.folder(t, p) })
		}
	})
}

// TestBrowserGallery runs axe over the samples of every part and page, at a telephone's width in one language and at a
// desk's in the other.
func TestBrowserGallery(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	questions := asked(t)
	gallery := t.TempDir()
	if status := cli.Main([]string{"gallery", "-o", gallery, "--quiet", "--lang", "en"}, os.Stdout, os.Stderr, func(string) string { return "" }); status != cli.Done {
		t.Fatalf("status %d", status)
	}
	free := open(t, hosts(t, gallery)...)
	for edition, w := range map[string]window{"zh": telephone(), "en": desk()} {
		files, err := filepath.Glob(filepath.Join(gallery, "light", edition, "*.html"))
		if err != nil || len(files) < 20 {
			t.Fatalf("%d samples, %v", len(files), err)
		}
		for _, f := range files {
			name := path.Join("light", edition, filepath.Base(f))
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				r := reader{tab: <-free, questions: questions}
				defer func() { free <- r.tab }()
				r.gallery(t, name, w)
			})
		}
	}
}
