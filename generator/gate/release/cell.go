package release

// State says what a published cell is.
type State uint8

const (
	// Withheld is the zero State: a cell that nobody cleared shows nothing.
	Withheld State = iota
	// Missing means that no value was supplied.
	Missing
	// Value is a cleared number, zero included.
	Value
	// NotApplicable means that there can be no value: the input says that the measure does not apply there.
	NotApplicable
)

// Cell is one cell of a release. The zero Cell is withheld, and a withheld Cell holds no number: not in memory, not
// in %+v, not through reflection. Only this package makes cells with a number.
type Cell struct {
	state    State
	number   int64
	scale    int
	reported int // input rows that had a value
	rows     int // input rows the cell covers
}

// State says which of the states the cell is in.
func (c Cell) State() State { return c.state }

// Number is the value scaled by Scale; ok is false for a cell without one.
func (c Cell) Number() (n int64, ok bool) { return c.number, c.state == Value }

// Scale is the number of decimal places in Number: 2 for money_cny (fen), 3 for decimal, 0 otherwise.
func (c Cell) Scale() int { return c.scale }

// Reported says how many of the input rows behind the cell had a value. For a withheld cell both are 0.
func (c Cell) Reported() (have, of int) { return c.reported, c.rows }
