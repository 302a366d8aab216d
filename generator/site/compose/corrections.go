package compose

import (
	"slices"
	"strconv"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// sortedCorrections puts the newest first.
func (k *Composer) sortedCorrections() []release.Correction {
	out := slices.Clone(k.cleared.Corrections)
	slices.SortStableFunc(out, func(a, b release.Correction) int {
		if n := b.Date.Compare(a.Date); n != 0 {
			return n
		}
		return strings.Compare(b.ID, a.ID)
	})
	return out
}

// corrections are the notes that belong on this page (慈善组织信息公开办法, article 16): on an entry those of itself and
// of its rows in a register, on a dataset its own.
func (g *page) corrections() []view.Correction {
	var out []view.Correction
	for _, c := range g.sortedCorrections() {
		if g.concerns(c) {
			out = append(out, g.correction(c))
		}
	}
	return out
}

func (g *page) concerns(c release.Correction) bool {
	switch g.Kind {
	case plan.Dataset:
		return c.Kind == "dataset" && c.Target == g.ID || c.Kind == "organization" && g.ID == "organizations"
	case plan.Organization:
		return c.Kind == "organization" && c.Target == g.ID || g.rowOf(c, "organizations")
	case plan.Project:
		return c.Kind == "project" && c.Target == g.ID || g.rowOf(c, "projects")
	case plan.Campaign:
		return c.Kind == "campaign" && c.Target == g.ID || g.rowOf(c, "campaigns")
	case plan.Story, plan.Notice, plan.Topic:
		return plan.Kind(c.Kind) == g.Kind && c.Target == g.ID
	}
	return false
}

// rowOf reports whether a correction is of a dataset's row that refers to this entry, by its key or by any other column. A
// row that is gone refers to what its key names.
func (g *page) rowOf(c release.Correction, list string) bool {
	t, ok := g.tables[c.Target]
	if c.Kind != "dataset" || !ok {
		return false
	}
	key := strings.Split(c.Record, "/")
	refers := func(f release.Field, value string) bool { return f.References == list && value == g.ID }
	for i, id := range t.Schema.PrimaryKey {
		if f, _ := t.Schema.Field(id); i < len(key) && refers(f, key[i]) {
			return true
		}
	}
	row := rowAt(t, key)
	for i, f := range t.Schema.Fields {
		if row != nil && refers(f, row.Texts[i]) {
			return true
		}
	}
	return false
}

// rowAt finds the row with the key, or nil.
func rowAt(t *release.Table, key []string) *release.Row {
	for r := range t.Rows {
		same := len(key) == len(t.Schema.PrimaryKey)
		for i, f := range t.Schema.Fields {
			if at := slices.Index(t.Schema.PrimaryKey, f.ID); at >= 0 && at < len(key) {
				same = same && t.Rows[r].Texts[i] == key[at]
			}
		}
		if same {
			return &t.Rows[r]
		}
	}
	return nil
}

func (g *page) correction(c release.Correction) view.Correction {
	out := view.Correction{Date: g.p.Date(c.Date), DateISO: c.Date.String(), Field: g.correctedField(c), Old: g.corrected(c, c.Old), New: g.corrected(c, c.New), What: g.t(c.What), Reason: g.t(c.Reason)}
	if !c.Complaint.IsZero() && g.tables[complaintStats] != nil {
		out.Complaint = &view.Link{Text: g.f("由投诉引起，%s办结", "After a complaint that was closed in %s", g.p.Period(c.Complaint)), Href: g.to(plan.Dataset, complaintStats)}
	}
	return out
}

// complaintStats is the dataset that says how many complaints were received and upheld.
const complaintStats = "complaint_stats"

// caused are the corrections that complaints led to, on the page of the complaint statistics: what came of complaining.
func (g *page) caused() view.Group {
	out := view.Group{ID: "caused", Title: g.s("由投诉引起的更正", "Corrections that complaints led to")}
	if g.ID != complaintStats {
		return out
	}
	for _, c := range g.sortedCorrections() {
		if !c.Complaint.IsZero() {
			out.Cards = append(out.Cards, g.correctionCard(c))
		}
	}
	return out
}

// correctedTable is the table whose schema knows the corrected field; nil for words of a project or campaign.
func (k *Composer) correctedTable(c release.Correction) *release.Table {
	switch c.Kind {
	case "dataset":
		return k.tables[c.Target]
	case "organization":
		return k.tables["organizations"]
	}
	return nil
}

// correctedField names the field, and the row where there is one.
func (g *page) correctedField(c release.Correction) string {
	t := g.correctedTable(c)
	if t == nil {
		return g.factName(c.Field)
	}
	name := c.Field
	if f, ok := t.Schema.Field(c.Field); ok {
		name = capital(g.t(f.Title))
	}
	if c.Kind != "dataset" || c.Record == "" {
		return name
	}
	return name + g.f("（%s）", " (%s)", g.record(t, c.Record))
}

// factName is what a fact of an entry is called, by content.Correctable.
func (g *page) factName(field string) string {
	name, ok := map[string][2]string{
		"area": {"募捐地域", "Area of the appeal"}, "basis": {"依据", "Basis"}, "beneficiaries": {"帮助谁", "Who is helped"}, "brand": {"品牌", "Brand"},
		"changed": {"用途变更日期", "Day of the change of use"}, "charity_china": {"“慈善中国”网址", "Charity China address"}, "contact": {"联系方式", "Contact"}, "cost": {"募捐成本", "Cost of the appeal"},
		"date": {"日期", "Date"}, "disposal": {"剩余财产处理", "What became of what was left"}, "donate_url": {"捐赠网址", "Address for giving"}, "emergency": {"应急募捐", "Emergency appeal"},
		"end": {"结束日期", "End"}, "entry": {"整篇", "The whole entry"}, "expires": {"有效期", "Valid until"}, "field": {"领域", "Field"}, "filed": {"备案日期", "Filed on"}, "filing_no": {"备案编号", "Filing number"},
		"how_to_apply": {"怎样申请", "How to apply"}, "key_figures": {"关键数字", "Key figures"}, "left": {"剩余财产", "Property left over"}, "level": {"级别", "Level"}, "local_filing_no": {"当地备案编号", "Local filing number"},
		"lookup_url": {"备案查询网址", "Where the filing can be looked up"}, "major": {"重大项目", "Major project"}, "method": {"募捐方式", "Method of fundraising"}, "milestones": {"进度", "Milestones"}, "mode": {"募捐渠道", "Channel of fundraising"},
		"office": {"办公地址", "Office address"}, "organization": {"实施组织", "Run by"}, "partner": {"合作方", "Partner"}, "partner_evaluation": {"对合作方的评估", "Evaluation of the partner"}, "partner_supervision": {"对合作方的监督", "Supervision of the partner"}, "partner_published": {"合作方评估公开日期", "Evaluation of the partner published on"}, "partners": {"合作方", "Partners"},
		"phase_end": {"应急阶段结束日期", "End of the emergency phase"}, "picture": {"图片", "Picture"}, "platform": {"募捐平台", "Platform"}, "project": {"相关项目", "Project"}, "projects": {"相关项目", "Projects"}, "published": {"处理情况公布日期", "Disposal published on"},
		"purpose": {"募捐目的", "Purpose"}, "region": {"地区", "Where"}, "regions": {"实施地区", "Where"}, "residual": {"剩余款物处理", "What becomes of what is left"}, "responsible": {"责任单位", "Responsible"}, "selection": {"评审办法", "How grants are chosen"},
		"standards": {"救助标准", "Standards"}, "start": {"开始日期", "Start"}, "status": {"状态", "Status"}, "summary": {"简介", "Summary"}, "text": {"正文", "Text"}, "title": {"标题", "Title"}, "type": {"类别", "Kind"}, "use": {"款物用途", "Use of what is raised"},
	}[field]
	if !ok {
		return field
	}
	return g.s(name[0], name[1])
}

// record says which row of a dataset is meant, in words.
func (g *page) record(t *release.Table, key string) string {
	var out []string
	for i, part := range strings.Split(key, "/") {
		if i < len(t.Schema.PrimaryKey) {
			f, _ := t.Schema.Field(t.Schema.PrimaryKey[i])
			part = g.keyWord(f, part)
		}
		out = append(out, part)
	}
	return strings.Join(out, g.s("，", ", "))
}

func (g *page) keyWord(f release.Field, value string) string {
	switch {
	case f.Type == "region":
		return g.regionName(value)
	case f.Codes != "":
		return g.t(g.cleared.Name(f.Codes, value))
	case f.References == "projects":
		if p := find(g.cleared.Projects, func(p release.Project) bool { return p.Slug == value }); p.Slug != "" {
			return g.t(p.Title)
		}
	case f.References == "organizations":
		return g.t(find(g.cleared.Organizations, func(o release.Organization) bool { return o.ID == value }).Name)
	case f.Type == "date":
		if d, err := calendar.Parse(value); err == nil {
			return g.p.Date(d)
		}
	case f.Type == "period":
		if p, err := calendar.ParsePeriod(value); err == nil {
			return g.p.Period(p)
		}
	}
	return value
}

// corrected prints a value as it was published: dates in the page's language, amounts with their unit.
func (g *page) corrected(c release.Correction, value string) string {
	if d, err := calendar.Parse(value); err == nil {
		return g.p.Date(d)
	}
	t := g.correctedTable(c)
	if t == nil || value == "" {
		return value
	}
	f, ok := t.Schema.Field(c.Field)
	if n, scale, isNumber := number(value); ok && f.Measure() && isNumber {
		return g.p.Decimal(n, scale) + " " + g.t(f.Unit)
	}
	return g.keyWord(f, value)
}

// number reads a number as the gate let it through: digits, and a point before decimals.
func number(value string) (n int64, scale int, ok bool) {
	whole, part, _ := strings.Cut(value, ".")
	n, err := strconv.ParseInt(whole+part, 10, 64)
	return n, len(part), err == nil
}

// correctionsPage lists every correction; the same rows are a dataset to download and a feed.
func (g *page) correctionsPage() *view.List {
	heading := g.section(plan.Corrections)
	intro := g.s("已经公布的内容有错并改正的，逐条列出改前、改后、理由和日期；说明也写在有关的页面上。", "Every published mistake that was corrected: before, after, why and when. The note also stands on the page concerned.")
	all := g.sortedCorrections()
	out := &view.List{Frame: g.frame(heading, intro), Heading: heading, Intro: intro, Count: g.countWord(len(all)), Pager: g.pager(plan.Corrections, "")}
	out.FeedHref = g.href(correctionsFeed(g.tag))
	group := view.Group{}
	for _, c := range all[(g.Number-1)*plan.PerList : min(len(all), g.Number*plan.PerList)] {
		group.Cards = append(group.Cards, g.correctionCard(c))
	}
	links := []view.Link{{Text: g.s("订阅更正（Atom）", "Corrections (Atom feed)"), Href: out.FeedHref}}
	if t, ok := g.tables["corrections"]; ok && plan.HasPage(t) {
		links = append(links, view.Link{Text: g.s("下载（CSV、JSON）", "Download (CSV, JSON)"), Href: g.to(plan.Dataset, "corrections")})
	}
	links = append(links, view.Link{Text: g.s("发现错误，告诉本站", "Report a mistake"), Href: g.to(plan.Guide, "")})
	out.Facets = []view.Group{{Links: links}}
	out.Groups = []view.Group{group}
	return out
}

func (g *page) correctionCard(c release.Correction) view.Card {
	x := g.correction(c)
	to := g.correctedEntry(c)
	out := view.Card{Href: g.href(to.Href), Title: to.Text, Kicker: x.Field, Date: x.Date, DateISO: x.DateISO, Summary: g.correctionText(x)}
	if x.Complaint != nil {
		out.Meta = []view.Fact{{Label: g.s("起因", "Cause"), Value: x.Complaint.Text}}
	}
	return out
}

// correctionText is a correction in one line.
func (g *page) correctionText(x view.Correction) string {
	what := x.What
	if what == "" {
		what = g.f("由 %s 改为 %s", "Changed from %s to %s", x.Old, x.New)
	}
	return what + g.s("。原因：", ". Reason: ") + x.Reason + g.s("。", ".")
}

// correctedEntry gives the title of what was corrected, and the page that the correction stands on, from the site's root: the
// list of corrections for an entry that is on the site no longer.
func (g *page) correctedEntry(c release.Correction) view.Link {
	path := plan.Path(g.tag, plan.Kind(c.Kind), c.Target, 1)
	if !g.plan.Has(path) {
		return view.Link{Text: g.f("%s（已不在本站）", "%s (no longer on this portal)", c.Target), Href: plan.Path(g.tag, plan.Corrections, "", 1)}
	}
	return view.Link{Text: g.link(plan.Kind(c.Kind), c.Target).Text, Href: path}
}
