package serve

import (
	"strconv"
	"sync"
	"time"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
)

// stage holds what is shown: the last good site, and what is wrong with the newest inputs.
type stage struct {
	lang  string
	epoch string // of this run, so that a page from the run before knows it is old

	mu       sync.Mutex
	tree     *artifact.Tree // nil before the first good site
	problems []diag.Problem // of the newest build; empty when tree is its outcome
	failure  error          // of the newest build
	count    int
	next     chan struct{} // closed at the next change
}

// scene is the stage at one moment.
type scene struct {
	tree       *artifact.Tree
	problems   []diag.Problem
	failure    error
	generation string
	next       <-chan struct{}
}

func newStage(lang string, began time.Time) *stage {
	return &stage{lang: lang, epoch: strconv.FormatInt(began.UnixNano(), 36), next: make(chan struct{})}
}

// change takes the outcome of a build: a good site replaces the old one, anything else leaves it.
func (s *stage) change(tree *artifact.Tree, problems diag.List, failure error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if failure == nil && problems.Blocking() == 0 && tree != nil {
		s.tree, s.problems, s.failure = tree, nil, nil
	} else {
		s.problems, s.failure = problems.Sorted(), failure
	}
	s.count++
	close(s.next)
	s.next = make(chan struct{})
}

func (s *stage) now() scene {
	s.mu.Lock()
	defer s.mu.Unlock()
	return scene{s.tree, s.problems, s.failure, s.epoch + "-" + strconv.Itoa(s.count), s.next}
}

// troubled reports whether the newest inputs are not what is shown.
func (s scene) troubled() bool { return len(s.problems) > 0 || s.failure != nil }
