//go:build !linux

package publish

// exchange is not to be had here; swap takes two renames.
func exchange(_, _ string) error { return errNoExchange }

// syncTree brings everything written below root to the disk, as far as the system allows.
func syncTree(root string, folders map[string]bool) error { return syncEach(root, folders) }
