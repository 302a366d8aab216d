package theme_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/dop251/goja"

	"mingshan/generator/site/chart"
	"mingshan/generator/site/theme"
	"mingshan/generator/testkit/sites"
)

// packages is what npm installed.
func packages(t *testing.T) fs.FS {
	t.Helper()
	sites.Library(t, "themes/banyan/node_modules/.package-lock.json")
	return os.DirFS(filepath.Join(sites.Root(t), "themes", "banyan", "node_modules"))
}

func TestBundle(t *testing.T) {
	all := sites.Theme()
	first, err := all.Bundle(packages(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(first)); !slices.Equal(got, []string{"charts", "compare", "figure", "licences", "sift", "table"}) {
		t.Fatalf("bundles: %v", got)
	}
	second, err := all.Bundle(packages(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range first {
		if f.Path != second[name].Path || !bytes.Equal(f.Data, second[name].Data) {
			t.Errorf("%s differs from one run to the next", name)
		}
		if name == "licences" {
			continue
		}
		// A classic script: it compiles as one, so it needs no module loader.
		if _, err := goja.Compile(f.Path, string(f.Data), false); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		if !strings.HasPrefix(f.Path, "assets/"+name+".") {
			t.Errorf("%s stands at %s", name, f.Path)
		}
	}
	// Kinds of charts that nobody declares are not carried to a telephone.
	whole := len(sites.Library(t, chart.LibraryPath))
	if engine := len(first["charts"].Data); engine > whole*2/3 {
		t.Errorf("the engine has %d bytes of the library's %d: nothing was left out", engine, whole)
	}
	for _, words := range []string{"The Apache Software Foundation", "Baidu", "Microsoft"} {
		if !strings.Contains(string(first["licences"].Data), words) {
			t.Errorf("the licences do not name %s", words)
		}
	}
}

func TestBundleWithoutPackages(t *testing.T) {
	out, err := sites.Theme().Bundle(nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(out)); !slices.Equal(got, []string{"compare", "figure", "sift", "table"}) {
		t.Errorf("bundles: %v", got)
	}
}

func TestBundleRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		theme    theme.Theme
		packages fs.FS
		want     string
	}{
		"part imports": {theme.Theme{Scripts: map[string][]byte{"table": []byte(`import "echarts"`)}}, nil, `bundle table.js: "echarts" is a package, and there are none`},
		"not there":    {theme.Theme{Engine: []byte(`import "charts/none"`)}, fstest.MapFS{}, `bundle charts.js: no package has "charts/none"`},
		"not a script": {theme.Theme{Scripts: map[string][]byte{"table": []byte(`let = ;`)}}, nil, "bundle table.js: "},
		"no licence":   {theme.Theme{Engine: []byte(`export {}`)}, fstest.MapFS{}, "licence of a package: "},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := c.theme.Bundle(c.packages); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("%v, want %s…", err, c.want)
			}
		})
	}
}
