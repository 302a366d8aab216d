package publish

import (
	"bufio"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

const killFolder, killPath = "MINGSHAN_PUBLISH_KILL", "MINGSHAN_PUBLISH_KILL_PATH"

// TestMain turns the test binary into the process to be killed: it publishes site a and site b in turn until then.
func TestMain(m *testing.M) {
	dir := os.Getenv(killFolder)
	if dir == "" {
		os.Exit(m.Run())
	}
	for i := 0; ; i++ {
		s, err := Open(dir)
		if err != nil {
			os.Stdout.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		if os.Getenv(killPath) == "renames" {
			s.exchange = func(_, _ string) error { return errNoExchange }
		}
		if i == 0 {
			os.Stdout.WriteString("ready\n")
		}
		for _, f := range site([]string{"a", "b"}[i%2], 25) {
			if err := s.Put(f); err != nil {
				os.Exit(1)
			}
		}
		if _, err := s.Commit(); err != nil {
			os.Exit(1)
		}
	}
}

// killOnce starts the process, lets it work for a while and kills it as the system would: without a chance to tidy up.
func killOnce(t *testing.T, dir, way string, after time.Duration) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killFolder+"="+dir, killPath+"="+way)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if line != "ready\n" {
		t.Errorf("the process says %q; %v", line, err)
	}
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil {
		t.Errorf("the process ended by itself: %v", err)
	}
	_ = cmd.Wait() // "signal: killed" is what was asked for
}

// Killed at any moment, the folder is the complete old site or the complete new one, and the next run works.
func TestKilledAtAnyMoment(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishSite(t, dir, site("a", 25))
	chance := rand.New(rand.NewPCG(117, 2024))
	met, unfinished := map[string]int{}, 0
	for range 45 {
		killOnce(t, dir, "exchange", time.Duration(chance.IntN(25_000))*time.Microsecond)
		version, err := verify(dir)
		if err != nil || (version != "a" && version != "b") {
			t.Fatalf("after a kill %s is version %q: %v", dir, version, err)
		}
		met[version]++
		p, err := locate(dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		if exists(p.next) {
			unfinished++
		}
		if err := Recover(dir); err != nil {
			t.Fatal(err)
		}
		wantAlone(t, dir)
		wantVersion(t, dir, version)
	}
	t.Logf("old or new: %v; %d of 45 kills left something unfinished", met, unfinished)
	if unfinished == 0 || len(met) < 2 {
		t.Errorf("the kills proved nothing: versions %v, %d unfinished", met, unfinished)
	}
	publishSite(t, dir, site("c", 25))
	wantVersion(t, dir, "c")
}

// The first publication: there is no site or the whole one.
func TestKilledDuringTheFirst(t *testing.T) {
	chance := rand.New(rand.NewPCG(117, 2025))
	for range 5 {
		dir := filepath.Join(t.TempDir(), "public")
		killOnce(t, dir, "exchange", time.Duration(chance.IntN(8_000))*time.Microsecond)
		if exists(dir) {
			if _, err := verify(dir); err != nil {
				t.Fatal(err)
			}
		}
		publishSite(t, dir, site("c", 25))
		wantVersion(t, dir, "c")
		wantAlone(t, dir)
	}
}

// Where folders cannot be exchanged a kill may leave no site for a moment; the next run puts a whole one back.
func TestKilledBetweenRenames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	publishSite(t, dir, site("a", 25))
	chance := rand.New(rand.NewPCG(117, 2026))
	for range 20 {
		killOnce(t, dir, "renames", time.Duration(chance.IntN(25_000))*time.Microsecond)
		if err := Recover(dir); err != nil {
			t.Fatal(err)
		}
		if version, err := verify(dir); err != nil || (version != "a" && version != "b") {
			t.Fatalf("after a kill and recovery %s is version %q: %v", dir, version, err)
		}
		wantAlone(t, dir)
	}
}
