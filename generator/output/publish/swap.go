package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// errNoExchange says that two folders cannot be exchanged in one step here.
var errNoExchange = errors.New("the file system cannot exchange two folders")

// swap puts next in the place of dir and leaves the old tree, if any, at next.
//
// One step where the system can: an exchange, or a rename when nothing is at dir. Elsewhere two renames, with the
// old site at last in between; recover finishes what is cut short there.
func (p place) swap(exchange func(a, b string) error) error {
	if !exists(p.dir) {
		if err := os.Rename(p.next, p.dir); err != nil {
			return fmt.Errorf("publish to %s: %w", p.dir, err)
		}
		return syncFolder(filepath.Dir(p.dir))
	}
	err := exchange(p.next, p.dir)
	if err == nil {
		return syncFolder(filepath.Dir(p.dir))
	}
	if !errors.Is(err, errNoExchange) {
		return fmt.Errorf("publish to %s: %w", p.dir, err)
	}
	if err := os.Rename(p.dir, p.last); err != nil {
		return fmt.Errorf("publish to %s: set the old site aside: %w", p.dir, err)
	}
	if err := os.Rename(p.next, p.dir); err != nil {
		return errors.Join(fmt.Errorf("publish to %s: %w", p.dir, err), os.Rename(p.last, p.dir))
	}
	if err := syncFolder(filepath.Dir(p.dir)); err != nil {
		return err
	}
	// Only a whole site is ever called last: before its files go, it loses the name.
	if err := os.Rename(p.last, p.next); err != nil {
		return fmt.Errorf("publish to %s: the new site is in place, the old one is left in %s: %w", p.dir, p.last, err)
	}
	return nil
}

// recover puts right what a killed run left. A last site is put back when none is in place and removed otherwise;
// next is an unfinished site or an old one half removed, and goes in any case.
func (p place) recover() error {
	if exists(p.last) && !exists(p.dir) {
		if err := os.Rename(p.last, p.dir); err != nil {
			return fmt.Errorf("publish: put the last site back from %s: %w", p.last, err)
		}
	}
	if err := errors.Join(os.RemoveAll(p.next), os.RemoveAll(p.last)); err != nil {
		return fmt.Errorf("publish: clean up after a run that was cut short: %w", err)
	}
	return nil
}

// syncFolder brings a folder's list of names to the disk.
func syncFolder(name string) error {
	if runtime.GOOS == "windows" { // has no such call
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("publish: bring %s to the disk: %w", name, err)
	}
	return nil
}

// syncEach brings the manifest and every folder to the disk one by one, where there is no call for a whole tree.
func syncEach(root string, folders map[string]bool) error {
	f, err := os.OpenFile(filepath.Join(root, manifestName), os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	for name := range folders {
		if err := syncFolder(filepath.Join(root, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}
