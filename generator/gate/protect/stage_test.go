package protect

import (
	"testing"
	"time"
)

func TestStages(t *testing.T) {
	for _, width := range []int64{5, 8} {
		s := benchmarkSystem(t, width)
		t0 := time.Now()
		lap := func(name string) { t.Logf("%s %v", name, time.Since(t0)); t0 = time.Now() }
		m, _ := newModel(s)
		lap("model")
		h := m.gauss()
		lap("gauss")
		w := newProver(m, h)
		u, _ := w.audit()
		lap("audit")
		t.Log(len(u), "unmet", len(w.points), "points")
		n := 0
		w.repair(1)
		lap("repair")
		n = 0
		for _, h := range w.hidden {
			if h {
				n++
			}
		}
		t.Log(n, "hidden")
		w.clean()
		lap("clean")
		n = 0
		for _, h := range w.hidden {
			if h {
				n++
			}
		}
		t.Log(n, "hidden")
	}
}
