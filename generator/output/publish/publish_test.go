package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"mingshan/generator/base/artifact"
)

// site makes a small site; pages below "same" do not change from one version to the next.
func site(version string, n int) []artifact.File {
	files := []artifact.File{{Path: "index.html", Data: []byte("entrance " + version)}}
	for i := range n {
		files = append(files,
			artifact.File{Path: fmt.Sprintf("zh/same/%d.html", i), Data: []byte(fmt.Sprintf("same %d", i))},
			artifact.File{Path: fmt.Sprintf("en/new/%d.html", i), Data: []byte(fmt.Sprintf("%s %d", version, i))})
	}
	return append(files, artifact.File{Path: "only-" + version + ".txt", Data: []byte(version)})
}

func mustOpen(t *testing.T, dir string) *Staging {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *Staging, files []artifact.File) {
	t.Helper()
	for _, f := range files {
		if err := s.Put(f); err != nil {
			t.Fatal(err)
		}
	}
}

func publishSite(t *testing.T, dir string, files []artifact.File) Stats {
	t.Helper()
	s := mustOpen(t, dir)
	put(t, s, files)
	stats, err := s.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

// verify reads a published folder back: every file of the manifest is there with its sum, and nothing else but
// .gitignore. It gives what only-*.txt says, the version.
func verify(dir string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return "", err
	}
	entries, err := decodeManifest(data)
	if err != nil {
		return "", err
	}
	if !slices.IsSortedFunc(entries, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) }) {
		return "", fmt.Errorf("manifest is not sorted")
	}
	version, listed := "", map[string]bool{manifestName: true, gitignore: true}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(dir, e.Path))
		if err != nil {
			return "", err
		}
		sum := sha256.Sum256(b)
		if int64(len(b)) != e.Bytes || hex.EncodeToString(sum[:]) != e.SHA256 {
			return "", fmt.Errorf("%s is not as in the manifest", e.Path)
		}
		listed[e.Path] = true
		if strings.HasPrefix(e.Path, "only-") {
			version += string(b)
		}
	}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err == nil && !listed[filepath.ToSlash(rel)] {
			return fmt.Errorf("%s is not in the manifest", rel)
		}
		return err
	})
	return version, err
}

func wantVersion(t *testing.T, dir, want string) {
	t.Helper()
	got, err := verify(dir)
	if err != nil || got != want {
		t.Fatalf("%s holds version %q, want %q; %v", dir, got, want, err)
	}
}

// wantAlone asserts that nothing of ours is left beside dir.
func wantAlone(t *testing.T, dir string) {
	t.Helper()
	names, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasPrefix(n.Name(), "."+filepath.Base(dir)) {
			t.Errorf("%s is left beside %s", n.Name(), dir)
		}
	}
}

func TestPublishAndReplace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "public")
	stats := publishSite(t, dir, site("a", 3))
	if want := (Stats{Files: 8, Bytes: 38}); stats != want {
		t.Errorf("first stats %+v, want %+v", stats, want)
	}
	wantVersion(t, dir, "a")
	stats = publishSite(t, dir, site("b", 2))
	if stats.Files != 6 || stats.Unchanged != 2 {
		t.Errorf("second stats %+v, want 6 files, 2 unchanged", stats)
	}
	wantVersion(t, dir, "b")
	wantAlone(t, dir)
	for name, want := range map[string]fs.FileMode{".": 0o755, "en/new": 0o755, "en/new/0.html": 0o644, manifestName: 0o644} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v; %v", name, info.Mode().Perm(), want, err)
		}
	}
}

func TestManifestIsDeterministic(t *testing.T) {
	one, two := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "public")
	files := site("a", 20)
	publishSite(t, one, files)
	slices.Reverse(files)
	s := mustOpen(t, two)
	var wg sync.WaitGroup
	for _, f := range files {
		wg.Go(func() {
			if err := s.Put(f); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	a, _ := os.ReadFile(filepath.Join(one, manifestName))
	b, _ := os.ReadFile(filepath.Join(two, manifestName))
	if len(a) == 0 || string(a) != string(b) {
		t.Errorf("manifests differ:\n%s\n%s", a, b)
	}
}

func TestUnchangedIsLinkedButNeverTrusted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishSite(t, dir, site("a", 3))
	kept, tampered := filepath.Join(dir, "zh/same/0.html"), filepath.Join(dir, "zh/same/1.html")
	before, err := os.Stat(kept)
	if err != nil {
		t.Fatal(err)
	}
	// The same size, so that only the bytes tell.
	if err := os.WriteFile(tampered, []byte("sane 1"), fileMode); err != nil {
		t.Fatal(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.WriteFile(elsewhere, []byte("same 2"), fileMode); err != nil {
		t.Fatal(err)
	}
	linked := filepath.Join(dir, "zh/same/2.html")
	if err := os.Remove(linked); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, linked); err != nil {
		t.Fatal(err)
	}
	if stats := publishSite(t, dir, site("b", 3)); stats.Unchanged != 1 {
		t.Errorf("%d files unchanged, want 1: one was edited by hand, one is a symbolic link", stats.Unchanged)
	}
	wantVersion(t, dir, "b")
	after, err := os.Stat(kept)
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("an unchanged file was written anew; %v", err)
	}
	if info, err := os.Lstat(linked); err != nil || !info.Mode().IsRegular() {
		t.Errorf("a symbolic link was carried into the new site; %v", err)
	}
}

func TestNothingIsWrittenThroughALink(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishSite(t, dir, site("a", 1))
	backup := filepath.Join(t.TempDir(), "backup.html")
	if err := os.Link(filepath.Join(dir, "index.html"), backup); err != nil {
		t.Fatal(err)
	}
	publishSite(t, dir, site("b", 1))
	if b, err := os.ReadFile(backup); err != nil || string(b) != "entrance a" {
		t.Errorf("the backup of the old page is now %q; %v", b, err)
	}
}

func TestGitignoreIsCarriedOver(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	rule := "*\r\n!.gitignore\x00\n"
	if err := os.WriteFile(filepath.Join(dir, gitignore), []byte(rule), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, v := range []string{"a", "b"} {
		publishSite(t, dir, site(v, 1))
		wantVersion(t, dir, v)
		if b, err := os.ReadFile(filepath.Join(dir, gitignore)); err != nil || string(b) != rule {
			t.Errorf("%s after %s is %q; %v", gitignore, v, b, err)
		}
	}
}

func TestRefusesFolders(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		full := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("home/letter.txt", "dear")
	write("foreign/manifest.json", `{"name": "an app"}`)
	write("plain", "a file")
	write("project/content/site.yaml", "title: x")
	write("module/go.mod", "module x")
	write("pages/.git/HEAD", "ref")
	write("folder-ignore/.gitignore/x", "x")
	if err := os.Symlink(filepath.Join(root, "home"), filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Join(root, "module"))
	for dir, want := range map[string]string{
		"":                      "no folder named",
		"/":                     "root of the file system",
		".":                     "working folder",
		"..":                    "working folder",
		"../home":               "not made by mingshan",
		"../foreign":            "not made by mingshan",
		"../plain":              "not a folder",
		"../link":               "symbolic link",
		"../project":            "holds content",
		"../project/content":    "content written by editors",
		"../project/content/s1": "content written by editors",
		"../pages":              ".git",
		"../precious":           "holds the project",
		"../folder-ignore":      "not a plain file",
	} {
		s, err := Open(dir, filepath.Join(root, "precious", "content"))
		if err == nil {
			t.Errorf("Open(%q) is let through", dir)
			_ = s.Abort()
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%q): %v; want %q in it", dir, err, want)
		}
	}
	if b, err := os.ReadFile(filepath.Join(root, "home", "letter.txt")); err != nil || string(b) != "dear" {
		t.Errorf("letter is %q; %v", b, err)
	}
}

func TestRefusesFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishSite(t, dir, site("a", 1))
	for name, bad := range map[string][]string{
		"above":      {"../x"},
		"absolute":   {"/x"},
		"twice":      {"x", "x"},
		"case":       {"x/A.html", "x/a.html"},
		"file above": {"x", "x/y"},
		"manifest":   {manifestName},
		"gitignore":  {gitignore},
	} {
		s := mustOpen(t, dir)
		var err error
		for _, p := range bad {
			err = s.Put(artifact.File{Path: p})
		}
		if err == nil {
			t.Errorf("%s: Put of %q is let through", name, bad)
		}
		if _, err := s.Commit(); err == nil || !strings.Contains(err.Error(), "unchanged") {
			t.Errorf("%s: Commit after a failed Put: %v", name, err)
		}
		wantVersion(t, dir, "a")
		wantAlone(t, dir)
	}
	s := mustOpen(t, dir)
	if _, err := s.Commit(); err == nil {
		t.Error("an empty site is published")
	}
	if err := s.Put(artifact.File{Path: "late"}); err == nil {
		t.Error("Put after Commit is let through")
	}
	if _, err := s.Commit(); err == nil {
		t.Error("a second Commit is let through")
	}
	wantVersion(t, dir, "a")
}

func TestAbortLeavesTheOldSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishSite(t, dir, site("a", 1))
	s := mustOpen(t, dir)
	put(t, s, site("b", 1))
	if err := s.Abort(); err != nil {
		t.Error(err)
	}
	if err := s.Abort(); err != nil {
		t.Error(err)
	}
	wantVersion(t, dir, "a")
	wantAlone(t, dir)
}

func TestTwoBuildsAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := mustOpen(t, dir)
	if _, err := Open(dir); err == nil || !strings.Contains(err.Error(), "another build") {
		t.Errorf("a second Open: %v", err)
	}
	if err := Recover(dir); err == nil {
		t.Error("Recover during a build is let through")
	}
	put(t, s, site("a", 1))
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	publishSite(t, dir, site("b", 1))
	wantVersion(t, dir, "b")
}

func TestFolderChangedDuringTheBuild(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := mustOpen(t, dir)
	put(t, s, site("a", 1))
	if err := os.MkdirAll(filepath.Join(dir, "photos"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(); err == nil {
		t.Error("a folder that was filled during the build is replaced")
	}
	if !exists(filepath.Join(dir, "photos")) {
		t.Error("the photos are gone")
	}
}

func TestTwoRenamesWhereExchangeIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for _, v := range []string{"a", "b"} {
		s := mustOpen(t, dir)
		s.exchange = func(_, _ string) error { return errNoExchange }
		put(t, s, site(v, 2))
		if _, err := s.Commit(); err != nil {
			t.Fatal(err)
		}
		wantVersion(t, dir, v)
		wantAlone(t, dir)
	}
	// Killed between the two renames: no site is in place.
	p, err := locate(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(p.dir, p.last); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(p.inNext("zh"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Recover(dir); err != nil {
		t.Fatal(err)
	}
	wantVersion(t, dir, "b")
	wantAlone(t, dir)
}
