package duty_test

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/duty"
	"mingshan/generator/testkit/sites"
)

// shown is the whole demonstration site as the duties see it, read and cleared once.
var shown struct {
	once  sync.Once
	books duty.Books
	rules duty.Rules
	asOf  calendar.Date
}

// siteBooks gives the books of the demonstration site, its rules and its day.
func siteBooks(t *testing.T) (duty.Books, duty.Rules, calendar.Date) {
	t.Helper()
	shown.once.Do(func() {
		files := sites.Real(t)
		for path, data := range files {
			// No duty reads what an aggregate says, and clearing them takes long: each keeps one row, and those that are held to
			// each other none.
			if strings.HasPrefix(path, "data/aggregates/") && strings.HasSuffix(path, ".csv") {
				keep := 2
				if strings.HasPrefix(path, "data/aggregates/referral") {
					keep = 1
				}
				lines := bytes.SplitAfterN(data, []byte("\n"), keep+1)
				files[path] = slices.Concat(lines[:min(keep, len(lines))]...)
			}
		}
		cleared, cfg := files.Clear(t)
		shown.books, shown.rules, shown.asOf = duty.From(cleared, cfg.Site.Publisher.Kind), duty.RulesOf(cfg), cfg.Site.AsOf
	})
	if shown.asOf.IsZero() {
		t.Fatal("the demonstration site could not be read; the first test that asked for it says why")
	}
	return shown.books, shown.rules, shown.asOf
}

// TestCasesNameWhatThereIs refuses a row of a case, or of the worked organization, in a register or column that this site does not
// have: such a case would prove something of registers that nobody keeps.
func TestCasesNameWhatThereIs(t *testing.T) {
	books, _, _ := siteBooks(t)
	rows := 0
	for name, c := range allCases(t) {
		for _, row := range c.rows {
			rows++
			if problem := unknown(books, row); problem != "" {
				t.Errorf("%s: %s has no %s", name, row.Key(), problem)
			}
		}
	}
	if rows < 150 {
		t.Errorf("only %d rows were looked at", rows)
	}
	for problem, row := range map[string]duty.Record{
		"register":    record(t, "reports/a published_on=2026-01-01"),
		"column x":    record(t, "evaluations/a x=y"),
		"column ends": record(t, "campaigns/c ends=2026-01-01"),
		"":            record(t, "campaigns/c organization=o end=2026-01-01"),
	} {
		if got := unknown(books, row); got != problem {
			t.Errorf("%s: %q, want %q", row.Key(), got, problem)
		}
	}
}

// unknown names what a row says and no register could hold, or "".
func unknown(books duty.Books, row duty.Record) string {
	known := books.Columns(row.Register)
	if known == nil {
		return "register"
	}
	for column := range row.Fields {
		owned := column == "organization" && (row.Register == "projects" || row.Register == "campaigns") // whose it is, the record itself says
		if column != "id" && !owned && !slices.Contains(known, column) {
			return "column " + column
		}
	}
	return ""
}
