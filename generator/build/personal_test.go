package build_test

import (
	"strings"
	"testing"

	"mingshan/generator/base/artifact"
	"mingshan/generator/build"
	"mingshan/generator/testkit/sites"
)

// planted is an invented person's telephone in a kind of input, spelled so that the spelling hides it.
type planted struct {
	where string
	plant func(t *testing.T, files sites.Files, value string)
}

func plantings() []planted {
	const page = "content/pages/about/zh.md"
	return []planted{
		{"text", func(_ *testing.T, f sites.Files, v string) { f.Set(page, string(f[page])+"\n\n有事找"+v+"。\n") }},
		{"text over two lines", func(_ *testing.T, f sites.Files, v string) {
			f.Set(page, string(f[page])+"\n\nring "+v[:3]+"\n"+v[3:]+" now\n")
		}},
		{"character references in a text", func(_ *testing.T, f sites.Files, v string) {
			f.Set(page, string(f[page])+"\n\n"+strings.ReplaceAll(v, "1", "&#49;")+"\n")
		}},
		{"link", func(_ *testing.T, f sites.Files, v string) { f.Set(page, string(f[page])+"\n\n[他](tel:"+v+")\n") }},
		{"cell", func(t *testing.T, f sites.Files, v string) {
			f.Edit(t, "data/registers/organizations.csv", "送热饭", "送热饭"+v)
		}},
		{"cell of a count", func(t *testing.T, f sites.Files, v string) {
			f.Edit(t, "data/aggregates/referrals.csv", "2026Q2,350102,40", "2026Q2,350102,"+v)
		}},
		{"name of a file", func(_ *testing.T, f sites.Files, v string) {
			f["content/pages/about/"+v+".png"] = f["content/projects/warm-meals/cover.png"]
		}},
		{"name of a folder", func(_ *testing.T, f sites.Files, v string) {
			for _, name := range []string{"zh.md", "en.md", "notice.yaml"} {
				f["content/notices/call-"+v+"/"+name] = f["content/notices/release/"+name]
			}
		}},
		{"alternative text", func(t *testing.T, f sites.Files, v string) {
			f.Edit(t, "content/projects/warm-meals/project.yaml", "en: A picture", "en: A picture of "+v)
		}},
		{"facts", func(t *testing.T, f sites.Files, v string) {
			f.Edit(t, "content/site.yaml", "en: Dial 12345", "en: Dial "+v)
		}},
		{"escapes in facts", func(t *testing.T, f sites.Files, v string) {
			f.Edit(t, "content/site.yaml", "en: Dial 12345", `en: "Dial `+strings.ReplaceAll(v, "1", `\u0031`)+`"`)
		}},
		{"comment of a facts file", func(_ *testing.T, f sites.Files, v string) {
			f.Set("content/site.yaml", string(f["content/site.yaml"])+"# ask "+v+"\n")
		}},
		{"schema", func(t *testing.T, f sites.Files, v string) {
			f.Edit(t, "data/aggregates/referrals.yaml", "en: Dial 12345", "en: Dial "+v)
		}},
		{"key of a facts file", func(_ *testing.T, f sites.Files, v string) {
			f.Set("content/site.yaml", string(f["content/site.yaml"])+"\""+v+"\": x\n")
		}},
	}
}

// TestPersonalDataIsNowhere plants a telephone number in every kind of input: the build is blocked, and neither a
// message nor a finished page says the number. What the source hides from the first look (a line break, character
// references, escapes) the look at the finished bytes finds.
func TestPersonalDataIsNowhere(t *testing.T) {
	const number = "13912345617"
	base := tiny(t)
	memo := &build.Memo{}
	made(t, base, memo)
	for _, p := range plantings() {
		t.Run(p.where, func(t *testing.T) {
			files := base.Clone()
			p.plant(t, files, number)
			// The number stands in one language only, which would end the build before anything is finished.
			files.Set("content/site.yaml", string(files["content/site.yaml"])+"translations: {numbers: off, links: off}\n")
			_, problems, err := build.Run(files.Snapshot(), build.Options{Theme: sites.Theme()}, memo, artifact.NewTree())
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, x := range problems.Sorted() {
				found = found || x.Code == "pii/mobile"
				for _, s := range []string{x.File, x.Text.ZH, x.Text.EN, x.Hint.ZH, x.Hint.EN} {
					if strings.Contains(s, number) {
						t.Errorf("a message says the number [%s]", x.Code)
					}
				}
			}
			if !found || problems.Blocking() == 0 {
				t.Errorf("not blocked: %v", problems.Sorted())
			}
		})
	}
}
