package twins

import (
	"os"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// site is what Compare takes, read from a project.
type site struct {
	snap   *source.Snapshot
	cfg    config.Config
	corpus content.Corpus
	set    dataset.Set
}

func (s site) compare() Report { return Compare(s.snap, s.cfg, s.corpus, s.set) }

func readSite(t testing.TB, snap *source.Snapshot) site {
	t.Helper()
	s := site{snap: snap}
	var all, bad diag.List
	s.cfg, all = config.Read(snap)
	s.corpus, bad = content.Read(snap)
	all.Append(bad)
	s.set, bad = dataset.Read(snap)
	all.Append(bad)
	if all.Blocking() > 0 {
		t.Fatal(written(all))
	}
	return s
}

func realSite(t testing.TB) site {
	t.Helper()
	snap, _, err := source.Read("../../..", source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return readSite(t, snap)
}

func written(l diag.List) string {
	var b strings.Builder
	_ = l.Write(&b, "en")
	return b.String()
}

// TestRealContent: the two languages of this site say the same. What waits to be confirmed is not this test's business.
func TestRealContent(t *testing.T) {
	s := realSite(t)
	r := s.compare()
	for _, p := range r.problems.Sorted() {
		if p.Severity == diag.Blocking || !slices.Contains([]string{"twins/unconfirmed", "twins/stale", "twins/changed", "twins/gone"}, p.Code) {
			t.Errorf("%s:%d:%d %s [%s]\n\t%s", p.File, p.Line, p.Column, p.Text.EN, p.Code, p.Hint.EN)
		}
	}
	const least = 90
	if len(r.Entries) < least {
		t.Errorf("%d entries were compared", len(r.Entries))
	}
}

// TestRealNumbersAltered alters every number in digits of this site's English, one after the other: each has to be
// noticed, but for the few that happen to become a small number that the Chinese has in words.
func TestRealNumbersAltered(t *testing.T) {
	s := realSite(t)
	altered, missed := 0, 0
	for _, e := range s.compare().Entries {
		for _, p := range e.pairs {
			zh := chinese(p.zh.words)
			for _, n := range english(p.en.words) {
				was := p.en.words[n.from:n.to]
				if !n.sure || !digit(was[0]) {
					continue
				}
				now := was[:0] + string('0'+(was[0]-'0'+1)%9+1) + was[1:]
				if now[0] == was[0] {
					continue
				}
				altered++
				left, right := unmatched(zh, english(p.en.words[:n.from]+now+p.en.words[n.to:]))
				if len(left)+len(right) == 0 {
					missed++
					if missed <= 20 {
						t.Logf("%s:%d: %s for %s is not noticed", p.en.place(n.from).File, p.en.place(n.from).Line, now, was)
					}
				}
			}
		}
	}
	if altered < 500 || missed*100 > altered {
		t.Errorf("%d of %d altered numbers were not noticed", missed, altered)
	}
}

func BenchmarkCompare(b *testing.B) {
	if _, err := os.Stat("../../../content/site.yaml"); err != nil {
		b.Skip(err)
	}
	s := realSite(b)
	for b.Loop() {
		s.compare()
	}
}
