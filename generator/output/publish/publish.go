// Package publish puts a finished site in the place of the old one, whole or not at all.
//
// It owns the folder public/ and is the only room that writes there. Killed at any moment, even by a power cut,
// public/ is the complete old site or the complete new one, never a mixture and never half of either:
//
//	staging, err := publish.Open("public", root)  // lock, clean up after a killed run, look at the old site
//	err = staging.Put(artifact.File{…})           // many times, from several goroutines
//	stats, err := staging.Commit()                // manifest last, sync, one atomic exchange
//	err = staging.Abort()                         // or: leave public/ as it was; harmless after Commit
//
// For dir "public" these stand beside it, and only while a run is at work or after one was killed:
//
//	.public.lock             held by the run (flock); a second run gets an error, not a queue
//	.public-next.staging     the tree being made; after the exchange the old tree, being removed
//	.public-last.staging     the old site, only where the file system cannot exchange two folders
//
// The next Open puts things right whatever the killed run left: a tree in the making is removed, never
// published; a last site without a present one is put back.
//
// manifest.json is written last and lists every file with its size and SHA-256, sorted, without times, so the same
// site has the same manifest. It is also the mark of ownership: a folder with files but without our manifest is
// refused, so a slip such as "-o $HOME" destroys nothing. A file that the old manifest lists with the same sum is
// read, compared and hard-linked instead of written; new files are always new inodes, so nothing is written
// through a link. Trust in the old tree ends there: a file that was changed by hand is written anew.
//
// ".gitignore" is not part of the site but is carried over, for the project that keeps an empty public/ in git.
package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"mingshan/generator/base/artifact"
)

const (
	fileMode   = 0o644
	folderMode = 0o755
	gitignore  = ".gitignore"
)

// Stats says what a commit did.
type Stats struct {
	Files     int   // of the site, without manifest.json
	Bytes     int64 // of those files
	Unchanged int   // of those files, taken over from the old site
}

// Staging is a site in the making. It is an artifact.Sink; Put may be called from several goroutines.
// A Staging ends with Commit or Abort, which give the lock back.
type Staging struct {
	place    place
	lock     *lock
	old      map[string]Entry // of the site in place; nil when there is none
	exchange func(a, b string) error

	// gate lets many Puts run and one Commit or Abort shut them out.
	gate sync.RWMutex

	mu      sync.Mutex
	seen    map[string]string // lower-case path → path
	folders map[string]bool
	entries []Entry
	stats   Stats
	failed  error
	closed  bool
}

// Open locks dir, puts right what a killed run left, and makes an empty staging folder beside it. Besides
// folders that are not ours, it refuses the given precious folders (the project's root, content) and
// everything above them. An error names the fix.
func Open(dir string, precious ...string) (*Staging, error) {
	p, err := locate(dir, precious)
	if err != nil {
		return nil, err
	}
	l, err := acquire(p.lock)
	if err != nil {
		return nil, err
	}
	s := &Staging{place: p, lock: l, exchange: exchange, seen: map[string]string{}, folders: map[string]bool{".": true}}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return s, nil
}

// Recover puts right what a killed run left beside dir, as Open does, and makes nothing.
func Recover(dir string) error {
	p, err := locate(dir, nil)
	if err != nil {
		return err
	}
	l, err := acquire(p.lock)
	if err != nil {
		return err
	}
	return errors.Join(p.recover(), l.release())
}

func (s *Staging) prepare() error {
	if err := s.place.recover(); err != nil {
		return err
	}
	old, err := s.place.inspect()
	if err != nil {
		return err
	}
	s.old = make(map[string]Entry, len(old))
	for _, e := range old {
		s.old[e.Path] = e
	}
	return makeFolder(s.place.next)
}

// Put writes one file of the site, or takes the identical one over from the old site. A bad path, a path given
// twice and two paths that differ only in case (one file on a memory stick) are errors; after any error
// Commit refuses.
func (s *Staging) Put(f artifact.File) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	err := s.put(f)
	if err != nil {
		s.mu.Lock()
		if s.failed == nil {
			s.failed = err
		}
		s.mu.Unlock()
	}
	return err
}

func (s *Staging) put(f artifact.File) error {
	if err := artifact.CheckPath(f.Path); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if err := s.reserve(f.Path); err != nil {
		return err
	}
	sum := sha256.Sum256(f.Data)
	e := Entry{Path: f.Path, Bytes: int64(len(f.Data)), SHA256: hex.EncodeToString(sum[:])}
	if err := s.folder(path.Dir(f.Path)); err != nil {
		return err
	}
	target := s.place.inNext(f.Path)
	linked := s.old[f.Path] == e && linkSame(s.place.inDir(f.Path), target, f.Data)
	if !linked {
		if err := writeNew(target, f.Data); err != nil {
			return fmt.Errorf("publish %s: %w", f.Path, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = append(s.entries, e)
	s.stats.Files++
	s.stats.Bytes += e.Bytes
	if linked {
		s.stats.Unchanged++
	}
	return nil
}

// reserve takes a path, once.
func (s *Staging) reserve(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("publish %s: the site is already committed or given up", name)
	}
	if name == manifestName || name == gitignore {
		return fmt.Errorf("publish %s: this name is kept for the publisher", name)
	}
	key := strings.ToLower(name)
	if other, ok := s.seen[key]; ok {
		if other == name {
			return fmt.Errorf("publish %s: made twice", name)
		}
		return fmt.Errorf("publish %s: differs from %s only in case", name, other)
	}
	s.seen[key] = name
	return nil
}

// folder makes a folder of the staging tree and those above it, each once.
func (s *Staging) folder(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folders[name] {
		return nil
	}
	var missing []string
	for d := name; !s.folders[d]; d = path.Dir(d) {
		missing = append(missing, d)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		if err := makeFolder(s.place.inNext(missing[i])); err != nil {
			return err
		}
		s.folders[missing[i]] = true
	}
	return nil
}

// Commit writes the manifest, brings everything to the disk and exchanges the old site for the new one. After an
// error of any Put, or without a single file, it gives up and the old site stays. Commit or Abort must follow Open;
// a second one is an error here and nothing in Abort.
func (s *Staging) Commit() (Stats, error) {
	s.gate.Lock()
	defer s.gate.Unlock()
	if s.closed {
		return Stats{}, errors.New("publish: the site is already committed or given up")
	}
	s.closed = true
	err := s.commit()
	if err != nil {
		// Where the exchange is done the new site stands and next is the old one; else next is the unfinished one.
		err = errors.Join(err, os.RemoveAll(s.place.next))
	}
	if err := errors.Join(err, s.lock.release()); err != nil {
		return Stats{}, err
	}
	return s.stats, nil
}

func (s *Staging) commit() error {
	if s.failed != nil {
		return fmt.Errorf("publish: a file could not be made, %s is unchanged: %w", s.place.dir, s.failed)
	}
	if len(s.entries) == 0 {
		return fmt.Errorf("publish: the site has no files, %s is unchanged", s.place.dir)
	}
	if _, err := s.place.inspect(); err != nil {
		return err
	}
	keep, err := os.ReadFile(s.place.inDir(gitignore))
	if err == nil {
		err = writeNew(s.place.inNext(gitignore), keep)
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return fmt.Errorf("publish: carry over %s: %w", gitignore, err)
	}
	manifest, err := encodeManifest(s.entries)
	if err != nil {
		return err
	}
	if err := writeNew(s.place.inNext(manifestName), manifest); err != nil {
		return fmt.Errorf("publish %s: %w", manifestName, err)
	}
	if err := syncTree(s.place.next, s.folders); err != nil {
		return fmt.Errorf("publish: bring %s to the disk: %w", s.place.next, err)
	}
	if err := s.place.swap(s.exchange); err != nil {
		return err
	}
	if err := os.RemoveAll(s.place.next); err != nil {
		return fmt.Errorf("publish: the new site is in place, the old one is left in %s: %w", s.place.next, err)
	}
	return nil
}

// Abort removes the unfinished site and leaves the old one. It does nothing after Commit, so it can be deferred.
func (s *Staging) Abort() error {
	s.gate.Lock()
	defer s.gate.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	return errors.Join(os.RemoveAll(s.place.next), s.lock.release())
}

// makeFolder makes one folder whose mode does not depend on the umask.
func makeFolder(name string) error {
	if err := os.Mkdir(name, folderMode); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if err := os.Chmod(name, folderMode); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	return nil
}

// writeNew makes a file that was not there: O_EXCL, so a hard link into the old site is never written through.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(fileMode), f.Close())
}

// linkSame links target to the old file when the old file really is a plain file with these bytes and our mode.
// Any doubt means false, and the caller writes.
func linkSame(old, target string, data []byte) bool {
	f, err := os.Open(old)
	if err != nil {
		return false
	}
	defer f.Close() // opened for reading; nothing can be lost
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm() != fileMode || info.Size() != int64(len(data)) {
		return false
	}
	was, err := io.ReadAll(f)
	if err != nil || !bytes.Equal(was, data) || os.Link(old, target) != nil {
		return false
	}
	// old may be a symbolic link, or may have been replaced since it was opened.
	got, err := os.Lstat(target)
	if err == nil && os.SameFile(info, got) {
		return true
	}
	_ = os.Remove(target) // if it stays, writeNew reports the name
	return false
}

// place is the names around one public folder, all absolute.
type place struct {
	dir, next, last, lock string
}

func (p place) inDir(name string) string  { return filepath.Join(p.dir, filepath.FromSlash(name)) }
func (p place) inNext(name string) string { return filepath.Join(p.next, filepath.FromSlash(name)) }
