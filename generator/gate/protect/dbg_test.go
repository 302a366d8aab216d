package protect

import "testing"

func TestDbg(t *testing.T) {
	s := benchmarkSystem(t, 8)
	m, _ := newModel(s)
	w := newProver(m, m.gauss())
	w.audit()
	h := newHypercube(m.grids[0])
	back := map[int32]int{}
	for f, to := range m.rank {
		back[to] = f
	}
	k := 0
	for _, c := range w.unmet() {
		if p := w.byCube([]*hypercube{h}, c); p == nil {
			i := back[c]
			if k++; k < 30 {
				t.Log(m.cells[c].Value, "area", i/99, "cat", i/11%9, "q", i%11, len(w.strokesOf(h, h.place[c], 0)), len(w.strokesOf(h, h.place[c], 1)), len(w.strokesOf(h, h.place[c], 2)))
			}
		}
	}
	for d, n := range m.grids[0].Dims {
		t.Log(d, n)
	}
}
