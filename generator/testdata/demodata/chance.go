package main

import (
	"hash/fnv"
	"strconv"
)

// stream is one sequence of draws: splitmix64.
type stream struct{ state uint64 }

// draws starts the stream that belongs to the named thing.
func draws(names ...string) *stream {
	h := fnv.New64a()
	for _, n := range names {
		_, _ = h.Write([]byte(n)) // a hash takes everything
		_, _ = h.Write([]byte{0})
	}
	s := stream{Seed}
	return &stream{h.Sum64() ^ s.next()}
}

func (s *stream) next() uint64 {
	s.state += 0x9e3779b97f4a7c15
	z := s.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below gives a whole number from 0 to n-1.
func (s *stream) below(n int64) int64 { return int64(s.next() % uint64(n)) }

// chance is true in so many of a thousand cases.
func (s *stream) chance(permille int64) bool { return s.below(1000) < permille }

// around gives a factor in thousandths near mid, at most width away; values in the middle are likelier.
func (s *stream) around(mid, width int64) int64 {
	return mid - width + s.below(width+1) + s.below(width+1)
}

// skewed gives a factor in thousandths, mostly below 1000 and now and then above 2000: how places differ.
func (s *stream) skewed() int64 {
	a := 330 + s.below(1190)
	return a * a / 1000
}

// count turns a mean in thousandths into a whole number spread by up to width thousandths either way.
func (s *stream) count(mean, width int64) int64 {
	return (mean*s.around(1000, width)/1000 + s.below(1000)) / 1000
}

// part gives a share of n, in thousandths near permille: the next step of a funnel.
func (s *stream) part(n, permille, width int64) int64 {
	return min(n, max(0, (n*s.around(permille, width)+s.below(1000))/1000))
}

// whole writes a count.
func whole(n int64) string { return strconv.FormatInt(n, 10) }

// yuan writes an amount that is given in fen.
func yuan(fen int64) string {
	if fen%100 == 0 {
		return whole(fen / 100)
	}
	cents := whole(fen % 100)
	if len(cents) == 1 {
		cents = "0" + cents
	}
	return whole(fen/100) + "." + cents
}

// halves writes a number of half days.
func halves(n int64) string {
	if n%2 == 0 {
		return whole(n / 2)
	}
	return whole(n/2) + ".5"
}
