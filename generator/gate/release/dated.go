package release

import (
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/input/dataset"
)

// StateID is the column of a register with dates that says what each row is on the as-of date.
const StateID = dataset.StateID

// Event is a dated row of a register, from its first to its last day.
type Event struct {
	First, Last calendar.Date
	State       string // coming, open or over on the as-of date
}

// Event reads the days of a row; ok is false for a table without dates.
func (t *Table) Event(row int) (Event, bool) {
	first := t.day(row, t.Schema.Dates.From)
	state := t.Column(StateID)
	if t.Schema.Dates == (dataset.Dates{}) || state < 0 || first.IsZero() {
		return Event{}, false
	}
	last := t.day(row, t.Schema.Dates.To)
	if last.IsZero() {
		last = first
	}
	return Event{First: first, Last: last, State: t.Rows[row].Texts[state]}, true
}

// day is the date in a field of a row; zero for none.
func (t *Table) day(row int, field string) calendar.Date {
	i := t.Column(field)
	if i < 0 || field == "" {
		return calendar.Date{}
	}
	d, err := calendar.Parse(t.Rows[row].Texts[i])
	if err != nil {
		return calendar.Date{} // the field is empty; input/dataset has refused what is no date
	}
	return d
}

// stand adds to a register with dates the column that says what each row is on the as-of date.
func (t *Table) stand(on calendar.Date) {
	d := t.Schema.Dates
	if d == (dataset.Dates{}) {
		return
	}
	at := max(t.Column(d.From), t.Column(d.To)) + 1 // beside the days
	for i, row := range t.Rows {
		state := dataset.State(t.day(i, d.From), t.day(i, d.To), on)
		t.Rows[i] = Row{slices.Insert(slices.Clone(row.Texts), at, state), slices.Insert(slices.Clone(row.Cells), at, Cell{})}
	}
	t.Schema.Fields = slices.Insert(slices.Clone(t.Schema.Fields), at, dataset.StateField())
}
