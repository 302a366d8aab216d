package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"mingshan/generator/base/artifact"
	"mingshan/generator/gate/pixels"
	"mingshan/generator/input/source"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/theme"
)

// Memo keeps what is costly and depends on single files only: pictures re-encoded, the chart library compiled and
// drawings. What the gate decides is never kept. The zero Memo is empty; one Memo serves one build at a time.
type Memo struct {
	studio   *chart.Studio
	library  [32]byte
	drawings map[string]string // from an earlier process
	mu       sync.Mutex        // for pictures and used
	pictures map[[32]byte]pixels.Set
	used     map[[32]byte]bool
	bundles  bundles
}

// bundles are the theme's scripts as browsers take them, for the sources of the digest.
type bundles struct {
	Sources [32]byte
	Files   map[string]artifact.File
}

// kept is a Memo between two processes.
type kept struct {
	Drawings map[string]string
	Pictures map[[32]byte]pixels.Set
	Bundles  bundles
}

// Encode gives what this process asked the Memo for, for Decode in a later one of the same program.
func (m *Memo) Encode() ([]byte, error) {
	k := kept{Pictures: map[[32]byte]pixels.Set{}, Bundles: m.bundles}
	if m.studio != nil {
		k.Drawings = m.studio.Drawings()
	}
	for digest := range m.used {
		if set, ok := m.pictures[digest]; ok {
			k.Pictures[digest] = set
		}
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(k); err != nil {
		return nil, fmt.Errorf("encode memo: %w", err)
	}
	return b.Bytes(), nil
}

// Decode fills an empty Memo. Whoever calls it has made sure that the bytes are those that Encode gave.
func (m *Memo) Decode(data []byte) error {
	var k kept
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&k); err != nil {
		return fmt.Errorf("decode memo: %w", err)
	}
	m.drawings, m.pictures, m.bundles = k.Drawings, k.Pictures, k.Bundles
	return nil
}

// picture clears a picture file, remembering the outcome by the file's digest. It is safe for concurrent use.
func (m *Memo) picture(snap *source.Snapshot) func(string) (pixels.Set, error) {
	return func(path string) (pixels.Set, error) {
		f, ok := snap.Get(path)
		if !ok {
			return pixels.Set{}, pixels.ErrFormat
		}
		m.mu.Lock()
		if m.used == nil {
			m.used = map[[32]byte]bool{}
		}
		m.used[f.Digest] = true
		set, ok := m.pictures[f.Digest]
		m.mu.Unlock()
		if ok {
			return set, nil
		}
		set, err := pixels.Clear(f.Data)
		if err == nil {
			m.mu.Lock()
			if m.pictures == nil {
				m.pictures = map[[32]byte]pixels.Set{}
			}
			m.pictures[f.Digest] = set
			m.mu.Unlock()
		}
		return set, err
	}
}

// desk gives the chart studio for the library in the snapshot.
func (m *Memo) desk(snap *source.Snapshot) (*chart.Studio, error) {
	f, ok := snap.Get(chart.LibraryPath)
	if !ok {
		return nil, ErrNoLibrary
	}
	if m.studio == nil || m.library != f.Digest {
		m.studio, m.library = chart.NewStudio(f.Data), f.Digest
		m.studio.Remember(m.drawings)
	}
	return m.studio, nil
}

// LockFile is where npm notes what it installed, each package with the digest of its bytes.
const LockFile = ".package-lock.json"

// scripts bundles the theme's scripts, unless that was done before for the same scripts and the same packages.
func (m *Memo) scripts(t theme.Theme, packages fs.FS) (map[string]artifact.File, error) {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(t.Scripts)) {
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(t.Scripts[name]))
	}
	h.Write(t.Engine)
	if packages != nil {
		installed, err := fs.ReadFile(packages, LockFile)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoLibrary, err)
		}
		h.Write(installed)
	}
	if sources := [32]byte(h.Sum(nil)); m.bundles.Files == nil || sources != m.bundles.Sources {
		files, err := t.Bundle(packages)
		if err != nil {
			return nil, err
		}
		m.bundles = bundles{sources, files}
	}
	return m.bundles.Files, nil
}
