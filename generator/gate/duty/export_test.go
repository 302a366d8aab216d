package duty

// Rows gives the rows of a register, for tests that hold findings against them.
func (b Books) Rows(register string) []Record { return b.rows[register] }
