// Package opendata writes cleared tables as files that a journalist can trust, cite and recompute: CSV and JSON at
// stable addresses, the same for every edition.
//
// CSV is UTF-8 without a byte order mark, LF, RFC 4180, one row per input row, codes in the code columns. A cell without
// a value is empty, never 0. A column m that is a measure has two siblings, which say why: m_OBS_STATUS and
// m_CONF_STATUS, with codes of the SDMX code lists CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.0 (status.go). No field id has
// a capital letter, so the names collide with none.
//
// Of a dataset whose counts are rounded, the column ROUNDED says so in every row, as no SDMX status does.
//
// Every withheld cell is Q and C. CL_CONF_STATUS also has D and S for secondary confidentiality, and they are never
// used: telling small cells from those that guard them gives small ones away.
package opendata

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// Demonstration is the notice that every download of a demonstration site carries.
const Demonstration = "示范数据，合成，不是真实统计 / synthetic demonstration data, not real statistics"

// Facts is the notice of a demonstration site's tables that hold real public facts with their source.
const Facts = "示范站点发布的公开事实，来源见说明 / public facts published by a demonstration site, with their source in the description"

// notice is what a table's files say of its nature; "" outside demonstration sites.
func notice(t *release.Table, about About) string {
	switch {
	case !about.Demo:
		return ""
	case t.Schema.Demo:
		return Demonstration
	}
	return Facts
}

// Rounding is what the files and pages say of a table whose counts are rounded; empty where they are exact.
func Rounding(t *release.Table) lang.Text {
	n := t.Rounded()
	if n == 0 {
		return lang.Text{}
	}
	return lang.Text{ZH: fmt.Sprintf("人数经过取整：每行取整到 %d 的倍数，与实数相差不到 %d；合计由取整后的各行相加", n, n),
		EN: fmt.Sprintf("counts are rounded: in each row to a multiple of %d, less than %d away from what was counted; totals are added up from the rounded rows", n, n)}
}

// remark is a text in one field of a file that has no edition.
func remark(t lang.Text) string { return t.ZH + " / " + t.EN }

// About is what the files say of the site they come from.
type About struct {
	Publisher lang.Text
	AsOf      string
	Home      string // absolute address of the site
	Demo      bool
}

// Paths gives the addresses of a table's CSV and JSON from the site's root.
func Paths(t *release.Table) (csvPath, jsonPath string) {
	return "data/" + t.Schema.ID + ".csv", "data/" + t.Schema.ID + ".json"
}

// Number prints a cell as a plain decimal number: digits, at most one point, no separators; "" without a value.
func Number(c release.Cell) string {
	n, ok := c.Number()
	if !ok {
		return ""
	}
	s := strconv.FormatInt(n, 10)
	if c.Scale() == 0 {
		return s
	}
	for len(s) <= c.Scale() {
		s = "0" + s
	}
	s = strings.TrimRight(s[:len(s)-c.Scale()]+"."+s[len(s)-c.Scale():], "0")
	return strings.TrimSuffix(s, ".")
}

// Files writes the table's CSV and JSON.
func Files(t *release.Table, about About) ([]artifact.File, error) {
	csvPath, jsonPath := Paths(t)
	table, err := CSV(t, about)
	if err != nil {
		return nil, fmt.Errorf("csv of %s: %w", t.Schema.ID, err)
	}
	document, err := writeJSON(t, about)
	if err != nil {
		return nil, fmt.Errorf("json of %s: %w", t.Schema.ID, err)
	}
	return []artifact.File{{Path: csvPath, Data: table}, {Path: jsonPath, Data: document}}, nil
}

// CSV writes the table's CSV alone.
func CSV(t *release.Table, about About) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	var head []string
	for _, f := range t.Schema.Fields {
		head = append(head, f.ID)
		if f.Measure() {
			head = append(head, StatusColumns(f.ID)...)
		}
	}
	rounding := Rounding(t)
	if !rounding.IsZero() {
		head = append(head, "ROUNDED")
	}
	if about.Demo {
		head = append(head, "demonstration")
	}
	if err := w.Write(head); err != nil {
		return nil, err
	}
	for _, row := range t.Rows {
		var record []string
		for i, f := range t.Schema.Fields {
			if f.Measure() {
				record = append(record, Record(row.Cells[i])...)
			} else {
				record = append(record, row.Texts[i])
			}
		}
		if !rounding.IsZero() {
			record = append(record, remark(rounding))
		}
		if about.Demo {
			record = append(record, notice(t, about))
		}
		if err := w.Write(record); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

type both struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

func bothOf(t lang.Text) *both {
	if t.IsZero() {
		return nil
	}
	return &both{t.ZH, t.EN}
}

type fieldDoc struct {
	ID          string   `json:"id"`
	Type        string   `json:"type"`
	Role        string   `json:"role,omitempty"`
	Title       *both    `json:"title"`
	Description *both    `json:"description,omitempty"`
	Unit        *both    `json:"unit,omitempty"`
	SumOf       []string `json:"sumOf,omitempty"`
	Status      []string `json:"statusColumns,omitempty"` // of a measure: the columns beside it in the CSV
}

type document struct {
	ID            string            `json:"id"`
	Title         *both             `json:"title"`
	Description   *both             `json:"description"`
	Publisher     *both             `json:"publisher"`
	Demonstration string            `json:"demonstration,omitempty"`
	Rounded       *both             `json:"rounded,omitempty"`
	Source        *both             `json:"source"`
	SourceURL     string            `json:"sourceUrl,omitempty"`
	Licence       string            `json:"licence"`
	AsOf          string            `json:"asOf"`
	Home          string            `json:"home"`
	PrimaryKey    []string          `json:"primaryKey"`
	Status        []codeList        `json:"status"`
	Fields        []fieldDoc        `json:"fields"`
	Rows          []json.RawMessage `json:"rows"`
}

// observation is a measure's cell: value or null, observation status, confidentiality status.
type observation struct {
	Value  *json.Number `json:"v"`
	Status string       `json:"s"`
	Conf   string       `json:"c"`
}

func writeJSON(t *release.Table, about About) ([]byte, error) {
	s := t.Schema
	doc := document{ID: s.ID, Title: bothOf(s.Title), Description: bothOf(s.Description), Publisher: bothOf(about.Publisher), Source: bothOf(s.Source.Name), SourceURL: s.Source.URL,
		Licence: s.Licence, AsOf: about.AsOf, Home: about.Home, PrimaryKey: s.PrimaryKey, Rows: []json.RawMessage{},
		Status: codeLists()}
	doc.Demonstration = notice(t, about)
	doc.Rounded = bothOf(Rounding(t))
	for _, f := range s.Fields {
		d := fieldDoc{f.ID, f.Type, f.Role, bothOf(f.Title), bothOf(f.Description), bothOf(f.Unit), f.SumOf, nil}
		if f.Measure() {
			d.Status = StatusColumns(f.ID)
		}
		doc.Fields = append(doc.Fields, d)
	}
	for _, row := range t.Rows {
		raw, err := rowJSON(t, row)
		if err != nil {
			return nil, err
		}
		doc.Rows = append(doc.Rows, raw)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(true)
	if err := enc.Encode(doc); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// rowJSON writes one row as an object in the order of the fields.
func rowJSON(t *release.Table, row release.Row) (json.RawMessage, error) {
	var b bytes.Buffer
	for i, f := range t.Schema.Fields {
		b.WriteByte("{,"[min(i, 1)])
		fmt.Fprintf(&b, "%q:", f.ID)
		var v any = row.Texts[i]
		if f.Measure() {
			o := observation{nil, Observation(row.Cells[i]), Confidentiality(row.Cells[i])}
			if n := json.Number(Number(row.Cells[i])); n != "" {
				o.Value = &n
			}
			v = o
		}
		out, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		b.Write(out)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
