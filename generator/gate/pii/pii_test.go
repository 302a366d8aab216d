package pii_test

import (
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/gate/pii"
)

// first gives the first finding's kind, "" for none.
func first(s *pii.Scanner, text string) pii.Kind {
	for _, f := range s.Scan("", text) {
		return f.Kind
	}
	return ""
}

// TestKnownAnswers checks the check digits against published examples, and one changed digit against each. The numbers
// are those of the standards and of encyclopaedias, and belong to nobody.
func TestKnownAnswers(t *testing.T) {
	s := pii.New(pii.Lists{})
	for _, c := range []struct {
		text string
		kind pii.Kind
	}{
		{"11010519491231002X", pii.ResidentID}, // GB 11643-1999, example
		{"440524188001010014", pii.ResidentID}, // the same, born in 1880
		{"code 110105194912310021", ""},        // wrong check digit: review only, below
		{"A123456(3)", pii.HongKongID},
		{"A123456(4)", ""},
		{"WX123456(A)", ""},
		{"A123456789", pii.TaiwanID},
		{"A123456788", ""},
		{"卡号4111111111111111", pii.BankCard}, // the card that every manual shows
		{"卡号4111111111111112", ""},
		{"L898902C36UTO7408122F1204159ZE184226B<<<<<10", pii.MRZ}, // ICAO 9303-4, appendix A
		{"L898902C36UTO7408123F1204159ZE184226B<<<<<10", ""},
		{"I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6", pii.MRZ}, // ICAO 9303-5, appendix B
		{"91350100M000100Y43", ""},                                                // GB 32100, appendix: valid, an organisation
		{"统一社会信用代码91350100M000100Y44", pii.CreditCode},                            // one character changed
	} {
		kind := first(s, c.text)
		if c.text == "code 110105194912310021" {
			found := s.Scan("", c.text)
			if len(found) != 1 || found[0].Severity != pii.Review {
				t.Errorf("a slip of the pen is to be reviewed: %v", found)
			}
			continue
		}
		if kind != c.kind {
			t.Errorf("%s: found %q, want %q", c.text, kind, c.kind)
		}
	}
}

// TestPlaceAndMask: the place is that of the original spelling, and the mask holds no more than the ends.
func TestPlaceAndMask(t *testing.T) {
	s := pii.New(pii.Lists{})
	text := "第一行\n电话：１\u200b３９-1234 ５６１七。\n"
	found := s.Scan("", text)
	if len(found) != 1 {
		t.Fatalf("found %v", found)
	}
	f := found[0]
	if line, column := pii.Position(text, f.Start); line != 2 || column != 4 {
		t.Errorf("at %d:%d", line, column)
	}
	if got := text[f.Start:f.End]; got != "１\u200b３９-1234 ５６１七" {
		t.Errorf("the range holds %q", got)
	}
	if f.Mask != "13*******17" {
		t.Errorf("mask %q", f.Mask)
	}
	for _, p := range corpus(t) {
		for _, f := range s.Scan("", p.text) {
			if hidden := strings.Count(f.Mask, "*"); hidden*2 < len(f.Mask) && f.Kind != pii.Email {
				t.Errorf("planted.txt:%d: the mask of a %s shows more than it hides", p.line, f.Kind)
			}
			if shown := fmt.Sprintf("%+v %#v", f, f); strings.Contains(shown, p.text[f.Start:f.End]) && !strings.Contains(f.Mask, p.text[f.Start:f.End]) {
				t.Errorf("planted.txt:%d: a %s can be printed", p.line, f.Kind)
			}
		}
	}
}

// TestPublicListsAreFree lets through what is in the lists, in any spelling, and nothing beside it.
func TestPublicListsAreFree(t *testing.T) {
	s := pii.New(pii.Lists{
		Phones: []string{"0591-87654321", "400-123-4567"}, Emails: []string{"Desk@office.cn"},
		Addresses: []string{"福州市示范路1号3号楼205室"}, Names: []string{"王小虎"},
	})
	for _, text := range []string{
		"电话 0591-8765 4321", "（0591）87654321", "+86 591 8765 4321", "热线４００－１２３－４５６７", "desk@office.cn", "someone@portal.example",
		"来访：福州市示范路 1 号 3 号楼 205 室", "受助人：王小虎", "王小虎（7岁）", "请拨 12345", "统一社会信用代码 91350100M000100Y43",
	} {
		if kind := first(s, text); kind != "" {
			t.Errorf("%s: %s", text, kind)
		}
	}
	for text, kind := range map[string]pii.Kind{
		"电话 0591-87654322": pii.Landline, "desk2@office.cn": pii.Email, "福州市示范路1号3号楼206室": pii.Address, "王小豹（7岁）": pii.Minor,
	} {
		if got := first(s, text); got != kind {
			t.Errorf("%s: found %q, want %q", text, got, kind)
		}
	}
}

// TestWaivers: a waiver names one value, one rule and one file, and there is none for what can only be personal.
func TestWaivers(t *testing.T) {
	const text, path = "寄：示范路12号3栋501室", "content/pages/about/zh.md"
	found := pii.New(pii.Lists{Salt: "sixteen characters"}).Scan(path, text)
	if len(found) != 1 || len(found[0].Hash) != 32 {
		t.Fatalf("found %v", found)
	}
	w := pii.Waiver{Value: found[0].Hash, Rule: pii.Address, Path: path}
	scan := func(salt, path, text string, w pii.Waiver) int {
		return len(pii.New(pii.Lists{Salt: salt, Waivers: []pii.Waiver{w}}).Scan(path, text))
	}
	for _, c := range []struct {
		name             string
		salt, path, text string
		w                pii.Waiver
		want             int
	}{
		{"as decided", "sixteen characters", path, text, w, 0},
		{"the same home, spelled otherwise", "sixteen characters", path, "示范路１２号 三栋 501室", w, 0},
		{"on the finished page", "sixteen characters", "", text, w, 0},
		{"in another file", "sixteen characters", "content/pages/terms/zh.md", text, w, 1},
		{"another home", "sixteen characters", path, "寄：示范路12号3栋502室", w, 1},
		{"another rule", "sixteen characters", path, text, pii.Waiver{Value: w.Value, Rule: pii.Email, Path: path}, 1},
		{"another salt", "other sixteen characters", path, text, w, 1},
	} {
		if got := scan(c.salt, c.path, c.text, c.w); got != c.want {
			t.Errorf("%s: %d findings, want %d", c.name, got, c.want)
		}
	}
	phone := pii.New(pii.Lists{Salt: "sixteen characters"}).Scan(path, "13912345617")[0]
	if got := scan("sixteen characters", path, "13912345617", pii.Waiver{Value: phone.Hash, Rule: phone.Kind, Path: path}); got != 1 {
		t.Error("a telephone was waived")
	}
	for _, k := range []pii.Kind{pii.ResidentID, pii.HongKongID, pii.TaiwanID, pii.Permit, pii.Passport, pii.MRZ, pii.Mobile, pii.Landline, pii.BankCard, pii.Minor, pii.BirthDate, pii.Microdata, "shoe-size"} {
		if pii.Waivable(k) {
			t.Errorf("%s can be waived", k)
		}
	}
}

// TestFieldsHaveTitles reads a cell with its column's title before it.
func TestFieldsHaveTitles(t *testing.T) {
	s := pii.New(pii.Lists{})
	for _, c := range []struct {
		title, cell string
		amount      bool
		kind        pii.Kind
	}{
		{"姓名", "王建国", false, pii.Name}, {"title", "王建国", false, ""}, {"身份证号", "350102620307123", false, pii.ResidentID}, {"code", "350102620307123", false, ""},
		{"amount", "13912345617", true, ""}, {"persons", "13912345617", false, pii.Mobile}, {"银行卡", "4111111111111111", false, pii.BankCard},
		{"13912345617", "plain words", false, ""},
	} {
		got := pii.Kind("")
		for _, f := range s.Field("", c.title, c.cell, c.amount) {
			got = f.Kind
			if f.Start != 0 || f.End != len(c.cell) {
				t.Errorf("%s: %d to %d", c.title, f.Start, f.End)
			}
		}
		if got != c.kind {
			t.Errorf("%s, %s: found %q, want %q", c.title, c.cell, got, c.kind)
		}
	}
}

// TestSameFindingsTwice: the order of findings is that of their places, in every run and from several goroutines.
func TestSameFindingsTwice(t *testing.T) {
	s := pii.New(pii.Lists{Salt: "sixteen characters"})
	var b strings.Builder
	for _, p := range corpus(t) {
		b.WriteString(p.text + "\n")
	}
	want := fmt.Sprint(s.Scan("", b.String()))
	done := make(chan string)
	for range 4 {
		go func() { done <- fmt.Sprint(s.Scan("", b.String())) }()
	}
	for range 4 {
		if <-done != want {
			t.Error("another answer")
		}
	}
}

// FuzzScan: any text gives findings in order, inside the text, whose masks are no longer than 200 characters, and a
// mask is no finding itself.
func FuzzScan(f *testing.F) {
	for _, p := range corpus(f) {
		if p.line%20 == 0 {
			f.Add(p.text)
		}
	}
	f.Add("\xff１\u200b３９\n12345678901234567890123456789012345678901234567890")
	s := pii.New(pii.Lists{Salt: "sixteen characters"})
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, x := range s.Scan("", text) {
			if x.Start < last || x.End <= x.Start || x.End > len(text) {
				t.Fatalf("%v in a text of %d bytes", x, len(text))
			}
			last = x.Start
			if line, column := pii.Position(text, x.Start); line < 1 || column < 1 {
				t.Fatalf("at %d:%d", line, column)
			}
		}
		s.Figures("", text)
		if again := s.Masked(s.Masked(text)); len(text) < 200 && strings.Contains(again, "13912345617") {
			t.Fatal("a masked text holds a telephone")
		}
	})
}

// TestRuler gives the same places as counting from the beginning, in any order.
func TestRuler(t *testing.T) {
	const text = "一二\n三x\n\n四"
	r := pii.NewRuler(text)
	for _, at := range []int{0, 3, 6, 7, 11, 12, 13, 3, 16, 99, -1} {
		line, column := pii.Position(text, at)
		if l, c := r.Position(at); l != line || c != column {
			t.Errorf("%d: %d:%d, want %d:%d", at, l, c, line, column)
		}
	}
	if line, column := pii.Position(text, 10); line != 2 || column != 2 {
		t.Errorf("x stands at %d:%d", line, column)
	}
}

// BenchmarkScanHostile is one line of a megabyte with nothing but telephones.
func BenchmarkScanHostile(b *testing.B) {
	text := strings.Repeat("13912345617 ", 87_000)
	s := pii.New(pii.Lists{})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s.Scan("", text)
	}
}
