package release

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/pixels"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// The tests make their tables from CSV text, as an editor would, so that what they clear has passed the reader.

// asOf is the day of every test.
func asOf() calendar.Date { return calendar.Date{Year: 2026, Month: 11, Day: 20} }

// rules are the thresholds of data/rules/privacy.yaml.
func rules() config.Privacy {
	return config.Privacy{MinCount: config.Rule{Value: 10}, SensitiveMinCount: config.Rule{Value: 20}, ConsentRequired: config.Rule{Value: 1}, Stories: config.Stories{
		Place: config.WordRule{Value: "city"}, Dates: config.WordRule{Value: "month"}, AgeBands: config.ListRule{Value: []string{"7-13", "18-39", "60+"}},
		Pseudonym: config.ListRule{Value: []string{"person", "family"}}, MinorPictures: config.ListRule{Value: []string{"none", "back-view"}},
		Mentions: config.ListRule{Value: []string{"health"}}, MentionPlace: config.WordRule{Value: "province"}}}
}

// field writes one field of a schema; more are further lines, such as "role: count".
func field(id, kind string, more ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - id: %s\n    type: %s\n    title:\n      zh: 甲\n      en: a\n", id, kind)
	if kind == "integer" || kind == "decimal" || kind == "money_cny" {
		b.WriteString("    unit:\n      zh: 个\n      en: things\n")
	}
	for _, m := range more {
		b.WriteString("    " + m + "\n")
	}
	return b.String()
}

// dim writes a dimension.
func dim(id, kind string, more ...string) string {
	return field(id, kind, append([]string{"role: dimension", "required: true"}, more...)...)
}

// folder is the data/ of a test.
type folder map[string][]byte

// put adds a table. key is its primary key, rest further lines of the schema.
func (d folder) put(group, id, key, fields, csv string, rest ...string) {
	kind := dataset.Groups()[group]
	var b strings.Builder
	fmt.Fprintf(&b, "id: %s\nkind: %s\n", id, kind)
	for _, text := range []string{"title", "description", "contact"} {
		b.WriteString(text + ":\n  zh: 试\n  en: trial\n")
	}
	b.WriteString("source:\n  name:\n    zh: 试\n    en: trial\nfrequency: quarterly\nlicence: CC-BY-4.0\nprimary_key:\n")
	for k := range strings.FieldsSeq(key) {
		b.WriteString("  - " + k + "\n")
	}
	b.WriteString("fields:\n" + fields + strings.Join(rest, ""))
	d["data/"+group+"/"+id+".yaml"] = []byte(b.String())
	d["data/"+group+"/"+id+".csv"] = []byte(csv)
}

// data begins a folder with a few real regions and a code list.
func data() folder {
	d := folder{}
	d.put("codes", "regions", "code",
		field("code", "region", "required: true")+field("name_zh", "string")+field("name_en", "string")+field("short_zh", "string")+field("short_en", "string")+
			field("level", "code")+field("parent", "region")+field("covered", "code")+field("col", "integer")+field("row", "integer")+field("city_col", "integer")+field("city_row", "integer"),
		`code,name_zh,name_en,short_zh,short_en,level,parent,covered,col,row,city_col,city_row
350000,福建省,Fujian,福建,Fujian,province,,yes,,,,
350100,福州市,Fuzhou,福州,Fuzhou,city,350000,yes,,,2,1
350102,鼓楼区,Gulou,鼓楼,Gulou,county,350100,yes,4,3,,
350103,台江区,Taijiang,台江,Taijiang,county,350100,yes,5,3,,
350200,厦门市,Xiamen,厦门,Xiamen,city,350000,yes,,,1,3
350203,思明区,Siming,思明,Siming,county,350200,yes,2,8,,
350206,湖里区,Huli,湖里,Huli,county,350200,yes,2,7,,
350128,平潭综合实验区,Pingtan,平潭,Pingtan,unit,350000,yes,7,4,3,1
`)
	d.put("codes", "kinds", "code", field("code", "code", "required: true")+field("name_zh", "string")+field("name_en", "string")+field("note_zh", "string")+field("note_en", "string"),
		"code,name_zh,name_en,note_zh,note_en\nmeal,助餐,meals,,\nvisit,探访,visits,,\n")
	return d
}

// counted begins the fields of an aggregate over quarter and county; measures follow.
func counted(measures ...string) string {
	return dim("period", "period") + dim("region", "region", "level: county") + strings.Join(measures, "")
}

// set reads the folder and insists that an editor would have seen no problem.
func (d folder) set(t testing.TB) dataset.Set {
	t.Helper()
	set, problems := dataset.Read(source.Make(d))
	silent(t, problems)
	return set
}

func silent(t testing.TB, problems diag.List) {
	t.Helper()
	var b bytes.Buffer
	if err := problems.Write(&b, "en"); err != nil || b.Len() > 0 {
		t.Fatalf("unexpected problems: %v\n%s", err, &b)
	}
}

// cleared clears the folder with no words.
func (d folder) cleared(t testing.TB) *Cleared {
	t.Helper()
	out, problems := Clear(d.set(t), content.Corpus{}, rules(), nil, asOf(), noPicture)
	silent(t, problems)
	return out
}

func noPicture(string) (pixels.Set, error) { return pixels.Set{}, errors.New("no picture here") }

// table clears the folder and gives one table.
func (d folder) table(t testing.TB, id string) *Table {
	t.Helper()
	table, ok := d.cleared(t).Table(id)
	if !ok {
		t.Fatalf("no table %q", id)
	}
	return table
}

// total gives the cell of a measure at nodes as say writes it.
func total(t testing.TB, table *Table, measure string, at map[string]string) string {
	t.Helper()
	c, ok := table.Total(measure, at)
	if !ok {
		t.Fatalf("no total of %s at %v", measure, at)
	}
	return say(c)
}

// say writes a cell for comparison: its number, missing or withheld.
func say(c Cell) string {
	n, ok := c.Number()
	switch c.State() {
	case Value:
		if !ok {
			return "value without number"
		}
		return fmt.Sprint(n)
	case Missing:
		return "missing"
	}
	if ok || n != 0 {
		return "withheld with number"
	}
	return "withheld"
}

// column reads a measure down the rows.
func column(t testing.TB, table *Table, measure string) string {
	t.Helper()
	i := table.Column(measure)
	if i < 0 {
		t.Fatalf("no column %s", measure)
	}
	var out []string
	for _, r := range table.Rows {
		out = append(out, say(r.Cells[i]))
	}
	return strings.Join(out, " ")
}
