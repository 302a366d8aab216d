package artifact

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestCheckPath(t *testing.T) {
	for _, good := range []string{"index.html", "zh/index.html", "a/b/c.css", "data/referrals.csv", "地区/福州.html", ".well-known/security.txt", strings.Repeat("a", 240)} {
		if err := CheckPath(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", ".", "..", "/", "/etc/passwd", "../x", "a/../../x", "a/..", "./a", "a//b", "a/", "a/./b",
		`a\b`, `..\x`, "c:x", "a*", "a?b", `a"b`, "a<b", "a>b", "a|b", "a\x00b", "a\nb", "a\x7fb", "a\xffb", strings.Repeat("a", 241), strings.Repeat("地", 81),
	} {
		if err := CheckPath(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestTreeKeepsFiles(t *testing.T) {
	tree := NewTree()
	for _, path := range []string{"b.html", "a/z.html", "a.html"} {
		if err := tree.Put(File{path, []byte(path)}); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := tree.Paths(), []string{"a.html", "a/z.html", "b.html"}; !slices.Equal(got, want) {
		t.Errorf("paths %v, want %v", got, want)
	}
	if b, ok := tree.Get("a/z.html"); !ok || string(b) != "a/z.html" {
		t.Errorf("%q, %v", b, ok)
	}
	if b, ok := tree.Get("none"); ok || b != nil {
		t.Errorf("a file that is not there: %q", b)
	}
}

func TestTreeTakesAPathOnce(t *testing.T) {
	tree := NewTree()
	for i, x := range []struct {
		file File
		ok   bool
	}{{File{"a", []byte("1")}, true}, {File{"a", []byte("1")}, true}, {File{"a", []byte("2")}, false}, {File{"../a", []byte("1")}, false}} {
		if err := tree.Put(x.file); (err == nil) != x.ok {
			t.Errorf("%d: %v", i, err)
		}
	}
	if b, _ := tree.Get("a"); string(b) != "1" || len(tree.Paths()) != 1 {
		t.Errorf("a refused file was kept: %q %v", b, tree.Paths())
	}
}

func TestTreeFromManyHands(t *testing.T) {
	tree := NewTree()
	var sink Sink = tree
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			if err := sink.Put(File{fmt.Sprintf("f%02d", i%25), []byte{byte(i % 25)}}); err != nil {
				t.Error(err)
			}
			tree.Get("f00")
			tree.Paths()
		})
	}
	wg.Wait()
	if n := len(tree.Paths()); n != 25 {
		t.Errorf("%d files, want 25", n)
	}
}

func FuzzCheckPath(f *testing.F) {
	f.Add("zh/index.html")
	f.Add("a/../../etc/passwd")
	f.Fuzz(func(t *testing.T, path string) {
		if CheckPath(path) != nil {
			return
		}
		for element := range strings.SplitSeq(path, "/") {
			if element == "" || element == "." || element == ".." || strings.ContainsAny(element, "\\:\x00") {
				t.Errorf("%q leaves the folder", path)
			}
		}
	})
}
