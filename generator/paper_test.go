package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"mingshan/generator/cli"
)

// TestFactSheet prints the sample project and the complaint to write by hand in both languages: one A4 sheet each, whatever the mode on the screen is.
func TestFactSheet(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := chrome(t)
	dir := t.TempDir()
	if status := cli.Main([]string{"gallery", "-o", dir, "--quiet", "--lang", "en"}, os.Stdout, os.Stderr, func(string) string { return "" }); status != cli.Done {
		t.Fatalf("status %d", status)
	}
	for _, page := range []string{"light/zh/project", "light/en/project", "contrast-dark/en/project", "large/zh/project", "light/zh/sheet", "light/en/sheet", "large/en/sheet"} {
		pdf := filepath.Join(dir, "sheet.pdf")
		address := "file://" + filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(page))) + ".html"
		out, err := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
			"--no-pdf-header-footer", "--print-to-pdf="+pdf, address).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", page, err, out)
		}
		data, err := os.ReadFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(pdf); err != nil {
			t.Fatal(err)
		}
		count := regexp.MustCompile(`/Count (\d+)`).FindSubmatch(data)
		box := regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindSubmatch(data)
		if count == nil || box == nil {
			t.Fatalf("%s: the PDF names neither its pages nor their size", page)
		}
		if string(count[1]) != "1" {
			t.Errorf("%s takes %s sheets, want one", page, count[1])
		}
		for i, want := range []float64{595.3, 841.9} {
			if got, err := strconv.ParseFloat(string(box[i+1]), 64); err != nil || got < want-2 || got > want+2 {
				t.Errorf("%s: the sheet is %s by %s points, not A4", page, box[1], box[2])
				break
			}
		}
	}
}
