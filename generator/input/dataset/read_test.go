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
		"k,poeple\n":           "csv/header-missing@1 csv/header-unknown@1:3",
		"k,people,people\n":    "csv/header-twice@1:10",
		"k,people,其他\n":        "csv/header-unknown@1:10",
		"k,people,\n":          "csv/header-unknown@1:10",
		"K,people\n":           "csv/header-missing@1 csv/header-unknown@1:1",
		"a,1\n":                "csv/header-missing@1 csv/header-missing@1 csv/header-unknown@1:1 csv/header-unknown@1:3",
		"k,people\na,1,2\n":    "csv/columns@2",
		"k,people\na\n":        "csv/columns@2",
		"k,people\n\"a,1\n":    "csv/quote@3:0",
		"k,people\na\"b,1\n":   "csv/quote@2:2",
		"k,people\n\"a\"b,1\n": "csv/quote@2:3",
	} {
		_, problems := load(schema, csv)
		got := codes(problems)
		if strings.HasPrefix(want, "csv/quote@3") { // an open quote is noticed at the end of the file
			got, want = strings.SplitN(got, "@", 2)[0], "csv/quote"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", csv, got, want)
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
	_, problems := load(made(key+field("note", "string")+field("people", "integer")), "k,note,people\na,\"两\n行\",x\nb,鼓楼区,1.5\n")
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
		"5,x,2": "csv/number@2:5", // one mistake, one problem
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
		csv += fmt.Sprintf("r%d,x\n", i)
	}
	_, problems := load(made(key+field("n", "integer")), csv)
	if problems.Len() != mostOfOneKind+1 || !strings.Contains(problems.Sorted()[0].Text.EN, "30 more") {
		t.Errorf("%d problems, first %v", problems.Len(), problems.Sorted()[0])
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
