package cli

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// writeTestGallery runs the command as a designer does.
func writeTestGallery(t *testing.T) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "gallery")
	var said bytes.Buffer
	if status := Main([]string{"gallery", "-o", out, "--lang", "en"}, &said, &said, func(string) string { return "" }); status != Done {
		t.Fatalf("status %d: %s", status, said.String())
	}
	if !strings.Contains(said.String(), filepath.Join(out, "index.html")) {
		t.Errorf("it does not say where to look: %q", said.String())
	}
	return out
}

// TestGallery: every part and page stands there in each mode and language, the index leads to all of them, and each
// carries the look of its mode.
func TestGallery(t *testing.T) {
	out := writeTestGallery(t)
	index, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`<li><a href="([^"]+)">`).FindAllSubmatch(index, -1)
	linked := map[string]bool{}
	for _, l := range links {
		linked[string(l[1])] = true
	}
	pages, err := filepath.Glob(filepath.Join(out, "*", "*", "*.html"))
	if err != nil || len(pages) != len(linked) {
		t.Errorf("%d pages, %d linked (%v)", len(pages), len(linked), err)
	}
	for _, mode := range galleryModes() {
		for _, tag := range []string{"zh", "en"} {
			for _, name := range []string{"home", "project", "part-table", "part-figure", "part-money-withheld-all", "part-masthead-longest"} {
				at := mode[0] + "/" + tag + "/" + name + ".html"
				page, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(at)))
				if err != nil || !linked[at] {
					t.Errorf("%s: %v, linked %v", at, err, linked[at])
				}
				if !bytes.Contains(page, []byte("<html "+mode[1]+" lang=")) {
					t.Errorf("%s does not carry %s", at, mode[1])
				}
			}
		}
		sheet, err := os.ReadFile(filepath.Join(out, mode[0], "style.css"))
		if err != nil {
			t.Fatal(err)
		}
		if onScreen := bytes.Contains(sheet, []byte("@media screen")); onScreen == (mode[0] == "print") {
			t.Errorf("%s: the sheet is for a screen: %v", mode[0], onScreen)
		}
	}
}

func TestGalleryTakesNoArguments(t *testing.T) {
	if status := Main([]string{"gallery", "x"}, io.Discard, io.Discard, func(string) string { return "" }); status != Usage {
		t.Errorf("status %d, want %d", status, Usage)
	}
}
