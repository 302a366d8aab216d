package detail_test

import (
	"slices"
	"strings"
	"testing"

	"mingshan/generator/gate/detail"
)

// Whole stories are held to these in gate/release; here are the places that each function gives.
func TestPlacesInTheText(t *testing.T) {
	p := detail.Places{Names: []string{"鼓楼区", "Gulou District"}, Shorts: []string{"福州"}}
	for _, x := range []struct {
		find func(string) []int
		text string
		want []string // what the text goes on with at each offset
	}{
		{detail.Days, "登记是2026-03-07，三月七日；On March 7th and 8 May, in June 2026", []string{"2026-03-07", "三月七日", "March 7th", "8 May"}},
		{detail.Ages, "七十八岁、７岁、六十多岁；aged eight, aged 60 or over, 12-year-old", []string{"七十八岁", "７岁", "aged eight", "12-year"}},
		{detail.Counts, "帮助了3人，会上来了20人。来了20人。It helped 12 older people.", []string{"3人", "20人。来", "12 older"}},
		{detail.Villages, "从梅坑村来，山里的一个村；Plum Village", []string{"梅坑村", "Plum Village"}},
		{p.In, "鼓楼区和鼓楼区；Gulou District", []string{"鼓楼区和", "鼓楼区；", "Gulou"}},
		{p.Schools, "赤水小学，福州三中，镇上的小学；Chishui Primary School", []string{"赤水", "福州三中", "Chishui"}},
	} {
		at := x.find(x.text)
		for i, o := range at {
			if i >= len(x.want) || !strings.HasPrefix(x.text[o:], x.want[i]) {
				t.Errorf("%s: found %q", x.text, x.text[o:])
			}
		}
		if len(at) != len(x.want) || !slices.IsSorted(at[:min(2, len(at))]) {
			t.Errorf("%s: %d places, want %v", x.text, len(at), x.want)
		}
	}
}

// FuzzDetail: whatever an editor writes, places are in the text.
func FuzzDetail(f *testing.F) {
	for _, s := range []string{"七十八岁", "３月７号，赤水中心小学", "[a](b) Plum Village", "\xff岁\xe5"} {
		f.Add(s)
	}
	p := detail.Places{Names: []string{"鼓楼区"}, Shorts: []string{"福州"}}
	f.Fuzz(func(t *testing.T, s string) {
		if n := len(detail.WithoutLinks(s)); n != len(s) {
			t.Fatalf("blanking changes %d bytes into %d", len(s), n)
		}
		for _, find := range []func(string) []int{detail.Days, detail.Ages, detail.Counts, detail.Villages, p.In, p.Schools} {
			for _, at := range find(s) {
				if at < 0 || at >= len(s) {
					t.Fatalf("place %d in %d bytes", at, len(s))
				}
			}
		}
	})
}
