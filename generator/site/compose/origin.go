package compose

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"mingshan/generator/gate/release"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// Where a key figure comes from is said so that a reader can find it again in the download: the dataset, its version, the
// column, and the rows by the codes that stand in the file. A total that no row holds is said to be a sum, of how many rows.

// origin is the pointer of a key figure: its terms, and how it is worked out of them ("" where there is nothing to work out).
func (g *page) origin(t *release.Table, formula string, terms ...term) view.Origin {
	csvPath, _ := opendata.Paths(t)
	out := view.Origin{Facts: []view.Fact{{Label: g.s("数据集", "Dataset"), Links: []view.Link{g.link(plan.Dataset, t.Schema.ID), {Text: t.Schema.ID + ".csv", Href: g.href(csvPath)}}},
		{Label: g.s("版本", "Version"), Value: g.version(t)}}}
	for _, x := range terms {
		out.Facts = append(out.Facts, view.Fact{Label: capital(x.name), Value: g.traced(t, x)})
	}
	if formula != "" {
		out.Facts = append(out.Facts, view.Fact{Label: g.s("算法", "Worked out"), Value: formula})
	}
	return out
}

// counted is the pointer of a number of rows.
func (g *page) counted(t *release.Table) view.Origin {
	out := g.origin(t, "")
	out.Facts = append(out.Facts, view.Fact{Label: g.s("这个数", "This number"), Value: g.f("全部 %s 行，数行数", "the number of rows: all %s", g.p.Int(int64(len(t.Rows))))})
	return out
}

// version is what tells a release of a dataset from the others: the day it is for, and the digest of its file.
func (g *page) version(t *release.Table) string {
	day := g.p.Date(g.cleared.AsOf)
	if sum := g.digests[t.Schema.ID]; sum != "" {
		return g.f("数据截至%[1]s；CSV 的 SHA-256：%[2]s…", "as of %[1]s; SHA-256 of the CSV: %[2]s…", day, sum)
	}
	return g.f("数据截至%s", "as of %s", day)
}

// digestLength is how many digits of a digest are shown: enough to tell files apart, few enough to compare by eye.
const digestLength = 16

// digest is the beginning of the digest of the CSV that is published of a table.
func digest(t *release.Table, about opendata.About) (string, error) {
	data, err := opendata.CSV(t, about)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sha256.Sum256(data))[:digestLength], nil
}

// traced says where a term stands.
func (g *page) traced(t *release.Table, x term) string {
	limits, found := rowsOf(t, x)
	where := strings.Join(limits, "; ")
	var out string
	switch {
	case where == "":
		out = g.f("列 %[1]s，全部 %[2]s 行", "column %[1]s, all %[2]s rows", x.field.ID, g.p.Int(int64(found.rows)))
	case found.rows == 1:
		out = g.f("列 %[1]s，%[2]s 这一行", "column %[1]s, the row with %[2]s", x.field.ID, where)
	default:
		out = g.f("列 %[1]s，%[2]s 的 %[3]s 行", "column %[1]s, the %[3]s rows with %[2]s", x.field.ID, where, g.p.Int(int64(found.rows)))
	}
	if found.missing > 0 && found.rows > 1 {
		out += g.f("，其中 %s 行未报送", ", of which %s not supplied", g.p.Int(int64(found.missing)))
	}
	if x.state != release.Value {
		return out + g.s("：", ": ") + g.blank(x.state).Spoken
	}
	if found.rows > 1 {
		out += g.s("，相加", ", added up")
	}
	out += g.s("：", ": ") + g.exactly(x)
	if found.withheld > 0 {
		out += g.f("（有 %s 行不公开：计在合计里，下载文件里看不到）", " (%s of the rows withheld: they are in the total and cannot be seen in the file)", g.p.Int(int64(found.withheld)))
	}
	return out
}

// exactly prints the number of a term in full, as a table would.
func (g *page) exactly(x term) string { return chart.Number(g.p, x.n, x.scale) }

// found counts the rows of a download that a term covers, and those of them without a number.
type found struct{ rows, withheld, missing int }

// rowsOf gives the conditions that choose a term's rows, in the order of the columns, and what they choose.
func rowsOf(t *release.Table, x term) ([]string, found) {
	var limits []string
	var columns []int
	var allowed []map[string]bool
	for _, d := range t.Dims {
		codes := []string{x.at[d.Field.ID]}
		if x.time == d.Field.ID {
			codes = x.periods
		}
		if codes[0] == "" || codes[0] == d.Top() {
			continue
		}
		leaves := leavesOf(d, codes)
		limits = append(limits, d.Field.ID+"="+strings.Join(leaves, ", "))
		set := map[string]bool{}
		for _, code := range leaves {
			set[code] = true
		}
		columns, allowed = append(columns, t.Column(d.Field.ID)), append(allowed, set)
	}
	var out found
	measure := t.Column(x.field.ID)
next:
	for _, row := range t.Rows {
		for i, col := range columns {
			if !allowed[i][row.Texts[col]] {
				continue next
			}
		}
		out.rows++
		switch row.Cells[measure].State() {
		case release.Withheld:
			out.withheld++
		case release.Missing:
			out.missing++
		}
	}
	return limits, out
}

// leavesOf lists the codes of a dimension at which rows stand, at nodes or below them.
func leavesOf(d release.Dim, nodes []string) []string {
	var out []string
	for _, n := range d.Nodes {
		if n.Leaf && under(d, n, nodes) {
			out = append(out, n.Code)
		}
	}
	return out
}

func under(d release.Dim, n release.Node, nodes []string) bool {
	for ok := true; ok; n, ok = d.Node(n.Parent) {
		if contains(nodes, n.Code) {
			return true
		}
	}
	return false
}
