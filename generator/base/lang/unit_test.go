package lang

import "testing"

func TestOne(t *testing.T) {
	for many, one := range map[string]string{"projects": "project", "people": "person", "households": "household", "bodies": "body", "counties": "county",
		"cases": "case", "entries": "entry", "matches": "match", "yuan": "yuan", "pieces of publicity": "piece of publicity", "joint meetings": "joint meeting", "%": "%", "": "", "CNY": "CNY", "businesses": "business"} {
		if got := One(many); got != one {
			t.Errorf("one of %q is %q, want %q", many, got, one)
		}
	}
}
