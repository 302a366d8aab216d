package compose

import (
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// dataset is a dataset's page: about, downloads, fields and figures on the first page, rows on every page.
func (g *page) dataset() (*view.Dataset, error) {
	t := g.tables[g.ID]
	out := &view.Dataset{Frame: g.frame(g.t(t.Schema.Title), g.t(t.Schema.Description)), Heading: g.t(t.Schema.Title), Summary: g.t(t.Schema.Description),
		FirstPage: g.Number == 1, Pager: g.pager(plan.Dataset, g.ID)}
	out.JSONLD = g.datasetLD(t)
	out.Table, out.TableNote = g.rows(t)
	out.Downloads = g.downloads(t)
	var err error
	if out.Complaint, err = g.complaintBox(); err != nil {
		return nil, err
	}
	if !out.FirstPage {
		return out, nil
	}
	out.Facts = g.datasetFacts(t)
	out.Corrections = g.corrections()
	out.Citation = g.citation(t)
	out.Privacy, out.Why = g.privacyNote(t)
	for _, f := range t.Schema.Fields {
		if f.Bilingual != "" && f.Bilingual != string(g.tag) {
			continue
		}
		out.Fields = append(out.Fields, view.DatasetField{ID: f.ID, Title: g.t(f.Title), Type: g.fieldType(f.Type), Unit: g.t(f.Unit), Description: g.t(f.Description), Rules: g.rules(f)})
	}
	out.Fields = append(out.Fields, g.statusFields(t)...)
	var names []string
	for _, ch := range t.Schema.Charts {
		names = append(names, t.Schema.ID+"/"+ch.ID)
	}
	if out.Figures, err = g.figureViews(names); err != nil {
		return nil, err
	}
	for i := range out.Figures {
		out.Figures[i].Downloads = nil // the page offers them above
	}
	topics := view.Group{ID: "topics", Title: g.section(plan.Topics)}
	for _, x := range g.sortedTopics() {
		if contains(x.Datasets, g.ID) {
			topics.Cards = append(topics.Cards, g.topicCard(x))
		}
	}
	out.Related = nonEmpty(g.caused(), topics)
	return out, nil
}

// downloads links the files of a table.
func (g *page) downloads(t *release.Table) []view.Download {
	rows := g.p.Int(int64(len(t.Rows)))
	out := []view.Download{
		{Format: "CSV", Href: g.href("data/" + t.Schema.ID + ".csv"), Holds: g.f("全部 %s 行，UTF-8，逗号分隔，可用表格软件打开", "all %s rows, UTF-8, comma-separated, for any spreadsheet", rows)},
		{Format: "JSON", Href: g.href("data/" + t.Schema.ID + ".json"), Holds: g.f("全部 %s 行，带字段说明，供程序读取", "all %s rows with the description of their fields, for programs", rows)}}
	if plan.Dated(t) {
		out = append(out, view.Download{Format: "iCalendar", Href: g.href(plan.Events(g.tag, t.Schema.ID)), Holds: g.f("全部 %s 行的日子，供日历软件订阅", "the days of all %s rows, to subscribe to in a calendar", rows)})
	}
	return out
}

func (g *page) datasetFacts(t *release.Table) []view.Fact {
	s := t.Schema
	out := []view.Fact{{Label: g.s("类别", "Kind"), Value: g.group(s.Kind)}}
	source := view.Fact{Label: g.s("来源", "Source"), Value: g.t(s.Source.Name), Note: g.t(s.Source.Note)}
	if s.Source.URL != "" {
		source = view.Fact{Label: source.Label, Note: source.Note, Links: []view.Link{{Text: g.t(s.Source.Name), Href: s.Source.URL, External: true}}}
	}
	out = append(out, source)
	if first, last := span(t); !first.IsZero() {
		out = append(out, view.Fact{Label: g.s("时期", "Period"), Value: g.p.Period(first) + "–" + g.p.Period(last)})
	}
	frequency := map[string][2]string{"monthly": {"每月", "monthly"}, "quarterly": {"每季度", "quarterly"}, "annual": {"每年", "yearly"}, "irregular": {"不定期", "irregular"}}[s.Frequency]
	out = append(out, view.Fact{Label: g.s("更新频率", "Updated"), Value: g.s(frequency[0], frequency[1])},
		view.Fact{Label: g.s("行数", "Rows"), Value: g.p.Int(int64(len(t.Rows)))},
		view.Fact{Label: g.s("数据项主键", "Primary key"), Value: strings.Join(s.PrimaryKey, " + ")},
		view.Fact{Label: g.s("联系方式", "Contact"), Value: g.t(s.Contact)},
		view.Fact{Label: g.s("许可", "Licence"), Value: s.Licence})
	if s.Demo {
		out = append(out, view.Fact{Label: g.s("性质", "Nature"), Value: g.s("示范数据（合成）", "demonstration data (synthetic)")})
	}
	return out
}

// citation follows the pattern of GB/T 7714 for datasets: author. title[DS/OL]. (date)[cited]. address.
func (g *page) citation(t *release.Table) string {
	address := g.site.BaseURL + plan.Path(g.tag, plan.Dataset, t.Schema.ID, 1)
	return g.t(g.site.Publisher.Name) + ". " + g.t(t.Schema.Title) + "[DS/OL]. (" + g.cleared.AsOf.String() + "). " + address
}

// rounding says that the counts of a table are rounded; "" where they are exact.
func (g *page) rounding(t *release.Table) string {
	text := g.t(opendata.Rounding(t))
	if text == "" {
		return ""
	}
	return capital(text) + g.s("。", ".")
}

// join puts sentences one after the other.
func (g *page) join(sentences ...string) string {
	return strings.Join(slices.DeleteFunc(sentences, func(s string) bool { return s == "" }), g.s("", " "))
}

// privacyNote says how many cells of the rows are withheld, never which were small, and leads to the pages that tell more.
func (g *page) privacyNote(t *release.Table) (string, []view.Link) {
	n := g.tally(t)
	if n.Rows == 0 {
		return "", nil
	}
	why := []view.Link{{Text: g.s("为什么？", "Why?"), Href: g.to(plan.Withheld, "")}}
	if href := g.method("rules"); href != "" {
		why[0].Href = href
		why = append(why, view.Link{Text: g.section(plan.Withheld), Href: g.to(plan.Withheld, "")})
	}
	rounding := g.rounding(t)
	if n.RowsWithheld == 0 {
		if rounding != "" {
			return rounding, why
		}
		return g.s("本数据集没有因保护隐私而不公开的数。", "No value of this dataset is withheld."), nil
	}
	text := g.f("为保护个人隐私，%[2]s 个数中有 %[1]s 个不公开（%[3]s）。不公开的数用同一个符号〔…〕表示，其中既有较小的数，也有为防止倒推而一并隐去的数。",
		"To protect people’s privacy, %[1]s of %[2]s values are withheld (%[3]s). All carry the same sign 〔…〕: some are small, others are withheld so that the small ones cannot be worked out.",
		g.p.Int(int64(n.RowsWithheld)), g.p.Int(int64(n.Rows)), g.p.Percent(int64(n.RowsWithheld), int64(n.Rows)))
	zeros := ""
	if t.ZerosWithheld() {
		zeros = g.s("本数据集里零也不公开，不公开的数可能是零。", "In this dataset zeros are withheld too, so a withheld value may be zero.")
	}
	return g.join(rounding, text, zeros), why
}

// statusFields describes the columns that the CSV has beside each measure; their codes are those of the JSON as well.
func (g *page) statusFields(t *release.Table) []view.DatasetField {
	if !slices.ContainsFunc(t.Schema.Fields, release.Field.Measure) {
		return nil
	}
	names := opendata.StatusColumns(g.s("［度量］", "[measure]"))
	describe := func(name, title, list string, codes []opendata.Code) view.DatasetField {
		var words []string
		for _, c := range codes {
			words = append(words, c.Code+" "+g.t(c.Name))
		}
		return view.DatasetField{ID: name, Title: title, Type: g.fieldType("code"), Description: strings.Join(words, g.s("；", "; ")),
			Rules: g.f("每个度量旁各一列，取自 %s", "one column beside each measure, from %s", list)}
	}
	return []view.DatasetField{
		describe(names[0], g.s("数据状态", "observation status"), "SDMX CL_OBS_STATUS", opendata.Observations()),
		describe(names[1], g.s("保密状态", "confidentiality status"), "SDMX CL_CONF_STATUS", opendata.Confidentialities())}
}

func (g *page) fieldType(t string) string {
	words := map[string][2]string{"string": {"文字", "text"}, "code": {"代码", "code"}, "integer": {"整数", "whole number"}, "decimal": {"小数", "decimal number"},
		"money_cny": {"金额（元）", "amount in yuan"}, "date": {"日期", "date"}, "period": {"时期", "period"}, "region": {"区划代码", "region code"}, "url": {"网址", "web address"}, "phone": {"电话", "telephone number"}}[t]
	return g.s(words[0], words[1])
}

// rules words a field's constraints.
func (g *page) rules(f release.Field) string {
	var out []string
	if f.Required {
		out = append(out, g.s("必填", "required"))
	}
	if f.Codes != "" {
		out = append(out, g.f("取自代码表 %s", "from code list %s", f.Codes))
	}
	if len(f.SumOf) > 0 {
		out = append(out, g.f("等于 %s", "equals %s", strings.Join(f.SumOf, " + ")))
	}
	if f.NotAbove != "" {
		out = append(out, g.f("不大于 %s", "not above %s", f.NotAbove))
	}
	if f.Follows != "" {
		out = append(out, g.f("随 %s 一并不公开", "withheld with %s", f.Follows))
	}
	return strings.Join(out, g.s("；", "; "))
}

// fewRows can be read without searching them.
const fewRows = 10

// rows is the part of the table that stands on this page.
func (g *page) rows(t *release.Table) (view.Table, string) {
	var columns []int
	for i, f := range t.Schema.Fields {
		if f.Bilingual == "" || f.Bilingual == string(g.tag) {
			columns = append(columns, i)
		}
	}
	out := tableOf("rows", g.t(t.Schema.Title))
	out.Sortable = len(t.Rows) <= plan.PerTable // a part of the rows in another order would look like all of them
	out.Part = !out.Sortable
	for _, i := range columns {
		out.Columns = append(out.Columns, g.column(t.Schema.Fields[i]))
	}
	first := (g.Number - 1) * plan.PerTable
	last := min(len(t.Rows), first+plan.PerTable)
	for _, r := range newestFirst(t)[first:last] {
		row := view.Row{Head: g.text(t.Schema.Fields[columns[0]], r.Texts[columns[0]])}
		for _, i := range columns[1:] {
			f := t.Schema.Fields[i]
			if f.Measure() {
				row.Cells = append(row.Cells, g.cell(r.Cells[i]))
				continue
			}
			c := g.text(f, r.Texts[i])
			if c.Text == "" {
				c = view.Cell{Text: signMissing, Spoken: g.s("空", "empty")}
			}
			row.Cells = append(row.Cells, c)
		}
		add(&out, row)
	}
	out.Sift = t.Schema.Kind == "register" && len(out.Rows) > fewRows
	note := g.f("共 %s 行", "%s rows", g.p.Int(int64(len(t.Rows))))
	if len(t.Rows) == 0 {
		note = g.s("没有一行：本站没有收到记录。", "No rows: no record was supplied to this portal.")
	}
	if len(t.Rows) > plan.PerTable {
		note = g.f("第 %s–%s 行，共 %s 行；下载文件包含全部", "Rows %s–%s of %s; the downloads hold them all", g.p.Int(int64(first+1)), g.p.Int(int64(last)), g.p.Int(int64(len(t.Rows))))
	}
	return out, note
}

// newestFirst orders rows by their period or, in a register, by the day in their key or their first day, the latest before the others; rows
// of one day keep the order of the file. A table without either keeps all of it.
func newestFirst(t *release.Table) []release.Row {
	i := slices.IndexFunc(t.Schema.Fields, func(f release.Field) bool {
		return f.Type == "period" || f.Type == "date" && (slices.Contains(t.Schema.PrimaryKey, f.ID) || f.ID == t.Schema.Dates.From)
	})
	if i < 0 {
		return t.Rows
	}
	out := slices.Clone(t.Rows)
	slices.SortStableFunc(out, func(a, b release.Row) int { return strings.Compare(b.Texts[i], a.Texts[i]) })
	return out
}

// text prints an attribute or dimension for readers: names for codes, dates in the language.
func (g *page) text(f release.Field, s string) view.Cell {
	if s == "" {
		return view.Cell{}
	}
	switch f.Type {
	case "region":
		if g.ID == "regions" && f.ID == "code" {
			return view.Cell{Text: s} // the list itself shows codes beside names
		}
		if r, ok := g.regions[s]; ok {
			if r.IsUnit() || r.IsCounty() {
				l := g.link(plan.Region, s)
				return view.Cell{Text: l.Text, Link: &l}
			}
			return view.Cell{Text: g.t(r.Name)}
		}
	case "code":
		if f.Codes != "" {
			return view.Cell{Text: capital(g.t(g.cleared.Name(f.Codes, s)))}
		}
		if f.References == "projects" || f.References == "organizations" {
			kind := map[string]plan.Kind{"projects": plan.Project, "organizations": plan.Organization}[f.References]
			if !g.plan.Has(plan.Path(g.tag, kind, s, 1)) {
				return view.Cell{Text: s} // the entry is not shown today
			}
			l := g.link(kind, s)
			return view.Cell{Text: l.Text, Link: &l}
		}
	case "period":
		if p, err := calendar.ParsePeriod(s); err == nil {
			return view.Cell{Text: g.p.Period(p)}
		}
	case "date":
		if d, err := calendar.Parse(s); err == nil {
			out := view.Cell{Text: g.p.Date(d), ISO: d.String()}
			if f.Until && d.Compare(g.cleared.AsOf) < 0 {
				out.Text += g.s("（已过期）", " (expired)")
			}
			return out
		}
	case "url":
		return view.Cell{Text: s, Link: &view.Link{Text: s, Href: s, External: true}}
	case "phone":
		return view.Cell{Text: s, Link: &view.Link{Text: s, Href: "tel:" + s}}
	}
	if word, ok := map[string][2]string{"yes": {"是", "Yes"}, "no": {"否", "No"}, "partly": {"部分", "Partly"}, "province": {"省", "Province"}, "city": {"设区的市", "City"},
		"county": {"县（市、区）", "County"}, "unit": {"单列报送单位", "Unit of its own"},
		"coming": {"未开始", "Coming"}, "open": {"进行中", "Open"}, "over": {"已结束", "Over"}}[s]; ok && len(f.Values) > 0 {
		return view.Cell{Text: g.s(word[0], word[1])}
	}
	return view.Cell{Text: s}
}

// temporal is the period a table covers as an ISO 8601 interval, for JSON-LD.
func temporal(t *release.Table) string {
	first, last := span(t)
	if first.IsZero() {
		return ""
	}
	return first.Start().String() + "/" + last.End().String()
}
