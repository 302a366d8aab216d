// Package sites gives tests whole sites as values: the tiny one of generator/testdata/site, which a test may change
// piece by piece, and the real one of this repository.
//
// What a test clears has come through the readers as an editor's files do, because only gate/release can make a cell
// with a number.
//
//	site := sites.Tiny(t)
//	site.Edit(t, "content/site.yaml", "Tiny desk", "Another desk")
//	cleared, config := site.Clear(t)
package sites

import (
	"bytes"
	"image"
	_ "image/png" // the pictures of our sites
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/pixels"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
	"mingshan/generator/site/theme"
	"mingshan/themes/banyan"
)

// Files are a site's files by path from its root.
type Files map[string][]byte

// Root is the folder of this repository.
func Root(t testing.TB) string {
	t.Helper()
	_, here, _, ok := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..", "..")
	if _, err := os.Stat(filepath.Join(root, "go.mod")); !ok || err != nil {
		t.Fatalf("the repository's root is not at %s: %v", root, err)
	}
	return root
}

// Tiny gives the tiny site, without a chart library.
func Tiny(t testing.TB) Files {
	t.Helper()
	return read(t, filepath.Join(Root(t), "generator", "testdata", "site"))
}

// Rounded gives the tiny site with a further dataset, wishes, of one count and one figure, whose privacy is as given.
func Rounded(t testing.TB, privacy string) Files {
	t.Helper()
	f := Tiny(t)
	head, _, _ := strings.Cut(strings.Replace(string(f["data/aggregates/referrals.yaml"]), "id: referrals", "id: wishes", 1), "  - id: charities\n")
	chart := "charts:\n  - id: tiles\n    kind: tiles\n    title:\n      zh: 各县\n      en: counties\n    x: region\n    y:\n      - people\n    where:\n      period: latest\n"
	f.Set("data/aggregates/wishes.yaml", strings.Replace(head, "- id: offices", "- id: people", 1)+chart+"privacy:\n"+privacy)
	f.Set("data/aggregates/wishes.csv", "period,region,people\n2026Q2,350102,52\n2026Q2,350105,33\n2026Q2,350128,3\n2026Q2,350503,0\n2026Q3,350102,41\n2026Q3,350105,77\n2026Q3,350128,64\n2026Q3,350503,38\n")
	return f
}

// Real gives content/ and data/ of this repository, without a chart library.
func Real(t testing.TB) Files {
	t.Helper()
	return read(t, Root(t))
}

func read(t testing.TB, root string) Files {
	t.Helper()
	snap, problems, err := source.Read(root, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	Silent(t, problems)
	files := Files{}
	for _, f := range snap.Files("") {
		files[f.Path] = f.Data
	}
	return files
}

// Library gives a file that npm installs, by its path from the repository's root. Where it is missing the test is
// skipped; on CI that is a failure.
func Library(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Root(t), filepath.FromSlash(path)))
	if err == nil {
		return data
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("run 'npm ci' in themes/banyan: %v", err)
	}
	t.Skipf("run 'npm ci' in themes/banyan: %v", err)
	return nil
}

// Theme gives the theme that we ship.
func Theme() theme.Theme {
	return theme.Theme{Name: banyan.Name, Page: banyan.Page, CSS: banyan.CSS(), Favicon: banyan.Favicon(), Early: banyan.Early(), Text: banyan.Text,
		Scripts: banyan.Scripts(), Engine: banyan.Engine(), Ink: banyan.Ink}
}

// Clone gives a copy whose files may be replaced.
func (f Files) Clone() Files { return maps.Clone(f) }

// Set writes one file.
func (f Files) Set(path, text string) { f[path] = []byte(text) }

// Edit replaces one piece of a file, which has to be there.
func (f Files) Edit(t testing.TB, path, old, with string) {
	t.Helper()
	if !bytes.Contains(f[path], []byte(old)) {
		t.Fatalf("%s does not hold %q", path, old)
	}
	f[path] = bytes.Replace(f[path], []byte(old), []byte(with), 1)
}

// Write puts the files into a folder.
func (f Files) Write(t testing.TB, dir string) {
	t.Helper()
	for path, data := range f {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Snapshot gives the files as the corridor takes them.
func (f Files) Snapshot() *source.Snapshot { return source.Make(f) }

// Clear reads the files and takes them through the gate on the as-of date of site.yaml.
func (f Files) Clear(t testing.TB) (*release.Cleared, config.Config) {
	t.Helper()
	snap := f.Snapshot()
	cfg, bad := config.Read(snap)
	Silent(t, bad)
	corpus, bad := content.Read(snap)
	Silent(t, bad)
	Silent(t, corpus.Approve(cfg.Site.Review, cfg.Site.AsOf))
	set, bad := dataset.Read(snap)
	Silent(t, bad)
	cleared, bad := release.Clear(set, corpus, cfg.Privacy, nil, cfg.Site.AsOf, f.picture)
	Silent(t, bad)
	return cleared, cfg
}

// picture takes a picture as it stands, in one size: clearing pictures is the build's affair, and takes seconds.
func (f Files) picture(path string) (pixels.Set, error) {
	head, ext, err := image.DecodeConfig(bytes.NewReader(f[path]))
	if err != nil {
		return pixels.Set{}, err
	}
	return pixels.Set{Ext: ext, Variants: []pixels.Variant{{Width: head.Width, Height: head.Height, Data: f[path]}}}, nil
}

// Silent insists that an editor would have seen no problem.
func Silent(t testing.TB, problems diag.List) {
	t.Helper()
	var b strings.Builder
	if err := problems.Write(&b, "en"); err != nil || b.Len() > 0 {
		t.Fatalf("unexpected problems: %v\n%s", err, &b)
	}
}

// Tree reads every file below a folder, by path; nothing for a folder that is not there.
func Tree(t testing.TB, dir string) Files {
	t.Helper()
	out := Files{}
	if _, err := os.Stat(dir); err != nil {
		return out
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[name], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
