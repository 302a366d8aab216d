package cli

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"

	"mingshan/generator/build"
)

// The cache is one file, .cache/memo in the project: the digest of this program, the digest of the rest, the rest. It
// holds drawings and re-encoded pictures by the digest of what they were made from, nothing that the gate decides. A
// cache of another program, a damaged one or none at all only costs time, so nothing here is an error.

func (a *app) cacheFile() string { return filepath.Join(a.dir, ".cache", "memo") }

// program is the digest of the running executable: other code may draw otherwise.
func program() ([]byte, bool) {
	path, err := os.Executable()
	if err != nil {
		return nil, false
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	sum := sha256.Sum256(data)
	return sum[:], true
}

// memo reads the cache; an empty Memo when there is none that fits.
func (a *app) memo() *build.Memo {
	m := &build.Memo{}
	data, err := os.ReadFile(a.cacheFile())
	mark, ok := program()
	if err != nil || !ok || len(data) < 2*sha256.Size || !bytes.Equal(data[:sha256.Size], mark) {
		return m
	}
	body := data[2*sha256.Size:]
	if sum := sha256.Sum256(body); !bytes.Equal(data[sha256.Size:2*sha256.Size], sum[:]) || m.Decode(body) != nil {
		return &build.Memo{}
	}
	return m
}

// keep writes the cache, whole or not at all.
func (a *app) keep(m *build.Memo) {
	mark, ok := program()
	body, err := m.Encode()
	if !ok || err != nil || os.MkdirAll(filepath.Dir(a.cacheFile()), 0o755) != nil {
		return
	}
	sum := sha256.Sum256(body)
	data := bytes.Join([][]byte{mark, sum[:], body}, nil)
	next, err := os.CreateTemp(filepath.Dir(a.cacheFile()), "memo-*")
	if err != nil {
		return
	}
	_, err = next.Write(data)
	if closed := next.Close(); err != nil || closed != nil || os.Rename(next.Name(), a.cacheFile()) != nil {
		_ = os.Remove(next.Name())
	}
}
