package facts

import (
	"fmt"
	"testing"
)

func TestTexts(t *testing.T) {
	doc, problems := Parse("x.yaml", []byte("title: {zh: 一, en: one}\nsteps:\n  - text:\n      zh: 二\n      en: two\n    n: 3\n  - text: {zh: 三}\nzh: 四\nother: {zh: [五], en: five}\n"))
	if problems.Len() > 0 {
		t.Fatal(problems)
	}
	got := ""
	for _, p := range doc.Texts() {
		got += fmt.Sprintf("%s %s/%s %d:%d %d:%d\n", p.Key, p.Text.ZH, p.Text.EN, p.ZH.Line, p.ZH.Column, p.EN.Line, p.EN.Column)
	}
	if want := "title 一/one 1:13 1:20\nsteps.0.text 二/two 4:11 5:11\n"; got != want {
		t.Errorf("%s want %s", got, want)
	}
	if Absent("x.yaml").Texts() != nil {
		t.Error("a file that is not there has texts")
	}
}
