package build_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/testkit/sites"
)

// TestFigureFiles: what a reader takes away of a figure has the numbers of its cells, each with its status, and says
// what kind of data it is; the figure's own page shows the same table.
func TestFigureFiles(t *testing.T) {
	_, out := real(t)
	cleared := cleared(t)
	for _, table := range cleared.Tables {
		for _, decl := range table.Schema.Charts {
			f, err := chart.Build(cleared, table, decl)
			if err != nil {
				t.Fatal(err)
			}
			for _, tag := range lang.Editions() {
				numbersAlone(t, f, tag, out)
				doc, err := html.Parse(bytes.NewReader(out[plan.Path(tag, plan.Embed, f.ID, 1)]))
				if err != nil {
					t.Fatal(err)
				}
				if got, want := len(printed(doc, "table-"+f.ID)), len(f.X)+len(f.Events); got != want {
					t.Errorf("%s in %s: its own page has %d rows for %d points", f.ID, tag, got, want)
				}
				if f.Drawn() {
					pictureAlone(t, out[plan.FigureFile(tag, f.ID, "svg")], f.Title.In(tag))
				}
			}
		}
	}
}

func numbersAlone(t *testing.T, f *chart.Figure, tag lang.Tag, out sites.Files) {
	t.Helper()
	path := plan.FigureFile(tag, f.ID, "csv")
	records, err := csv.NewReader(bytes.NewReader(out[path])).ReadAll()
	if err != nil || len(records) != len(f.X)+len(f.Events)+1 {
		t.Fatalf("%s: %d records for %d points: %v", path, len(records), len(f.X)+len(f.Events), err)
	}
	seen := map[string]bool{}
	for _, name := range records[0] {
		if seen[name] || name == "" {
			t.Errorf("%s: the column %q stands twice or has no name", path, name)
		}
		seen[name] = true
	}
	for i, e := range f.Events {
		if row := records[i+1]; row[0] != e.Code || row[2] != e.Text.In(tag) || !e.Date.IsZero() && row[1] != e.Date.String() {
			t.Errorf("%s: row %d is %q", path, i, row)
		}
	}
	for i, x := range f.X {
		row := records[i+1]
		if row[0] != x.Code || len(row) != 2+3*len(f.Series)+1 || !strings.Contains(strings.ToLower(row[len(row)-1]), map[lang.Tag]string{lang.ZH: "示范", lang.EN: "demonstration"}[tag]) {
			t.Errorf("%s: row %d is %q", path, i, row)
			continue
		}
		for j, s := range f.Series {
			if !slices.Equal(row[2+3*j:5+3*j], opendata.Record(s.Cells[i])) {
				t.Errorf("%s: row %d says %q", path, i, row)
			}
		}
	}
}

func pictureAlone(t *testing.T, data []byte, title string) {
	t.Helper()
	var words strings.Builder
	dec := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", title, err)
		}
		if text, ok := token.(xml.CharData); ok {
			words.Write(text)
		}
	}
	for _, want := range []string{title, "mingshan.example"} {
		if !strings.Contains(words.String(), want) {
			t.Errorf("the picture of %q does not say %q", title, want)
		}
	}
	if bytes.Contains(data, []byte("var(")) || bytes.Contains(data, []byte("#a1000")) {
		t.Errorf("the picture of %q has colours of the theme's", title)
	}
}
