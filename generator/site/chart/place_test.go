package chart

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Blocks that are moved apart do not lie over another, keep their order and stay on the paper.
func TestSpread(t *testing.T) {
	chance := rand.New(rand.NewPCG(117, 2024))
	for range 300 {
		blocks := make([]block, 1+chance.IntN(12))
		total := 0
		for i := range blocks {
			blocks[i] = block{chance.IntN(300), 2 * (5 + chance.IntN(10))}
			total += blocks[i].height
		}
		low, high := -10, max(310, total)
		at := spread(blocks, low, high)
		order := make([]int, len(blocks))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return blocks[a].want - blocks[b].want })
		end := low
		for _, i := range order {
			if top := at[i] - blocks[i].height/2; top < end {
				t.Fatalf("%v: %v: block %d begins at %d, above %d", blocks, at, i, top, end)
			}
			end = at[i] + blocks[i].height/2
		}
		if end > high {
			t.Fatalf("%v: %v: the last ends at %d, below %d", blocks, at, end, high)
		}
	}
	if got := spread([]block{{100, 20}, {200, 20}, {40, 20}}, 0, 300); !slices.Equal(got, []int{100, 200, 40}) {
		t.Errorf("blocks that are clear of each other are moved to %v", got)
	}
	if got := spread([]block{{100, 20}, {100, 20}}, 0, 300); !slices.Equal(got, []int{90, 110}) {
		t.Errorf("two blocks of one wish are moved to %v", got)
	}
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"得到帮扶", "得到帮扶"},
		{"关于积极发展服务类社会救助的指导意见", "关于积极发展服|务类社会救助的|指导意见"},
		{"甲乙丙丁戊己庚，辛", "甲乙丙丁戊己|庚，辛"},
		{"did not consent", "did not|consent"},
		{"incomprehensibilities", "incomprehensibilities"},
		{"两行\n文字", "两行|文字"},
		{"", ""},
	} {
		lines := fold(c.text, 7*11+1, 10)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%q is folded to %q, want %q", c.text, got, c.want)
		}
		for _, l := range lines {
			if textWidth(l, 10) > 78 && strings.ContainsAny(l, " 关甲") {
				t.Errorf("the line %q is wider than its room", l)
			}
		}
	}
}

func TestPortionAndRoundUp(t *testing.T) {
	for _, c := range []struct {
		n, all       int64
		length, want int
	}{{0, 10, 100, 0}, {10, 10, 100, 100}, {5, 10, 101, 50}, {-3, 10, 100, 0}, {20, 10, 100, 100}, {1, 0, 100, 0}, {9_000_000_000_000_000_000, 9_100_000_000_000_000_000, 1000, 989}} {
		if got := portion(c.n, c.all, c.length); got != c.want {
			t.Errorf("%d of %d on %d is %d, want %d", c.n, c.all, c.length, got, c.want)
		}
	}
	for n, want := range map[int64]int64{0: 2, 1: 2, 3: 4, 9: 10, 26_000: 30_000, 50: 50, 51: 60, 81: 100} {
		if got := roundUp(n); got != want {
			t.Errorf("the axis for %d ends at %d, want %d", n, got, want)
		}
	}
}
