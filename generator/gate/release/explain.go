package release

import (
	"math"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/input/config"
	"mingshan/generator/input/dataset"
)

// Reason says why a cell is not printed.
type Reason uint8

const (
	Shown     Reason = iota
	Small            // below the threshold
	Telling          // nearly all of a group had this outcome
	Following        // the count it goes with is not printed
	Guarding         // another cell could be worked out from it
	Before           // it was withheld in an earlier release
	Given            // mostly the money of one or two givers
)

// Explanation is all there is to say of one cell. It holds figures that are not cleared: it is for the private side, and
// nothing that is built may hold one.
type Explanation struct {
	Name      []lang.Text // measure and nodes, tops left out
	Reported  bool
	Value     int64 // scaled by Scale
	Scale     int
	Least     int64 // threshold of the table
	Reason    Reason
	Low, High float64 // what a reader can deduce; High may be infinite
	Need      int64   // room that the cell has to keep; 0 for one that is not small
	Away      int64   // how far from the value a reader has to stay on either side; 0 but for money of one or two givers
	Grade     attack.Grade
	Relations []Relation
	Past      []ledger.Past
	Releases  []ledger.Release
}

// Relation is a sum that the cell stands in, with those of its cells that are withheld.
type Relation struct {
	Total  []lang.Text
	Hidden [][]lang.Text
}

// Explain says what was decided about a cell and why. It clears all tables anew. ok is false when there is no such cell.
func Explain(set dataset.Set, rules config.Privacy, before *ledger.Ledger, asOf calendar.Date, id, measure string, at map[string]string) (Explanation, bool, diag.List) {
	out := &Cleared{AsOf: asOf, Codes: map[string][]Code{}}
	problems := out.codeLists(set)
	all, bad := out.clearings(set, rules, newPast(before, set, asOf))
	problems.Append(bad)
	for _, c := range all {
		if c.raw.Schema.ID != id {
			continue
		}
		i, ok := c.index(at)
		for id := range at {
			if _, known := c.table.Dim(id); !known {
				ok = false
			}
		}
		f, there := c.raw.Schema.Field(measure)
		if !ok || !there || !f.Additive() {
			return Explanation{}, false, problems
		}
		return c.explain(f, i), true, problems
	}
	return Explanation{}, false, problems
}

func (c *clearing) explain(f Field, i int) Explanation {
	s := c.sums[f.ID]
	e := Explanation{Name: c.names(f.ID, i), Reported: s.reported[i] > 0, Value: s.value[i], Scale: dataset.Scale(f.Type), Least: c.table.Least}
	e.Past, e.Releases = c.past.History(c.key(f.ID, i)), c.past.Releases
	e.Low, e.High = float64(e.Value), float64(e.Value)
	if h := c.hidden[f.ID]; !e.Reported || h == nil || !h[i] {
		return e
	}
	e.Reason = c.reason(f, i)
	for _, j := range c.joints {
		if cell, ok := j.find(c, f.ID, i); ok {
			j.explain(&e, cell)
		}
	}
	return e
}

func (c *clearing) reason(f Field, i int) Reason {
	switch {
	case f.Role == "amount" && c.hidden[f.Follows] != nil && c.hidden[f.Follows][i]:
		return Following
	case f.Role == "count" && c.sums[f.ID].value[i] < c.table.Least:
		return Small
	case f.Role == "count" && c.countRoom(f.ID, i, c.sums[f.ID].value[i]) > 0:
		return Telling
	case c.guess(f.ID)[i] > 0:
		return Given
	case c.past.EverHidden(c.key(f.ID, i)):
		return Before
	}
	return Guarding
}

// find gives the cell of a combination.
func (j *joint) find(c *clearing, id string, i int) (int32, bool) {
	found, ok := int32(0), false
	for _, l := range j.parts {
		if l.c != c {
			continue
		}
		l.each(func(measure string, at int, cell int32) {
			if measure == id && at == i {
				found, ok = cell, true
			}
		})
	}
	return found, ok
}

func (j *joint) explain(e *Explanation, cell int32) {
	e.Need, e.Away = j.system.Cells[cell].Width, j.system.Cells[cell].Above
	for _, v := range j.verdicts {
		if v.Cell == int(cell) {
			e.Grade = v.Grade
		}
	}
	if bounds, err := attack.Bounds(j.public(j.hidden), []int{int(cell)}); err == nil && len(bounds) == 1 && bounds[0].Proved {
		e.Low, e.High = bounds[0].Low, bounds[0].High
	} else {
		e.Low, e.High = math.Inf(-1), math.Inf(1)
	}
	for _, s := range j.system.AllSums() {
		mine := s.Total == cell
		var hidden [][]lang.Text
		for _, p := range append([]int32{s.Total}, s.Parts...) {
			mine = mine || p == cell
			if j.hidden[p] && p != cell {
				if name := j.name(p); name != nil {
					hidden = append(hidden, name)
				}
			}
		}
		if mine {
			e.Relations = append(e.Relations, Relation{j.name(s.Total), hidden})
		}
	}
}

// name gives the measure and nodes of a cell; nil for one that nobody prints.
func (j *joint) name(cell int32) []lang.Text {
	for _, l := range j.parts {
		if out := l.name(cell); out != nil {
			return out
		}
	}
	return nil
}
