package main_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"mingshan/generator/site/chart"
)

// The scripts in testdata/script run the real command on a copy of testdata/site. They are about the command: exit
// statuses, flags, words on the terminal, what happens to public/. What is refused, and in which words, is in
// refused_test.go; what hostile input does to a page is in hostile_test.go.

const (
	tinySite  = "testdata/site"
	chartFile = "../" + chart.LibraryPath
)

func TestScripts(t *testing.T) {
	needLibrary(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			// Each command compiles the chart library for itself; fewer collections halve the time.
			env.Setenv("GOGC", "400")
			// A build may run over midnight: both days are right.
			today := time.Now().In(time.FixedZone("CST", 8*60*60))
			env.Setenv("TODAY", today.Format("2006-01-02")+"|"+today.AddDate(0, 0, 1).Format("2006-01-02"))
			return copySite(filepath.Join(env.WorkDir, "site"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": scriptStatus,
			"edit":   scriptEdit,
			"big":    scriptBig,
			"keep":   scriptKeep,
			"same":   scriptSame,
			"absent": scriptAbsent,
		},
	})
}

// needLibrary skips where the front-end packages are not installed; on CI that is a failure.
func needLibrary(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(chartFile); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("ECharts is not installed: run 'npm ci' in themes/banyan")
	}
	t.Skip("ECharts is not installed: run 'npm ci' in themes/banyan")
}

// copySite copies the tiny site and the chart library; a file that stands there already, from a script, is kept.
func copySite(to string) error {
	if err := copyTree(tinySite, to); err != nil {
		return err
	}
	library := filepath.Join(to, chart.LibraryPath)
	if err := os.MkdirAll(filepath.Dir(library), 0o755); err != nil {
		return err
	}
	if os.Link(chartFile, library) == nil {
		return nil
	}
	data, err := os.ReadFile(chartFile) // another file system, or not installed
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return writeNew(library, data)
}

func copyTree(from, to string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return writeNew(filepath.Join(to, rel), data)
	})
}

func writeNew(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// scriptStatus runs mingshan and asserts its exit status: status 3 build --lang zh
func scriptStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: status N [argument…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec("mingshan", args[1:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("mingshan: %v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("mingshan %s: exit status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// scriptEdit replaces one piece of a file, which has to be there: edit file old new
func scriptEdit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit file old new")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	if !strings.Contains(string(data), args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, []byte(strings.Replace(string(data), args[1], strings.ReplaceAll(args[2], `\n`, "\n"), 1)), 0o644))
}

// scriptBig makes a file of so many bytes, without using the disk: big file 209715200
func scriptBig(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: big file bytes")
	}
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(errors.Join(f.Truncate(n), f.Close()))
}

// scriptKeep remembers a folder to the last byte: keep NAME folder
func scriptKeep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: keep NAME folder")
	}
	sum, err := fingerprint(ts.MkAbs(args[1]))
	ts.Check(err)
	ts.Setenv("KEPT_"+args[0], sum)
}

// scriptSame asserts that a folder is as it was kept: same NAME folder
func scriptSame(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 || ts.Getenv("KEPT_"+args[0]) == "" {
		ts.Fatalf("usage: [!] same NAME folder, after keep NAME")
	}
	sum, err := fingerprint(ts.MkAbs(args[1]))
	ts.Check(err)
	if is := sum == ts.Getenv("KEPT_"+args[0]); is == neg {
		ts.Fatalf("%s is the same as %s: %v", args[1], args[0], is)
	}
}

// scriptAbsent asserts that no file below a folder holds a word: absent folder word…
func scriptAbsent(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: [!] absent folder word…")
	}
	for _, word := range args[1:] {
		found := ""
		ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			if bytes.Contains(data, []byte(word)) {
				found = name
			}
			return err
		}))
		if (found == "") == neg {
			ts.Fatalf("%q stands in %q", word, found)
		}
	}
}

// fingerprint is one value for every name, mode and byte below a folder.
func fingerprint(dir string) (string, error) {
	h := sha256.New()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%q %v\n", rel, info.Mode())
		if !d.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(name)
		fmt.Fprintf(h, "%d %x\n", len(data), sha256.Sum256(data))
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil)), err
}
