package parts

import "mingshan/generator/site/view"

// cellClass says how a cell is set: its state, its shade in a heat table, and whether figures align at the end of the column.
func cellClass(c view.Cell) string {
	class := "is-value"
	switch c.State {
	case view.Zero:
		class = "is-zero"
	case view.Missing:
		class = "is-missing"
	case view.Withheld:
		class = "is-withheld"
	case view.NotApplicable:
		class = "is-not-applicable"
	}
	if c.Step > 0 {
		class += " is-step " + step(c.Step-1)
	}
	if c.Numeric {
		class += " is-numeric"
	}
	return class
}

// captionID is the id of a table's caption, which names the scrolling region around it.
func captionID(t view.Table) string { return t.ID + "-caption" }
