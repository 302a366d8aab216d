package chart

import (
	"strings"
	"testing"

	"mingshan/generator/base/lang"
)

// Wherever a withheld number has a place of its own, it stands on a hatched box; nothing else does.
func TestWithheldIsHatched(t *testing.T) {
	two := named("甲/a", "乙/b")
	towns := named("鼓楼/Gulou", "马尾/Mawei")
	for name, f := range map[string]func(v string) *Figure{
		"bar":           func(v string) *Figure { return made(t, "bar", towns, two, "120 "+v) },
		"grouped":       func(v string) *Figure { return made(t, "grouped", towns, two, "120 "+v, "30 40") },
		"stacked":       func(v string) *Figure { return made(t, "stacked", towns, two, "120 "+v, "30 40") },
		"stack of gaps": func(v string) *Figure { return made(t, "stacked", towns, two, "120 "+v, "30 z") },
		"share":         func(v string) *Figure { return made(t, "share", towns, two, "120 "+v, "30 40") },
		"bar in time":   func(v string) *Figure { return over(t, "bar", two, "120 "+v) },
		"line":          func(v string) *Figure { return over(t, "line", two, "120 "+v+" 50") },
		"lines":         func(v string) *Figure { return over(t, "line", two, "120 "+v+" 50", "40 40 40") },
		"multiples":     func(v string) *Figure { return over(t, "multiples", two, "120 "+v+" 50", "40 40 40") },
		"funnel":        func(v string) *Figure { return funnelOf(t, "120 60 "+v) },
	} {
		for v, want := range map[string]int{"w": 1, "": 0, "z": 0, "0": 0, "50": 0} {
			for _, shape := range []Shape{Wide(), Narrow()} {
				option, err := f(v).Option(lang.NewPrinter(lang.EN), shape, "")
				if err != nil {
					t.Fatal(err)
				}
				if got := strings.Count(string(option), `"path://M0 0H`); got != want {
					t.Errorf("%s with %q: %d hatched boxes, want %d", name, v, got, want)
				}
			}
		}
	}
}

// The lines of a hatch end at the edges of its box, so that it keeps the size it is given.
func TestHatch(t *testing.T) {
	if got, want := hatch(10, 8), "path://M0 0H10V8H0ZM6 0L0 6M10 2L4 8"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
