package opendata_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/opendata"
	"mingshan/generator/testkit/sites"
)

// about is what a demonstration site says of itself.
func about(demo bool) opendata.About {
	return opendata.About{Publisher: lang.Text{ZH: "小站编辑部", EN: "Tiny desk"}, AsOf: "2026-11-20", Home: "https://tiny.example/", Demo: demo}
}

// cleared is the tiny site with a telephone list whose words try to break out of a file.
func cleared(t *testing.T) *release.Cleared {
	t.Helper()
	site := sites.Tiny(t)
	site.Edit(t, "data/registers/channels.csv", "12345热线,12345 hotline,投诉,complaints",
		`"引号""逗号，,换行","one, ""quoted"" word",</script><script>alert(1)</script>,"semi; 'apostrophe'"`)
	site.Edit(t, "data/aggregates/referrals.csv", "2026Q3,350128,0,0,0,0,0,", "2026Q3,350128,0,0,0,0,0,z")
	c, _ := site.Clear(t)
	return c
}

func table(t *testing.T, c *release.Cleared, id string) *release.Table {
	t.Helper()
	out, ok := c.Table(id)
	if !ok {
		t.Fatalf("no table %s", id)
	}
	return out
}

// files gives the CSV and the JSON of a table.
func files(t *testing.T, tb *release.Table, demo bool) (table, document []byte) {
	t.Helper()
	out, err := opendata.Files(tb, about(demo))
	if err != nil || len(out) != 2 {
		t.Fatalf("%d files: %v", len(out), err)
	}
	csvPath, jsonPath := opendata.Paths(tb)
	if out[0].Path != csvPath || out[1].Path != jsonPath || csvPath != "data/"+tb.Schema.ID+".csv" || jsonPath != "data/"+tb.Schema.ID+".json" {
		t.Errorf("paths are %s and %s", out[0].Path, out[1].Path)
	}
	return out[0].Data, out[1].Data
}

func records(t *testing.T, data []byte) [][]string {
	t.Helper()
	out, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return out
}

// states is the status of every state of a cell, as CL_OBS_STATUS and CL_CONF_STATUS write it.
func states() map[release.State]string {
	return map[release.State]string{release.Value: "AF", release.Missing: "LF", release.NotApplicable: "MF", release.Withheld: "QC"}
}

// Every cell comes back from the CSV: words as they were, numbers to the last digit, each measure with its status, and
// nothing at all where there is no number.
func TestCSVRoundTrip(t *testing.T) {
	c := cleared(t)
	seen := map[string]int{}
	for _, id := range []string{"referrals", "channels", "project_reports", "organizations"} {
		tb := table(t, c, id)
		data, _ := files(t, tb, true)
		if bytes.HasPrefix(data, []byte("\ufeff")) || bytes.Contains(data, []byte("\r")) || !bytes.HasSuffix(data, []byte("\n")) {
			t.Errorf("%s: not UTF-8 without a mark and with LF: %q", id, data[:20])
		}
		rows := records(t, data)
		if len(rows) != len(tb.Rows)+1 {
			t.Fatalf("%s: %d rows for %d", id, len(rows)-1, len(tb.Rows))
		}
		for r, row := range tb.Rows {
			col := 0
			for i, f := range tb.Schema.Fields {
				if rows[0][col] != f.ID {
					t.Fatalf("%s: column %d is %s, want %s", id, col, rows[0][col], f.ID)
				}
				got := rows[r+1][col]
				col++
				if !f.Measure() {
					if got != row.Texts[i] {
						t.Errorf("%s: row %d %s came back as %q, want %q", id, r, f.ID, got, row.Texts[i])
					}
					continue
				}
				status, conf := rows[r+1][col], rows[r+1][col+1]
				if rows[0][col] != f.ID+"_OBS_STATUS" || rows[0][col+1] != f.ID+"_CONF_STATUS" || status+conf != states()[row.Cells[i].State()] {
					t.Errorf("%s: row %d %s has status %s and %s under %s", id, r, f.ID, status, conf, rows[0][col:col+2])
				}
				col += 2
				seen[status]++
				sameNumber(t, fmt.Sprintf("%s row %d %s", id, r, f.ID), got, row.Cells[i])
			}
			if rows[0][col] != "demonstration" || rows[r+1][col] != opendata.Demonstration || col != len(rows[0])-1 {
				t.Errorf("%s: row %d does not end with the notice: %q", id, r, rows[r+1])
			}
		}
	}
	if seen["A"] == 0 || seen["L"] == 0 || seen["M"] == 0 || seen["Q"] == 0 {
		t.Errorf("not every status occurs: %v", seen)
	}
}

// sameNumber compares a printed number with a cell; a cell without a number has to be empty.
func sameNumber(t *testing.T, where, got string, c release.Cell) {
	t.Helper()
	n, ok := c.Number()
	if !ok {
		if got != "" {
			t.Errorf("%s: a cell in state %d holds %q", where, c.State(), got)
		}
		return
	}
	want := new(big.Rat).SetFrac(big.NewInt(n), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(c.Scale())), nil))
	if back, ok := new(big.Rat).SetString(got); !ok || back.Cmp(want) != 0 || strings.ContainsAny(got, ", +eE") {
		t.Errorf("%s: %q is not the cell", where, got)
	}
}

// The JSON says the same as the CSV, number by number and status by status.
func TestJSONAgreesWithCSV(t *testing.T) {
	c := cleared(t)
	for _, id := range []string{"referrals", "channels", "project_reports"} {
		tb := table(t, c, id)
		text, document := files(t, tb, true)
		rows := records(t, text)
		var doc struct {
			Rows   []map[string]json.RawMessage
			Fields []struct{ ID string }
		}
		if err := json.Unmarshal(document, &doc); err != nil {
			t.Fatal(err)
		}
		if len(doc.Rows) != len(rows)-1 || len(doc.Fields) != len(tb.Schema.Fields) {
			t.Fatalf("%s: %d rows and %d fields", id, len(doc.Rows), len(doc.Fields))
		}
		for r, row := range doc.Rows {
			if keys := slices.Collect(maps.Keys(row)); len(keys) != len(tb.Schema.Fields) {
				t.Errorf("%s: row %d has the keys %v", id, r, keys)
			}
			for i, name := range rows[0] {
				want := rows[r+1][i]
				if strings.HasSuffix(name, "_STATUS") || name == "demonstration" {
					continue
				}
				got := string(row[name])
				if f, _ := tb.Schema.Field(name); f.Measure() {
					value := want
					if value == "" {
						value = "null"
					}
					if got != fmt.Sprintf(`{"v":%s,"s":"%s","c":"%s"}`, value, rows[r+1][i+1], rows[r+1][i+2]) {
						t.Errorf("%s: row %d %s is %s in JSON, %q with %s in CSV", id, r, name, got, want, rows[r+1][i+1])
					}
					continue
				}
				var back string
				if err := json.Unmarshal(row[name], &back); err != nil || back != want {
					t.Errorf("%s: row %d %s is %s in JSON, %q in CSV: %v", id, r, name, got, want, err)
				}
			}
		}
	}
}

// A withheld count is in no byte of either file, whatever is printed around it.
func TestWithheldIsNowhere(t *testing.T) {
	site := sites.Tiny(t)
	site.Edit(t, "data/rules/privacy.yaml", "value: 10", "value: 7919334")
	site.Edit(t, "data/rules/privacy.yaml", "value: 20", "value: 7919335")
	site.Edit(t, "data/aggregates/referrals.csv", "2026Q3,350105,33,21,54,4,800,15", "2026Q3,350105,7919333,0,7919333,7919331,800,15")
	c, _ := site.Clear(t)
	for _, tb := range c.Tables {
		text, document := files(t, tb, true)
		for _, canary := range []string{"7919333", "7919331"} {
			if bytes.Contains(text, []byte(canary)) || bytes.Contains(document, []byte(canary)) {
				t.Errorf("%s holds %s", tb.Schema.ID, canary)
			}
		}
	}
	text, _ := files(t, table(t, c, "referrals"), true)
	if !strings.Contains(string(text), ",,Q,C,") {
		t.Errorf("nothing is withheld, so nothing is proved:\n%s", text)
	}
}

// The notice of demonstration data stands in both files of a demonstration site and in none of a real one.
func TestDemonstrationNotice(t *testing.T) {
	tb := table(t, cleared(t), "referrals")
	for _, demo := range []bool{true, false} {
		text, document := files(t, tb, demo)
		if got := bytes.Count(text, []byte(opendata.Demonstration)); got != map[bool]int{true: len(tb.Rows)}[demo] {
			t.Errorf("demo %v: the notice stands %d times in the CSV", demo, got)
		}
		var doc map[string]any
		if err := json.Unmarshal(document, &doc); err != nil {
			t.Fatal(err)
		}
		notice, there := doc["demonstration"]
		if there != demo || demo && notice != opendata.Demonstration {
			t.Errorf("demo %v: the JSON says %v", demo, notice)
		}
	}
}

// A rounded dataset says so in every row of its CSV and in its JSON, in both languages, and has no threshold; others have
// no word of it.
func TestRoundedSaysSo(t *testing.T) {
	for privacy, rounded := range map[string]bool{"  mode: round5\n": true, "  mode: withhold\n": false} {
		c, _ := sites.Rounded(t, privacy).Clear(t)
		tb := table(t, c, "wishes")
		text, document := files(t, tb, true)
		rows := records(t, text)
		at := slices.Index(rows[0], "ROUNDED")
		if rounded != (at >= 0) {
			t.Fatalf("%q: the head is %q", privacy, rows[0])
		}
		for _, r := range rows[1:] {
			if rounded && (!strings.Contains(r[at], "取整到 5 的倍数") || !strings.Contains(r[at], "multiple of 5")) {
				t.Errorf("a rounded row says %q", r)
			}
		}
		var doc map[string]any
		if err := json.Unmarshal(document, &doc); err != nil {
			t.Fatal(err)
		}
		if both, ok := doc["rounded"].(map[string]any); ok != rounded || rounded && (both["zh"] == "" || both["en"] == "") {
			t.Errorf("%q: the JSON says %v", privacy, doc["rounded"])
		}
		f, err := opendata.WithheldCells([]*release.Table{tb}, about(false))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := records(t, f.Data)[1][6], map[bool]string{true: "", false: "10"}[rounded]; got != want {
			t.Errorf("%q: the threshold is %q, want %q", privacy, got, want)
		}
	}
}

// What a reader needs to cite and to recompute is in the JSON, and no word in it can close a script element.
func TestDocument(t *testing.T) {
	c := cleared(t)
	tb := table(t, c, "referrals")
	_, document := files(t, tb, true)
	var doc map[string]any
	if err := json.Unmarshal(document, &doc); err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"id": "referrals", "title": "map[en:referrals zh:双向转介]", "publisher": "map[en:Tiny desk zh:小站编辑部]", "source": "map[en:Invented data zh:编造的数据]",
		"licence": "CC-BY-4.0", "asOf": "2026-11-20", "home": "https://tiny.example/", "primaryKey": "[period region]",
		"status": "[map[codeList:SDMX CL_OBS_STATUS 2.2 codes:map[A:map[en:value, zero included zh:数值，零也是数值] L:map[en:not supplied zh:未报送] M:map[en:not applicable zh:不适用] Q:map[en:withheld to protect privacy zh:为保护隐私不公开]] member:s] " +
			"map[codeList:SDMX CL_CONF_STATUS 1.0 codes:map[C:map[en:confidential zh:保密，不公开] F:map[en:free zh:可以公开]] member:c]]"} {
		if got := fmt.Sprint(doc[key]); got != want {
			t.Errorf("%s is %s, want %s", key, got, want)
		}
	}
	field := doc["fields"].([]any)[4].(map[string]any)
	if field["id"] != "referred" || field["type"] != "integer" || field["role"] != "count" || fmt.Sprint(field["sumOf"]) != "[offices charities]" || field["unit"] == nil {
		t.Errorf("a field is described as %v", field)
	}
	_, document = files(t, table(t, c, "channels"), true)
	if bytes.ContainsAny(document, "<>") || !bytes.Contains(document, []byte(`\u003c/script\u003e`)) {
		t.Errorf("a word of the data could close a script element:\n%s", document)
	}
}

// An empty table is a head without rows and an empty list, never null.
func TestEmptyTable(t *testing.T) {
	site := sites.Tiny(t)
	site.Set("data/registers/project_reports.csv", "id,project,period_end,published_on,raised,spent,beneficiaries,activities_n,final\n")
	c, _ := site.Clear(t)
	text, document := files(t, table(t, c, "project_reports"), false)
	if rows := records(t, text); len(rows) != 1 {
		t.Errorf("%d records", len(rows))
	}
	if !bytes.Contains(document, []byte(`"rows":[]`)) {
		t.Errorf("the rows are not an empty list:\n%s", document)
	}
}
