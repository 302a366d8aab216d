package chart

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// drawnFlow lists the nodes and links of a sankey's option.
func drawnFlow(t *testing.T, f *Figure) (nodes, links []string, labels string) {
	t.Helper()
	option, err := f.Option(lang.NewPrinter(lang.EN), Wide(), "")
	if err != nil {
		t.Fatal(err)
	}
	var o struct {
		Series []struct {
			Data []struct {
				Name  string      `json:"name"`
				Value json.Number `json:"value"`
				Depth int         `json:"depth"`
				Label struct {
					Formatter string `json:"formatter"`
				} `json:"label"`
			} `json:"data"`
			Links []struct {
				Source string      `json:"source"`
				Target string      `json:"target"`
				Value  json.Number `json:"value"`
			} `json:"links"`
		} `json:"series"`
	}
	if err := json.Unmarshal(option, &o); err != nil {
		t.Fatal(err)
	}
	for _, s := range o.Series {
		for _, n := range s.Data {
			nodes = append(nodes, fmt.Sprintf("%s %s at %d", n.Name, n.Value, n.Depth))
			labels += n.Label.Formatter + "|"
		}
		for _, l := range s.Links {
			links = append(links, fmt.Sprintf("%s > %s %s", l.Source, l.Target, l.Value))
		}
	}
	slices.Sort(nodes)
	slices.Sort(links)
	return nodes, links, labels
}

// A link is drawn when the numbers of both its ends are shown; those lost are drawn when their number is large enough.
func TestFlow(t *testing.T) {
	f := flowing(t, "120 400 w", "100 395 90", "50 300 60")
	nodes, links, labels := drawnFlow(t, f)
	wantNodes := []string{
		"charity: consented 395 at 1", "charity: helped 300 at 2", "charity: not yet helped 95 at 2", "charity: referred 400 at 0",
		"government: consented 100 at 1", "government: did not consent 20 at 1", "government: helped 50 at 2", "government: not yet helped 50 at 2", "government: referred 120 at 0",
		"platform: consented 90 at 1", "platform: helped 60 at 2", "platform: not yet helped 30 at 2",
	}
	wantLinks := []string{
		"charity: consented > charity: helped 300", "charity: consented > charity: not yet helped 95", "charity: referred > charity: consented 395",
		"government: consented > government: helped 50", "government: consented > government: not yet helped 50", "government: referred > government: consented 100", "government: referred > government: did not consent 20",
		"platform: consented > platform: helped 60", "platform: consented > platform: not yet helped 30",
	}
	if !slices.Equal(nodes, wantNodes) {
		t.Errorf("the nodes are %q", nodes)
	}
	if !slices.Equal(links, wantLinks) {
		t.Errorf("the links are %q", links)
	}
	for _, want := range []string{"did not consent " + Sign, "referred " + Sign + " →"} {
		if !strings.Contains(strings.ReplaceAll(labels, "\n", " "), want) {
			t.Errorf("%q is not said in %q", want, labels)
		}
	}
}

// Those lost are withheld with either stage, and when they are so few that the gate would not show them as a count.
func TestLostAfter(t *testing.T) {
	f := flowing(t, "120 400 0", "110 391 0", "w M 0")
	for _, c := range []struct {
		stage, source int
		want          Amount
	}{
		{0, 0, Amount{State: release.Value, Number: 10}},
		{0, 1, Amount{State: release.Withheld}}, // nine
		{0, 2, Amount{State: release.Value}},    // zero of zero
		{1, 0, Amount{State: release.Withheld}},
		{1, 1, Amount{State: release.Missing}},
	} {
		if got := f.LostAfter(c.stage, c.source); got != c.want {
			t.Errorf("after stage %d of source %d: %+v, want %+v", c.stage, c.source, got, c.want)
		}
	}
	f.Least = 0 // of what describes no person
	if got := f.LostAfter(0, 1); got.Number != 9 || got.State != release.Value {
		t.Errorf("nine offices lost are %+v", got)
	}
}

// A source of which nothing can be drawn is named below the picture.
func TestFlowOfNothing(t *testing.T) {
	f := flowing(t, "120 w 0", "100 w 0", "50 w 0")
	for _, shape := range []Shape{Wide(), Narrow()} {
		option, err := f.Option(lang.NewPrinter(lang.ZH), shape, "")
		if err != nil || !strings.Contains(string(option), "慈善：转介 "+Sign) || !strings.Contains(string(option), "平台：转介 0") {
			t.Errorf("%v: %s", err, option)
		}
	}
}

// The stages of a declared funnel and sankey are the cells of the table.
func TestBuildStages(t *testing.T) {
	more := strings.NewReplacer("  - id: spent\n", "  - id: agreed\n    type: integer\n    title:\n      zh: 同意\n      en: agreed\n    unit:\n      zh: 人\n      en: people\n    role: count\n    not_above: people\n  - id: spent\n")
	all := figuresOf(t, more.Replace(schema), strings.NewReplacer("people,spent", "people,agreed,spent", ",1200,", ",1200,1000,", ",310,", ",310,300,", ",95,", ",95,95,", ",66,", ",66,60,", ",40,5", ",40,40,5", ",35,", ",35,35,", ",900,", ",900,800,", ",800,1", ",800,700,1",
		",1300,", ",1300,1200,", ",4,400", ",4,4,400", ",99,", ",99,90,", ",70,", ",70,60,", ",0,0,", ",0,0,0,", "jikun,,,", "jikun,,,,", ",950,", ",950,900,", ",820,", ",820,800,").Replace(rows),
		"  - id: steps\n    kind: funnel\n    title:\n      zh: 图\n      en: chart\n    y:\n      - people\n      - agreed\n    where:\n      period: 2025Q4\n",
		chartOf("flow", "sankey", "field", "people agreed", "where:", "  period: 2025Q4"))
	steps := all["steps"]
	if codes(steps) != "people agreed" || len(steps.Series) != 1 || spans(steps) != "2025Q4" {
		t.Errorf("the funnel is %+v", steps)
	}
	n, _ := steps.Series[0].Cells[0].Number()
	m, _ := steps.Series[0].Cells[1].Number()
	if n != 3446 || m != 3030 {
		t.Errorf("the stages are %d and %d", n, m)
	}
	flow := all["flow"]
	if codes(flow) != "fulao jikun" || len(flow.Series) != 2 || flow.Least != 10 || flow.Lost[0] != (lang.Text{ZH: "未同意", EN: "not agreed"}) {
		t.Errorf("the sankey is %+v", flow)
	}
}

// A timeline has the rows in order of date; rows without one come last and are not drawn.
func TestTimeline(t *testing.T) {
	f := register(t)
	var order []string
	for _, e := range f.Events {
		order = append(order, e.Code)
	}
	if got := strings.Join(order, " "); got != "older newer same-day undated" || f.AxisName.EN != "date" {
		t.Errorf("the events are %s along %v", got, f.AxisName)
	}
	for _, p := range printers() {
		sheet := f.timeSheet(p, Narrow())
		if len(sheet.label) != 3 || sheet.from.String() != "2017-01-01" || sheet.to.String() != "2025-01-01" {
			t.Errorf("the sheet is %+v", sheet)
		}
		if y := sheet.y(f.Events[1].Date); y != sheet.plot*2804/2922 { // of 2922 days from 2017 to 2024, 5 September 2024 is the 2805th
			t.Errorf("5 September 2024 stands at %d of %d", y, sheet.plot)
		}
		option, err := f.Option(p, Narrow(), "")
		if err != nil || strings.Count(string(option), "T00:00:00Z") != 3 || !strings.Contains(string(option), `"useUTC":true`) || strings.Contains(string(option), f.Events[3].Text.In(p.Tag())) {
			t.Errorf("%v: %s", err, option)
		}
	}
}

// The labels of a slope stand beside their points, in the points' order, and none over another.
func TestSlopeLabels(t *testing.T) {
	names := named("很长的一个名称甲/a rather long name of alpha", "乙/beta", "丙/gamma", "丁/delta", "戊/epsilon", "己/zeta")
	f := over(t, "slope", names, "30 31", "31 30", "32 w", "33 ", "34 34", "9000 100")
	for _, p := range printers() {
		for _, shape := range []Shape{Wide(), Narrow()} {
			s := f.slopeSheet(p, shape)
			for end := range 2 {
				type box struct{ top, bottom, point int }
				var boxes []box
				for i, text := range s.text[end] {
					half := (strings.Count(text, "\n") + 1) * lineHeight(s.size) / 2
					boxes = append(boxes, box{s.label[end][i] - half, s.label[end][i] + half, s.y[end][i]})
					for line := range strings.SplitSeq(text, "\n") {
						if textWidth(line, s.size) > shape.width/3 {
							t.Errorf("%q is wider than its part of the paper", line)
						}
					}
				}
				slices.SortFunc(boxes, func(a, b box) int { return a.top - b.top })
				for i := 1; i < len(boxes); i++ {
					if boxes[i].top < boxes[i-1].bottom || boxes[i].point < boxes[i-1].point {
						t.Errorf("labels %v and %v lie over each other or have changed places", boxes[i-1], boxes[i])
					}
				}
			}
			if text := s.text[1][2]; !strings.Contains(text, Sign) || s.y[1][2] != s.top+s.plot {
				t.Errorf("what is withheld is labelled %q at %d, not at the foot", text, s.y[1][2])
			}
		}
	}
}

// All small charts share one scale from zero, and the picture breaks into columns by its shape.
func TestMultiplesShareOneScale(t *testing.T) {
	f := over(t, "multiples", named("甲/a", "乙/b", "丙/c", "丁/d", "戊/e"), "30 31", "3100 30", "32 w", "33 ", "34 34")
	for shape, want := range map[Shape]int{Wide(): 3, Narrow(): 2} {
		option, err := f.Option(lang.NewPrinter(lang.EN), shape, "")
		if err != nil {
			t.Fatal(err)
		}
		var o struct {
			Grid []struct {
				Left string `json:"left"`
			} `json:"grid"`
			YAxis []struct {
				Min       int `json:"min"`
				Max       int `json:"max"`
				GridIndex int `json:"gridIndex"`
			} `json:"yAxis"`
			Series []struct {
				XAxisIndex int `json:"xAxisIndex"`
			} `json:"series"`
		}
		if err := json.Unmarshal(option, &o); err != nil {
			t.Fatal(err)
		}
		columns := map[string]bool{}
		for i, a := range o.YAxis {
			columns[o.Grid[i].Left] = true
			if a.Min != 0 || a.Max != 4000 || a.GridIndex != i || o.Series[i].XAxisIndex != i {
				t.Errorf("the %d-th small chart is %+v", i, a)
			}
		}
		if len(columns) != want || len(o.YAxis) != 5 {
			t.Errorf("%d small charts in %d columns, want %d", len(o.YAxis), len(columns), want)
		}
	}
}
