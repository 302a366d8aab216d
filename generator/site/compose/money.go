package compose

import (
	"mingshan/generator/gate/release"
	"mingshan/generator/site/view"
)

// lengths draws the amounts of a money trail on one scale: raised, spent, and what is left over beginning where the
// spending ends. It is called once both amounts may be shown. Where more was spent than raised, the spending is the
// longest, and what is beyond begins where the raised money ends.
func (g *page) lengths(t *release.Table, slug string, steps []view.MoneyStep) {
	at := map[string]string{"project": slug}
	raised, _ := t.Total("raised", at)
	spent, _ := t.Total("spent", at)
	a, _ := raised.Number()
	b, _ := spent.Number()
	if a <= 0 || b < 0 {
		return // nothing to measure against
	}
	long, short := max(a, b), min(a, b)
	spans := [][2]int64{{0, a}, {0, b}, {short, long - short}} // of raised, spent and left over, the steps that are amounts
	for i := range steps {
		if !steps[i].Amount || len(spans) == 0 {
			continue
		}
		steps[i].Start, steps[i].Share = thousandths(spans[0][0], long), thousandths(spans[0][1], long)
		if len(spans) < 3 {
			steps[i].Words = g.f("相当于募得的 %s", "%s of what was raised", g.p.Percent(spans[0][1], a))
		}
		spans = spans[1:]
	}
}

// thousandths rounds part of whole to the nearest thousandth; whole is above zero.
func thousandths(part, whole int64) int { return int((part*1000 + whole/2) / whole) }
