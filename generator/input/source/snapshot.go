package source

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
)

// File is one input file as it was when the Snapshot was taken.
type File struct {
	Path   string // slash-separated, from the project's root
	Data   []byte // not to be changed; text files without a byte order mark
	Digest [32]byte
}

// Snapshot is every input file, read once. It is immutable and safe for concurrent use.
type Snapshot struct {
	files   []File // by path
	refused map[string]bool
}

// Make builds a Snapshot from bytes instead of a disk, for tests of the rooms above.
func Make(files map[string][]byte) *Snapshot {
	s := &Snapshot{refused: map[string]bool{}}
	for path, data := range files {
		s.files = append(s.files, File{path, data, sha256.Sum256(data)})
	}
	s.sort()
	return s
}

func (s *Snapshot) sort() {
	slices.SortFunc(s.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
}

// Files lists the files whose path begins with the prefix ("data/", "content/projects/"; "" is all), in byte
// order of their paths. The caller must not change the slice.
func (s *Snapshot) Files(prefix string) []File {
	from, _ := slices.BinarySearchFunc(s.files, prefix, func(f File, p string) int { return cmp.Compare(f.Path, p) })
	to := from
	for to < len(s.files) && strings.HasPrefix(s.files[to].Path, prefix) {
		to++
	}
	return slices.Clip(s.files[from:to])
}

// Get gives the file at a path and whether there is one.
func (s *Snapshot) Get(path string) (File, bool) {
	i, ok := slices.BinarySearchFunc(s.files, path, func(f File, p string) int { return cmp.Compare(f.Path, p) })
	if !ok {
		return File{}, false
	}
	return s.files[i], true
}

// Refused reports that the file at the path was reported already: it stands there and is not used, or it is
// content/site.yaml and missing. A room that looks for it in vain says nothing more about it.
func (s *Snapshot) Refused(path string) bool { return s.refused[path] }

// Digest is one value for all paths and bytes: equal digests mean equal inputs.
func (s *Snapshot) Digest() [32]byte {
	h := sha256.New()
	var n [8]byte
	for _, f := range s.files {
		binary.BigEndian.PutUint64(n[:], uint64(len(f.Path)))
		h.Write(n[:])
		h.Write([]byte(f.Path))
		h.Write(f.Digest[:])
	}
	return [32]byte(h.Sum(nil))
}
