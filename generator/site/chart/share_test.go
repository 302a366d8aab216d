package chart

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// partsOf is one bar of a share figure; its cells stand in one column.
func partsOf(t *testing.T, values ...string) []Amount {
	t.Helper()
	return shares(column(t, "integer", values...))
}

func TestSharesByLargestRemainder(t *testing.T) {
	for given, want := range map[string]string{
		"50 50":       "500 500",
		"10 10 10":    "334 333 333", // of equal remainders the first is rounded up
		"10 20 30":    "167 333 500",
		"10 1999 0":   "5 995 0",
		"0 0 40":      "0 0 1000",
		"1000 10 10":  "980 10 10",
		"60 20 20 20": "500 167 167 166",
	} {
		var got []string
		for _, a := range partsOf(t, strings.Fields(given)...) {
			if a.State != release.Value || a.Scale != 1 {
				t.Errorf("%s: %+v is no share", given, a)
			}
			got = append(got, strconv.FormatInt(a.Number, 10))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", given, s, want)
		}
	}
}

// What is printed adds up to 100.0, and no share is further than a tenth from the exact one.
func TestSharesAddUp(t *testing.T) {
	chance := rand.New(rand.NewPCG(117, 2024))
	for range 30 {
		var values []string
		for range 2 + chance.IntN(5) {
			values = append(values, strconv.FormatInt(10+chance.Int64N(1<<(5+chance.IntN(40))), 10))
		}
		cells := column(t, "integer", values...)
		total := new(big.Rat)
		for _, c := range cells {
			total.Add(total, exact(c))
		}
		sum := int64(0)
		for i, a := range shares(cells) {
			sum += a.Number
			off := new(big.Rat).Quo(exact(cells[i]), total)
			off.Mul(off, big.NewRat(whole, 1)).Sub(off, big.NewRat(a.Number, 1))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Errorf("%q: share %d is %d tenths of a percent", values, i, a.Number)
			}
		}
		if sum != whole {
			t.Errorf("%q: the shares add up to %d tenths of a percent", values, sum)
		}
	}
}

// The shares of the parts that are shown would give the hidden one away, or be shares of something else.
func TestNoSharesOfPartOfAWhole(t *testing.T) {
	for given, want := range map[string]release.State{"120,w": release.Withheld, "120,": release.Missing, "w,,30": release.Withheld, "0,0": release.Missing, "z,z": release.NotApplicable, "z,w": release.Withheld, "z,": release.Missing} {
		for _, a := range partsOf(t, strings.Split(given, ",")...) {
			if a.State != want || a.Number != 0 {
				t.Errorf("%q: %+v, want state %d", given, a, want)
			}
		}
	}
	f := made(t, "share", named("鼓楼/Gulou", "马尾/Mawei", "平潭/Pingtan"), named("甲/a", "乙/b"), "120 30 0", "40 w 0")
	for _, p := range printers() {
		o, _ := read(t, f, p, Wide())
		for i, want := range []string{`75 "-" "-"`, `25 "-" "-"`} {
			var got []string
			for _, d := range o.Series[i].Data {
				got = append(got, string(d.Value))
			}
			if s := strings.Join(got, " "); s != want {
				t.Errorf("series %d is %s, want %s", i, s, want)
			}
		}
	}
}

// A rate is the printed percentage to the last digit, and there is none of what is not shown or not comparable.
func TestRate(t *testing.T) {
	p := lang.NewPrinter(lang.EN)
	cells := column(t, "integer", "120", "90", "w", "", "0", "17", "1000000007", "999999999")
	for _, c := range []struct {
		part, all int
		want      release.State
	}{{1, 0, release.Value}, {0, 0, release.Value}, {5, 1, release.Value}, {7, 6, release.Value}, {4, 0, release.Value},
		{2, 0, release.Withheld}, {0, 2, release.Withheld}, {3, 2, release.Withheld}, {3, 0, release.Missing}, {0, 3, release.Missing}, {0, 4, release.Missing}, {0, 1, release.Missing}} {
		r := Rate(cells[c.part], cells[c.all])
		if r.State != c.want {
			t.Errorf("rate of %d in %d is in state %d", c.part, c.all, r.State)
			continue
		}
		n, _ := cells[c.part].Number()
		d, _ := cells[c.all].Number()
		if text, ok := r.Print(p); ok && text+"%" != p.Percent(n, d) {
			t.Errorf("rate of %d in %d prints %s%%, want %s", n, d, text, p.Percent(n, d))
		}
	}
}

// What does not apply has no part in a whole, and the others have all of it.
func TestSharesBesideWhatDoesNotApply(t *testing.T) {
	got := partsOf(t, "30", "z", "10")
	if got[0].Number != 750 || got[2].Number != 250 || got[1].State != release.NotApplicable || got[1].Number != 0 {
		t.Errorf("%+v", got)
	}
}
