package dataset

import (
	"slices"
	"strings"
	"testing"
)

func TestSchemaRules(t *testing.T) {
	count := func(id string, more ...string) string {
		return field(id, "integer", append([]string{"role: count"}, more...)...)
	}
	for name, x := range map[string]struct{ schema, want string }{
		"good":                         {made(key + count("n")), ""},
		"word":                         {strings.Replace(made(key), "quarterly", "daily", 1), "schema/word"},
		"type":                         {made(key + field("f", "number")), "schema/word"},
		"role":                         {made(key + field("f", "integer", "role: sum")), "schema/word schema/role"},
		"level":                        {made(key + field("f", "region", "level: town")), "schema/word"},
		"field id":                     {made(key + field("F", "string")), "schema/field-id"},
		"field twice":                  {made(key + count("n") + count("n")), "schema/field-twice"},
		"no key":                       {strings.Replace(made(key), "[k]", "[]", 1), "schema/no-key"},
		"key that is not there":        {strings.Replace(made(key), "[k]", "[k, x]", 1), "schema/key"},
		"key that may be empty":        {strings.Replace(made(key), "    required: true\n", "", 1), "schema/key"},
		"unit":                         {made(key + strings.Replace(count("n"), "    unit: {zh: 个, en: things}\n", "", 1)), "schema/unit"},
		"measure that is text":         {made(key + field("f", "string", "role: total")), "schema/measure"},
		"count that is no integer":     {made(key + field("f", "decimal", "role: count")), "schema/count"},
		"amount without its count":     {made(key + field("f", "money_cny", "role: amount")), "schema/follows"},
		"amount that follows a total":  {made(key + field("a", "money_cny", "role: amount", "follows: b") + field("b", "integer", "role: total")), "schema/follows-count"},
		"total that follows":           {made(key + count("n") + field("b", "integer", "role: total", "follows: n")), "schema/follows-role"},
		"count that follows":           {made(key + count("n") + count("b", "follows: n")), "schema/follows-role"},
		"number without a role":        {made(key + field("f", "integer", "required: false")), "schema/role"},
		"dimension that is text":       {made(key + field("f", "string", "role: dimension", "required: true")), "schema/dimension schema/dimension-key"},
		"dimension without codes":      {strings.Replace(made(key+field("f", "code", "role: dimension", "required: true")), "[k]", "[k, f]", 1), "schema/codes"},
		"dimension outside the key":    {made(key + field("f", "period", "role: dimension", "required: true")), "schema/dimension-key"},
		"dimension that may be empty":  {strings.Replace(made(key+field("f", "period", "role: dimension")), "[k]", "[k, f]", 1), "schema/dimension-required schema/key"},
		"reference to nothing":         {made(key + count("n", "not_above: x")), "schema/reference"},
		"reference to text":            {made(key + count("n", "not_above: k")), "schema/reference"},
		"reference of text":            {made(key + count("n") + field("f", "string", "not_above: n")), "schema/reference"},
		"sum of another type":          {made(key + field("f", "money_cny", "role: total", "sum_of: [n]") + field("n", "integer", "role: total")), "schema/reference-type"},
		"count as a sum of totals":     {made(key + count("f", "sum_of: [a, b]") + field("a", "integer", "role: total") + count("b")), "schema/sum-role"},
		"total as a sum of counts":     {made(key + field("f", "integer", "role: total", "sum_of: [a]") + count("a")), "schema/sum-role"},
		"value as a sum":               {made(key + field("f", "integer", "role: value", "sum_of: [a]") + field("a", "integer", "role: value")), "schema/sum-role"},
		"sum of itself":                {made(key + count("f", "sum_of: [f]")), "schema/sum-circle"},
		"sums in a circle":             {made(key + count("f", "sum_of: [g]") + count("g", "sum_of: [f]")), "schema/sum-circle"},
		"part twice":                   {made(key + count("f", "sum_of: [g, g]") + count("g")), "schema/sum-circle"},
		"part twice, by way of a part": {made(key + count("f", "sum_of: [g, h]") + count("g", "sum_of: [h, i]") + count("h") + count("i")), "schema/sum-circle"},
		"sum of sums":                  {made(key + count("f", "sum_of: [g, h]") + count("g", "sum_of: [i, j]") + count("h") + count("i") + count("j")), ""},
		"pattern":                      {made(key + field("f", "string", "pattern: '['")), "schema/pattern"},
		"bound of another type":        {made(key + count("f", "min: x")), "schema/bound"},
		"bound of text":                {made(key + field("f", "string", "max: abc")), "schema/bound"},
		"bound that is empty":          {made(key + count("f", "min: 0", "max: 10")), ""},
		"unknown key":                  {made(key, "colour: red\n"), "facts/key-unknown"},
	} {
		_, problems := load(x.schema, "k\n")
		var got []string
		for _, p := range problems.Sorted() {
			if p.File == "data/aggregates/t.yaml" && !slices.Contains(got, p.Code) {
				got = append(got, p.Code)
			}
			if p.Line == 0 && strings.HasSuffix(p.File, ".yaml") {
				t.Errorf("%s: %s has no line", name, p.Code)
			}
		}
		want := strings.Fields(x.want)
		slices.Sort(got)
		slices.Sort(want)
		if name == "unknown key" && len(got) == 1 && strings.HasPrefix(got[0], "facts/") {
			continue // the words are facts' own
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// Thirty sums, each twice the next, would be a thousand million parts.
func TestSchemaSumsDoNotExplode(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		b.WriteString(field("f"+strings.Repeat("x", i), "integer", "role: count", "sum_of: [f"+strings.Repeat("x", i+1)+", f"+strings.Repeat("x", i+1)+"]"))
	}
	b.WriteString(field("f"+strings.Repeat("x", 30), "integer", "role: count"))
	if _, problems := load(made(key+b.String()), "k\n"); !strings.Contains(codes(problems), "schema/sum-circle") {
		t.Errorf("%s", codes(problems))
	}
}

func TestChartRules(t *testing.T) {
	fields := field("period", "period", "role: dimension", "required: true") + field("region", "region", "role: dimension", "required: true") +
		field("n", "integer", "role: count") + strings.Replace(field("m", "money_cny", "role: total"), "个", "元", 1) + field("v", "decimal", "role: value")
	for chart, want := range map[string]string{
		"{id: c, kind: line, x: period, y: [n]}":                                            "",
		"{id: c, kind: tiles, x: region, y: [n], where: {period: latest}}":                  "",
		"{id: c, kind: bar, x: region, y: [n], series: period, x_level: city}":              "",
		"{id: C, kind: line, x: period, y: [n]}":                                            "chart/id",
		"{id: c, kind: pie, x: period, y: [n]}":                                             "chart/kind",
		"{id: c, kind: line, x: n, y: [n]}":                                                 "chart/x",
		"{id: c, kind: line, x: nothing, y: [n]}":                                           "chart/x",
		"{id: c, kind: tiles, x: period, y: [n]}":                                           "chart/tiles",
		"{id: c, kind: tiles, x: region, y: [n], series: period}":                           "chart/tiles",
		"{id: c, kind: line, x: period, y: [n], series: period}":                            "chart/series",
		"{id: c, kind: line, x: period, y: [n, n], series: region}":                         "chart/y-twice chart/series",
		"{id: c, kind: line, x: period, y: []}":                                             "chart/y",
		"{id: c, kind: line, x: period, y: [v]}":                                            "chart/y-measure",
		"{id: c, kind: line, x: period, y: [period]}":                                       "chart/y-measure",
		"{id: c, kind: line, x: period, y: [n, m]}":                                         "chart/unit",
		"{id: c, kind: line, x: period, y: [n], where: {period: latest}}":                   "chart/where",
		"{id: c, kind: line, x: period, y: [n], where: {n: latest}}":                        "chart/where",
		"{id: c, kind: bar, x: region, y: [n], x_level: town}":                              "schema/word",
		"{id: c, kind: bar, x: period, y: [n], x_period: month}":                            "schema/word",
		"{id: c, kind: line, x: period, y: [n]}\n  - {id: c, kind: bar, x: region, y: [n]}": "chart/id-twice",
	} {
		schema := strings.Replace(made(fields, "charts:\n  - "+strings.ReplaceAll(chart, "kind:", "title: {zh: 图, en: figure}, kind:")+"\n"), "[k]", "[period, region]", 1)
		_, problems := load(schema, "period,region,n,m,v\n")
		var got []string
		for _, p := range problems.Sorted() {
			got = append(got, p.Code)
		}
		if s := strings.Join(slices.Compact(got), " "); s != want {
			t.Errorf("%s: %s, want %s", chart, s, want)
		}
	}
}

// Every kind has a declaration that passes and ones that do not.
func TestChartKinds(t *testing.T) {
	fields := field("period", "period", "role: dimension", "required: true") + field("region", "region", "role: dimension", "required: true") +
		field("kind", "code", "role: dimension", "required: true", "values: [a, b]") +
		field("n", "integer", "role: count") + field("m", "integer", "role: count", "not_above: n") + field("o", "integer", "role: count", "not_above: m") + field("q", "integer", "role: count")
	for chart, want := range map[string]string{
		"kind: grouped, x: region, y: [n, m]":                         "",
		"kind: grouped, x: period, y: [n], series: kind":              "",
		"kind: grouped, x: region, y: [n]":                            "chart/parts",
		"kind: stacked, x: region, y: [n]":                            "chart/parts",
		"kind: stacked, x: region, y: [n, m]":                         "chart/parts-overlap",
		"kind: share, x: region, y: [n, q]":                           "",
		"kind: share, x: period, y: [n], series: kind":                "",
		"kind: share, x: region, y: [n]":                              "chart/parts",
		"kind: share, x: region, y: [m, q, o]":                        "chart/parts-overlap",
		"kind: heat, x: region, y: [n], series: kind":                 "",
		"kind: heat, x: kind, y: [n], series: period":                 "",
		"kind: heat, x: kind, y: [n], series: region":                 "chart/heat",
		"kind: heat, x: kind, y: [n]":                                 "chart/heat",
		"kind: multiples, x: period, y: [n], series: kind":            "",
		"kind: multiples, x: region, y: [n], series: kind":            "chart/lines",
		"kind: slope, x: period, y: [n], series: kind":                "",
		"kind: slope, x: period, y: [n], series: region":              "chart/lines",
		"kind: slope, x: period, y: [n]":                              "chart/lines",
		"kind: sankey, x: kind, y: [n, m, o]":                         "",
		"kind: sankey, x: kind, y: [n, m], lost: [{zh: 甲, en: a}]":    "",
		"kind: sankey, x: kind, y: [n, m, o], lost: [{zh: 甲, en: a}]": "chart/lost",
		"kind: sankey, x: region, y: [n, m]":                          "chart/sankey",
		"kind: sankey, x: kind, y: [n]":                               "chart/stages",
		"kind: sankey, x: kind, y: [n, o]":                            "chart/stages",
		"kind: funnel, y: [n, m, o]":                                  "",
		"kind: funnel, y: [m, n]":                                     "chart/stages",
		"kind: funnel, x: kind, y: [n, m]":                            "chart/funnel",
		"kind: funnel, y: [n, m], lost: [{zh: 甲, en: a}]":             "chart/keys",
		"kind: bar, x: kind, y: [n], label: name":                     "chart/keys",
		"kind: timeline, x: period, label: name":                      "chart/date chart/label chart/register",
		"kind: timeline, x: period, label: name, y: [n]":              "chart/date chart/label chart/register chart/timeline",
		"kind: bar, y: [n]":                                           "chart/x",
		"kind: donut, x: kind, y: [n]":                                "chart/kind",
	} {
		schema := strings.Replace(made(fields, "charts:\n  - {id: c, title: {zh: 图, en: figure}, "+chart+"}\n"), "[k]", "[period, region, kind]", 1)
		_, problems := load(schema, "period,region,kind,n,m,o,q\n")
		var got []string
		for _, p := range problems.Sorted() {
			got = append(got, p.Code)
			if p.Place.Line == 0 {
				t.Errorf("%s: %s has no line", chart, p.Code)
			}
		}
		slices.Sort(got)
		if s := strings.Join(slices.Compact(got), " "); s != want {
			t.Errorf("%s: %s, want %s", chart, s, want)
		}
	}
}

func FuzzReadSchema(f *testing.F) {
	f.Add(made(key+field("n", "integer", "role: count", "sum_of: [n]")), "k,n\na,1\n")
	f.Add(made(key+field("n", "integer", "role: count", "min: 0")), "k,n\na,1\n")
	f.Fuzz(func(t *testing.T, schema, csv string) {
		set, problems := load(schema, csv)
		if len(set.Tables) == 0 && problems.Len() == 0 {
			t.Error("the table is gone and nobody said so")
		}
	})
}
