package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the name in go.mod.
const module = "mingshan"

// house is what the sources say: every package of the module without its tests, and the words of the themes.
type house struct {
	rooms []room
	texts map[string]string // templates and UI strings, by path
}

// room is one package; path is below the module, such as "generator/base/diag".
type room struct {
	path  string
	files []file
}

// file is one parsed Go source, for whatever system it is built.
type file struct {
	path   string
	set    *token.FileSet
	syntax *ast.File
}

// planted is a small house made of sources, by path.
type planted map[string]string

// below reports whether a slash-separated path is dir or stands in it.
func below(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }

func (f file) at(pos token.Pos) string {
	return f.path + ":" + strconv.Itoa(f.set.Position(pos).Line)
}

// imports gives each imported path, ours without the module's name, and where it stands.
func (f file) imports() iter.Seq2[string, string] {
	return func(yield func(to, at string) bool) {
		for _, spec := range f.syntax.Imports {
			to, err := strconv.Unquote(spec.Path.Value)
			if err == nil && !yield(strings.TrimPrefix(to, module+"/"), f.at(spec.Pos())) {
				return
			}
		}
	}
}

// localName is how a file calls an imported package: "" when it does not import it, "." for a dot import.
func (f file) localName(importPath string) string {
	for _, spec := range f.syntax.Imports {
		if spec.Path.Value != strconv.Quote(importPath) {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(importPath)
	}
	return ""
}

func parse(name string, src any) (file, error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, src, parser.ParseComments|parser.SkipObjectResolution)
	return file{name, set, syntax}, err
}

// importing is a room with one file that imports one package.
func importing(roomPath, importPath string) planted {
	return planted{roomPath + "/a.go": fmt.Sprintf("package a\n\nimport _ %q\n", importPath)}
}

// source is a room with one file.
func source(roomPath, src string) planted {
	return planted{roomPath + "/a.go": "package " + path.Base(roomPath) + "\n\n" + src + "\n"}
}

// plant makes a house of sources in memory.
func plant(t *testing.T, p planted) house {
	t.Helper()
	h := house{texts: map[string]string{}}
	rooms := map[string]room{}
	for name, src := range p {
		if path.Ext(name) != ".go" {
			h.texts[name] = src
			continue
		}
		f, err := parse(name, src)
		if err != nil {
			t.Fatalf("planted: %v", err)
		}
		r := rooms[path.Dir(name)]
		r.path = path.Dir(name)
		r.files = append(r.files, f)
		rooms[r.path] = r
	}
	for _, p := range slices.Sorted(maps.Keys(rooms)) {
		h.rooms = append(h.rooms, rooms[p])
	}
	return h
}

// readHouse reads the sources of this module. Files for other systems count too: a ban holds on every system.
// The folders are walked besides, for two reasons: a folder that go list leaves out is noticed, and go test, which
// keeps the results of tests whose opened files did not change, opens every folder and so sees a new room.
func readHouse(t *testing.T) house {
	t.Helper()
	folders := map[string]bool{}
	h := house{texts: map[string]string{}}
	walkHouse(t, folders, h.texts)
	list := exec.Command("go", "list", "-e", "-json=ImportPath,GoFiles,CgoFiles,IgnoredGoFiles", "./...")
	list.Dir = ".."
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath                        string
			GoFiles, CgoFiles, IgnoredGoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		r := room{path: strings.TrimPrefix(p.ImportPath, module+"/")}
		for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.IgnoredGoFiles) {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			name = path.Join(r.path, name)
			data, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			f, err := parse(name, data)
			if err != nil {
				t.Fatal(err)
			}
			r.files = append(r.files, f)
		}
		h.rooms = append(h.rooms, r)
		delete(folders, r.path)
	}
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		t.Errorf("%s holds Go source that go list does not name", name)
	}
	return h
}

// walkHouse notes the folders with Go sources, and reads the templates and UI strings of every theme.
func walkHouse(t *testing.T, folders map[string]bool, texts map[string]string) {
	t.Helper()
	root := os.DirFS("..")
	walk := func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata"):
			return fs.SkipDir
		case path.Ext(name) == ".go" && !strings.HasSuffix(name, "_test.go"):
			folders[path.Dir(name)] = true
		case below(name, "themes") && (path.Ext(name) == ".templ" || !d.IsDir() && path.Base(path.Dir(name)) == "text"):
			data, err := fs.ReadFile(root, name)
			texts[name] = string(data)
			return err
		}
		return nil
	}
	for _, top := range []string{"generator", "themes"} {
		if err := fs.WalkDir(root, top, walk); err != nil {
			t.Fatal(err)
		}
	}
}

// testNames gives the names of all tests and fuzz functions.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	root := os.DirFS("..")
	for _, top := range []string{"generator", "themes"} {
		err := fs.WalkDir(root, top, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "node_modules":
				return fs.SkipDir
			case !strings.HasSuffix(name, "_test.go"):
				return nil
			}
			data, err := fs.ReadFile(root, name)
			for _, m := range declared.FindAllSubmatch(data, -1) {
				names[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return names
}
