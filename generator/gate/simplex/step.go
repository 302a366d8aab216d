package simplex

import "math"

// run is the simplex method: price, choose who enters, see who blocks, step.
func (s *Solver) run(objective []Term, enough float64, whole bool) Result {
	r := Result{}
	still, repaired := 0, 0
	s.allow()
	defer s.allow()
	for ; r.Steps < s.limit; r.Steps++ {
		if s.lu.updates() >= refactorEvery && !s.renew(&repaired) {
			break
		}
		r.Value = s.value(objective)
		if r.Value >= enough-tolerance {
			r.Status = Enough
			return r
		}
		bland := still > patience
		v, rate := s.enter(objective, bland)
		if v < 0 {
			if s.bans == 0 && !s.exact() {
				if s.lu.updates() == 0 || !s.renew(&repaired) {
					break
				}
				continue
			}
			return s.ended(r, whole)
		}
		s.column(v)
		b := s.block(v, rate > 0, bland)
		if s.unsure(b) {
			if s.lu.updates() == 0 {
				s.ban(v)
			} else if !s.renew(&repaired) {
				break
			}
			continue
		}
		length := math.Min(b.length, (enough-r.Value)/math.Abs(rate))
		if whole {
			length = s.wholeStep(v, b.length, length)
		}
		if math.IsInf(length, 1) {
			return Result{Unbounded, math.Inf(1), r.Steps}
		}
		still++
		if length > tolerance {
			still = 0
		}
		s.step(v, rate > 0, length, b)
	}
	r.Status = Limit
	return r
}

// ended says what it means that no variable may enter.
func (s *Solver) ended(r Result, whole bool) Result {
	switch {
	case s.bans == 0:
		r.Status = Optimal
	case whole:
		r.Status = Stuck
	default:
		r.Status = Limit
	}
	return r
}

func (s *Solver) value(objective []Term) float64 {
	sum := 0.0
	for _, t := range objective {
		sum += t.Coef * s.x[t.Var]
	}
	return sum
}

func (s *Solver) ban(v int32) {
	s.banned[v] = true
	s.bans++
}

func (s *Solver) allow() {
	if s.bans > 0 {
		clear(s.banned)
		s.bans = 0
	}
}

// enter prices all variables outside the basis and chooses one that improves the objective: the steepest, or by
// Bland's rule the first. rate is the objective's change per unit; its sign is the direction.
func (s *Solver) enter(objective []Term, bland bool) (v int32, rate float64) {
	clear(s.duals)
	steepest := 0.0
	for _, t := range objective {
		steepest = max(steepest, math.Abs(t.Coef))
		if i := s.where[t.Var]; i >= 0 {
			s.duals[i] = -t.Coef
		}
	}
	s.lu.solveTransposed(s.duals)
	s.combine()
	defer s.forget()
	for _, t := range objective {
		s.touch(int32(t.Var))
		s.reduced[t.Var] += t.Coef
	}
	v, best := -1, 0.0
	least := tolerance * max(1, steepest)
	for _, u := range s.touched {
		d := s.reduced[u]
		if math.Abs(d) <= least || s.where[u] >= 0 || s.banned[u] {
			continue
		}
		if d > 0 && s.x[u] >= s.high[u]-tolerance || d < 0 && s.x[u] <= s.low[u]+tolerance {
			continue
		}
		if size := math.Abs(d); v < 0 || bland && u < v || !bland && (size > best+tiny || size > best-tiny && u < v) {
			v, rate, best = u, d, size
		}
	}
	return v, rate
}

// combine writes Σ dual·row into reduced.
func (s *Solver) combine() {
	for i, y := range s.duals {
		if math.Abs(y) < tiny {
			continue
		}
		index, value := s.rows.line(int32(i))
		for k, v := range index {
			s.touch(v)
			s.reduced[v] += y * value[k]
		}
	}
}

func (s *Solver) touch(v int32) {
	if !s.seen[v] {
		s.seen[v] = true
		s.touched = append(s.touched, v)
	}
}

// forget clears what combine wrote.
func (s *Solver) forget() {
	for _, v := range s.touched {
		s.reduced[v], s.seen[v] = 0, false
	}
	s.touched = s.touched[:0]
}

// column writes the column of v in terms of the basis into alpha.
func (s *Solver) column(v int32) {
	clear(s.alpha)
	index, value := s.cols.line(v)
	for k, i := range index {
		s.alpha[i] = value[k]
	}
	s.lu.solve(s.alpha)
}

// blocker is what ends a step: the basic variable of a row, which goes to its bound, or (row −1) the entering variable's
// own other bound. length may be infinite.
type blocker struct {
	row    int32
	length float64
	upper  bool // the row's variable stops at its upper bound
}

// block looks for the first bound on the way of entering variable v.
func (s *Solver) block(v int32, up, bland bool) blocker {
	own := blocker{row: -1, length: s.high[v] - s.x[v]}
	if !up {
		own.length = s.x[v] - s.low[v]
	}
	slack := tolerance
	if bland {
		slack = tiny
	}
	reach := own.length
	for i, a := range s.alpha {
		if math.Abs(a) > tolerance {
			reach = min(reach, (s.room(i, a, up)+slack)/math.Abs(a))
		}
	}
	best, size := own, 0.0
	for i, a := range s.alpha {
		if math.Abs(a) <= tolerance {
			continue
		}
		length := s.room(i, a, up) / math.Abs(a)
		if length > reach || own.length < length {
			continue
		}
		better := math.Abs(a) > size+tiny || math.Abs(a) > size-tiny && length < best.length
		if bland {
			better = best.row < 0 || s.head[i] < s.head[best.row]
		}
		if better {
			best, size = blocker{int32(i), length, (a < 0) == up}, math.Abs(a)
		}
	}
	return best
}

// room is how far the basic variable of row i can go while the entering one goes up or down.
func (s *Solver) room(i int, a float64, up bool) float64 {
	v := s.head[i]
	if (a < 0) == up {
		return math.Max(0, s.high[v]-s.x[v])
	}
	return math.Max(0, s.x[v]-s.low[v])
}

// unsure reports a pivot too small to trust.
func (s *Solver) unsure(b blocker) bool {
	return b.row >= 0 && math.Abs(s.alpha[b.row]) < pivotLeast
}

// wholeStep cuts a step so that every variable moves by a whole number; v is banned when no such step moves.
func (s *Solver) wholeStep(v int32, most, wanted float64) float64 {
	if most < tolerance {
		return most
	}
	for unit := 1.0; unit <= 6; unit++ {
		if !s.wholeTimes(unit) {
			continue
		}
		if math.IsInf(wanted, 1) {
			return wanted
		}
		length := unit * math.Ceil(wanted/unit-1e-6)
		if length > most+1e-6 {
			length = unit * math.Floor(most/unit+1e-6)
		}
		if length > 0 {
			return length
		}
		break
	}
	s.ban(v)
	return 0
}

func (s *Solver) wholeTimes(unit float64) bool {
	for _, a := range s.alpha {
		if a != 0 && math.Abs(a*unit-math.Round(a*unit)) > 1e-6 {
			return false
		}
	}
	return true
}

// step moves by length and, when the blocker was reached, changes the basis.
func (s *Solver) step(v int32, up bool, length float64, b blocker) {
	move := length
	if !up {
		move = -length
	}
	s.x[v] += move
	if move != 0 {
		for i, a := range s.alpha {
			if a != 0 {
				s.x[s.head[i]] -= move * a
			}
		}
	}
	switch {
	case s.banned[v] || length < b.length-tolerance: // stopped short: no bound was met
	case b.row < 0 && up:
		s.x[v] = s.high[v]
	case b.row < 0:
		s.x[v] = s.low[v]
	default:
		u := s.head[b.row]
		s.x[u] = s.low[u]
		if b.upper {
			s.x[u] = s.high[u]
		}
		s.replace(v, b.row)
		s.allow()
	}
}

// renew factors the basis anew and works out the basic variables from the others. A basis that cannot be factored is
// replaced by a new one, a few times.
func (s *Solver) renew(repaired *int) bool {
	if !s.factor() {
		if *repaired++; *repaired > repairs || !s.crash() {
			return false
		}
	}
	w := s.alpha
	clear(w)
	for v := range int32(s.n) {
		if x := s.x[v]; x != 0 && s.where[v] < 0 {
			index, value := s.cols.line(v)
			for k, i := range index {
				w[i] -= value[k] * x
			}
		}
	}
	s.lu.solve(w)
	for i, v := range s.head {
		if !(w[i] >= s.low[v]-1e-6*(1+math.Abs(s.low[v])) && w[i] <= s.high[v]+1e-6*(1+math.Abs(s.high[v]))) {
			return false
		}
	}
	for i, v := range s.head {
		s.x[v] = w[i]
	}
	return true
}

// exact reports whether the rows still hold where the solver stands.
func (s *Solver) exact() bool {
	for i := range s.head {
		sum, size := 0.0, 1.0
		index, value := s.rows.line(int32(i))
		for k, v := range index {
			sum += value[k] * s.x[v]
			size = max(size, math.Abs(s.x[v]))
		}
		if math.Abs(sum) > 1e-9*size {
			return false
		}
	}
	return true
}
