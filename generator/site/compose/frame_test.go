package compose

import (
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/input/config"
)

// TestStatutory: what is not configured is not in the foot, and what is stands there in the page's language.
func TestStatutory(t *testing.T) {
	full := config.Footer{Mark: "https://mark.example/", FindError: "https://errors.example/", SiteCode: "3500000000",
		Host: lang.Text{ZH: "某厅", EN: "A department"}, Contact: lang.Text{ZH: "电话 12345", EN: "Call 12345"},
		ICP: "闽ICP备12345678号-1", Police: "闽公网安备 35010200000000号"}
	at := func(f config.Footer, tag lang.Tag) *page {
		return &page{Composer: &Composer{site: config.Site{Footer: f}}, tag: tag}
	}
	if got := at(config.Footer{}, lang.ZH).statutory(); len(got) != 0 {
		t.Errorf("nothing is configured, and yet there is %v", got)
	}
	if got := at(config.Footer{ICP: full.ICP}, lang.EN).statutory(); len(got) != 1 || got[0].Links[0].Href != "https://beian.miit.gov.cn/" {
		t.Errorf("ICP filing alone: %v", got)
	}
	want := map[lang.Tag][]string{
		lang.ZH: {"某厅", "电话 12345", "3500000000", full.ICP, full.Police, "党政机关网站", "我为政府网站找错"},
		lang.EN: {"A department", "Call 12345", "3500000000", full.ICP, full.Police, "Website of a party or government body", "Report an error to the government website service"},
	}
	for tag, words := range want {
		got := at(full, tag).statutory()
		if len(got) != len(words) {
			t.Fatalf("%s: %d items, want %d", tag, len(got), len(words))
		}
		for i, f := range got {
			shown := f.Value
			for _, l := range f.Links {
				shown = l.Text
				if !l.External || l.Href == "" {
					t.Errorf("%s: %q does not lead out", tag, shown)
				}
			}
			if f.Label == "" || shown != words[i] {
				t.Errorf("%s: item %d is %q: %q, want %q", tag, i, f.Label, shown, words[i])
			}
		}
	}
}
