package simplex

import (
	"math"
	"math/rand"
	"slices"
	"testing"
)

var inf = math.Inf(1)

func solver(t testing.TB, p Problem) *Solver {
	t.Helper()
	s, err := New(p)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func expect(t *testing.T, r Result, status Status, value float64) {
	t.Helper()
	if r.Status != status || math.Abs(r.Value-value) > 1e-6 {
		t.Errorf("%v %v, want %v %v", r.Status, r.Value, status, value)
	}
}

// The examples of the package comment.
func TestExample(t *testing.T) {
	s := solver(t, Problem{
		Low: []float64{-3, -6, -29}, High: []float64{inf, inf, inf},
		Rows: [][]Term{{{0, 1}, {1, 1}, {2, 1}}},
	})
	expect(t, s.Maximise([]Term{{0, 1}}, inf), Optimal, 35)
	expect(t, s.Maximise([]Term{{0, -1}}, inf), Optimal, 3)
	expect(t, s.Maximise([]Term{{0, 1}}, 2), Enough, 2)
	if at := s.At(0) + s.At(1) + s.At(2); math.Abs(at) > 1e-9 {
		t.Errorf("the row does not hold: %v", at)
	}
	s.Start(nil)
	expect(t, s.Walk([]Term{{1, 1}}, 7.5), Enough, 8)
}

func TestUnboundedAndFixed(t *testing.T) {
	s := solver(t, Problem{Low: []float64{-1, -1, 0}, High: []float64{inf, inf, 0}, Rows: [][]Term{{{0, 1}, {1, -1}, {2, 3}}}})
	if r := s.Maximise([]Term{{0, 1}}, inf); r.Status != Unbounded || !math.IsInf(r.Value, 1) {
		t.Errorf("%v", r)
	}
	expect(t, s.Maximise([]Term{{0, 1}}, 1e6), Enough, 1e6)
	expect(t, s.Maximise([]Term{{1, -1}}, inf), Optimal, 1)
	expect(t, s.Maximise([]Term{{2, 1}}, inf), Optimal, 0)
	free := solver(t, Problem{Low: []float64{-4}, High: []float64{9}})
	expect(t, free.Maximise([]Term{{0, 2}}, inf), Optimal, 18)
}

// Rows that follow from others, or repeat them, are dropped and change nothing.
func TestDependentRows(t *testing.T) {
	rows := [][]Term{
		{{0, 1}, {1, 1}}, {{2, 1}, {3, 1}}, {{0, 1}, {2, 1}}, {{1, 1}, {3, 1}}, // the last follows
		{{0, -2}, {1, -2}}, {{0, 1}, {1, 1}, {2, 1}, {3, 1}}, {},
	}
	s := solver(t, Problem{Low: []float64{-3, -9, -9, -4}, High: []float64{inf, inf, inf, inf}, Rows: rows})
	if s.Rows() != 3 {
		t.Errorf("%d rows kept, want 3", s.Rows())
	}
	expect(t, s.Maximise([]Term{{0, 1}}, inf), Optimal, 9)
	expect(t, s.Maximise([]Term{{0, -1}}, inf), Optimal, 3)
}

// A walk never leaves the whole numbers; where the optimum is a half it is stuck below it.
func TestWalkStaysWhole(t *testing.T) {
	s := solver(t, Problem{Low: []float64{0, -3}, High: []float64{inf, 3}, Rows: [][]Term{{{0, 2}, {1, -1}}}})
	expect(t, s.Walk([]Term{{0, 1}}, inf), Stuck, 1)
	if s.At(0) != 1 || s.At(1) != 2 {
		t.Errorf("stands at %v %v", s.At(0), s.At(1))
	}
	expect(t, s.Maximise([]Term{{0, 1}}, inf), Optimal, 1.5)
}

func TestRefusesWhatIsNoProblem(t *testing.T) {
	two := []float64{0, 0}
	for name, p := range map[string]Problem{
		"bounds without zero": {Low: []float64{1, 0}, High: []float64{2, 0}},
		"no number":           {Low: []float64{math.NaN(), 0}, High: two},
		"lengths":             {Low: two, High: []float64{0}},
		"variable":            {Low: two, High: two, Rows: [][]Term{{{2, 1}}}},
		"twice":               {Low: two, High: two, Rows: [][]Term{{{1, 1}, {1, 1}}}},
		"zero coefficient":    {Low: two, High: two, Rows: [][]Term{{{1, 0}}}},
	} {
		if _, err := New(p); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// Beale's example cycles for ever under the largest-coefficient rule with unlucky ties.
func TestBealeEnds(t *testing.T) {
	s := solver(t, Problem{
		Low: make([]float64, 7), High: []float64{inf, inf, inf, inf, inf, inf, 1},
		Rows: [][]Term{
			{{0, 0.25}, {1, -60}, {2, -1.0 / 25}, {3, 9}, {4, 1}},
			{{0, 0.5}, {1, -90}, {2, -1.0 / 50}, {3, 3}, {5, 1}},
			{{2, 1}, {6, -1}},
		},
	})
	expect(t, s.Maximise([]Term{{0, 0.75}, {1, -150}, {2, 0.02}, {3, -6}}, inf), Optimal, 0.05)
}

func TestLimitProvesNothing(t *testing.T) {
	s := solver(t, randomProblem(rand.New(rand.NewSource(3)), 6, 6, 1))
	s.SetLimit(2)
	if r := s.Maximise([]Term{{0, 1}, {5, 1}, {11, -1}}, inf); r.Status != Limit || r.Steps != 2 {
		t.Errorf("%v", r)
	}
	if (Result{}).Status != Limit {
		t.Error("the zero result has to prove nothing")
	}
}

func TestCheapest(t *testing.T) {
	rows := [][]Term{{{0, 1}, {1, 1}}, {{2, 1}, {3, 1}}, {{0, 1}, {2, 1}}, {{1, 1}, {3, 1}}}
	p := Problem{Low: []float64{-3, -9, -9, -4}, High: []float64{inf, inf, inf, inf}, Rows: rows}
	point, r, err := Cheapest(p, 0, 5, []float64{0, 2, 3, 0}, 0)
	if err != nil || !slices.Equal(point, []float64{5, -5, -5, 5}) {
		t.Errorf("%v %v", point, err)
	}
	expect(t, r, Optimal, 25)
	_, r, _ = Cheapest(p, 0, -2, []float64{1, 2, 3, 1}, 0)
	expect(t, r, Optimal, 14)
	if point, r, _ = Cheapest(p, 0, 10, []float64{0, 2, 3, 0}, 0); r.Status != Short || point != nil {
		t.Errorf("%v %v", point, r)
	}
	if point, r, _ = Cheapest(p, 0, 5, []float64{0, 2, 3, 0}, 1); r.Status != Limit || point != nil {
		t.Errorf("%v %v", point, r)
	}
	if _, _, err = Cheapest(p, 4, 5, []float64{0, 2, 3, 0}, 0); err == nil {
		t.Error("a variable that does not exist")
	}
}

// randomProblem is a table of rows × columns with totals shown, of counts up to size.
func randomProblem(rnd *rand.Rand, rows, cols, size int) Problem {
	n := rows * cols
	p := Problem{Low: make([]float64, n), High: make([]float64, n)}
	for v := range n {
		p.Low[v], p.High[v] = -float64(rnd.Intn(size+1)), inf
	}
	for i := range rows {
		var row []Term
		for j := range cols {
			row = append(row, Term{i*cols + j, 1})
		}
		p.Rows = append(p.Rows, row)
	}
	for j := range cols {
		var col []Term
		for i := range rows {
			col = append(col, Term{i*cols + j, 1})
		}
		p.Rows = append(p.Rows, col)
	}
	return p
}

// In a table with shown margins a cell falls to its bound or until its row and column can take no more; what is
// known for two-way tables (Fréchet bounds): x falls by min(x, the others' rooms).
func TestTwoWayTablesAgainstFrechet(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 200 {
		rows, cols := 2+rnd.Intn(4), 2+rnd.Intn(4)
		p := randomProblem(rnd, rows, cols, 1+rnd.Intn(6))
		s := solver(t, p)
		if s.Rows() != rows+cols-1 {
			t.Fatalf("%d rows kept of a %d×%d table", s.Rows(), rows, cols)
		}
		total := 0.0
		for _, l := range p.Low {
			total -= l
		}
		for v := range rows * cols {
			r, c := 0.0, 0.0
			for i := range rows {
				c -= p.Low[i*cols+v%cols]
			}
			for j := range cols {
				r -= p.Low[v/cols*cols+j]
			}
			x := -p.Low[v]
			expect(t, s.Maximise([]Term{{v, 1}}, inf), Optimal, min(r, c)-x)
			expect(t, s.Maximise([]Term{{v, -1}}, inf), Optimal, x-max(0, r+c-total))
			s.Start(nil)
			expect(t, s.Walk([]Term{{v, 1}}, inf), Optimal, min(r, c)-x)
			s.Start(nil)
		}
	}
}

// Amounts in hundredths reach billions; whole steps and optima stay exact to the last one.
func TestLargeAmounts(t *testing.T) {
	rnd := rand.New(rand.NewSource(5))
	const rows, cols = 12, 15
	p := randomProblem(rnd, rows, cols, 0)
	for v := range p.Low {
		p.Low[v] = -float64(rnd.Int63n(1 << uint(1+rnd.Intn(40))))
	}
	s := solver(t, p)
	for v := range rows * cols {
		r, c := 0.0, 0.0
		for i := range rows {
			c -= p.Low[i*cols+v%cols]
		}
		for j := range cols {
			r -= p.Low[v/cols*cols+j]
		}
		s.Start(nil)
		for _, got := range []Result{s.Walk([]Term{{v, 1}}, inf), s.Maximise([]Term{{v, 1}}, inf)} {
			if want := min(r, c) + p.Low[v]; got.Status != Optimal || got.Value != want {
				t.Fatalf("variable %d: %v, want %v", v, got, want)
			}
		}
	}
}

// The same calls give the same points, bit by bit.
func TestSameAnswerTwice(t *testing.T) {
	run := func() []float64 {
		s := solver(t, randomProblem(rand.New(rand.NewSource(7)), 9, 11, 5))
		var out []float64
		for v := range 99 {
			s.Maximise([]Term{{v, 1}, {(v * 7) % 99, -1.5}}, inf)
			for u := range 99 {
				out = append(out, s.At(u))
			}
		}
		return out
	}
	if !slices.Equal(run(), run()) {
		t.Error("two runs differ")
	}
}
