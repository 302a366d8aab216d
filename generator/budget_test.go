package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// firstView is what a page may send before it can be read, in bytes on the wire: about two seconds on a slow telephone
// network. Everything in the head counts, and every picture that does not wait until it is scrolled to.
const firstView = 100_000

// onTheWire is how many bytes a file of the site takes when the host compresses it as hosts do; pictures go as they are.
func onTheWire(name string) (int, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	switch filepath.Ext(name) {
	case ".jpg", ".jpeg", ".png", ".webp":
		return len(data), nil
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, 6)
	if err != nil {
		return 0, err
	}
	_, err = w.Write(data)
	err = errors.Join(err, w.Close())
	return b.Len(), err
}

// view is what a page needs first: its kind, and the addresses of files as they stand in it.
type view struct {
	kind  string
	needs []string
}

// read finds what the first view of a page needs. Of a picture in several widths the widest counts, because a telephone
// with a fine screen may ask for it.
func read(page []byte) (view, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return view{}, err
	}
	var v view
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		at := map[string]string{}
		for _, a := range n.Attr {
			at[a.Key] = a.Val
		}
		switch n.Data {
		case "body":
			v.kind = strings.TrimPrefix(at["class"], "page-")
		case "link":
			if rel := strings.Fields(at["rel"]); slices.Contains(rel, "stylesheet") || slices.Contains(rel, "icon") || slices.Contains(rel, "preload") || slices.Contains(rel, "modulepreload") {
				v.needs = append(v.needs, at["href"])
			}
		case "script":
			if at["src"] != "" {
				v.needs = append(v.needs, at["src"])
			}
		case "img":
			if at["loading"] != "lazy" {
				v.needs = append(v.needs, widest(at["src"], at["srcset"]))
			}
		}
	}
	return v, nil
}

// widest gives the last and therefore widest picture of a srcset, or src.
func widest(src, srcset string) string {
	if sets := strings.Split(srcset, ","); srcset != "" {
		return strings.Fields(sets[len(sets)-1])[0]
	}
	return src
}

// weighed is one page on the scales.
type weighed struct {
	path, kind string
	files      int
	bytes      int
}

// weighSite weighs the first view of every page.
func weighSite(site string) ([]weighed, error) {
	known := map[string]int{}
	weigh := func(name string) (int, error) {
		if n, ok := known[name]; ok {
			return n, nil
		}
		n, err := onTheWire(name)
		known[name] = n
		return n, err
	}
	var all []weighed
	err := filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		page, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		v, err := read(page)
		if err != nil {
			return err
		}
		path, err := filepath.Rel(site, name)
		if err != nil {
			return err
		}
		w := weighed{path: filepath.ToSlash(path), kind: v.kind, files: 1 + len(v.needs)}
		if w.bytes, err = onTheWire(name); err != nil {
			return err
		}
		for _, address := range v.needs {
			if strings.HasPrefix(address, "data:") {
				continue // it stands in the page
			}
			n, err := weigh(filepath.Join(filepath.Dir(name), filepath.FromSlash(address)))
			if err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
			w.bytes += n
		}
		all = append(all, w)
		return nil
	})
	return all, err
}

// overBudget says which pages weigh too much.
func overBudget(all []weighed) []string {
	var out []string
	for _, w := range all {
		if w.bytes > firstView {
			out = append(out, fmt.Sprintf("%s: the first view takes %d bytes in %d files, more than %d", w.path, w.bytes, w.files, firstView))
		}
	}
	return out
}

// webFonts names the fonts that a folder brings along: the site uses what is on the reader's device.
func webFonts(folder string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(name) {
		case ".woff", ".woff2", ".ttf", ".otf", ".eot":
			found = append(found, name)
		case ".css":
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			if bytes.Contains(bytes.ToLower(data), []byte("@font-face")) {
				found = append(found, name)
			}
		}
		return nil
	})
	return found, err
}

// TestBudget weighs every page of the site and shows the heaviest of each kind.
func TestBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the whole site")
	}
	needPackages(t)
	site := buildSite(t)
	all, err := weighSite(site)
	if err != nil {
		t.Fatal(err)
	}
	if fonts, err := webFonts(site); err != nil || len(fonts) > 0 {
		t.Errorf("fonts of the site's own: %v, %v", fonts, err)
	}
	if len(all) < 300 {
		t.Fatalf("the site has only %d pages", len(all))
	}
	for _, c := range overBudget(all) {
		t.Error(c)
	}
	heaviest, pages := map[string]weighed{}, map[string]int{}
	for _, w := range all {
		pages[w.kind]++
		if w.bytes > heaviest[w.kind].bytes {
			heaviest[w.kind] = w
		}
	}
	t.Logf("%-14s %6s %8s %6s  %s", "kind", "pages", "bytes", "files", "heaviest")
	for _, kind := range slices.Sorted(maps.Keys(heaviest)) {
		w := heaviest[kind]
		t.Logf("%-14s %6d %8d %6d  %s", kind, pages[kind], w.bytes, w.files, w.path)
	}
}

// weigh holds what a telephone has really asked for since the page was opened, without a finger on it, to the same
// budget. A browser in a test asks for no icon, so it is added.
func (r *reader) weigh(t *testing.T, site string) {
	t.Helper()
	sum, seen := 0, map[string]bool{}
	for _, address := range r.requested() {
		path, inside := strings.CutPrefix(address, r.from)
		if !inside || seen[path] {
			continue
		}
		seen[path] = true
		if path == "" || strings.HasSuffix(path, "/") {
			path += "index.html"
		}
		n, err := onTheWire(filepath.Join(site, filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	icons, err := filepath.Glob(filepath.Join(site, "assets", "icon.*.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, icon := range icons {
		n, err := onTheWire(icon)
		if err != nil {
			t.Fatal(err)
		}
		sum += n
	}
	if sum > firstView {
		r.complain(t, "360 px", []string{fmt.Sprintf("the telephone has loaded %d bytes in %d files before anything was touched, more than %d: %v",
			sum, len(seen), firstView, slices.Sorted(maps.Keys(seen)))})
	}
}
