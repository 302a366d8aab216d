package build_test

import (
	"os"
	"path/filepath"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/theme"
	"mingshan/generator/testkit/sites"
)

// TestEngineDrawsTheSame: the engine that browsers get is the library without the kinds of charts that nobody declares.
// It has to draw every figure of the real site exactly as the whole library does, or a reader who points at a figure
// would see another one.
func TestEngineDrawsTheSame(t *testing.T) {
	whole := chart.NewStudio(sites.Library(t, chart.LibraryPath))
	bundles, err := sites.Theme().Bundle(os.DirFS(filepath.Join(sites.Root(t), "themes", "banyan", "node_modules")))
	if err != nil {
		t.Fatal(err)
	}
	engine := chart.NewStudio(append(bundles[theme.EngineName].Data, "\nvar echarts = mingshanCharts;"...))
	cleared := cleared(t)
	p := lang.NewPrinter(lang.ZH)
	figures := 0
	for _, table := range cleared.Tables {
		for _, decl := range table.Schema.Charts {
			f, err := chart.Build(cleared, table, decl)
			if err != nil {
				t.Fatal(err)
			}
			if !f.Drawn() {
				continue
			}
			figures++
			option, err := f.Option(p, chart.Wide(), "")
			if err != nil {
				t.Fatal(err)
			}
			w, h := f.Size(p, chart.Wide())
			want, err := whole.Draw(f.ID, option, w, h, "", "")
			if err != nil {
				t.Fatal(err)
			}
			got, err := engine.Draw(f.ID, option, w, h, "", "")
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("%s: the engine draws another picture: %d bytes, not %d", f.ID, len(got), len(want))
			}
		}
	}
	t.Logf("%d figures", figures)
	if figures < 10 {
		t.Errorf("only %d figures", figures)
	}
}
