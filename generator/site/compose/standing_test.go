package compose

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// sixCounties is the tiny site with the newest quarter of six counties of Fuzhou, helped as given.
func sixCounties(t *testing.T, helped ...string) *Composer {
	t.Helper()
	site := sites.Tiny(t)
	list := string(site["data/codes/regions.csv"])
	for i, code := range []string{"350103", "350104", "350111", "350112"} {
		list += fmt.Sprintf("%s,县%[2]d,County %[2]d,县%[2]d,County %[2]d,county,350100,yes,%[3]d,3,,\n", code, i, i)
	}
	site.Set("data/codes/regions.csv", list)
	var b strings.Builder
	b.WriteString("period,region,offices,charities,referred,helped,spent,median_days\n")
	for i, n := range helped {
		code := []string{"350102", "350103", "350104", "350105", "350111", "350112"}[i]
		if n == "" {
			fmt.Fprintf(&b, "2026Q3,%s,,,,,,\n", code)
			continue
		}
		fmt.Fprintf(&b, "2026Q3,%s,300,100,400,%s,%s00,7\n", code, n, n)
	}
	site.Set("data/aggregates/referrals.csv", b.String())
	return composer(t, site)
}

// Regions with a number are ranked among themselves, equal ones share a place, and who has none is not ranked.
func TestPlaces(t *testing.T) {
	k := sixCounties(t, "200", "300", "200", "", "100", "300")
	for i, want := range map[string]string{"350102": "3 / 5 并列", "350103": "1 / 5 并列", "350104": "3 / 5 并列", "350105": "/", "350111": "5 / 5", "350112": "1 / 5 并列"} {
		g := k.on(lang.ZH, plan.Region, i, 1)
		found := false
		for j := range g.profiled[0].indicators {
			x := &g.profiled[0].indicators[j]
			if x.field.ID != "helped" || x.per.ID != "" {
				continue
			}
			found = true
			c := g.placeCell(x, i)
			if got := strings.TrimSpace(c.Text + " " + c.Note); got != want {
				t.Errorf("%s: %q, want %q", i, got, want)
			}
		}
		if !found {
			t.Fatal("no indicator of those helped")
		}
	}
}

// A share is one of two measures of one unit, printed in percent; nobody is ranked by a withheld number.
func TestIndicators(t *testing.T) {
	k := sixCounties(t, "200", "3", "301", "302", "303", "304")
	g := k.on(lang.EN, plan.Region, "350102", 1)
	var names []string
	for j := range g.profiled[0].indicators {
		x := &g.profiled[0].indicators[j]
		name := g.indicatorName(x)
		names = append(names, name)
		if x.field.ID == "helped" && x.per.ID == "referred" {
			shares := map[string]string{"350102": "50.0", "350104": "75.3", "350105": "75.5", "350111": "75.8", "350112": "76.0"}
			shown := 0
			for code, want := range shares {
				if c := g.indicatorCell(x, code); c.State == view.Value {
					shown++
					if c.Text != want || g.indicatorUnit(x) != "%" {
						t.Errorf("%s of %s is %+v, want %s", name, code, c, want)
					}
				}
			}
			if shown < 3 {
				t.Errorf("%d shares are shown", shown)
			}
			if c := g.indicatorCell(x, "350103"); c.State != view.Withheld {
				t.Errorf("a share of a withheld count is %+v", c)
			}
		}
		if _, ok := x.places["350103"]; ok && (x.field.ID == "helped" || x.field.ID == "spent") {
			t.Errorf("%s: a withheld number has a place", name)
		}
		for code, at := range x.places {
			if n, ok := x.number(code); !ok || at.place < 1 || at.place > at.among {
				t.Errorf("%s %s: place %+v of %v", name, code, at, n)
			}
		}
	}
	if all := strings.Join(names, "; "); !strings.Contains(all, "as a share of") {
		t.Errorf("no share among %s", all)
	}
}

// Side by side stand the counties of a city with their city and the province, in the same numbers as on their own pages.
func TestCompareAgreesWithRegions(t *testing.T) {
	k := sixCounties(t, "200", "300", "210", "220", "230", "240")
	for _, tag := range lang.Editions() {
		side, err := k.on(tag, plan.Compare, "350100", 1).compare()
		if err != nil {
			t.Fatal(err)
		}
		if len(side.Tables) != 1 {
			t.Fatalf("%d tables", len(side.Tables))
		}
		table := side.Tables[0].Table
		own, err := k.on(tag, plan.Region, "350102", 1).region()
		if err != nil {
			t.Fatal(err)
		}
		beside := own.Data[0].Beside
		if len(beside.Rows) != len(table.Columns)-1 {
			t.Fatalf("%d indicators on the region's page, %d side by side", len(beside.Rows), len(table.Columns)-1)
		}
		rows := table.Rows
		for i, r := range beside.Rows {
			for j, row := range map[int]view.Row{0: rows[0], 1: rows[len(rows)-2], 2: rows[len(rows)-1]} {
				if r.Cells[j].Text != row.Cells[i].Text {
					t.Errorf("%s %s: %q and %q", tag, r.Head.Text, r.Cells[j].Text, row.Cells[i].Text)
				}
			}
		}
	}
}
