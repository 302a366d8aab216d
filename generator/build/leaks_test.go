package build_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/gate/release"
	"mingshan/generator/input/dataset"
	"mingshan/generator/site/opendata"
	"mingshan/generator/testkit/sites"
)

// leaky is the dataset in which leaks are planted, its page and its file.
const (
	leaky     = "micro_wishes"
	leakyPage = "zh/data/micro_wishes.html"
	leakyFile = "data/micro_wishes.csv"
)

// counted is what a leak sees and a page must not: what was counted, by measure, period and region.
type counted struct {
	table   *release.Table // the cleared rows
	numbers map[string]int64
}

func (c counted) at(measure, period, region string) int64 {
	return c.numbers[measure+" "+period+" "+region]
}

func (c counted) regions() []string {
	d, _ := c.table.Dim("region")
	return leaves(d)
}

// periods gives all leaf periods, the latest last.
func (c counted) periods() []string {
	d, _ := c.table.Dim("period")
	return leaves(d)
}

func leaves(d release.Dim) []string {
	var out []string
	for _, n := range d.Nodes {
		if n.Leaf {
			out = append(out, n.Code)
		}
	}
	return out
}

// leaks are ways in which a site could be made from what was counted rather than from what was cleared (privacy.md §8).
// Each changes a finished file.
func leaks() map[string]func(*testing.T, sites.Files, counted) {
	return map[string]func(*testing.T, sites.Files, counted){
		"rows in the order of their counts": func(t *testing.T, f sites.Files, c counted) {
			table := *c.table
			table.Rows = slices.Clone(table.Rows)
			slices.SortStableFunc(table.Rows, func(a, b release.Row) int {
				return cmp.Compare(c.at("fulfilled", a.Texts[0], a.Texts[1]), c.at("fulfilled", b.Texts[0], b.Texts[1]))
			})
			files, err := opendata.Files(&table, opendata.About{})
			if err != nil {
				t.Fatal(err)
			}
			f[leakyFile] = files[0].Data
		},
		"regions in the order of their counts": func(t *testing.T, f sites.Files, c counted) {
			order := c.regions()
			latest := c.periods()[len(c.periods())-1]
			slices.SortStableFunc(order, func(a, b string) int {
				return cmp.Compare(c.at("fulfilled", latest, b), c.at("fulfilled", latest, a))
			})
			f.Edit(t, leakyPage, "<main", "<ol><li>"+strings.Join(order, "<li>")+"</ol><main")
		},
		"colours of tiles by what was counted": func(t *testing.T, f sites.Files, c counted) {
			d, _ := c.table.Dim("region")
			latest := c.periods()[len(c.periods())-1]
			doc, err := html.Parse(bytes.NewReader(f[leakyPage]))
			if err != nil {
				t.Fatal(err)
			}
			found := 0
			for n := range doc.Descendants() {
				if !strings.Contains(attribute(n, "class"), "tile-withheld") {
					continue
				}
				label := attribute(n.Parent, "aria-label")
				i := slices.IndexFunc(d.Nodes, func(n release.Node) bool { return n.Leaf && strings.Contains(label, n.Label.ZH) })
				if i < 0 {
					t.Fatalf("a tile is called %q", label)
				}
				n.Attr = append(n.Attr, html.Attribute{Key: "data-step", Val: fmt.Sprint(c.at("fulfilled", latest, d.Nodes[i].Code) / 5)})
				found++
			}
			if found == 0 {
				t.Fatal("no tile is withheld")
			}
			f.Set(leakyPage, markup(t, doc))
		},
		"one <10 for small cells": func(t *testing.T, f sites.Files, c counted) {
			rewrite(t, f, c, func(n int64) string {
				if n < c.table.Least {
					return "<10"
				}
				return ""
			})
		},
		"an arrow beside withheld cells": func(t *testing.T, f sites.Files, c counted) {
			rewrite(t, f, c, func(n int64) string { return []string{"▼", "▲"}[n/8%2] })
		},
		"ends of axes from what was counted": func(t *testing.T, f sites.Files, c counted) {
			var ends []string
			for _, region := range c.regions() {
				for _, period := range c.periods() {
					top := max(c.at("posted", period, region), c.at("claimed", period, region), c.at("fulfilled", period, region))
					ends = append(ends, fmt.Sprint((top+9)/10*10))
				}
			}
			f.Edit(t, leakyPage, "<main", "<main data-ends=\""+strings.Join(ends, " ")+"\"")
		},
		"a sentence about the fewest": func(t *testing.T, f sites.Files, c counted) {
			var fewest []string
			for _, period := range c.periods() {
				fewest = append(fewest, slices.MinFunc(c.regions(), func(a, b string) int {
					return cmp.Compare(c.at("fulfilled", period, a), c.at("fulfilled", period, b))
				}))
			}
			f.Edit(t, leakyPage, "<main", "<p>最少的是 "+strings.Join(fewest, "、")+"</p><main")
		},
		"pages for regions with enough to show": func(_ *testing.T, f sites.Files, c counted) {
			for _, region := range c.regions() {
				for _, period := range c.periods() {
					if c.at("fulfilled", period, region) >= c.table.Least {
						f.Set("zh/micro_wishes/"+region+"-"+period+".html", "")
					}
				}
			}
		},
	}
}

// rewrite puts words into the withheld cells of the dataset's file.
func rewrite(t *testing.T, f sites.Files, c counted, word func(n int64) string) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(f[leakyFile])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for col, measure := range records[0] {
		for _, r := range records[1:] {
			if col+1 < len(r) && r[col+1] == "Q" {
				r[col] = word(c.at(measure, r[0], r[1]))
			}
		}
	}
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	f[leakyFile] = b.Bytes()
}

// TestTwoBuildsCatchesLeaks: a site that is made in some place from what was counted is another from some witness.
func TestTwoBuildsCatchesLeaks(t *testing.T) {
	w := after(t)
	table := clearedTable(t, onlyDataset(w.files, leaky), leaky)
	seen := func(set *dataset.Set) counted {
		raw, _ := set.Get(leaky)
		out := counted{table, map[string]int64{}}
		for _, row := range raw.Rows() {
			for _, m := range []string{"posted", "claimed", "fulfilled"} {
				out.numbers[m+" "+raw.At(row, raw.Column("period")).Text()+" "+raw.At(row, raw.Column("region")).Text()] = raw.At(row, raw.Column(m)).Number()
			}
		}
		return out
	}
	for name, plant := range leaks() {
		t.Run(name, func(t *testing.T) {
			leak := func(set *dataset.Set) string {
				f := sites.Files{leakyPage: w.out[leakyPage], leakyFile: w.out[leakyFile]}
				plant(t, f, seen(set))
				return digests(f)
			}
			want, caught := leak(&w.set), 0
			for i := range w.witnesses {
				if leak(&w.witnesses[i]) != want {
					caught++
				}
			}
			if caught == 0 {
				t.Errorf("none of %d witnesses notices it", len(w.witnesses))
			}
			t.Logf("noticed by %d of %d witnesses", caught, len(w.witnesses))
		})
	}
}
