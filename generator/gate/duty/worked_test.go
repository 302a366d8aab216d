package duty_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/gate/duty"
)

// worked reads testdata/worked.md: its rows and the findings it explains.
func worked(t *testing.T) oneCase {
	t.Helper()
	data, err := os.ReadFile("testdata/worked.md")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, line := range strings.Split(string(data), "\n") {
		if code, ok := strings.CutPrefix(line, "    "); ok {
			lines = append(lines, code)
		}
	}
	return parseCase(t, "worked.md", "# explained in the file\n"+strings.Join(lines, "\n"))
}

// TestWorkedOrganization holds the program to the list that was checked by hand against the articles.
func TestWorkedOrganization(t *testing.T) {
	c := worked(t)
	var got []string
	for _, f := range duty.Evaluate(duty.NewBooks(c.rows), rules(t), c.asOf) {
		if f.State != duty.Upcoming {
			got = append(got, f.Duty.ID+" "+say(f))
		}
	}
	slices.Sort(got)
	slices.Sort(c.want)
	for _, g := range got {
		if !slices.Contains(c.want, g) {
			t.Errorf("not in worked.md:\n    want %s", g)
		}
	}
	for _, w := range c.want {
		if !slices.Contains(got, w) {
			t.Errorf("no finding is: %s", w)
		}
	}
}
