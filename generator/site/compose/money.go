package compose

import (
	"mingshan/generator/gate/release"
	"mingshan/generator/site/view"
)

// lengths draws the amounts of a money trail on one scale and words them as shares of what was raised. It is called once
// both amounts may be shown.
func (g *page) lengths(t *release.Table, slug string, steps []view.MoneyStep) {
	at := map[string]string{"project": slug}
	raised, _ := t.Total("raised", at)
	spent, _ := t.Total("spent", at)
	a, _ := raised.Number()
	b, _ := spent.Number()
	if a <= 0 || b < 0 {
		return // nothing to measure against
	}
	spans := trail(a, b)
	words := []string{"", g.p.Percent(b, a), g.p.Percent(max(a, b)-min(a, b), a)}
	n := 0
	for i := range steps {
		if !steps[i].Amount || n == len(spans) {
			continue
		}
		steps[i].Start, steps[i].Share = spans[n][0], spans[n][1]
		if words[n] != "" {
			steps[i].Words = g.f("相当于募得的 %s", "%s of what was raised", words[n])
		}
		n++
	}
}

// trail gives start and length of raised, spent and left over, in thousandths of the larger amount. What is left over
// begins where the spending ends; where more was spent than raised, what is beyond begins where the raised money ends.
// Raised is above zero.
func trail(raised, spent int64) [3][2]int {
	long := max(raised, spent)
	in, out := thousandths(raised, long), thousandths(spent, long)
	return [3][2]int{{0, in}, {0, out}, {min(in, out), max(in, out) - min(in, out)}}
}

// thousandths rounds part of whole to the nearest thousandth; whole is above zero.
func thousandths(part, whole int64) int { return int((part*1000 + whole/2) / whole) }
