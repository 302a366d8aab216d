// Package artifact is a finished file on its way to public/, and the sinks that take it.
//
// Finished files stream: a page is rendered, handed to a Sink and forgotten, so the whole site is never held
// in memory. A path is given out once; giving it twice is a fault of the program, reported as an error.
package artifact

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// File is one finished file: a clean, slash-separated path relative to the site's root, and its bytes.
// A File is immutable once made; sinks may keep Data.
type File struct {
	Path string
	Data []byte
}

// Sink takes finished files, in any order and from several goroutines at once.
type Sink interface {
	Put(File) error
}

// CheckPath refuses a path that could leave the site's folder or that a web server, a zip or a memory stick
// would not carry: absolute, "..", empty elements, back slashes, control characters, or longer than 240 bytes.
func CheckPath(path string) error {
	switch {
	case !fs.ValidPath(path) || path == ".":
		return fmt.Errorf("artifact %q: not a clean relative path", path)
	case len(path) > 240:
		return fmt.Errorf("artifact %q: path longer than 240 bytes", path)
	case !utf8.ValidString(path) || strings.ContainsFunc(path, func(r rune) bool {
		return r < 0x20 || r == 0x7f || strings.ContainsRune(`\:*?"<>|`, r)
	}):
		return fmt.Errorf("artifact %q: character that a server or a memory stick refuses", path)
	}
	return nil
}

// Tree is a Sink that keeps files in memory, for serve and for tests. Use NewTree.
type Tree struct {
	mu    sync.Mutex
	files map[string][]byte
}

// NewTree makes an empty Tree.
func NewTree() *Tree { return &Tree{files: map[string][]byte{}} }

// Put keeps the file; a path given twice with other bytes is an error.
func (t *Tree) Put(f File) error {
	if err := CheckPath(f.Path); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if old, ok := t.files[f.Path]; ok {
		if bytes.Equal(old, f.Data) {
			return nil
		}
		return fmt.Errorf("artifact %q: made twice with different bytes", f.Path)
	}
	t.files[f.Path] = f.Data
	return nil
}

// Get gives the bytes at a path and whether the path is there.
func (t *Tree) Get(path string) ([]byte, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b, ok := t.files[path]
	return b, ok
}

// Paths lists every path in byte order.
func (t *Tree) Paths() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]string, 0, len(t.files))
	for p := range t.files {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}
