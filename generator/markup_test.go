package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Every page of the site is given to two checkers of HTML that others wrote: html-validate, which needs the node that
// building needs, and the Nu checker of the W3C, where there is a java to run it. testdata/markup says what they are told.

const (
	htmlValidate = "../themes/banyan/node_modules/html-validate/bin/html-validate.mjs"
	nuChecker    = "../themes/banyan/node_modules/vnu-jar/build/dist/vnu.jar"
)

// checked runs a checker, which answers on out and says with its status whether it has found anything. It writes to a file,
// because node ends without emptying a pipe.
func checked(out *[]byte, name string, args ...string) error {
	answer, err := os.CreateTemp("", "markup-*.json")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(answer.Name()) }()
	var told bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = answer, &told
	err = cmd.Run()
	var status *exec.ExitError
	if err != nil && (!errors.As(err, &status) || status.ExitCode() != 1) {
		return fmt.Errorf("%s: %w\n%s", name, err, told.Bytes())
	}
	if err := answer.Close(); err != nil {
		return err
	}
	*out, err = os.ReadFile(answer.Name())
	return err
}

// validate gives the complaints of html-validate about all pages of a folder.
func validate(folder string) ([]string, error) {
	var out []byte
	if err := checked(&out, "node", htmlValidate, "--config", "testdata/markup/html-validate.json", "--formatter", "json", folder); err != nil {
		return nil, err
	}
	var files []struct {
		FilePath string `json:"filePath"`
		Messages []struct {
			RuleID   string `json:"ruleId"`
			Message  string `json:"message"`
			Selector string `json:"selector"`
			Line     int    `json:"line"`
			Column   int    `json:"column"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(out, &files); err != nil {
		return nil, fmt.Errorf("html-validate: %w", err)
	}
	var all []string
	for _, f := range files {
		for _, m := range f.Messages {
			all = append(all, fmt.Sprintf("%s:%d:%d: %s [html-validate %s] %s", f.FilePath, m.Line, m.Column, m.Message, m.RuleID, m.Selector))
		}
	}
	return all, nil
}

// nu gives the complaints of the Nu checker about all pages of a folder. It answers on standard output only if asked.
func nu(folder string) ([]string, error) {
	var out []byte
	if err := checked(&out, "java", "-Xss4m", "-jar", nuChecker, "--format", "json", "--stdout", "--skip-non-html", folder); err != nil {
		return nil, err
	}
	var answer struct {
		Messages []struct {
			Type    string `json:"type"`
			SubType string `json:"subType"`
			URL     string `json:"url"`
			Line    int    `json:"lastLine"`
			Column  int    `json:"lastColumn"`
			Message string `json:"message"`
			Extract string `json:"extract"`
		} `json:"messages"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, fmt.Errorf("the Nu checker: %w", err)
	}
	var all []string
	for _, m := range answer.Messages {
		all = append(all, fmt.Sprintf("%s:%d:%d: %s %s [nu] %q", m.URL, m.Line, m.Column, strings.TrimSpace(m.Type+" "+m.SubType), m.Message, m.Extract))
	}
	return all, nil
}

// complainAll reports the first of many complaints; one mistake in a template is a thousand on the site.
func complainAll(t *testing.T, all []string) {
	t.Helper()
	const most = 30
	for _, c := range all[:min(most, len(all))] {
		t.Error(c)
	}
	if len(all) > most {
		t.Errorf("and %d more", len(all)-most)
	}
}

// needNode skips without the checker that always runs; in CI that is a failure.
func needNode(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		missing(t, "node is not installed")
	}
	if _, err := os.Stat(htmlValidate); err != nil {
		missing(t, "html-validate is not installed: run npm ci in themes/banyan")
	}
}

// hasJava reports whether the Nu checker can run.
func hasJava() bool {
	_, err := exec.LookPath("java")
	return err == nil
}

func TestMarkup(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the whole site")
	}
	needNode(t)
	site := buildSite(t)
	checkers := map[string]func(folder string) ([]string, error){"html-validate": validate, "nu": nu}
	if !hasJava() {
		t.Log("no java: the Nu checker does not run, html-validate does")
		delete(checkers, "nu")
	}
	for name, check := range checkers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all, err := check(site)
			if err != nil {
				t.Fatal(err)
			}
			complainAll(t, all)
		})
	}
}

// TestMarkupCatches gives both checkers a page with a mistake that each is there for, and one without.
func TestMarkupCatches(t *testing.T) {
	needNode(t)
	page := func(body string) string {
		return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body><h1>A page</h1>` + body + `</body></html>`
	}
	bad := map[string]string{
		"twice":   page(`<p id="a">One.</p><p id="a">Two.</p>`),
		"nested":  page(`<p><a href="#a">One <a href="#b">two</a></a></p>`),
		"skipped": page(`<h4>Too deep</h4><p>Text.</p>`),
		"unknown": page(`<p><blinking>Text.</blinking></p>`),
		"open":    page(`<div><p>Text.</p>`),
	}
	folder := t.TempDir()
	for name, text := range bad {
		if err := os.WriteFile(filepath.Join(folder, name+".html"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "sound.html"), []byte(page(`<p>Text.</p>`)), 0o644); err != nil {
		t.Fatal(err)
	}
	checkers := map[string]func(string) ([]string, error){"html-validate": validate}
	if hasJava() {
		checkers["the Nu checker"] = nu
	}
	for checker, check := range checkers {
		all, err := check(folder)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(all, "\n")
		for name := range bad {
			// What a heading's depth should be is no matter of HTML's grammar.
			if name == "skipped" && checker != "html-validate" {
				continue
			}
			if !strings.Contains(text, name+".html:") {
				t.Errorf("%s has nothing to say about the page %q", checker, name)
			}
		}
		if strings.Contains(text, "sound.html:") {
			t.Errorf("%s complains about a sound page: %s", checker, text)
		}
	}
}
