//go:build unix

package publish

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// lock is held by the one run that may write beside a folder. The system lets go of it when the run dies.
type lock struct{ file *os.File }

// acquire takes the lock or says that another run has it.
func acquire(name string) (*lock, error) {
	for {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, fileMode)
		if err != nil {
			return nil, fmt.Errorf("publish: lock: %w", err)
		}
		if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
			err = errors.Join(err, f.Close())
			if errors.Is(err, unix.EWOULDBLOCK) {
				return nil, fmt.Errorf("publish: another build is writing this folder (%s is locked); wait for it to end", name)
			}
			return nil, fmt.Errorf("publish: lock %s: %w", name, err)
		}
		// The run before may have removed the name between our open and our lock; then the lock guards nothing.
		if there, err := os.Stat(name); err == nil {
			if mine, err := f.Stat(); err == nil && os.SameFile(there, mine) {
				return &lock{f}, nil
			}
		}
		if err := f.Close(); err != nil {
			return nil, fmt.Errorf("publish: lock %s: %w", name, err)
		}
	}
}

// release removes the name while the lock is held, then lets go.
func (l *lock) release() error {
	return errors.Join(os.Remove(l.file.Name()), l.file.Close())
}
