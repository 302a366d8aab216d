package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"mingshan/generator/base/diag"
)

// eye sees changes of the inputs. changed holds at most one token: however many changes come while nobody looks, they
// ask for one build.
type eye struct {
	changed chan struct{}
	opts    Options
	targets []string          // absolute paths of what is watched
	notice  *fsnotify.Watcher // nil while comparing; used by Run's goroutine only
}

// watch begins to look before it returns, so a change during the first build is not lost.
func watch(ctx context.Context, opts Options) (*eye, error) {
	e := &eye{changed: make(chan struct{}, 1), opts: opts}
	for _, w := range opts.Watch {
		full := filepath.Join(opts.Root, filepath.FromSlash(w))
		if rel, err := filepath.Rel(opts.Root, full); err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return nil, fmt.Errorf("serve: watch %s: outside the project %s", w, opts.Root)
		}
		e.targets = append(e.targets, full)
	}
	if !opts.Poll {
		err := e.listen()
		if err == nil {
			go e.hear(ctx, e.notice)
			return e, nil
		}
		e.confess(err)
	}
	go e.compare(ctx, e.survey())
	return e, nil
}

func (e *eye) confess(err error) {
	say(e.opts, diag.Say("系统不通报文件改动（%v），改为每 %v 比较一次", "the system gives no notice of changes (%v); comparing every %v instead", err, e.opts.Interval))
}

// listen asks the system for notice of changes in every folder.
func (e *eye) listen() error {
	notice, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	e.notice = notice
	if err := e.cover(); err != nil {
		e.notice = nil
		return errors.Join(err, notice.Close())
	}
	return nil
}

// cover asks for notice of every folder of the inputs, and of the folders above them, where an input that was taken
// away (a git checkout) comes back. To ask twice does no harm.
func (e *eye) cover() error {
	for _, target := range e.targets {
		for up := filepath.Dir(target); holds(e.opts.Root, up); up = filepath.Dir(up) {
			if err := e.add(up); err != nil {
				return err
			}
		}
		err := walk(target, func(name string, d fs.DirEntry) error {
			if !d.IsDir() {
				return nil
			}
			return e.add(name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (e *eye) add(folder string) error {
	err := e.notice.Add(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it went away meanwhile; the folder above tells when it is back
	}
	return err
}

// hear turns notices into tokens until ctx ends.
func (e *eye) hear(ctx context.Context, notice *fsnotify.Watcher) {
	defer notice.Close() // only frees; there is nothing to lose
	for {
		select {
		case event, ok := <-notice.Events:
			if !ok {
				return
			}
			if event.Op != fsnotify.Chmod && e.concerns(event.Name) {
				e.ask()
			}
		case _, ok := <-notice.Errors: // an overflow: something changed and we do not know what
			if !ok {
				return
			}
			e.ask()
		case <-ctx.Done():
			return
		}
	}
}

// ask leaves a token unless there is one.
func (e *eye) ask() {
	select {
	case e.changed <- struct{}{}:
	default:
	}
}

// settle waits until nothing has changed for the debounce time, but not for ever, and reports whether to build.
// New folders are covered before the build reads them, so a file that comes too late for one is seen by the other.
func (e *eye) settle(ctx context.Context) bool {
	limit := time.NewTimer(20 * e.opts.Debounce)
	defer limit.Stop()
	quiet := time.NewTimer(e.opts.Debounce)
	defer quiet.Stop()
	for waiting := true; waiting; {
		select {
		case <-e.changed:
			quiet.Reset(e.opts.Debounce)
		case <-quiet.C:
			waiting = false
		case <-limit.C:
			waiting = false
		case <-ctx.Done():
			return false
		}
	}
	if e.notice != nil {
		if err := e.cover(); err != nil { // a limit of the system
			e.confess(err)
			go e.compare(ctx, e.survey())
			_ = e.notice.Close() // ends hear; it only frees
			e.notice = nil
		}
	}
	return true
}

// concerns reports whether a path is an input, or a folder above one.
func (e *eye) concerns(name string) bool {
	if ignored(filepath.Base(name)) {
		return false
	}
	for _, t := range e.targets {
		if holds(t, name) {
			return true
		}
		if holds(name, t) && name != e.opts.Root {
			return true
		}
	}
	return false
}

// holds reports whether inner is outer or lies in it.
func holds(outer, inner string) bool {
	return inner == outer || strings.HasPrefix(inner, strings.TrimSuffix(outer, string(filepath.Separator))+string(filepath.Separator))
}

// ignored knows what editors and systems leave beside files; input/source does not read these either.
func ignored(base string) bool {
	switch {
	case strings.HasPrefix(base, "."), strings.HasPrefix(base, "~$"), strings.HasSuffix(base, "~"):
		return true
	case strings.HasSuffix(base, ".swp"), strings.HasSuffix(base, ".swx"), base == "Thumbs.db", base == "node_modules":
		return true
	}
	return false
}

// walk visits a file or the whole of a folder, without what is ignored and without what goes away meanwhile.
func walk(top string, visit func(string, fs.DirEntry) error) error {
	return filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if name != top && ignored(d.Name()) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		return visit(name, d)
	})
}

// stamp is what a comparison looks at.
type stamp struct {
	size int64
	time time.Time
}

// survey notes size and time of every input.
func (e *eye) survey() map[string]stamp {
	all := map[string]stamp{}
	for _, target := range e.targets {
		err := walk(target, func(name string, d fs.DirEntry) error {
			if d.IsDir() {
				return nil
			}
			info, err := os.Stat(name)
			if err == nil {
				all[name] = stamp{info.Size(), info.ModTime()}
			}
			return nil // a file that went away is simply not there
		})
		if err != nil {
			all[target] = stamp{size: -1} // unreadable now; readable later is a change
		}
	}
	return all
}

// compare surveys at every interval until ctx ends.
func (e *eye) compare(ctx context.Context, before map[string]stamp) {
	tick := time.NewTicker(e.opts.Interval)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			now := e.survey()
			if !same(before, now) {
				e.ask()
			}
			before = now
		case <-ctx.Done():
			return
		}
	}
}

func same(a, b map[string]stamp) bool {
	if len(a) != len(b) {
		return false
	}
	for name, x := range a {
		if y, ok := b[name]; !ok || x.size != y.size || !x.time.Equal(y.time) {
			return false
		}
	}
	return true
}
