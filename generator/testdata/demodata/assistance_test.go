package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// made gives the tables by id.
func made(t *testing.T) map[string]file {
	t.Helper()
	out := map[string]file{}
	for _, f := range files(load(t)) {
		out[strings.TrimSuffix(f.path[strings.LastIndex(f.path, "/")+1:], ".csv")] = f
	}
	return out
}

// at gives a number of a row; ok is false where there is none.
func (f file) at(row []string, column string) (int64, bool) {
	n, err := strconv.ParseInt(row[slices.Index(f.head, column)], 10, 64)
	return n, err == nil
}

func (f file) text(row []string, column string) string { return row[slices.Index(f.head, column)] }

// A later step is never larger than the one before, and sums are the sums of their parts.
func TestStepsAndSums(t *testing.T) {
	all := made(t)
	steps := map[string][]string{
		"referrals":            {"referred", "consented", "accepted", "helped"},
		"referrals_to_charity": {"referred", "consented", "accepted", "helped"},
		"referrals_to_civil":   {"found", "told_county", "assisted_application", "granted"},
		"referral_reasons":     {"referred", "consented", "accepted", "helped"},
		"referral_groups":      {"referred", "consented", "helped"},
		"micro_wishes":         {"posted", "claimed", "fulfilled"},
	}
	for id, columns := range steps {
		f := all[id]
		for _, r := range f.rows {
			for i := 1; i < len(columns); i++ {
				a, one := f.at(r, columns[i-1])
				b, two := f.at(r, columns[i])
				if one && two && b > a || two && !one {
					t.Errorf("%s %v: %s above %s", id, r, columns[i], columns[i-1])
				}
			}
		}
	}
	sums := map[string][]string{
		"needs":              {"registered", "matched", "unmet"},
		"referrals_to_civil": {"assisted_application", "granted", "refused", "pending"},
		"referral_reasons":   {"consented", "accepted", "declined"},
	}
	for id, columns := range sums {
		f := all[id]
		for _, r := range f.rows {
			rest, ok := f.at(r, columns[0])
			for _, c := range columns[1:] {
				n, there := f.at(r, c)
				if there != ok {
					t.Errorf("%s %v: %s without its sum or the other way round", id, r, c)
				}
				rest -= n
			}
			if rest != 0 {
				t.Errorf("%s %v: %s is not the sum of %v", id, r, columns[0], columns[1:])
			}
		}
	}
}

// The tables of referral tell of the same cases: by category, by reason and by step they add up to the same, and what is
// missing in one is missing in all.
func TestReferralsAgree(t *testing.T) {
	all := made(t)
	type key struct{ period, region, column string }
	sum := func(region func(string) string, name, where string, columns map[string]string) map[key]int64 {
		out := map[key]int64{}
		f := all[name]
		for _, r := range f.rows {
			if where != "" && !slices.Contains(r, where) {
				continue
			}
			for from, to := range columns {
				if n, ok := f.at(r, from); ok {
					out[key{f.text(r, "period"), region(f.text(r, "region")), to}] += n
				}
			}
		}
		return out
	}
	same := func(s string) string { return s }
	steps := map[string]string{"referred": "referred", "consented": "consented", "accepted": "accepted", "helped": "helped"}
	for _, c := range []struct {
		name   string
		where  string
		region func(string) string
		detail map[string]string
	}{
		{"referrals_to_charity", "gov2charity", same, steps},
		{"referrals_to_civil", "charity2gov", same, map[string]string{"found": "referred", "told_county": "consented", "assisted_application": "accepted", "granted": "helped"}},
		{"referral_reasons", "gov2charity", unitOf, steps},
	} {
		want := sum(c.region, "referrals", c.where, steps)
		got := sum(same, c.name, "", c.detail)
		if len(want) != len(got) || len(want) == 0 {
			t.Errorf("%s: %d sums, want %d", c.name, len(got), len(want))
		}
		for k, n := range want {
			if got[k] != n {
				t.Errorf("%s %v: %d, want %d", c.name, k, got[k], n)
			}
		}
	}
}

// The gate is told that they are the same cases: without the links one table would give away what another withholds.
func TestReferralsAreLinked(t *testing.T) {
	schema, err := os.ReadFile(filepath.Join(root, "data/aggregates/referrals.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	_, links, _ := strings.Cut(string(schema), "\n  links:\n")
	for _, id := range []string{"referrals_to_charity", "referrals_to_civil", "referral_reasons"} {
		if n := strings.Count(links, "dataset: "+id+"\n"); n != 4 {
			t.Errorf("%d links to %s, want one for each step", n, id)
		}
	}
}

// Small counts, zeros and gaps occur, and there are few of them.
func TestFewAreSmall(t *testing.T) {
	all := made(t)
	for id, c := range map[string]struct {
		columns             []string
		rows                int
		least, most         int // small counts, in ten thousandths
		leastGaps, mostGaps int
	}{
		"referrals":            {[]string{"referred", "consented", "accepted", "helped"}, 83 * 2 * 12, 0, 300, 20, 200},
		"referrals_to_charity": {[]string{"referred", "consented", "accepted", "helped"}, 83 * 8 * 12, 10, 300, 20, 200},
		"referrals_to_civil":   {[]string{"found", "told_county", "assisted_application", "granted", "refused", "pending"}, 83 * 12, 2, 300, 20, 200},
		"referral_reasons":     {[]string{"referred", "consented", "accepted", "declined", "helped"}, 10 * 2 * 12, 10, 300, 0, 200},
		"referral_groups":      {[]string{"referred", "consented", "helped"}, 10 * 5 * 3, 100, 1000, 20, 300},
		"special_groups_aid":   {[]string{"persons"}, 10 * 3 * 12, 0, 300, 20, 300},
		"aid_aggregates":       {[]string{"persons"}, 83 * 8 * 12, 100, 600, 20, 200},
		"needs":                {[]string{"registered", "matched", "unmet"}, 83 * 5 * 12, 100, 800, 20, 200},
	} {
		f := all[id]
		if len(f.rows) != c.rows {
			t.Errorf("%s has %d rows, want %d", id, len(f.rows), c.rows)
		}
		small, gaps, n := 0, 0, 0
		for _, r := range f.rows {
			for _, column := range c.columns {
				v, ok := f.at(r, column)
				n++
				switch {
				case !ok:
					gaps++
				case 0 < v && v < 10:
					small++
				}
			}
		}
		if s := small * 10_000 / n; s < c.least || s > c.most {
			t.Errorf("%s: %d of %d counts are small, which is %d in ten thousand", id, small, n, s)
		}
		if g := gaps * 10_000 / n; g < c.leastGaps || g > c.mostGaps {
			t.Errorf("%s: %d of %d counts are missing", id, gaps, n)
		}
	}
}

// Orphans and others who are few in a county are told by city.
func TestFewPeopleByCity(t *testing.T) {
	for id, f := range made(t) {
		code := max(slices.Index(f.head, "category"), slices.Index(f.head, "group"))
		if code < 0 || slices.Index(f.head, "region") < 0 {
			continue
		}
		for _, r := range f.rows {
			region := f.text(r, "region")
			if slices.Contains([]string{"orphan", "de_facto_unattended", "displaced", "twhkmo"}, r[code]) && region != unitOf(region) {
				t.Fatalf("%s: %v is a county's", id, r)
			}
		}
	}
}

// Each place has one standard of each category at any time, with a document, and it never falls.
func TestStandards(t *testing.T) {
	f := made(t)["standards"]
	if len(f.rows) != 10*3*3 {
		t.Fatalf("%d standards, want 90", len(f.rows))
	}
	last := map[string][]string{}
	current := 0
	for _, r := range f.rows {
		k := f.text(r, "region") + f.text(r, "category")
		amount, _ := f.at(r, "amount")
		if before, ok := last[k]; ok {
			was, _ := f.at(before, "amount")
			if f.text(before, "valid_to")[:4]+"-12-31" != f.text(before, "valid_to") || f.text(before, "valid_to") >= f.text(r, "valid_from") || amount < was {
				t.Errorf("%v does not follow %v", r, before)
			}
		}
		if f.text(r, "doc_no") == "" || amount <= 0 {
			t.Errorf("%v has no document or no amount", r)
		}
		if f.text(r, "valid_to") == "" {
			current++
		}
		last[k] = r
	}
	if current != 30 {
		t.Errorf("%d standards hold now, want 30", current)
	}
}
