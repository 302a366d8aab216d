package attack

import (
	"fmt"
	"math"
	"runtime"
	"sync"

	"mingshan/generator/gate/simplex"
)

// Bounds gives for each of the cells what a reader can deduce: the smallest and the largest value over all tables of real
// numbers that agree with everything published. A shown cell's interval is its value. An error means that the system
// contradicts itself or that no solver could be made.
func Bounds(sys System, cells []int) ([]Interval, error) {
	if err := sys.check(); err != nil {
		return nil, err
	}
	red := reduce(sys)
	out := make([]Interval, len(cells))
	asked := make([]int, len(cells))
	for i, c := range cells {
		if c < 0 || c >= len(sys.Value) {
			return nil, fmt.Errorf("attack: bounds of cell %d of %d", c, len(sys.Value))
		}
		asked[i] = c
		v := float64(sys.Value[c])
		out[i] = Interval{v, v, true}
	}
	err := red.forEachJob(asked, 256, func(p *part, job []int32) error {
		s, err := p.solver()
		if err != nil {
			return err
		}
		for _, i := range job {
			local := int(red.place[cells[i]].local)
			span := p.span(s, local)
			out[i].Low += span.Low
			out[i].High += span.High
			out[i].Proved = span.Proved
		}
		return nil
	})
	return out, err
}

// span gives how far a cell can move, down and up.
func (p *part) span(s *simplex.Solver, local int) Interval {
	up := s.Maximise([]simplex.Term{{Var: local, Coef: 1}}, math.Inf(1))
	down := s.Maximise([]simplex.Term{{Var: local, Coef: -1}}, math.Inf(1))
	if !proves(up) || !proves(down) {
		s.Start(nil)
	}
	return Interval{-down.Value, up.Value, proves(up) && proves(down)}
}

func proves(r simplex.Result) bool {
	return r.Status == simplex.Optimal || r.Status == simplex.Unbounded
}

// forEachJob sorts questions (by the cells they ask about) by parts, in jobs of at most size questions, and does the jobs on
// all processors. do is called with positions in cells; it may write results at these positions only, and makes its own
// solvers, so that nothing depends on who does a job and when.
func (red reduced) forEachJob(cells []int, size int, do func(p *part, job []int32) error) error {
	byPart := make([][]int32, len(red.parts))
	for i, c := range cells {
		if p := red.place[c].part; p >= 0 {
			byPart[p] = append(byPart[p], int32(i))
		}
	}
	type job struct {
		part      *part
		positions []int32
	}
	var jobs []job
	for p, positions := range byPart {
		for len(positions) > 0 {
			n := min(size, len(positions))
			jobs = append(jobs, job{red.parts[p], positions[:n]})
			positions = positions[n:]
		}
	}
	failed := make([]error, len(jobs))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(len(jobs), runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for j := range next {
				failed[j] = do(jobs[j].part, jobs[j].positions)
			}
		})
	}
	for j := range jobs {
		next <- j
	}
	close(next)
	workers.Wait()
	for _, err := range failed {
		if err != nil {
			return fmt.Errorf("attack: %w", err)
		}
	}
	return nil
}
