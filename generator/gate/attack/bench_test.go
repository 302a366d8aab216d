package attack

import "testing"

func narrow(t testing.TB, bounds []Interval) (exact, below5, below8 int) {
	for _, b := range bounds {
		if !b.Proved {
			t.Fatal("not proved")
		}
		switch w := b.High - b.Low + 1e-6; {
		case w < 1:
			exact++
			fallthrough
		case w < 5:
			below5++
			fallthrough
		case w < 8:
			below8++
		}
	}
	return exact, below5, below8
}

// The benchmark with nothing but its small counts hidden: how many a reader knows exactly, and within 5 and 8, agrees with
// the specification, where other solvers worked it out.
func TestBenchmarkPrimaryOnly(t *testing.T) {
	sys, small := benchmark(t)
	if len(small) != 792 {
		t.Fatalf("%d small cells", len(small))
	}
	bounds, err := Bounds(sys, small)
	if err != nil {
		t.Fatal(err)
	}
	if exact, below5, below8 := narrow(t, bounds); exact != 405 || below5 != 577 || below8 != 673 {
		t.Errorf("%d exact, %d below 5, %d below 8; want 405, 577, 673", exact, below5, below8)
	}
}

// Widths and Bounds agree on the benchmark, the proof accepts every witness, and insiders see more than outsiders.
func TestBenchmarkWidths(t *testing.T) {
	sys, small := benchmark(t)
	sys.pairUp()
	bounds, err := Bounds(sys, small)
	if err != nil {
		t.Fatal(err)
	}
	targets, own := benchmarkTargets(sys, small)
	a, err := Widths(sys, targets)
	if err != nil {
		t.Fatal(err)
	}
	sample := Audit{}
	for i, v := range a.Verdicts {
		if certified, safe := v.Grade == Certified, bounds[i].High-bounds[i].Low > 5-1e-6; certified != safe {
			t.Errorf("cell %d: %v, bounds %v", v.Cell, v.Grade, bounds[i])
		}
		if i%10 == 0 {
			sample.Verdicts = append(sample.Verdicts, v)
		}
	}
	prove(t, sys, sample)
	inside, err := Widths(sys, Insiders(sys, own, targets))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d hidden, %d targets: %d certified, %d risky, %d programs, %d tables", len(sys.hidden()), len(targets), a.Count(Certified), a.Count(Risky), a.Programs, a.Tables)
	t.Logf("%d insider questions: %d certified, %d real only, %d risky, %d programs, %d tables", len(inside.Verdicts),
		inside.Count(Certified), inside.Count(RealOnly), inside.Count(Risky), inside.Programs, inside.Tables)
	if inside.Count(Risky) == 0 || inside.Count(Certified) == 0 {
		t.Error("insiders see neither more nor less")
	}
}

// The same on a table that needs no file.
func TestProvinceWidths(t *testing.T) {
	sys := province(0, 1)
	small := sys.hidden()
	sys.pairUp()
	bounds, err := Bounds(sys, small)
	if err != nil {
		t.Fatal(err)
	}
	targets, _ := benchmarkTargets(sys, small)
	a, err := Widths(sys, targets)
	if err != nil {
		t.Fatal(err)
	}
	sample := Audit{}
	for i, v := range a.Verdicts {
		if wide := bounds[i].High-bounds[i].Low > 5-1e-6; (v.Grade != Risky) != wide {
			t.Errorf("cell %d: %v, bounds %v", v.Cell, v.Grade, bounds[i])
		}
		if i%20 == 0 {
			sample.Verdicts = append(sample.Verdicts, v)
		}
	}
	prove(t, sys, sample)
	exact, below5, below8 := narrow(t, bounds)
	t.Logf("%d cells, %d hidden, %d small: %d exact, %d below 5, %d below 8; %d certified, %d real only", len(sys.Value), len(sys.hidden()), len(small),
		exact, below5, below8, a.Count(Certified), a.Count(RealOnly))
	if below5 == 0 || a.Count(Certified) < len(small)/2 {
		t.Error("all alike: nothing was put to the test")
	}
}

func benchmarkTargets(sys System, small []int) (targets []Target, own []int) {
	for _, c := range small {
		targets = append(targets, Target{Cell: c, Need: 5})
		if sys.Value[c] <= 2 {
			own = append(own, c)
		}
	}
	return targets, own
}

// BenchmarkWeeks is 98,325 cells.
func BenchmarkWeeks(b *testing.B) {
	sys := province(13, 2)
	small := sys.hidden()
	sys.pairUp()
	targets, _ := benchmarkTargets(sys, small)
	b.ReportAllocs()
	for b.Loop() {
		a, err := Widths(sys, targets)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(a.Programs), "programs")
		b.ReportMetric(float64(len(targets)), "targets")
	}
}

func BenchmarkBounds(b *testing.B) {
	sys, small := benchmark(b)
	sys.pairUp()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Bounds(sys, small); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWidths(b *testing.B) {
	sys, small := benchmark(b)
	sys.pairUp()
	targets, _ := benchmarkTargets(sys, small)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Widths(sys, targets); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkInsiders(b *testing.B) {
	sys, small := benchmark(b)
	sys.pairUp()
	targets, own := benchmarkTargets(sys, small)
	inside := Insiders(sys, own, targets)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Widths(sys, inside); err != nil {
			b.Fatal(err)
		}
	}
}
