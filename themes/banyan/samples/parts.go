package samples

import (
	"strings"

	"github.com/a-h/templ"

	"mingshan/generator/site/view"
	"mingshan/themes/banyan/parts"
)

// Page is a page of the gallery: one part in some of its states.
type Page struct {
	Name   string
	States []State
}

// State is a part filled in one way.
type State struct {
	Name string
	Part templ.Component
}

// filling says what a part is filled with.
type filling struct {
	name  string
	cell  view.State // of one cell
	every bool       // of all of them
	rows  int
	long  bool // the longest labels
}

func fillings() []filling {
	return []filling{
		{name: "normal", cell: view.Value, rows: 6},
		{name: "withheld-one", cell: view.Withheld, rows: 6},
		{name: "withheld-all", cell: view.Withheld, every: true, rows: 6},
		{name: "missing-one", cell: view.Missing, rows: 6},
		{name: "not-applicable-one", cell: view.NotApplicable, rows: 6},
		{name: "empty", cell: view.Value},
		{name: "fifty", cell: view.Value, rows: 50},
		{name: "longest", cell: view.Value, rows: 6, long: true},
	}
}

// maker fills one part. The states that would look like others are left out; single gives each state a page of its own,
// for parts whose ids may stand on a page once.
type maker struct {
	name   string
	states string
	single bool
	fill   func(f filling, id string) templ.Component
}

const (
	allStates  = "normal withheld-one withheld-all missing-one not-applicable-one empty fifty longest"
	listStates = "normal empty fifty longest"
	twoStates  = "normal longest"
)

// Parts gives every part in its sample states.
func (s Sampler) Parts() []Page {
	var out []Page
	for _, m := range append(s.dataParts(), s.wordParts()...) {
		page := Page{Name: "part-" + m.name}
		for _, f := range fillings() {
			if !strings.Contains(" "+m.states+" ", " "+f.name+" ") {
				continue
			}
			state := State{f.name, m.fill(f, m.name+"-"+f.name)}
			if m.single {
				out = append(out, Page{Name: "part-" + m.name + "-" + f.name, States: []State{state}})
				continue
			}
			page.States = append(page.States, state)
		}
		if !m.single {
			out = append(out, page)
		}
	}
	return out
}

// long is the longest label, or the short one.
func (s Sampler) long(f filling, short string) string {
	if f.long {
		return s.say("福建省平潭综合实验区社会事业局社会救助与慈善帮扶衔接工作联席会议办公室（示范）", "Office of the Joint Conference on the Linkage of Social Assistance and Charity, Pingtan Comprehensive Experimental Zone (demonstration)")
	}
	return short
}

// dataParts are the parts that print cells.
func (s Sampler) dataParts() []maker {
	table := func(f filling, id string) view.Table {
		t := s.table(id, f.rows, f.cell, f.every)
		t.Caption, t.Columns[1].Title = s.long(f, t.Caption), s.long(f, t.Columns[1].Title)
		return t
	}
	keys := func(f filling) []view.KeyFigure {
		all := s.keyFigures(f.cell)
		if !f.every && f.cell == view.Withheld {
			withheld := all[2] // people, which is what is withheld; money is not
			all = s.keyFigures(view.Value)
			all[2] = withheld
		}
		all[0].Label = s.long(f, all[0].Label)
		return all[:min(len(all), f.rows)]
	}
	return []maker{
		{"table", allStates, false, func(f filling, id string) templ.Component { return parts.Table(s.w, table(f, id)) }},
		{"sift", "normal fifty longest", false, func(f filling, id string) templ.Component {
			t := table(f, id)
			t.Sift, t.Part = true, f.rows > 10
			return parts.Table(s.w, t)
		}},
		{"heat", allStates, false, func(f filling, id string) templ.Component {
			v := s.figure(id, f.cell, f.every)
			v.SVG, v.Narrow, v.Open = "", "", true
			v.Table, v.Title = heated(table(f, id+"-table")), s.long(f, v.Title)
			return parts.Figure(s.w, v)
		}},
		{"figure", allStates, false, func(f filling, id string) templ.Component {
			v := s.figure(id, f.cell, f.every)
			v.Table, v.Title, v.Sentence = table(f, id+"-table"), s.long(f, v.Title), s.long(f, v.Sentence)
			return parts.Figure(s.w, v)
		}},
		{"keyfigures", "normal withheld-one withheld-all missing-one not-applicable-one empty longest", false, func(f filling, _ string) templ.Component {
			return parts.KeyFigures(s.w, keys(f))
		}},
		{"origins", "normal longest", false, func(f filling, _ string) templ.Component { return parts.Origins(s.w, keys(f)) }},
		{"money", allStates, true, func(f filling, id string) templ.Component {
			m := s.Project(f.rows == 0).Money
			if f.rows > 0 {
				m.Steps, m.Table = s.moneySteps(keys(f)), table(f, id)
			}
			return parts.Money(s.w, m)
		}},
		{"tiles", "normal withheld-all missing-one not-applicable-one empty longest", false, func(f filling, _ string) templ.Component { return parts.Tiles(s.w, s.filledTiles(f)) }},
		{"states", "withheld-one missing-one not-applicable-one", false, func(f filling, _ string) templ.Component {
			return parts.States(s.w, signs(f.cell))
		}},
	}
}

// heated gives the values of a table the shades of a heat table, each once.
func heated(t view.Table) view.Table {
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			if t.Rows[i].Cells[j].State == view.Value {
				t.Rows[i].Cells[j].Step = 1 + (i+j)%5
			}
		}
	}
	if len(t.Rows) > 0 {
		t.Steps = []string{"131–499", "500–999", "1,000–1,999", "2,000–3,999", "4,000–9,999"}
	}
	return t
}

// filledTiles is the map of counties, or of cities with the longest names.
func (s Sampler) filledTiles(f filling) view.TileMap {
	m := s.tiles("tiles.csv")
	if f.long {
		m = s.cityTiles()
	}
	if f.rows == 0 {
		m.Tiles, m.Cols, m.Rows = nil, 0, 0
	}
	for i := range m.Tiles {
		if f.every {
			m.Tiles[i].State, m.Tiles[i].Step, m.Tiles[i].Value = view.Withheld, 0, "〔…〕"
		}
		if f.cell == view.NotApplicable && i == 2 {
			m.Tiles[i].State, m.Tiles[i].Step, m.Tiles[i].Value = view.NotApplicable, 0, "/"
		}
	}
	m.Title = s.long(f, m.Title)
	return m
}

// wordParts are the parts that print words and links.
func (s Sampler) wordParts() []maker {
	f := s.frame("gallery")
	fixed := func(c templ.Component) func(filling, string) templ.Component {
		return func(filling, string) templ.Component { return c }
	}
	cards := func(kind string) func(filling, string) templ.Component {
		return func(x filling, _ string) templ.Component {
			all := s.cards(x.rows, kind == "pictured")
			for i := range all {
				all[i].Title = s.long(x, all[i].Title)
			}
			return parts.Cards(kind, all)
		}
	}
	status := func(x filling, _ string) templ.Component {
		var all []templ.Component
		for _, c := range s.cards(4, false) {
			c.Badge.Text = s.long(x, c.Badge.Text)
			all = append(all, parts.Badge(*c.Badge))
		}
		return templ.Join(all...)
	}
	return []maker{
		{"masthead", twoStates, true, func(x filling, _ string) templ.Component {
			g := f
			g.SiteTitle, g.Tagline = s.long(x, g.SiteTitle), s.long(x, g.Tagline)
			return parts.Masthead(g)
		}},
		{"modes", "normal", true, fixed(parts.Modes(s.w))},
		{"printhead", twoStates, false, func(x filling, _ string) templ.Component {
			g := f
			g.SiteTitle = s.long(x, g.SiteTitle)
			return parts.PrintHead(g)
		}},
		{"crumbs", twoStates, false, func(x filling, _ string) templ.Component {
			links := s.frame("gallery").Crumbs
			links[2].Text = s.long(x, links[2].Text)
			return parts.Crumbs(s.w, links)
		}},
		{"headline", twoStates, true, func(x filling, _ string) templ.Component {
			return parts.Headline(s.say("扶老 · 市级", "Elderly care · city"), s.long(x, s.say("暖阳长者食堂", "Warm Winter Canteens")), f.Tagline)
		}},
		{"badge", twoStates, false, status},
		{"cards-pictured", listStates, false, cards("pictured")}, {"cards-brief", listStates, false, cards("brief")}, {"cards-ranked", listStates, false, cards("ranked")},
		{"facts", "normal empty longest", false, func(x filling, _ string) templ.Component {
			all := s.facts()
			all[1].Value = s.long(x, all[1].Value)
			return parts.Facts(all[:min(len(all), x.rows)])
		}},
		{"timeline", "normal empty longest", true, func(x filling, _ string) templ.Component {
			all := s.Project(false).Timeline
			all[0].Text = s.long(x, all[0].Text)
			return parts.Timeline(s.w, all[:min(len(all), x.rows)])
		}},
		{"picture", "normal", false, fixed(parts.Picture(s.picture(), "100vw"))},
		{"links", "normal longest", false, func(x filling, _ string) templ.Component {
			links := s.frame("gallery").FooterLinks
			links[0].Text = s.long(x, links[0].Text)
			return parts.Links(links)
		}},
		{"download", "normal empty longest", false, func(x filling, _ string) templ.Component {
			all := s.downloads()
			all[0].Holds = s.long(x, all[0].Holds)
			return parts.DownloadBox(s.w, all[:min(len(all), x.rows)])
		}},
		{"facets", "normal empty longest", false, func(x filling, _ string) templ.Component {
			all := s.list().Facets
			all[0].Links[0].Text = s.long(x, all[0].Links[0].Text)
			return parts.Facets(s.w, all[:min(len(all), x.rows)])
		}},
		{"narrow", "normal longest", true, func(x filling, _ string) templ.Component {
			c := s.choices()
			c.States[0].Text, c.Duties[0].Text, c.Regions[0].Text = s.long(x, c.States[0].Text), s.long(x, c.Duties[0].Text), s.long(x, c.Regions[0].Text)
			return parts.Narrow(s.w, nil, c)
		}},
		{"notice", "normal withheld-one missing-one empty longest", false, s.notice},
		{"source", twoStates, false, func(x filling, _ string) templ.Component {
			return parts.Source(s.w, view.Link{Text: s.long(x, s.say("转介服务统计", "Referral statistics")), Href: "dataset.html"})
		}},
		{"fold", twoStates, true, func(x filling, _ string) templ.Component {
			return templ.Join(parts.Fold(s.long(x, s.say("费用、时限与依据", "Cost, reply time, legal basis")), s.say("2026年", "2026"), false), parts.FoldSection("fold", s.long(x, s.say("数据字典", "Data dictionary"))), parts.FoldWide(s.say("本页目录", "On this page")))
		}},
		{"code", "normal", false, fixed(parts.Code(s.w, sampleCode, f.Canonical))},
		{"channel", twoStates, false, func(x filling, _ string) templ.Component {
			c := s.complaints().Groups[0].Channels[0]
			c.Name = s.long(x, c.Name)
			return parts.Channel(s.w, c)
		}},
		{"complaint", twoStates, true, func(x filling, _ string) templ.Component {
			b := s.complaint()
			b.Title, b.Channels[0].Name = s.long(x, b.Title), s.long(x, b.Channels[0].Name)
			return parts.Complaint(s.w, b)
		}},
		{"corrections", "normal", true, fixed(parts.Corrections(s.w, s.corrections()))},
		{"leave", "normal", false, fixed(parts.Leave(s.leave()))},
		{"duties", "normal empty fifty longest", true, func(x filling, id string) templ.Component {
			d := s.duties(id, x.rows)
			d.Summary = s.long(x, d.Summary)
			return parts.Duties(s.w, d)
		}},
		{"appeal", twoStates, true, func(x filling, _ string) templ.Component {
			a := s.appeal()
			a.Give.Text = s.long(x, a.Give.Text)
			return parts.Appeal(a)
		}},
		{"pager", "normal", false, fixed(parts.Pager(s.w, s.list().Pager))},
		{"neighbours", "normal", false, func(filling, string) templ.Component {
			prev, next := s.neighbours()
			return parts.Neighbours(s.w, prev, next)
		}},
		{"colophon", "normal empty longest", false, func(x filling, _ string) templ.Component {
			g := f
			if x.rows == 0 {
				g.Statutory = nil
			}
			g.Publisher = s.long(x, g.Publisher)
			return parts.Colophon(g)
		}},
	}
}

// notice is the part in the tone of what it speaks of.
func (s Sampler) notice(x filling, _ string) templ.Component {
	switch {
	case x.cell == view.Withheld:
		return parts.NoticeSigned(s.w.T("sign-withheld"), s.dataset(1).Privacy, s.dataset(1).Why)
	case x.cell == view.Missing:
		return parts.NoticeSigned(s.w.T("sign-missing"), s.Project(true).Money.EmptyNote, nil)
	case x.rows == 0:
		return parts.Notice("")
	}
	return parts.Notice(s.long(x, s.say("文中人物为化名，已取得本人同意。", "Names are pseudonyms; the people agreed to be written about.")))
}

// Frame is the frame of the gallery's pages.
func (s Sampler) Frame() view.Frame { return s.frame("gallery") }
