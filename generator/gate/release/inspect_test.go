package release

import (
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

const inspected, home = "content/pages/about/zh.md", "寄：示范路12号3栋501室"

// inspect looks at one page with a baseline of one waiver, on a day.
func inspect(t *testing.T, text string, w config.Waiver, on calendar.Date) []diag.Problem {
	t.Helper()
	cfg := config.Config{Privacy: rules(), Baseline: config.Baseline{Salt: "sixteen characters", Waivers: []config.Waiver{w}}}
	_, problems := Inspect(source.Make(map[string][]byte{inspected: []byte(text)}), cfg, content.Corpus{}, dataset.Set{}, on)
	return problems.Sorted()
}

func codes(problems []diag.Problem) string {
	out := ""
	for _, p := range problems {
		out += p.Code + " "
	}
	return out
}

// TestBaseline: a waiver holds until the day it expires; after it the finding blocks again, and a warning says why.
func TestBaseline(t *testing.T) {
	hash := pii.New(pii.Lists{Salt: "sixteen characters"}).Scan("", home)[0].Hash
	w := config.Waiver{Value: hash, Path: inspected, Rule: "address", Role: "desk", Expires: asOf()}
	if got := codes(inspect(t, home, w, asOf())); got != "" {
		t.Errorf("on its last day: %s", got)
	}
	w.Expires = asOf().AddDays(-1)
	doc, _ := facts.Parse(baselineFile, []byte("waivers:\n  - expires: 2026-11-19\n"))
	cfg := config.Config{Privacy: rules(), Baseline: config.Baseline{Salt: "sixteen characters", Waivers: []config.Waiver{w}, Facts: doc}}
	_, problems := Inspect(source.Make(map[string][]byte{inspected: []byte(home)}), cfg, content.Corpus{}, dataset.Set{}, asOf())
	if got := codes(problems.Sorted()); got != "pii/address pii/waiver-expired " || problems.Blocking() != 1 {
		t.Errorf("expired: %s", got)
	}
}

// TestManyFindingsAreCounted lists the first of a kind in a file and counts the rest.
func TestManyFindingsAreCounted(t *testing.T) {
	text := ""
	for range 40 {
		text += "call 13912345617\n"
	}
	problems := inspect(t, text, config.Waiver{Rule: "address", Expires: asOf()}, asOf())
	if len(problems) != mostOfOneKind+1 || problems[0].Line != 0 || problems[0].Severity != diag.Warning || problems[1].Line != 1 || problems[1].Column != 6 {
		t.Errorf("%v", problems)
	}
}
