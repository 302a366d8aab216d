package chart

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// maxSlices is how many slices of a pie can still be told apart.
const maxSlices = 6

// The reasons for which Check refuses an option.
var (
	ErrNotData   = errors.New("is not plain JSON that may stand in a script element")
	ErrTruncated = errors.New("a bar's axis does not begin at zero")
	ErrSlices    = errors.New("a pie has more than six slices")
	ErrDualAxis  = errors.New("two value axes share a grid")
	ErrMotion    = errors.New("the picture moves, or its tooltip is HTML")
)

// list is a part of an option that may stand alone or in a list.
type list[T any] []T

func (l *list[T]) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("[")) {
		return json.Unmarshal(data, (*[]T)(l))
	}
	var one T
	if err := json.Unmarshal(data, &one); err != nil {
		return err
	}
	*l = list[T]{one}
	return nil
}

type checkedAxis struct {
	Type      string          `json:"type"`
	Min       json.RawMessage `json:"min"`
	Scale     bool            `json:"scale"`
	GridIndex int             `json:"gridIndex"`
	Data      json.RawMessage `json:"data"`
}

// kind is the axis' type as ECharts settles it.
func (a checkedAxis) kind() string {
	switch {
	case a.Type != "":
		return a.Type
	case len(a.Data) > 0:
		return "category"
	}
	return "value"
}

// Check refuses an option that would mislead, whoever made it: a bar whose length is not its number, because the axis
// begins elsewhere than at zero; a pie of more than six slices; two scales for one grid; and one that is more than
// data: a function for ECharts to run, or a sign that could end the script element it stands in. A picture stands still.
func Check(option []byte) error {
	if bytes.Contains(option, []byte("__f__")) || bytes.ContainsAny(option, "<>") {
		return ErrNotData
	}
	var o struct {
		Animation *bool             `json:"animation"`
		Tooltip   map[string]any    `json:"tooltip"`
		XAxis     list[checkedAxis] `json:"xAxis"`
		YAxis     list[checkedAxis] `json:"yAxis"`
		Series    list[struct {
			Type       string          `json:"type"`
			XAxisIndex int             `json:"xAxisIndex"`
			YAxisIndex int             `json:"yAxisIndex"`
			Data       json.RawMessage `json:"data"`
		}] `json:"series"`
	}
	if err := json.Unmarshal(option, &o); err != nil {
		return fmt.Errorf("%w: %w", ErrNotData, err)
	}
	if o.Animation == nil || *o.Animation || o.Tooltip != nil && o.Tooltip["renderMode"] != "richText" {
		return ErrMotion
	}
	for _, axes := range []list[checkedAxis]{o.XAxis, o.YAxis} {
		var grids []int
		for _, a := range axes {
			if a.kind() == "category" {
				continue
			}
			if slices.Contains(grids, a.GridIndex) {
				return ErrDualAxis
			}
			grids = append(grids, a.GridIndex)
		}
	}
	for _, s := range o.Series {
		switch s.Type {
		case "bar":
			for _, a := range []checkedAxis{axisAt(o.XAxis, s.XAxisIndex), axisAt(o.YAxis, s.YAxisIndex)} {
				if a.kind() != "category" && (a.kind() != "value" || string(a.Min) != "0" || a.Scale) {
					return ErrTruncated
				}
			}
		case "pie":
			var slice []json.RawMessage
			if err := json.Unmarshal(s.Data, &slice); err != nil || len(slice) > maxSlices {
				return ErrSlices
			}
		}
	}
	return nil
}

// axisAt gives the axis of an index; one that is not there is a value axis without a beginning.
func axisAt(axes list[checkedAxis], i int) checkedAxis {
	if i < 0 || i >= len(axes) {
		return checkedAxis{}
	}
	return axes[i]
}

func failed(id string, err error) error { return fmt.Errorf("option of %s: %w", id, err) }
