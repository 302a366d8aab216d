package main

import (
	"encoding/csv"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// register reads a register that is written by hand.
func register(t *testing.T, id string) file {
	t.Helper()
	in, err := os.Open(filepath.Join(root, "data/registers", id+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	all, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return file{path: "data/registers/" + id + ".csv", head: all[0], rows: all[1:]}
}

// sums adds up a column by what key makes of a row; a row without a key or without a number is left out.
func sums(t *testing.T, f file, column string, key func(text func(string) string) string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	for _, r := range f.rows {
		k := key(func(c string) string { return f.text(r, c) })
		if n := f.text(r, column); k != "" && n != "" {
			out[k] += fen(t, n)
		}
	}
	return out
}

// within holds each part to the whole of the same name; where no whole was reported there is nothing to hold it to. The
// number of comparisons has a lower bound, so that a wrong key cannot pass for agreement.
func within(t *testing.T, what string, parts, wholes map[string]int64, least int) {
	t.Helper()
	compared := 0
	for _, k := range slices.Sorted(maps.Keys(parts)) {
		if all, ok := wholes[k]; ok {
			compared++
			if parts[k] > all {
				t.Errorf("%s, %s: the part is %s and the whole %s", what, k, yuan(parts[k]), yuan(all))
			}
		}
	}
	if compared < least {
		t.Errorf("%s: %d comparisons, want at least %d", what, compared, least)
	}
}

// What one dataset says is a part of another is not larger than it.
func TestPartsAreWithinWholes(t *testing.T) {
	all := made(t)
	type text = func(string) string
	unit := func(r text) string { return r("period") + " " + unitOf(r("region")) }

	for _, column := range []string{"posted", "claimed", "fulfilled"} {
		within(t, "micro-wishes online, "+column, sums(t, all["wish_themes"], column, unit), sums(t, all["micro_wishes"], column, unit), 110)
	}

	// A project with gifts from two sources is counted with both, so that each source is held to all projects by itself.
	for _, source := range []string{"mainland", "taiwan", "hongkong", "macao", "overseas_chinese"} {
		within(t, "projects supported from "+source, sums(t, all["donation_sources"], "projects_n", func(r text) string {
			if r("source") != source {
				return ""
			}
			return unit(r)
		}), sums(t, all["project_fields"], "projects", unit), 25)
	}

	// Of 2023 the referrals have one quarter only, and the groups the year.
	full := func(r text) string {
		if r("period") < "2024" || r("period") > "2025Q4" {
			return ""
		}
		return r("period")[:4] + " " + unitOf(r("region"))
	}
	for _, column := range []string{"referred", "consented", "helped"} {
		within(t, "groups looked after first, "+column, sums(t, all["referral_groups"], column, full),
			sums(t, all["referrals"], column, func(r text) string {
				if r("direction") != "gov2charity" {
					return ""
				}
				return full(r)
			}), 20)
	}

	for _, column := range []string{"gifts", "amount"} {
		online := sums(t, all["campaign_income"], column, func(r text) string {
			if r("mode") != "online" {
				return ""
			}
			return unit(r)
		})
		within(t, "digital giving, "+column, sums(t, all["digital_giving"], column, unit), online, 25)
		kind := func(r text) string { return r("kind") }
		within(t, "digital projects, "+column, sums(t, register(t, "digital_projects"), column, kind), sums(t, all["digital_giving"], column, kind), 2)
	}

	year := func(r text) string { return r("period")[:4] }
	homeland := func(r text) string {
		if r("project") != "happy-homeland" {
			return ""
		}
		return r("period_end")[:4]
	}
	for part, whole := range map[string]string{"beneficiaries": "beneficiaries", "spent": "spent", "raised": "raised"} {
		within(t, "Happy Homeland, "+part, sums(t, all["project_reports"], part, homeland), sums(t, all["village_mutual_aid"], whole, year), 2)
	}

	// The grants of the budget go to special funds, whose income of 2025 is in the register.
	within(t, "grants to special funds", sums(t, all["budget"], "spent", func(r text) string {
		if r("line") != "fund" || r("period") != "2025" {
			return ""
		}
		return "2025"
	}), sums(t, register(t, "funds"), "income", func(r text) string {
		if r("kind") != "special" {
			return ""
		}
		return r("year")
	}), 1)
}

// No goods go through the charity shops of a place that has none.
func TestFlowsHaveShops(t *testing.T) {
	all := made(t)
	unit := func(r func(string) string) string { return r("period") + " " + unitOf(r("region")) }
	shops := sums(t, all["station_coverage"], "supermarket", unit)
	for _, column := range []string{"in_kind", "sold", "aid_out", "households"} {
		for k, n := range sums(t, all["supermarket_flows"], column, unit) {
			if have, ok := shops[k]; ok && have == 0 && n > 0 {
				t.Errorf("%s of %s: %s, and no charity shop", column, k, yuan(n))
			}
		}
	}
}

// An organization's accounts hold the projects and funds that it reports.
func TestAccountsHoldProjectsAndFunds(t *testing.T) {
	all := made(t)
	type text = func(string) string
	of := map[string]string{} // project → organization
	for _, p := range projects() {
		data, err := os.ReadFile(filepath.Join(root, "content/projects", p.slug, "project.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		m := regexp.MustCompile(`(?m)^organization: (\S+)$`).FindSubmatch(data)
		if m == nil {
			t.Fatalf("%s has no organization", p.slug)
		}
		of[p.slug] = string(m[1])
	}
	finance, funds := register(t, "org_finance"), register(t, "funds")
	own := func(r text) string { return r("organization") + " " + r("year") }
	project := func(r text) string { return of[r("project")] + " " + r("period_end")[:4] }
	income, charity := sums(t, finance, "total_income", own), sums(t, finance, "charity_spend", own)
	within(t, "spending of projects", sums(t, all["project_reports"], "spent", project), charity, 20)
	within(t, "income of projects", sums(t, all["project_reports"], "raised", project), income, 20)
	within(t, "spending of funds", sums(t, funds, "spent", own), charity, 8)
	within(t, "income of funds", sums(t, funds, "income", own), income, 8)
}
