package attack

import (
	"fmt"
	"math"
	"slices"

	"mingshan/generator/gate/simplex"
)

// Widths answers each target, in the order given; it stops looking as soon as the width needed is shown. An error means
// that the system contradicts itself or that no solver could be made.
func Widths(sys System, targets []Target) (Audit, error) {
	if err := sys.check(); err != nil {
		return Audit{}, err
	}
	red := reduce(sys)
	out := Audit{Verdicts: make([]Verdict, len(targets))}
	cells := make([]int, len(targets))
	for i, t := range targets {
		for _, c := range append([]int{t.Cell}, t.Known...) {
			if c < 0 || c >= len(sys.Value) {
				return Audit{}, fmt.Errorf("attack: target %d names cell %d of %d", i, c, len(sys.Value))
			}
		}
		cells[i] = t.Cell
		out.Verdicts[i] = plain(sys, t)
	}
	programs, tables := make([]int, len(targets)), make([]int, len(targets))
	err := red.forEachJob(cells, 512, func(p *part, job []int32) error {
		h, err := newHunt(p)
		if err != nil {
			return err
		}
		h.budget = mostEffort + usualEffort*len(job)
		for _, i := range job {
			if slices.Contains(targets[i].Known, targets[i].Cell) {
				continue // known, not hidden
			}
			local := targets[i]
			local.Cell = int(red.place[local.Cell].local)
			local.Known = p.locals(red, targets[i])
			v := h.answer(local)
			v.Target = targets[i]
			v.Interval.Low += float64(sys.Value[v.Cell])
			v.Interval.High += float64(sys.Value[v.Cell])
			out.Verdicts[i] = v
		}
		programs[job[0]], tables[job[0]] = h.programs, len(h.points)-1
		return nil
	})
	for i := range targets {
		out.Programs += programs[i]
		out.Tables += tables[i]
	}
	return out, err
}

// plain is the verdict about a cell that every reader knows.
func plain(sys System, t Target) Verdict {
	v := float64(sys.Value[t.Cell])
	out := Verdict{Target: t, Interval: Interval{v, v, true}}
	if t.Need <= 0 && t.Up <= 0 && t.Down <= 0 {
		out.Grade = Certified
	}
	return out
}

// locals gives the known cells of a target that stand in its part; others say nothing about it.
func (p *part) locals(red reduced, t Target) []int {
	var out []int
	for _, c := range t.Known {
		if red.place[c].part == red.place[t.Cell].part {
			out = append(out, int(red.place[c].local))
		}
	}
	return out
}

// hunt looks for whole tables of one part and remembers those it found.
type hunt struct {
	part     *part
	walker   *simplex.Solver // takes whole steps only; its basis stays simple that way
	solver   *simplex.Solver // for all else
	points   []Move          // by local cells until they are handed out; 0 is the true table
	outside  []Move          // the same by the system's cells
	moved    [][]int32       // local → points in which it moves
	whole    []int64
	next     []bounded
	effort   int // halvings left for this target
	budget   int // and for all targets
	programs int
}

func newHunt(p *part) (*hunt, error) {
	walker, err := p.solver()
	if err != nil {
		return nil, err
	}
	solver, err := p.solver()
	return &hunt{
		part: p, walker: walker, solver: solver, points: make([]Move, 1), outside: make([]Move, 1),
		moved: make([][]int32, len(p.cells)), whole: make([]int64, len(p.cells)),
	}, err
}

// found is what the points show of a target: the lowest and highest move of its cell, and in which points.
type found struct {
	low, high     int64
	lowAt, highAt int32
}

func (f found) width() int64 { return f.high - f.low }

// enough reports whether a target's needs are met.
func (f found) enough(t Target) bool {
	return f.width() >= t.Need && f.high >= t.Up && -f.low >= t.Down
}

// top and bottom say how far up or down a target still has to be taken, given the other end.
func (f found) top(t Target) int64    { return max(t.Up, f.low+t.Need) }
func (f found) bottom(t Target) int64 { return min(-t.Down, f.high-t.Need) }

// seen looks through the points in which no known cell moves.
func (h *hunt) seen(t Target) found {
	var f found
	for _, id := range h.moved[t.Cell] {
		point := h.points[id]
		if slices.ContainsFunc(t.Known, func(k int) bool { return point.at(k) != 0 }) {
			continue
		}
		switch by := point.at(t.Cell); {
		case by < f.low:
			f.low, f.lowAt = by, id
		case by > f.high:
			f.high, f.highAt = by, id
		}
	}
	return f
}

// at gives what is added to a cell.
func (m Move) at(cell int) int64 {
	if k, ok := slices.BinarySearch(m.Cells, int32(cell)); ok {
		return m.By[k]
	}
	return 0
}

// answer takes a target, by local numbers, through the stages of the search.
func (h *hunt) answer(t Target) Verdict {
	f := h.seen(t)
	if f.enough(t) {
		return h.verdict(t, f, Certified, Interval{})
	}
	if len(t.Known) > 0 {
		h.know(t.Known)
		defer h.free(t.Known)
	}
	up := h.walk(t, 1, f.top(t))
	f = h.seen(t)
	if f.enough(t) {
		return h.verdict(t, f, Certified, Interval{})
	}
	down := h.walk(t, -1, -f.bottom(t))
	f = h.seen(t)
	if f.enough(t) {
		return h.verdict(t, f, Certified, Interval{})
	}
	span := h.span(t, up, down)
	if !wide(span, t, 1e-6) {
		return h.verdict(t, f, Risky, span)
	}
	if whole := (Interval{math.Ceil(span.Low - 1e-6), math.Floor(span.High + 1e-6), true}); wide(whole, t, 0) {
		f = h.halve(t, f, span)
	}
	if f.enough(t) {
		return h.verdict(t, f, Certified, span)
	}
	return h.verdict(t, f, RealOnly, span)
}

// know holds cells at their true values.
func (h *hunt) know(cells []int) {
	for _, s := range []*simplex.Solver{h.walker, h.solver} {
		s.Start(nil)
		for _, k := range cells {
			s.Bound(k, 0, 0)
		}
	}
}

// free gives cells their own bounds again.
func (h *hunt) free(cells []int) {
	for _, s := range []*simplex.Solver{h.walker, h.solver} {
		for _, k := range cells {
			low, high := h.part.bounds(k)
			s.Bound(k, low, high)
		}
	}
}

// wide reports whether real bounds meet the needs.
func wide(span Interval, t Target, slack float64) bool {
	return span.Proved && span.High-span.Low >= float64(t.Need)-slack &&
		span.High >= float64(t.Up)-slack && -span.Low >= float64(t.Down)-slack
}

// walk goes up (way 1) or down (−1) by whole steps from where the solver stands and keeps the point.
func (h *hunt) walk(t Target, way float64, enough int64) simplex.Result {
	h.programs++
	r := h.walker.Walk([]simplex.Term{{Var: t.Cell, Coef: way}}, float64(enough))
	if r.Status == simplex.Limit || !h.keep(h.walker, t) {
		h.walker.Start(nil)
	}
	return r
}

// span gives the true bounds; where a walk ended at the optimum they are known already.
func (h *hunt) span(t Target, up, down simplex.Result) Interval {
	up, down = h.optimum(t, 1, up), h.optimum(t, -1, down)
	return Interval{-down.Value, up.Value, proves(up) && proves(down)}
}

func (h *hunt) optimum(t Target, way float64, walked simplex.Result) simplex.Result {
	if proves(walked) {
		return walked
	}
	h.programs++
	defer h.solver.Start(nil)
	return h.solver.Maximise([]simplex.Term{{Var: t.Cell, Coef: way}}, math.Inf(1))
}

// keep remembers the whole point where a solver stands, if it holds in exact integers.
func (h *hunt) keep(s *simplex.Solver, t Target) bool {
	moves := 0
	for v := range h.whole {
		x := math.Round(s.At(v))
		if math.Abs(x) > 1<<52 {
			return false
		}
		if h.whole[v] = int64(x); x != 0 {
			moves++
		}
	}
	if !h.part.holds(h.whole) || slices.ContainsFunc(t.Known, func(k int) bool { return h.whole[k] != 0 }) {
		return false
	}
	f, by := h.seen(t), h.whole[t.Cell]
	if by >= f.low && by <= f.high {
		return true // nothing new
	}
	id := int32(len(h.points))
	local := Move{make([]int32, 0, moves), make([]int64, 0, moves)}
	outside := Move{make([]int32, 0, moves), nil}
	for v, d := range h.whole {
		if d != 0 {
			local.Cells, local.By = append(local.Cells, int32(v)), append(local.By, d)
			outside.Cells = append(outside.Cells, h.part.cells[v])
			h.moved[v] = append(h.moved[v], id)
		}
	}
	outside.By = local.By
	h.points, h.outside = append(h.points, local), append(h.outside, outside)
	return true
}

func (h *hunt) verdict(t Target, f found, g Grade, span Interval) Verdict {
	return Verdict{Target: t, Grade: g, Low: h.outside[f.lowAt], High: h.outside[f.highAt], Width: f.width(), Interval: span}
}
