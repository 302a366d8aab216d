package dataset

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingshan/generator/input/source"
)

func TestEncodings(t *testing.T) {
	text := "k,note\na,鼓楼区𠮷\n"
	encode := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	gb := encode(simplifiedchinese.GB18030.NewEncoder().String(text))
	le := encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text))
	be := encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text))
	for want, csv := range map[string]string{"UTF-8": text, "UTF-8 BOM": "\xef\xbb\xbf" + text, "UTF-16LE": le, "UTF-16BE": be, "GB18030": gb} {
		set, problems := load(made(key+field("note", "string")), csv)
		table := only(t, set, problems)
		if got := table.At(table.Rows()[0], 1).Text(); got != "鼓楼区𠮷" || table.Encoding != want {
			t.Errorf("%s: read as %s: %q", want, table.Encoding, got)
		}
	}
	for name, csv := range map[string]string{"half a UTF-16 character": le[:len(le)-1], "a lone surrogate": "\xff\xfe\x00\xd8\x41\x00", "BOM and no UTF-8": "\xef\xbb\xbfk,note\na,\xff\n", "no encoding": "k,note\na,\xff\xff\n"} {
		if _, problems := load(made(key+field("note", "string")), csv); codes(problems) != "csv/encoding" {
			t.Errorf("%s: %s", name, codes(problems))
		}
	}
	if _, problems := load(made(key), "k\na\nb\x00\n"); codes(problems) != "csv/nul@3" {
		t.Errorf("a NUL: %s", codes(problems))
	}
}

func TestHeader(t *testing.T) {
	schema := made(key + field("people", "integer"))
	for csv, want := range map[string]string{
		"k,people\n":           "",
		"people,k\n":           "",
		"k,people\r\na,1\r\n":  "",
		"":                     "csv/empty@1",
		"\n\n":                 "csv/empty@1",
		"k\n":                  "csv/header-missing@1",
		"k,poeple\n":           "csv/header-unknown@1:3", // one mistake, one problem
		"k,people,people\n":    "csv/header-twice@1:10",
		"k,people,其他\n":        "csv/header-unknown@1:10",
		"K,people\n":           "csv/header-unknown@1:1",
		"k, People \na,1\n":    "csv/header-unknown@1:3",
		"a,1\n":                "csv/empty@1",
		"键,人数\na,1\n":          "csv/empty@1",
		",,\n":                 "csv/empty@1",
		"\"k,people\na,1\n":    "csv/quote@1:1",
		"k,people\na,1,2\n":    "csv/columns@2",
		"k,people\na,1,\n":     "csv/columns@2",
		"k,people\na\n":        "csv/columns@2",
		"k,people\na\"b,1\n":   "csv/quote@2:2",
		"k,people\n\"a\"b,1\n": "csv/quote@2:3",
	} {
		if _, problems := load(schema, csv); codes(problems) != want {
			t.Errorf("%q: %s, want %s", csv, codes(problems), want)
		}
	}
}

func TestOpenQuoteStandsWhereItOpened(t *testing.T) {
	schema := made(key + field("note", "string"))
	for csv, want := range map[string]string{
		"k,note\n\"a,1\n":                           "csv/quote@2:1",
		"k,note\n\"a,1":                             "csv/quote@2:1",
		"k,note\na,鼓\nb,\"楼,\nc,3\nd,4\n":           "csv/quote@3:3",
		"k,note\n\"甲\"\"乙\",\"open\nb,2\nc,3\n":     "csv/quote@2:8",
		"k,note\na,\"open\nb,\"x\"\nc,3\n":          "csv/quote@2:3", // closed by the next quotation mark, one row on
		"k,note\na,\"two\nlines\"\nb,\"x\"y\nc,3\n": "csv/quote@4:5",
	} {
		if _, problems := load(schema, csv); codes(problems) != want {
			t.Errorf("%q: %s, want %s", csv, codes(problems), want)
		}
	}
}

func TestWhatExcelLeavesEmptyIsNotThere(t *testing.T) {
	schema := made(key + field("people", "integer"))
	for csv, want := range map[string]int{
		"k,people\na,1\n,\n":            1,
		"k,people\na,1\n,,,\n,\n":       1,
		"k,people\n,\na,1\n":            1,
		"k,people,\na,1,\nb,2,\n":       2,
		"k,people,,\na,1,,\nb,2\n,,,\n": 2,
		"k,people\r\na,1\r\n,,\r\n":     1,
	} {
		set, problems := load(schema, csv)
		if table := only(t, set, problems); len(table.Rows()) != want {
			t.Errorf("%q: %d rows, want %d", csv, len(table.Rows()), want)
		}
	}
	for csv, want := range map[string]string{
		"k,people,\na,1,\nb,2,x\nc,3,y\n": "csv/header-none@1:10",
		"k,,people\na,,1\n":               "csv/header-none@1:3",
		"k,people,\na,1,,\n":              "csv/columns@2",
		"k,people\n,1\n":                  "csv/required@2:1",
	} {
		if _, problems := load(schema, csv); codes(problems) != want {
			t.Errorf("%q: %s, want %s", csv, codes(problems), want)
		}
	}
}

func TestAnotherSeparatorIsOneProblem(t *testing.T) {
	schema := made(key + field("people", "integer"))
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("k\tpeople\r\na\t1\r\n")
	if err != nil {
		t.Fatal(err)
	}
	for csv, want := range map[string]string{
		"k\tpeople\na\t1\nb\t\"x\"y\n": "tabs",
		utf16:                          "tabs",
		"k;people\na;1,5\n":            "semicolons",
		"\r\nk；people\na；1\n":          "semicolons",
		"k，people\na，1\n":              "full-width commas",
	} {
		_, problems := load(schema, csv)
		all := problems.Sorted()
		if len(all) != 1 || all[0].Code != "csv/separator" || !strings.Contains(all[0].Text.EN, want) || !strings.Contains(all[0].Hint.ZH, "CSV UTF-8（逗号分隔）") {
			t.Errorf("%q: %v, want %s", csv, all, want)
		}
	}
	if _, problems := load(made(key), "k\na;b\n"); problems.Len() > 0 {
		t.Errorf("a file of one column: %s", codes(problems))
	}
	three := made(key + field("people", "integer") + field("note", "string"))
	_, problems := load(three, "k，people,note\na,1,x\n")
	if all := problems.Sorted(); codes(problems) != "csv/header-unknown@1:1" || !strings.Contains(all[0].Hint.EN, "ASCII commas") {
		t.Errorf("one full-width comma: %v", all)
	}
}

func TestHeaderHintGivesTheSpelling(t *testing.T) {
	schema := made(key + field("people", "integer"))
	for _, csv := range []string{"k,PEOPLE\n", "k, people\n", "k,People \n", "k,people\u00a0\n"} {
		_, problems := load(schema, csv)
		if all := problems.Sorted(); len(all) != 1 || !strings.Contains(all[0].Hint.EN, `write it "people"`) || !strings.Contains(all[0].Hint.ZH, "“people”") {
			t.Errorf("%q: %v", csv, all)
		}
	}
}

func TestHeaderHintNamesTheNearest(t *testing.T) {
	_, problems := load(made(key+field("people", "integer")), "k,poeple,people\n")
	if all := problems.Sorted(); len(all) != 1 || !strings.Contains(all[0].Hint.EN, `"people"`) {
		t.Errorf("%v", all)
	}
}

func TestPlacesCountCharacters(t *testing.T) {
	_, problems := load(made(key+field("note", "string")+field("people", "integer")), "k,note,people\na,\"两\n行\",?\nb,鼓楼区,1.5\n")
	if got := codes(problems); got != "csv/number@3:4 csv/integer@4:7" {
		t.Errorf("%s", got)
	}
}

func TestFolders(t *testing.T) {
	schema, csv := []byte(made(key)), []byte("k\n")
	for _, x := range []struct {
		files map[string][]byte
		want  string
	}{
		{map[string][]byte{"data/aggregates/t.csv": csv}, "data/no-schema"},
		{map[string][]byte{"data/aggregates/t.yaml": schema}, "data/no-csv"},
		{map[string][]byte{"data/t.csv": csv}, "data/folder"},
		{map[string][]byte{"data/other/t.csv": csv, "data/rules/x.csv": csv}, "data/folder"},
		{map[string][]byte{"data/aggregates/deep/t.csv": csv}, "data/folder"},
		{map[string][]byte{"data/registers/t.csv": csv, "data/registers/t.yaml": schema}, "schema/word@2:7"},
		{map[string][]byte{"data/aggregates/u.csv": csv, "data/aggregates/u.yaml": schema}, "schema/id@1:5"},
		{map[string][]byte{"data/aggregates/t.csv": csv, "data/aggregates/t.yaml": schema, "data/codes/t.csv": csv, "data/codes/t.yaml": []byte(strings.Replace(string(schema), "aggregate", "code_list", 1))}, "data/id-twice@1:1"},
	} {
		if _, problems := Read(source.Make(x.files)); codes(problems) != x.want {
			t.Errorf("%s, want %s", codes(problems), x.want)
		}
	}
}

func TestSetIsInOrder(t *testing.T) {
	files := map[string][]byte{}
	for _, id := range []string{"zeta", "alpha", "mid"} {
		files["data/registers/"+id+".csv"] = []byte("k\na\n")
		files["data/registers/"+id+".yaml"] = []byte(strings.Replace(strings.Replace(made(key), "id: t\n", "id: "+id+"\n", 1), "kind: aggregate", "kind: register", 1))
	}
	set, problems := Read(source.Make(files))
	var ids []string
	for _, table := range set.Tables {
		ids = append(ids, table.Schema.ID)
	}
	if got := strings.Join(ids, " "); got != "alpha mid zeta" || problems.Len() > 0 {
		t.Errorf("%s; %s", got, codes(problems))
	}
}

func TestKeys(t *testing.T) {
	schema := strings.Replace(made(key+"  - id: m\n    type: string\n    title: {zh: 键, en: key}\n    required: true\n"+field("u", "string", "unique: true")), "[k]", "[k, m]", 1)
	for csv, want := range map[string]string{
		"k,m,u\na,b,1\na,c,2\n":          "",
		"k,m,u\na,b,1\na,b,2\n":          "csv/key-twice@3:1",
		"k,m,u\na,bc,1\nab,c,2\n":        "",
		"k,m,u\na,b,1\na,c,1\n":          "csv/key-twice@3:5",
		"k,m,u\na,b,\na,c,\n":            "", // two empty cells are not the same value
		"k,m,u\na,,1\na,,2\n":            "csv/required@2:3 csv/required@3:3",
		"k,m,u\na,b,1\na,b,1\na,b,1\n\n": "csv/key-twice@3:1 csv/key-twice@3:5 csv/key-twice@4:1 csv/key-twice@4:5",
	} {
		if _, problems := load(schema, csv); codes(problems) != want {
			t.Errorf("%q: %s, want %s", csv, codes(problems), want)
		}
	}
}

func TestRelations(t *testing.T) {
	schema := made(key + field("all", "integer", "role: count", "sum_of: [yes_n, no_n]") + field("yes_n", "integer", "role: count") + field("no_n", "integer", "role: count", "not_above: yes_n"))
	for row, want := range map[string]string{
		"5,3,2": "", ",3,2": "", ",,": "", "0,0,0": "",
		"6,3,2": "csv/sum@2:3",
		"5,5,":  "csv/sum-part@2:3",
		"5,,5":  "csv/sum-part@2:3",
		"5,2,3": "csv/order@2:7",
		",,3":   "",
		"5,?,2": "csv/number@2:5", // one mistake, one problem
		"9,2,3": "csv/order@2:7 csv/sum@2:3",
	} {
		_, problems := load(schema, "k,all,yes_n,no_n\na,"+row+"\n")
		if got := codes(problems); got != want && got != "csv/sum@2:3 csv/order@2:7" {
			t.Errorf("%s: %s, want %s", row, got, want)
		}
	}
}

func TestDimensionsHaveTheFinestLevelOnly(t *testing.T) {
	schema := strings.Replace(made(field("period", "period", "role: dimension", "required: true")+field("kind", "code", "role: dimension", "required: true", "values: [a, b, all]")+field("n", "integer", "role: count")), "[k]", "[period, kind]", 1)
	for csv, want := range map[string]string{
		"2026Q1,a,1\n2026Q2,a,1\n":              "",
		"2026Q1,all,1\n":                        "csv/all@2:8",
		"2026Q1,a,1\n2026,a,1\n":                "csv/period-mixed@3:1",
		"2026-01,a,1\n2026Q2,a,1\n2026Q3,a,1\n": "csv/period-mixed@3:1 csv/period-mixed@4:1",
		"2026Q1,a,1\n2026Q5,a,1\n":              "csv/period@3:1",
	} {
		if _, problems := load(schema, "period,kind,n\n"+csv); codes(problems) != want {
			t.Errorf("%q: %s, want %s", csv, codes(problems), want)
		}
	}
}

func TestManyOfOneKindAreCounted(t *testing.T) {
	csv := "k,n\n"
	for i := range 80 {
		csv += fmt.Sprintf("r%d,?\n", i)
	}
	_, problems := load(made(key+field("n", "integer")), csv)
	all := problems.Sorted()
	if len(all) != mostOfOneKind+1 {
		t.Fatalf("%d problems: %s", len(all), codes(problems))
	}
	for i, p := range all[:mostOfOneKind] {
		if p.Line != i+2 || p.Hint.EN == "" {
			t.Errorf("number %d: %v", i, p)
		}
	}
	if last := all[mostOfOneKind]; last.Line != 81 || !strings.Contains(last.Text.EN, "75 more") || !strings.Contains(last.Text.ZH, "75 处") {
		t.Errorf("last %v", last)
	}
}

func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{"k,p,n,m,d,r\na,2026Q1,1,2.50,2026-11-20,350100\n", "k\n", "\"", "\xff\xfek\x00", "k,p,n,m,d,r\r\n\"a\"\"\n\",2026,,,,\r\n", "n,k\n1,\n"} {
		f.Add([]byte(s))
	}
	schema := made(key + field("p", "period") + field("n", "integer", "role: count", "max: 100") + field("m", "money_cny") + field("d", "date", "min: 2020-01-01") + field("r", "region"))
	f.Fuzz(func(t *testing.T, csv []byte) {
		set, problems := load(schema, string(csv))
		for _, p := range problems.Sorted() {
			if p.Code == "" || p.Text.ZH == "" || p.Text.EN == "" || p.Line < 0 || p.Column < 0 {
				t.Errorf("an incomplete problem: %+v", p)
			}
		}
		for i := range set.Tables {
			table := &set.Tables[i]
			for _, row := range table.Rows() {
				for c, field := range table.Schema.Fields {
					v := table.At(row, c)
					if !v.Present() && v != (Value{}) || v.Present() && v.Text() == "" || field.Measure() && v.Number() < 0 {
						t.Errorf("line %d, column %s: a value that is neither present nor empty", row.Line(), field.ID)
					}
				}
			}
			var rows []struct {
				K string `csv:"k"`
			}
			if err := table.Typed(&rows, func(Field) bool { return true }); err != nil || len(rows) != len(table.Rows()) {
				t.Errorf("%d of %d rows as structs: %v", len(rows), len(table.Rows()), err)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\xff\xfek\x00"))
	f.Add([]byte("\xb9\xc4\xc2\xa5"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, name, err := decode(data)
		if (err == nil) != (name != "") || strings.ToValidUTF8(text, "") != text {
			t.Errorf("%q as %q: %v", text, name, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var csv strings.Builder
	csv.WriteString("k,period,region,people,paid\n")
	for i := range 20_000 {
		fmt.Fprintf(&csv, "r%d,2026Q%d,3501%02d,%d,%d.50\n", i, 1+i%4, i%100, i, i)
	}
	schema := made(key + field("period", "period") + field("region", "region") + field("people", "integer", "role: count") + field("paid", "money_cny"))
	b.SetBytes(int64(csv.Len()))
	for b.Loop() {
		if _, problems := load(schema, csv.String()); problems.Len() > 0 {
			b.Fatal(codes(problems))
		}
	}
}
