//go:build !unix

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// lock is held by the one run that may write beside a folder: a file that only one run can make.
type lock struct{ file *os.File }

// acquire takes the lock or says that another run has it; a killed run leaves it behind.
func acquire(name string) (*lock, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("publish: another build is writing this folder; if none is running, remove %s", name)
	}
	if err != nil {
		return nil, fmt.Errorf("publish: lock: %w", err)
	}
	return &lock{f}, nil
}

func (l *lock) release() error {
	return errors.Join(l.file.Close(), os.Remove(l.file.Name()))
}
