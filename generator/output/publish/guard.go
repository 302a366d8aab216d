package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// locate finds the absolute names for dir and refuses a dir that can never be a site's folder. The parent is
// made when it is missing; symbolic links above dir are followed once, here.
func locate(dir string, precious []string) (place, error) {
	if dir == "" {
		return place{}, errors.New("publish: no folder named; give one such as public")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return place{}, fmt.Errorf("publish to %s: %w", dir, err)
	}
	parent, base := filepath.Split(abs)
	if base == "" {
		return place{}, fmt.Errorf("publish to %s: this is the root of the file system; name a folder of its own such as public", abs)
	}
	if info, err := os.Lstat(abs); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return place{}, fmt.Errorf("publish to %s: this is a symbolic link and would be replaced by a folder; name the folder it leads to", abs)
	}
	if err := os.MkdirAll(parent, folderMode); err != nil {
		return place{}, fmt.Errorf("publish to %s: %w", abs, err)
	}
	parent, err = filepath.EvalSymlinks(parent)
	if err != nil {
		return place{}, fmt.Errorf("publish to %s: %w", abs, err)
	}
	in := func(format string) string { return filepath.Join(parent, fmt.Sprintf(format, base)) }
	p := place{dir: in("%s"), next: in(".%s-next.staging"), last: in(".%s-last.staging"), lock: in(".%s.lock")}
	return p, p.refuse(precious)
}

// refuse protects what must never be replaced: the precious folders, the working folder, everything above them,
// and the inside of content/.
func (p place) refuse(precious []string) error {
	if wd, err := os.Getwd(); err == nil {
		precious = append([]string{wd}, precious...)
	}
	for _, name := range precious {
		full, err := filepath.Abs(name)
		if err != nil {
			return fmt.Errorf("publish to %s: %w", p.dir, err)
		}
		if real, err := filepath.EvalSymlinks(full); err == nil {
			full = real
		}
		if holds(p.dir, full) {
			return fmt.Errorf("publish to %s: this folder holds the project or the working folder (%s); name a folder of its own such as public", p.dir, full)
		}
	}
	for up := p.dir; ; up = filepath.Dir(up) {
		if exists(filepath.Join(up, "site.yaml")) {
			return fmt.Errorf("publish to %s: this is content written by editors (%s has site.yaml); name a folder of its own such as public", p.dir, up)
		}
		if up == filepath.Dir(up) {
			break
		}
	}
	for _, sign := range []string{".git", "go.mod", filepath.Join("content", "site.yaml")} {
		if exists(filepath.Join(p.dir, sign)) {
			return fmt.Errorf("publish to %s: this folder holds %s and would lose it; name a folder of its own such as public", p.dir, sign)
		}
	}
	return nil
}

// inspect looks at what stands at dir: nothing, an empty folder, or a site of ours, whose manifest it gives.
func (p place) inspect() ([]Entry, error) {
	info, err := os.Lstat(p.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", p.dir, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("publish to %s: this is not a folder; move it away or name another folder", p.dir)
	}
	names, err := os.ReadDir(p.dir)
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", p.dir, err)
	}
	empty := true
	for _, n := range names {
		if n.Name() != gitignore {
			empty = false
		} else if !n.Type().IsRegular() {
			return nil, fmt.Errorf("publish to %s: %s is not a plain file; make it one or remove it", p.dir, gitignore)
		}
	}
	if empty {
		return nil, nil
	}
	data, err := os.ReadFile(p.inDir(manifestName))
	if err == nil {
		var entries []Entry
		if entries, err = decodeManifest(data); err == nil {
			return entries, nil
		}
	}
	return nil, fmt.Errorf("publish to %s: the folder is not empty and was not made by mingshan (%w); "+
		"empty it yourself if nothing in it is needed, or name another folder", p.dir, err)
}

// holds reports whether inner is outer or lies in it.
func holds(outer, inner string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}
