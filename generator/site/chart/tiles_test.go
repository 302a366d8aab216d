package chart

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		values []string
		want   string
	}{
		{nil, "[]"},
		{[]string{"", "w", "0"}, "[]"},
		{[]string{"50"}, "[50]"},
		{[]string{"50", "50", "50"}, "[50]"},
		{[]string{"10", "20", "30", "40", "50"}, "[10 20 30 40 50]"},
		{[]string{"50", "w", "10", "", "0", "40", "30", "20"}, "[10 20 30 40 50]"},
		{[]string{"10", "20"}, "[10 20]"},
		{[]string{"10", "11", "12", "13", "14", "15", "16", "17", "18", "9000"}, "[10 12 14 16 18]"},
	} {
		if got := fmt.Sprint(Breaks(column(t, "integer", c.values...))); got != c.want {
			t.Errorf("breaks of %q are %s, want %s", c.values, got, c.want)
		}
	}
}

// A step never falls as the number grows; zero, missing and withheld have none; the largest has the last.
func TestStep(t *testing.T) {
	chance := rand.New(rand.NewPCG(117, 2024))
	values := []string{"0", "", "w"}
	for range 60 {
		values = append(values, strconv.FormatInt(10+chance.Int64N(1<<(4+chance.IntN(20))), 10))
	}
	cells := column(t, "integer", values...)
	breaks := Breaks(cells)
	for i, want := range []release.State{release.Value, release.Missing, release.Withheld} {
		if cells[i].State() != want || Step(cells[i], breaks) != 0 {
			t.Errorf("%q is in state %d and step %d", values[i], cells[i].State(), Step(cells[i], breaks))
		}
	}
	shown := slices.SortedFunc(slices.Values(cells[3:]), func(a, b release.Cell) int { return exact(a).Cmp(exact(b)) })
	held := make([]int, Steps+1)
	last := 1
	for _, c := range shown {
		s := Step(c, breaks)
		if s < last || s > Steps {
			t.Fatalf("step %d after %d", s, last)
		}
		last = s
		held[s]++
	}
	for s := 1; s <= Steps; s++ {
		if held[s] < 8 || held[s] > 16 { // 60 numbers over 5 steps
			t.Errorf("step %d holds %d of 60 regions: %v", s, held[s], held)
		}
	}
}

// The legend's ranges name every shown number once: they begin at the smallest, end at the largest and do not overlap.
func TestLegend(t *testing.T) {
	for _, c := range []struct {
		kind   string
		values []string
		zh, en string
	}{
		{"integer", []string{"10", "20", "30", "40", "50"}, "10–19|20–29|30–39|40–49|50", "10–19|20–29|30–39|40–49|50"},
		{"integer", []string{"0", "w", ""}, "", ""},
		{"integer", []string{"50", "50"}, "50", "50"},
		{"integer", []string{"10", "20", "25"}, "10–19|20–24|25", "10–19|20–24|25"},
		{"integer", []string{"12000", "34000000"}, "1.2万–3,400万|3,400万", "12,000–34 million|34 million"},
		{"integer", []string{"9210", "10000", "10040", "34000"}, "9,210–9,999|10,000–10,039|10,040–33,999|34,000", "9,210–9,999|10,000–10,039|10,040–33,999|34,000"},
		{"money_cny", []string{"1000.50", "2000", "3000"}, "1,000–1,999|2,000–2,999|3,000", "1,000–1,999|2,000–2,999|3,000"},
	} {
		cells := column(t, c.kind, c.values...)
		for i, p := range printers() {
			if got := strings.Join(Legend(p, cells, Breaks(cells)), "|"); got != []string{c.zh, c.en}[i] {
				t.Errorf("%q in %s: %s, want %s", c.values, p.Tag(), got, []string{c.zh, c.en}[i])
			}
		}
	}
}

// What is withheld has no influence on the colours of the others.
func TestTilesForgetWithheld(t *testing.T) {
	with := column(t, "integer", "10", "w", "40", "w", "90")
	without := column(t, "integer", "10", "40", "90")
	if a, b := Breaks(with), Breaks(without); !slices.Equal(a, b) {
		t.Errorf("breaks are %v and %v", a, b)
	}
	p := lang.NewPrinter(lang.ZH)
	if a, b := Legend(p, with, Breaks(with)), Legend(p, without, Breaks(without)); !slices.Equal(a, b) {
		t.Errorf("legends are %v and %v", a, b)
	}
}
