package diag

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestSayHasBothLanguages(t *testing.T) {
	m := Say("“%s”列有 %d 处", "%[2]d times in column %[1]q", "accepted", 3)
	if m.In("zh") != "“accepted”列有 3 处" || m.In("en") != `3 times in column "accepted"` || m.In("fr") != m.EN {
		t.Errorf("%+v", m)
	}
	if plain := Say("空的", "empty"); plain != (Msg{"空的", "empty"}) {
		t.Errorf("%+v", plain)
	}
	if (Msg{}).In("zh") != "" {
		t.Error("the zero message says something")
	}
}

// several has problems out of order, one of them twice.
func several() List {
	var l, more List
	l.Add(Place{File: "b.csv", Line: 14, Column: 6}, "csv/order", Say("乙", "second"), Say("改", "mend it"))
	l.Warn(Place{File: "b.csv"}, "csv/large", Say("大", "large"), Msg{})
	more.Add(Place{File: "a.yaml", Line: 2}, "facts/type", Say("甲", "first"), Msg{})
	more.Add(Place{File: "b.csv", Line: 14, Column: 6}, "csv/order", Say("乙", "second"), Say("改", "mend it"))
	more.Add(Place{File: "b.csv", Line: 14, Column: 6}, "csv/early", Say("丙", "third"), Msg{})
	l.Append(more)
	return l
}

func TestListIsSortedAndSaysEachProblemOnce(t *testing.T) {
	l := several()
	if l.Len() != 5 || l.Blocking() != 4 {
		t.Errorf("%d problems, %d blocking", l.Len(), l.Blocking())
	}
	var codes []string
	for _, p := range l.Sorted() {
		codes = append(codes, p.Code)
	}
	if got := strings.Join(codes, " "); got != "facts/type csv/large csv/early csv/order" {
		t.Errorf("order %s", got)
	}
	if l.Len() != 5 {
		t.Error("sorting changed the list")
	}
}

func TestZeroProblemBlocks(t *testing.T) {
	if (Problem{}).Severity != Blocking || Severity(0).String() != "blocking" || Warning.String() != "warning" {
		t.Error("the zero severity is not blocking")
	}
	var l List
	if l.Len() != 0 || l.Blocking() != 0 || len(l.Sorted()) != 0 {
		t.Error("the zero list is not empty")
	}
}

func TestWriteForAPerson(t *testing.T) {
	l := several()
	for lang, want := range map[string]string{
		"en": "a.yaml:2: first [facts/type]\nb.csv: warning: large [csv/large]\nb.csv:14:6: third [csv/early]\nb.csv:14:6: second [csv/order]\n    hint: mend it\n",
		"zh": "a.yaml:2: 甲 [facts/type]\nb.csv: 提醒：大 [csv/large]\nb.csv:14:6: 丙 [csv/early]\nb.csv:14:6: 乙 [csv/order]\n    改法：改\n",
	} {
		var b bytes.Buffer
		if err := l.Write(&b, lang); err != nil || b.String() != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", lang, err, &b, want)
		}
	}
	if err := l.Write(full{}, "en"); err == nil {
		t.Error("a full disk is not reported")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestHostileNamesCannotMoveTheCursor(t *testing.T) {
	var l List
	l.Add(Place{File: "a\x1b[2Jb\u202ecsv.exe\n"}, "csv/x", Say("“%s”", "%s", "\x9b31m\u2066\ufeff\u0085"), Say("改 \x07", "mend \x07"))
	var b bytes.Buffer
	if err := l.Write(&b, "en"); err != nil {
		t.Fatal(err)
	}
	if s := b.String(); strings.Count(s, "\n") != 2 || strings.ContainsAny(strings.ReplaceAll(s, "\n", ""), "\x1b\x07\u202e\u2066\ufeff\u0085") || strings.Contains(s, "\x9b") {
		t.Errorf("%q", s)
	}
}

func TestJSON(t *testing.T) {
	raw, err := several().JSON("zh")
	if err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(raw, &got); err != nil || len(got) != 4 {
		t.Fatalf("%v: %s", err, raw)
	}
	if p := got[3]; p["file"] != "b.csv" || p["line"] != 14.0 || p["column"] != 6.0 || p["code"] != "csv/order" || p["severity"] != "blocking" || p["text"] != "乙" || p["hint"] != "改" {
		t.Errorf("%v", p)
	}
	if p := got[1]; p["severity"] != "warning" || p["line"] != nil || p["hint"] != nil {
		t.Errorf("%v", p)
	}
	if raw, err := (List{}).JSON("en"); err != nil || string(raw) != "[]" {
		t.Errorf("no problems: %s, %v", raw, err)
	}
}

func FuzzSafe(f *testing.F) {
	f.Add("plain 甲")
	f.Add("\x1b]0;x\x07\x9b\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		out := Safe(s)
		if strings.ContainsFunc(out, unsafe) {
			t.Errorf("%q is still unsafe", out)
		}
		if Safe(out) != out {
			t.Errorf("%q changes again", out)
		}
	})
}
