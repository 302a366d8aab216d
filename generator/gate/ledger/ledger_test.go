package ledger

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
)

func at(day int) calendar.Date { return calendar.Date{Year: 2026, Month: 11, Day: day} }

func cell(name string) Cell { return Cell{"referrals", "referred", name} }

// two is a ledger of two releases: a shown, b hidden, then c new and a changed.
func two(t *testing.T) []File {
	t.Helper()
	var files []File
	for i, cells := range [][]Shown{
		{{cell("2026Q2|b"), Mark{}}, {cell("2026Q2|a"), Mark{true, 40}}},
		{{cell("2026Q2|a"), Mark{true, 41}}, {cell("2026Q2|b"), Mark{true, 30}}, {cell("2026Q3|c"), Mark{true, -2}}},
	} {
		files = add(t, files, at(10+i), cells)
	}
	return files
}

// add records one more release and insists that the ledger before is whole.
func add(t *testing.T, files []File, date calendar.Date, cells []Shown) []File {
	t.Helper()
	l := whole(t, files)
	more, _, err := l.Record(date, "rules", cells)
	if err != nil {
		t.Fatal(err)
	}
	return with(files, more)
}

// with puts files in the place of those of the same name.
func with(files []File, more []artifact.File) []File {
	var out []File
	for _, f := range files {
		if f.Path != more[len(more)-1].Path {
			out = append(out, f)
		}
	}
	for _, f := range more {
		out = append(out, File(f))
	}
	return out
}

func whole(t *testing.T, files []File) *Ledger {
	t.Helper()
	l, problems := Read(files)
	if s := told(problems); s != "" {
		t.Fatal(s)
	}
	return l
}

func told(problems diag.List) string {
	var b bytes.Buffer
	if err := problems.Write(&b, "en"); err != nil {
		return err.Error()
	}
	return b.String()
}

func TestLedgerRemembers(t *testing.T) {
	l := whole(t, two(t))
	if len(l.Releases) != 2 || l.Releases[1].Cells != 3 || l.Releases[1].Date != at(11) || l.Releases[0].Policy != "rules" {
		t.Errorf("releases: %+v", l.Releases)
	}
	for name, want := range map[string]Mark{"2026Q2|a": {true, 41}, "2026Q2|b": {true, 30}, "2026Q3|c": {true, -2}} {
		if got, ok := l.Was(cell(name)); !ok || got != want {
			t.Errorf("%s was %v, want %v", name, got, want)
		}
	}
	if _, ok := l.Was(cell("2026Q3|d")); ok {
		t.Error("a cell that was never published is known")
	}
	if !l.EverHidden(cell("2026Q2|b")) || l.EverHidden(cell("2026Q2|a")) {
		t.Error("what was hidden once is forgotten, or made up")
	}
	if files, n, err := l.Record(at(12), "rules", []Shown{{cell("2026Q2|a"), Mark{true, 41}}}); files != nil || n != 0 || err != nil {
		t.Errorf("nothing changed, and %d cells were recorded: %v", n, err)
	}
	if _, _, err := l.Record(at(12), "rules", []Shown{{cell("x"), Mark{}}, {cell("x"), Mark{true, 7919333}}}); err == nil || strings.Contains(err.Error(), "7919333") {
		t.Errorf("a cell that stands twice: %v", err)
	}
	if l, problems := Read(nil); problems.Blocking() > 0 || len(l.Releases) > 0 {
		t.Errorf("an empty ledger: %s", told(problems))
	}
}

// TestLedgerIsTheSame: the files do not depend on the order of the cells.
func TestLedgerIsTheSame(t *testing.T) {
	cells := []Shown{{cell("b"), Mark{}}, {Cell{"a", "x", "y"}, Mark{true, 1}}, {cell("a"), Mark{true, 2}}}
	var l Ledger
	first, _, _ := l.Record(at(1), "p", cells)
	cells[0], cells[2] = cells[2], cells[0]
	second, _, _ := l.Record(at(1), "p", cells)
	if fmt.Sprint(first) != fmt.Sprint(second) {
		t.Error("two orders give two files")
	}
}

// TestLedgerRefuses: each way to lose, change or fork the past is seen.
func TestLedgerRefuses(t *testing.T) {
	files := two(t)
	first, second, head := files[0], files[1], files[2]
	if !strings.HasSuffix(second.Path, "0002-2026-11-11.csv") || head.Path != headFile {
		t.Fatalf("files: %s, %s", second.Path, head.Path)
	}
	changed := func(f File, old, with string) File {
		if !bytes.Contains(f.Data, []byte(old)) {
			t.Fatalf("no %q in %s", old, f.Path)
		}
		return File{f.Path, bytes.Replace(f.Data, []byte(old), []byte(with), 1)}
	}
	// resealed is a file whose last line was made to fit what somebody changed in it.
	resealed := func(f File) File {
		at := bytes.LastIndex(bytes.TrimSuffix(f.Data, []byte("\n")), []byte("\n")) + 1
		n := bytes.Count(f.Data[:at], []byte("cell,"))
		return File{f.Path, fmt.Appendf(bytes.Clone(f.Data[:at]), "end,%d,%s\n", n, digest(f.Data[:at]))}
	}
	miscounted := func(f File) File {
		f = resealed(f)
		return File{f.Path, bytes.Replace(f.Data, []byte("end,2,"), []byte("end,3,"), 1)}
	}
	forked, _, _ := whole(t, []File{first, {headFile, headLine([]Release{{Digest: digest(first.Data)}})}}).Record(at(20), "rules", []Shown{{cell("z"), Mark{}}})
	for _, c := range []struct {
		name  string
		files []File
		code  string
	}{
		{"newest taken away", []File{first, head}, "head"},
		{"oldest taken away", []File{second, head}, "chain"},
		{"head taken away", []File{first, second}, "head"},
		{"all but the head taken away", []File{head}, "head"},
		{"a value changed", []File{changed(first, ",40", ",41"), second, head}, "changed"},
		{"a hidden cell said to be shown, with a new seal", []File{resealed(changed(first, ",H", ",12")), second, head}, "chain"},
		{"the newest changed, with a new seal", []File{first, resealed(changed(second, ",30", ",31")), head}, "head"},
		{"cut off", []File{first, {second.Path, second.Data[:len(second.Data)-90]}, head}, "truncated"},
		{"cut at a line", []File{first, {second.Path, second.Data[:bytes.LastIndex(second.Data, []byte("end,"))]}, head}, "truncated"},
		{"empty", []File{{first.Path, nil}, second, head}, "truncated"},
		{"fork", []File{first, second, File(forked[0]), head}, "chain"},
		{"the head of a release before", []File{first, second, {headFile, headLine([]Release{{Digest: digest(first.Data)}})}}, "unfinished"},
		{"two releases beyond the head", []File{first, second, File(Begin())}, "head"},
		{"a number left out", []File{first, resealed(changed(second, "release,2", "release,3")), head}, "gap"},
		{"an open quotation mark", []File{resealed(changed(first, "policy,", "policy,\"")), second, head}, "line"},
		{"fewer cells than said", []File{miscounted(first), second, head}, "truncated"},
		{"another name", []File{{Folder + "0001-2026-11-09.csv", first.Data}, second, head}, "name"},
		{"no number", []File{resealed(changed(first, ",40", ",4O")), second, head}, "line"},
		{"a number written otherwise", []File{resealed(changed(first, ",40", ",040")), second, head}, "line"},
		{"a stranger's line", []File{resealed(changed(first, "policy,", "police,")), second, head}, "line"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Read(c.files)
			text := told(problems)
			if !strings.Contains(text, "[ledger/"+c.code+"]") || !strings.Contains(text, "hint: ") || problems.Blocking() != 1 {
				t.Errorf("want one ledger/%s:\n%s", c.code, text)
			}
		})
	}
}

// TestInterruptedRecording: a release is written before the head that names it. Killed in between, the ledger says what
// to do, and goes on where it was; a head that was taken away is not made up.
func TestInterruptedRecording(t *testing.T) {
	before := []File{File(Begin())}
	if l, problems := Read(before); problems.Blocking() > 0 || len(l.Releases) > 0 {
		t.Errorf("a ledger that was only begun: %s", told(problems))
	}
	for i, cells := range [][]Shown{{{cell("a"), Mark{true, 40}}}, {{cell("a"), Mark{true, 41}}}} {
		more, _, err := whole(t, before).Record(at(10+i), "rules", cells)
		if err != nil || more[1].Path != headFile {
			t.Fatal(err, more)
		}
		killed := append(slices.Clone(before), File(more[0]))
		_, problems := Read(killed)
		if text := told(problems); !strings.Contains(text, "[ledger/unfinished]") || !strings.Contains(text, "run 'mingshan ledger record' again") || !strings.Contains(text, more[0].Path) {
			t.Errorf("killed after release %d: %s", i+1, text)
		}
		head, release, ok := Resume(killed)
		if !ok || string(head.Data) != string(more[1].Data) || head.Path != headFile || release.Number != i+1 {
			t.Errorf("release %d: resumed with %q (%v)", release.Number, head.Data, ok)
		}
		headless := slices.DeleteFunc(slices.Clone(killed), func(f File) bool { return f.Path == headFile })
		before = with(before, more)
		for name, files := range map[string][]File{"a whole ledger": before, "no head": headless} {
			if _, _, ok := Resume(files); ok {
				t.Errorf("%s was resumed", name)
			}
		}
		whole(t, before)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("release,1,2026-11-20\nafter,\npolicy,p\ncell,a,b,c,1\nend,1,x\n"), []byte("head,1,x\n"))
	f.Add([]byte(`"`), []byte{})
	f.Fuzz(func(t *testing.T, release, head []byte) {
		l, problems := Read([]File{{Folder + "0001-2026-11-20.csv", release}, {headFile, head}})
		if problems.Blocking() == 0 && len(l.Releases) != 1 {
			t.Error("a ledger without a release has no problem")
		}
	})
}
