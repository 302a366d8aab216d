package build_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"mingshan/generator/cli"
	"mingshan/generator/output/publish"
	"mingshan/generator/site/chart"
	"mingshan/generator/testkit/sites"
)

// kills is how often the command is killed.
const kills = 30

// notices is the tiny site with many notices, so that publishing takes a while, and without charts, so that a run
// takes no longer than that. The library is never asked for a drawing; one comment stands for it.
func notices(t *testing.T, version string) sites.Files {
	t.Helper()
	files := sites.Tiny(t)
	text := string(files["data/aggregates/referrals.yaml"])
	text = text[:bytes.Index([]byte(text), []byte("charts:"))]
	files.Set("data/aggregates/referrals.yaml", text)
	files.Edit(t, "content/site.yaml", "  charts:\n    - referrals/trend\n", "")
	files.Edit(t, "content/topics/referral/topic.yaml", "figures:\n  - referrals/trend\n", "")
	files.Set(chart.LibraryPath, "// no chart is drawn\n")
	for i := range 60 {
		folder := fmt.Sprintf("content/notices/n-%02d/", i)
		files.Set(folder+"notice.yaml", "title:\n  zh: 通知\n  en: Notice\nsummary:\n  zh: 通知。\n  en: A notice.\ntype: update\ndate: 2026-11-09\n")
		files.Set(folder+"zh.md", "版本 "+version+"\n")
		files.Set(folder+"en.md", "version "+version+"\n")
	}
	return files
}

// command prepares one run of the real command in a process of its own.
func command(dir, public string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "build", "-C", dir, "-o", public, "--quiet")
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

// whole reads a published site and insists that its files are exactly those of its manifest, with the same digests.
func whole(t *testing.T, public string) string {
	t.Helper()
	tree := sites.Tree(t, public)
	var manifest struct {
		Files []publish.Entry `json:"files"`
	}
	if err := json.Unmarshal(tree["manifest.json"], &manifest); err != nil {
		t.Fatalf("manifest of %s: %v", public, err)
	}
	delete(tree, "manifest.json")
	var want bytes.Buffer
	for _, e := range manifest.Files {
		fmt.Fprintf(&want, "%s %s\n", e.SHA256, e.Path)
	}
	wantSame(t, "the folder against its manifest", want.String(), digests(tree))
	return digests(tree)
}

// TestKilledCommand kills the command at seeded moments of its run: public/ is always the complete old site or the
// complete new one, and the next run works whatever was left behind.
func TestKilledCommand(t *testing.T) {
	parent := t.TempDir()
	dirs, want := []string{filepath.Join(parent, "a"), filepath.Join(parent, "b")}, []string{"", ""}
	public := filepath.Join(parent, "out", "public")
	if err := os.Mkdir(filepath.Dir(public), 0o755); err != nil {
		t.Fatal(err)
	}
	var length time.Duration
	for i, dir := range dirs {
		notices(t, dir[len(dir)-1:]).Write(t, dir)
		start := time.Now()
		if out, err := command(dir, public).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		length = time.Since(start)
		want[i] = whole(t, public)
	}
	if want[0] == want[1] {
		t.Fatal("the two versions are the same, so nothing could be told apart")
	}
	chance := rand.New(rand.NewPCG(117, 2024))
	now := 1 // the version that stands there
	met := map[string]int{}
	for range kills {
		next := 1 - now
		cmd := command(dirs[next], public)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Most moments fall into the second half, where files are written and folders are exchanged.
		part := 0.4 + 0.7*chance.Float64()
		if chance.IntN(5) == 0 {
			part = 0.4 * chance.Float64()
		}
		time.Sleep(time.Duration(float64(length) * part))
		_ = cmd.Process.Kill() // it may have ended already
		killed := cmd.Wait() != nil
		got := whole(t, public)
		switch {
		case got == want[next]:
			now = next
			met[fmt.Sprintf("new, killed %v", killed)]++
		case got == want[now] && killed:
			met["old"]++
		default:
			t.Fatalf("killed %v, and the site is neither the old nor the new one", killed)
		}
		if left, err := filepath.Glob(filepath.Join(filepath.Dir(public), ".public-*")); err == nil && len(left) > 0 {
			met["something left behind"]++
		}
	}
	t.Logf("%d kills in runs of %v: %v", kills, length, met)
	if met["old"] < 3 || met["something left behind"] < 1 {
		t.Errorf("the kills prove little: %v", met)
	}
	if cmd := command(dirs[0], public); cmd.Run() != nil || cmd.ProcessState.ExitCode() != cli.Done || whole(t, public) != want[0] {
		t.Error("the run after the kills does not publish")
	}
	wantOnly(t, filepath.Dir(public), "public", ".public.lock")
}

// TestDamagedCache: a cache that is cut, changed or of another program costs time and changes no byte of the site.
func TestDamagedCache(t *testing.T) {
	dir := written(t, tiny(t), "site")
	public, cache := filepath.Join(dir, "public"), filepath.Join(dir, ".cache", "memo")
	run := func() string {
		if out, err := command(dir, public).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return whole(t, public)
	}
	want := run()
	good, err := os.ReadFile(cache)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(good)
	changed[len(changed)/2] ^= 1
	for name, data := range map[string][]byte{"as it was": good, "cut": good[:len(good)/2], "changed": changed, "of another program": append(make([]byte, 32), good[32:]...)} {
		if err := os.WriteFile(cache, data, 0o644); err != nil {
			t.Fatal(err)
		}
		wantSame(t, "a cache that is "+name, want, run())
	}
}
