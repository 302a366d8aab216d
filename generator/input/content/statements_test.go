package content

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// Every fact of a project or campaign is either one that changes by a correction only, or stands here because it is meant to
// move: who adds a field has to decide.
func TestEveryFactIsStatedOrMoves(t *testing.T) {
	for _, x := range []struct {
		entry any
		says  []Statement
		moves string
	}{
		{Project{}, Project{}.Statements(), "title summary status contact milestones topics charity_china pictures updated review"},
		{Campaign{}, Campaign{}.Statements(), "title summary pictures updated review contact lookup_url partner_evaluation partner_supervision charity_china"},
	} {
		stated := names(x.says)
		slices.Sort(stated)
		if len(slices.Compact(slices.Clone(stated))) != len(stated) {
			t.Errorf("%T states a fact twice: %v", x.entry, stated)
		}
		all := leaves(reflect.TypeOf(x.entry))
		for _, f := range all {
			if slices.Contains(stated, f) == slices.Contains(strings.Fields(x.moves), f) {
				t.Errorf("%T.%s has to be stated, or named here as one that moves", x.entry, f)
			}
		}
		for _, f := range append(stated, strings.Fields(x.moves)...) {
			if !slices.Contains(all, f) {
				t.Errorf("%T has no fact %s", x.entry, f)
			}
		}
	}
}

// leaves lists the keys of a facts file, those of a structure without its own name.
func leaves(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		tag, ok := t.Field(i).Tag.Lookup("facts")
		if !ok {
			continue
		}
		key, _, _ := strings.Cut(tag, ",")
		if name := t.Field(i).Type.Name(); name == "Fundraising" || name == "Residual" || name == "Change" {
			out = append(out, leaves(t.Field(i).Type)...)
			continue
		}
		out = append(out, key)
	}
	return out
}
