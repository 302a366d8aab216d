package source_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/source"
)

// project writes files into a fresh root that has a site.yaml.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	write(t, root, "content/site.yaml", "title: x\n")
	for name, text := range files {
		write(t, root, name, text)
	}
	return root
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, root string, o source.Options) (*source.Snapshot, []diag.Problem) {
	t.Helper()
	snap, problems, err := source.Read(root, o)
	if err != nil {
		t.Fatal(err)
	}
	return snap, problems.Sorted()
}

func paths(files []source.File) string {
	var out []string
	for _, f := range files {
		out = append(out, f.Path)
	}
	return strings.Join(out, " ")
}

func TestReadsInOrderAndPassesOverLeftovers(t *testing.T) {
	root := project(t, map[string]string{
		"content/pages/b/page.yaml": "x: y\n", "content/pages/a/zh.md": "\ufeff善\r\n", "content/pages/a-b/zh.md": "x",
		"data/codes/fields.csv": "\ufeffcode\n", "data/README.md": "x", "content/.DS_Store": "\x00", "content/.git/config": "x",
		"content/pages/a/zh.md~": "x", "content/pages/a/.#zh.md": "x", "content/pages/a/.zh.md.swp": "x", "content/pages/a/zh.md.swp": "x",
		"data/codes/~$fields.xlsx": "x", "data/Thumbs.db": "x", "content/#zh.md#": "x",
		"themes/banyan/lib.js": "js", "themes/banyan/other.js": "js", "secret.txt": "x",
	})
	snap, problems := read(t, root, source.Options{Assets: []string{"themes/banyan/lib.js", "themes/absent.js"}})
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	want := "content/pages/a-b/zh.md content/pages/a/zh.md content/pages/b/page.yaml content/site.yaml data/codes/fields.csv themes/banyan/lib.js"
	if got := paths(snap.Files("")); got != want {
		t.Errorf("files\n%s\nwant\n%s", got, want)
	}
	if got := paths(snap.Files("content/pages/a/")); got != "content/pages/a/zh.md" {
		t.Errorf("prefix: %s", got)
	}
	if got := snap.Files("zzz"); len(got) != 0 {
		t.Errorf("absent prefix: %v", got)
	}
	if f, ok := snap.Get("content/pages/a/zh.md"); !ok || string(f.Data) != "善\r\n" {
		t.Errorf("the byte order mark of a text stays: %q", f.Data)
	}
	if f, _ := snap.Get("data/codes/fields.csv"); string(f.Data) != "\ufeffcode\n" {
		t.Errorf("a table is not decoded here: %q", f.Data)
	}
	if _, ok := snap.Get("secret.txt"); ok {
		t.Error("a file outside content/ and data/ was read")
	}
}

func TestDigestFollowsTheBytes(t *testing.T) {
	root := project(t, map[string]string{"data/a.csv": "x\n"})
	one, _ := read(t, root, source.Options{})
	two, _ := read(t, root, source.Options{})
	if one.Digest() != two.Digest() {
		t.Error("two readings of the same files differ")
	}
	write(t, root, "data/a.csv", "y\n")
	if three, _ := read(t, root, source.Options{}); three.Digest() == one.Digest() {
		t.Error("an edit does not show in the digest")
	}
	if source.Make(map[string][]byte{"ab": []byte("c")}).Digest() == source.Make(map[string][]byte{"a": []byte("bc")}).Digest() {
		t.Error("the border between path and bytes does not show in the digest")
	}
}

func TestHostileNames(t *testing.T) {
	root := project(t, map[string]string{
		"content/a\nb.md":            "x",
		"content/a\u202egnp.md":      "x",
		"content/zero\u200bwidth.md": "x",
		"content/what?.md":           "x",
		`content/back\slash.md`:      "x",
		"content/ lead.md":           "x",
		"content/dot.md.":            "x",
		"content/con.md":             "x",
		"content/caf\u0065\u0301.md": "x",
		"content/bad\xff.md":         "x",
		"content/Twin.md":            "x",
		"content/twin.md":            "x",
		"content/dir\x7f/in.md":      "x",
		"content/fine-善.md":          "x",
	})
	outside := filepath.Join(t.TempDir(), "secret.md")
	if err := os.WriteFile(outside, []byte("canary 7919333"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"out.md": outside, "in.md": "fine-善.md", "folder": "../data", "gone.md": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(root, "content", name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(root, "content/pipe.md"), 0o644); err != nil {
		t.Fatal(err)
	}
	snap, problems := read(t, root, source.Options{})
	got := map[string]string{}
	for _, p := range problems {
		got[p.File] = p.Code
		if p.Hint.ZH == "" || p.Hint.EN == "" {
			t.Errorf("%q: no hint", p.File)
		}
	}
	want := map[string]string{
		"content/a\nb.md": "source/name-control", "content/a\u202egnp.md": "source/name-control",
		"content/zero\u200bwidth.md": "source/name-control", "content/dir\x7f": "source/name-control",
		"content/what?.md": "source/name-character", `content/back\slash.md`: "source/name-character",
		"content/ lead.md": "source/name-ends", "content/dot.md.": "source/name-ends", "content/con.md": "source/name-reserved",
		"content/caf\u0065\u0301.md": "source/name-nfc", "content/bad\xff.md": "source/name-encoding",
		"content/Twin.md": "source/name-twins", "content/twin.md": "source/name-twins",
		"content/out.md": "source/symlink", "content/in.md": "source/symlink", "content/folder": "source/symlink",
		"content/gone.md": "source/symlink", "content/pipe.md": "source/not-a-file",
	}
	for name, code := range want {
		if got[name] != code {
			t.Errorf("%q: %q, want %q", name, got[name], code)
		}
		if !snap.Refused(name) {
			t.Errorf("%q is not remembered as refused", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d problems, want %d: %v", len(got), len(want), got)
	}
	if files := paths(snap.Files("")); files != "content/fine-善.md content/site.yaml" {
		t.Errorf("used: %q", files)
	}
	if i := slices.IndexFunc(problems, func(p diag.Problem) bool { return p.Code == "source/name-nfc" }); i < 0 ||
		!strings.Contains(problems[i].Hint.EN, "caf\u00e9.md") {
		t.Error("the hint does not give the composed spelling")
	}
}

func TestRefusedText(t *testing.T) {
	for _, c := range []struct {
		name, file, text, code string
		line, column           int
	}{
		{"GBK", "content/a.md", "ok\nxx\xc9\xc6", "source/encoding", 2, 3},
		{"UTF-16", "content/a.yaml", "\xff\xfea\x00", "source/encoding", 1, 1},
		{"NUL", "content/a.md", "善a\x00", "source/control", 1, 3},
		{"bell", "content/a.yaml", "x\n善\x07", "source/control", 2, 2},
		{"override", "content/a.md", "ab\u202ecd", "source/bidi", 1, 3},
		{"isolate", "data/a.yaml", "\n\n\u2066", "source/bidi", 3, 1},
		{"long line", "data/a.csv", "x\n" + strings.Repeat("9", 1<<20+1) + "\n", "source/long-line", 2, 0},
		{"long line of prose", "content/a.md", strings.Repeat("善", 1<<19), "source/long-line", 1, 0},
		{"spreadsheet", "data/a.xlsx", "x", "source/file-type", 0, 0},
		{"picture in data", "data/a.png", "x", "source/file-type", 0, 0},
		{"script in content", "content/a.html", "x", "source/file-type", 0, 0},
		{"short extension", "content/a.yml", "x", "source/file-type", 0, 0},
		{"capital extension", "content/a.PNG", "x", "source/file-type", 0, 0},
		{"no extension", "content/LICENSE", "x", "source/file-type", 0, 0},
	} {
		root := project(t, map[string]string{c.file: c.text})
		snap, problems := read(t, root, source.Options{})
		if len(problems) != 1 {
			t.Errorf("%s: problems %v", c.name, problems)
			continue
		}
		if p := problems[0]; p.File != c.file || p.Code != c.code || p.Line != c.line || p.Column != c.column {
			t.Errorf("%s: %s %s at %d:%d, want %s at %d:%d", c.name, p.File, p.Code, p.Line, p.Column, c.code, c.line, c.column)
		}
		if _, ok := snap.Get(c.file); ok || !snap.Refused(c.file) {
			t.Errorf("%s: the file is used", c.name)
		}
	}
}

func TestReportsOfOneFileAreLimited(t *testing.T) {
	_, problems := read(t, project(t, map[string]string{"content/a.md": strings.Repeat("\x01", 1000)}), source.Options{})
	if len(problems) != 10 {
		t.Errorf("%d problems", len(problems))
	}
}

func TestLargeFileIsNotRead(t *testing.T) {
	root := project(t, nil)
	path := filepath.Join(root, "content", "huge.png")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skipf("no sparse files here: %v", err)
	}
	_, problems := read(t, root, source.Options{})
	if len(problems) != 1 || problems[0].Code != "source/too-large" {
		t.Errorf("problems: %v", problems)
	}
	write(t, root, "content/small.png", "123456")
	if _, problems := read(t, root, source.Options{MaxBytes: 5}); len(problems) != 3 {
		t.Errorf("with a limit of 5 bytes: %v", problems)
	}
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 { // root reads everything: be nobody for this test, temporary folder included
		if err := syscall.Seteuid(65534); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := syscall.Seteuid(0); err != nil {
				t.Fatal(err)
			}
		})
	}
	root := project(t, map[string]string{"content/a.md": "x"})
	if err := os.Chmod(filepath.Join(root, "content/a.md"), 0); err != nil {
		t.Fatal(err)
	}
	if _, problems := read(t, root, source.Options{}); len(problems) != 1 || problems[0].Code != "source/unreadable" {
		t.Errorf("problems: %v", problems)
	}
}

func TestWrongFolder(t *testing.T) {
	snap, problems := read(t, t.TempDir(), source.Options{})
	if len(problems) != 1 || problems[0].Code != "source/no-site" || !strings.Contains(problems[0].Hint.EN, "-C") {
		t.Errorf("problems: %v", problems)
	}
	if !snap.Refused("content/site.yaml") {
		t.Error("a later room would report site.yaml again")
	}
	if _, _, err := source.Read(filepath.Join(t.TempDir(), "absent"), source.Options{}); err == nil {
		t.Error("no error for a root that does not exist")
	}
}

func TestContentItselfMayNotBeALink(t *testing.T) {
	root := t.TempDir()
	write(t, root, "elsewhere/site.yaml", "x: y\n")
	if err := os.Symlink("elsewhere", filepath.Join(root, "content")); err != nil {
		t.Fatal(err)
	}
	snap, problems := read(t, root, source.Options{})
	if len(problems) != 1 || problems[0].Code != "source/symlink" || len(snap.Files("")) != 0 {
		t.Errorf("%v, %s", problems, paths(snap.Files("")))
	}
}
