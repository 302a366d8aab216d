package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const root = "../../.."

func load(t *testing.T) places {
	t.Helper()
	list, err := os.ReadFile(filepath.Join(root, "data/codes/regions.csv"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := readPlaces(list)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The files in the repository are what the program makes: nobody edited them by hand.
func TestFilesAreUpToDate(t *testing.T) {
	for _, f := range files(load(t)) {
		want, err := f.bytes()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.path)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from what demodata makes; run it again", f.path)
		}
	}
}

func TestPlaces(t *testing.T) {
	p := load(t)
	if len(p.counties) != 83 || len(p.units) != 10 {
		t.Fatalf("%d counties and %d units, want 83 and 10", len(p.counties), len(p.units))
	}
	for _, c := range p.counties {
		if c.code == "350527" || c.size <= 0 {
			t.Errorf("county %s with size %d", c.code, c.size)
		}
	}
}

func TestCountiesIn(t *testing.T) {
	p := load(t)
	have := map[string]int64{}
	for _, c := range p.counties {
		unit := c.code[:4] + "00"
		if c.code == "350128" {
			unit = c.code
		}
		have[unit]++
	}
	for _, u := range p.units {
		if countiesIn(u.code) != have[u.code] {
			t.Errorf("%s has %d counties, not %d", u.code, have[u.code], countiesIn(u.code))
		}
	}
}

// A funnel narrows: no step counts more than the one before, and no more counties met than there are.
func TestMechanismFunnels(t *testing.T) {
	for _, f := range mechanismFiles(load(t)) {
		for _, steps := range [][]string{{"raised", "assessed", "followed", "helped", "reported"}, {"alerts", "checked", "aided"}, {"held_n", "met_n"}} {
			for i := 1; i < len(steps); i++ {
				above, below := slices.Index(f.head, steps[i-1]), slices.Index(f.head, steps[i])
				if above < 0 {
					continue
				}
				for _, r := range f.rows {
					if r[above] != "" && fen(t, r[below]) > fen(t, r[above]) {
						t.Errorf("%s: %v has more in %s than in %s", f.path, r, steps[i], steps[i-1])
					}
				}
			}
		}
		if at := slices.Index(f.head, "met_n"); at >= 0 {
			for _, r := range f.rows {
				if r[at] != "" && fen(t, r[at]) > 100*countiesIn(r[1]) {
					t.Errorf("%s: more counties met than there are: %v", f.path, r)
				}
			}
		}
	}
}

// A body has as many members as are listed, in either language; where nothing was supplied no cell says anything.
func TestBodies(t *testing.T) {
	f := bodies(load(t))
	at := func(r []string, column string) string { return r[slices.Index(f.head, column)] }
	silent := 0
	for _, r := range f.rows {
		if at(r, "bodies_n") != "1" {
			silent++
			for _, column := range []string{"form", "lead_zh", "lead_en", "members_zh", "members_en", "since", "doc_no"} {
				if at(r, column) != "" {
					t.Errorf("%s says %s and has no body", at(r, "id"), column)
				}
			}
			continue
		}
		n := at(r, "members_n")
		if zh, en := strings.Count(at(r, "members_zh"), "、")+1, strings.Count(at(r, "members_en"), ",")+1; n != strconv.Itoa(zh) || n != strconv.Itoa(en) {
			t.Errorf("%s: %s members, %d in Chinese, %d in English", at(r, "id"), n, zh, en)
		}
		if day := at(r, "since"); day < "2024-09-01" || day > "2026-11-20" {
			t.Errorf("%s: set up on %s", at(r, "id"), day)
		}
	}
	if silent == 0 || silent > len(f.rows)/5 {
		t.Errorf("%d of %d rows are without a body", silent, len(f.rows))
	}
}

// A draw belongs to its names alone: leaving out every other county changes nothing for the rest.
func TestCountiesAreIndependent(t *testing.T) {
	all := load(t)
	one := places{counties: all.counties[5:6], units: all.units[2:3]}
	made := files(all)
	for i, f := range files(one) {
		whole := made[i]
		if slices.ContainsFunc([]string{"referral_reasons", "referral_groups", "wish_themes", "supermarket_flows"}, func(id string) bool { return strings.HasSuffix(f.path, "/"+id+".csv") }) {
			continue // made from the counties of a city
		}
		for _, r := range f.rows {
			if !slices.ContainsFunc(whole.rows, func(w []string) bool { return slices.Equal(w, r) }) {
				t.Fatalf("%s: a row changed with the set of places", f.path)
			}
		}
	}
}

// Money is never spent before it was raised, and no report is dated before its period ended or after the as-of date.
func TestReports(t *testing.T) {
	kept := map[string]int64{}
	for _, r := range reports().rows {
		kept[r[1]] += fen(t, r[4]) - fen(t, r[5])
		if kept[r[1]] < 0 {
			t.Errorf("%s: more spent than raised", r[0])
		}
		if r[3] <= r[2] || r[3] > "2026-11-20" {
			t.Errorf("%s: published %s for the period to %s", r[0], r[3], r[2])
		}
	}
	if len(kept) != 25 {
		t.Errorf("%d projects, want 25", len(kept))
	}
}

func fen(t *testing.T, s string) int64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return int64(f*100 + 0.5)
}

func TestYuan(t *testing.T) {
	for fen, want := range map[int64]string{0: "0", 500: "5", 505: "5.05", 12340: "123.40"} {
		if got := yuan(fen); got != want {
			t.Errorf("yuan(%d) = %s, want %s", fen, got, want)
		}
	}
}
