package protect

// Result is a pattern with what is known about it.
type Result struct {
	Hidden []bool
	Risks  []Risk // cells that could not be protected; empty when the pattern is safe
	// Whole counts the protected cells whose proof consists of whole tables; Parts those proved in fractions only.
	Whole, Parts int
}

// Protect decides what to hide in a system: elimination, then an attacker's audit, repair of what is too narrow, and
// clean-up of what need not be hidden. In the end every primary cell has a proof, or stands in Risks. The result does
// not depend on the number of workers, nor on the order of cells and sums where the figures tell them apart.
func Protect(s System, workers int) (Result, error) {
	m, err := newModel(s)
	if err != nil {
		return Result{}, err
	}
	w := newProver(m, m.gauss())
	if _, err := w.audit(); err != nil {
		return Result{}, err
	}
	w.repair(workers)
	if err := w.clean(); err != nil {
		return Result{}, err
	}
	w.recheck()
	return w.result(s), nil
}

// recheck drops every point that does not agree with the finished pattern, so that a proof counts only by what it says.
func (w *prover) recheck() {
	for i := range w.points {
		p := &w.points[i]
		p.dead = p.dead || !w.agrees(p)
	}
	for c := range w.m.cells {
		w.refresh(int32(c))
	}
}

// result carries the pattern back to the numbers of the system.
func (w *prover) result(s System) Result {
	out := Result{Hidden: make([]bool, len(s.Cells))}
	for from, to := range w.m.rank {
		out.Hidden[from] = w.hidden[to] && !s.Cells[from].Unprinted
		cell := s.Cells[from]
		if !cell.primary() {
			continue
		}
		if cell.Frozen || !w.met(to) {
			out.Risks = append(out.Risks, Risk{Cell: from, Sum: w.through(s, from), Room: w.room(to)})
			continue
		}
		if w.metWhole(to) {
			out.Whole++
		} else {
			out.Parts++
		}
	}
	return out
}

func (w *prover) room(c int32) float64 { return w.top(c) - w.bottom(c) }

// through names the sum with the fewest hidden cells that the cell stands in, the first among equals; −1 for none.
func (w *prover) through(s System, c int) int {
	best, least := -1, 0
	for i, sum := range s.AllSums() {
		mine, hidden := false, 0
		sum.each(func(d int32) {
			mine = mine || int(d) == c
			if w.hidden[w.m.rank[d]] {
				hidden++
			}
		})
		if mine && (best < 0 || hidden < least) {
			best, least = i, hidden
		}
	}
	return best
}
