package attack

import (
	"bufio"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
)

// Second opinions: gonum's dense simplex on small tables, GLPK's glpsol on the benchmark. Both get the published values
// themselves, not moves, and none of our reductions.

// equations is a system as A·x = b with x ≥ 0: x is the hidden cells above their lowest values, then the rooms below
// highest values. Rows that follow from others are taken out in exact fractions.
type equations struct {
	a     [][]float64
	b     []float64
	n     int
	place map[int]int // cell → column
}

func newEquations(sys System) equations {
	e := equations{place: map[int]int{}}
	for _, c := range sys.hidden() {
		e.place[c] = e.n
		e.n++
	}
	limited := e.n
	if sys.High != nil {
		e.n *= 2
	}
	var rows [][]*big.Rat
	empty := func() []*big.Rat {
		row := make([]*big.Rat, e.n+1)
		for k := range row {
			row[k] = new(big.Rat)
		}
		rows = append(rows, row)
		return row
	}
	for _, terms := range sys.Rows {
		row := empty()
		for _, t := range terms {
			known := sys.Value[t.Cell]
			if k, ok := e.place[t.Cell]; ok {
				row[k].Add(row[k], big.NewRat(t.Coef, 1))
				known = sys.Low[t.Cell]
			}
			row[e.n].Sub(row[e.n], big.NewRat(t.Coef*known, 1))
		}
	}
	if sys.High != nil {
		for c, k := range e.place {
			row := empty()
			row[k].SetInt64(1)
			row[limited+k].SetInt64(1)
			row[e.n].SetInt64(sys.High[c] - sys.Low[c])
		}
	}
	e.independent(rows)
	return e
}

// independent keeps rows that do not follow from those kept before.
func (e *equations) independent(rows [][]*big.Rat) {
	var echelon [][]*big.Rat
	for _, row := range rows {
		left := make([]*big.Rat, len(row))
		for k, v := range row {
			left[k] = new(big.Rat).Set(v)
		}
		for _, pivot := range echelon {
			at := slices.IndexFunc(pivot, func(v *big.Rat) bool { return v.Sign() != 0 })
			factor := new(big.Rat).Quo(left[at], pivot[at])
			for k := range left {
				left[k].Sub(left[k], new(big.Rat).Mul(factor, pivot[k]))
			}
		}
		if !slices.ContainsFunc(left, func(v *big.Rat) bool { return v.Sign() != 0 }) {
			continue
		}
		echelon = append(echelon, left)
		line := make([]float64, e.n)
		for k := range line {
			line[k], _ = row[k].Float64()
		}
		b, _ := row[e.n].Float64()
		if b < 0 {
			b = -b
			for k := range line {
				line[k] = -line[k]
			}
		}
		e.a, e.b = append(e.a, line), append(e.b, b)
	}
}

// least gives the least of way·x for a cell's column: by gonum's simplex method, or, where the equations leave one solution
// only, which is more than that method takes, by solving them.
func (e equations) least(cell int, way float64) (float64, error) {
	if len(e.a) == 0 {
		return 0, errors.New("no equation")
	}
	a, column := mat.NewDense(len(e.a), e.n, slices.Concat(e.a...)), e.place[cell]
	if len(e.a) == e.n {
		var x mat.VecDense
		err := x.SolveVec(a, mat.NewVecDense(e.n, e.b))
		return way * x.AtVec(column), err
	}
	c := make([]float64, e.n)
	c[column] = way
	value, _, err := lp.Simplex(c, a, e.b, 1e-10, nil)
	return value, err
}

func TestBoundsAgainstGonum(t *testing.T) {
	worst, asked := 0.0, 0
	for seed := range int64(400) {
		sys := randomSystem(rand.New(rand.NewSource(3_000_000 + seed)))
		hidden := sys.hidden()
		bounds, err := Bounds(sys, hidden)
		if err != nil {
			t.Fatal(err)
		}
		e := newEquations(sys)
		for i, c := range hidden {
			for _, way := range []float64{1, -1} {
				asked++
				value, err := e.least(c, way)
				if err != nil {
					t.Fatalf("seed %d cell %d: gonum: %v", seed, c, err)
				}
				want := float64(sys.Low[c]) + way*value
				got := bounds[i].Low
				if way < 0 {
					got = bounds[i].High
				}
				if worst = max(worst, math.Abs(got-want)); math.Abs(got-want) > 1e-6 {
					t.Fatalf("seed %d cell %d: %v, gonum %v", seed, c, got, want)
				}
			}
		}
	}
	t.Logf("%d bounds refereed, largest difference %.1g", asked, worst)
}

// glpsol solves one program with a copy of the whole system for each bound, the sum of which it minimises: the copies share
// nothing, so each bound is at its least.
func glpsol(t *testing.T, sys System, cells []int, way int) []float64 {
	t.Helper()
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("Minimize\n sum:")
	for k, c := range cells {
		fmt.Fprintf(&b, "\n %+d x%d_%d", way, k, c)
	}
	b.WriteString("\nSubject To\n")
	for k := range cells {
		for i, row := range sys.Rows {
			known, terms := int64(0), 0
			var line strings.Builder
			for _, term := range row {
				if sys.Shown[term.Cell] {
					known += term.Coef * sys.Value[term.Cell]
					continue
				}
				fmt.Fprintf(&line, " %+d x%d_%d", term.Coef, k, term.Cell)
				terms++
			}
			if terms > 0 {
				fmt.Fprintf(&b, " r%d_%d:%s = %d\n", k, i, line.String(), -known)
			}
		}
	}
	b.WriteString("Bounds\n")
	for k := range cells {
		for _, c := range sys.hidden() {
			fmt.Fprintf(&b, " x%d_%d >= %d\n", k, c, sys.Low[c])
		}
	}
	b.WriteString("End\n")
	in, out := filepath.Join(dir, "in.lp"), filepath.Join(dir, "out.txt")
	if err := os.WriteFile(in, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if log, err := exec.Command("glpsol", "--lp", in, "-w", out).CombinedOutput(); err != nil {
		t.Fatalf("glpsol: %v\n%s", err, log)
	}
	return readGlpsol(t, b.String(), out, cells)
}

// readGlpsol reads glpsol's own form of a solution: "s bas ROWS COLUMNS f f VALUE", "j COLUMN STATUS PRIMAL DUAL". Columns are
// numbered as they first occur in the program: the objective first.
func readGlpsol(t *testing.T, program, out string, cells []int) []float64 {
	t.Helper()
	f, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	values := make([]float64, len(cells))
	optimal := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		words := strings.Fields(lines.Text())
		switch {
		case len(words) > 5 && words[0] == "s":
			optimal = words[4] == "f" && words[5] == "f"
		case len(words) > 3 && words[0] == "j":
			if j, err := strconv.Atoi(words[1]); err == nil && j <= len(cells) {
				if values[j-1], err = strconv.ParseFloat(words[3], 64); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if !optimal {
		t.Fatalf("glpsol found no optimum of %d bytes", len(program))
	}
	return values
}

// TestBoundsAgainstGlpsol referees a sample of the benchmark's bounds where GLPK is installed; MINGSHAN_REFEREE=all asks for
// all of them, which takes minutes.
func TestBoundsAgainstGlpsol(t *testing.T) {
	if _, err := exec.LookPath("glpsol"); err != nil {
		t.Skip("glpsol (glpk-utils) is not installed")
	}
	sys, small := benchmark(t)
	sys.pairUp()
	step := 40
	if os.Getenv("MINGSHAN_REFEREE") == "all" {
		step = 1
	}
	var cells []int
	for i := 0; i < len(small); i += step {
		cells = append(cells, small[i])
	}
	bounds, err := Bounds(sys, cells)
	if err != nil {
		t.Fatal(err)
	}
	worst := 0.0
	for at := 0; at < len(cells); at += 10 {
		end := min(at+10, len(cells))
		lows, highs := glpsol(t, sys, cells[at:end], 1), glpsol(t, sys, cells[at:end], -1)
		for k := range lows {
			b := bounds[at+k]
			off := max(math.Abs(b.Low-lows[k]), math.Abs(b.High-highs[k]))
			if worst = max(worst, off); off > 1e-6 || !b.Proved {
				t.Errorf("cell %d: %v, glpsol %v … %v", cells[at+k], b, lows[k], highs[k])
			}
		}
	}
	t.Logf("%d of %d cells refereed, largest difference %.1g", len(cells), len(small), worst)
}
