package compose

import "mingshan/generator/site/view"

// scripts names the scripts of the parts that a page has. A page without a figure or table loads none.
func (g *page) scripts(v any) {
	switch v := v.(type) {
	case *view.Home:
		g.load(&v.Frame, v.Charts, []view.Table{v.MapTable})
	case *view.Article:
		g.load(&v.Frame, v.Figures, append([]view.Table{v.Duties.Table, v.Duties.Rest}, v.Tables...))
	case *view.Project:
		g.load(&v.Frame, nil, append([]view.Table{v.Money.Table, v.Duties.Table, v.Duties.Rest}, v.Donors...))
	case *view.Organization:
		g.load(&v.Frame, nil, []view.Table{v.Duties.Table, v.Duties.Rest, v.Ratios})
	case *view.Disclosure:
		tables := []view.Table{v.Counts, v.Waivers}
		for _, d := range v.Groups {
			tables = append(tables, d.Table)
		}
		g.load(&v.Frame, nil, tables)
		if len(v.Choices.States) > 0 {
			g.script(&v.Frame, "sift")
		}
	case *view.Topic:
		g.load(&v.Frame, v.Figures, nil)
	case *view.Regions:
		g.load(&v.Frame, nil, v.Tables)
	case *view.Region:
		var tables []view.Table
		for _, d := range v.Data {
			tables = append(tables, d.Series)
		}
		g.load(&v.Frame, v.Figures, tables)
		if len(v.Data) > 0 {
			g.script(&v.Frame, "compare")
		}
	case *view.Compare:
		var tables []view.Table
		for _, fold := range v.Tables {
			tables = append(tables, fold.Table)
		}
		g.load(&v.Frame, nil, tables)
	case *view.Dataset:
		g.load(&v.Frame, v.Figures, []view.Table{v.Table})
		if v.Table.Sift {
			g.script(&v.Frame, "sift")
		}
	case *view.Complaints:
		var tables []view.Table
		for _, group := range v.Groups {
			tables = append(tables, group.CountiesTable)
		}
		g.load(&v.Frame, nil, tables)
	case *view.Guide:
		var tables []view.Table
		for _, e := range v.Ends {
			for _, fold := range e.Tables {
				tables = append(tables, fold.Table)
			}
		}
		g.load(&v.Frame, nil, tables)
	case *view.EmbedPage:
		g.load(&v.Frame, []view.Figure{v.Figure}, nil)
	}
}

// load adds the scripts of figures and of tables that can be sorted.
func (g *page) load(f *view.Frame, figures []view.Figure, tables []view.Table) {
	for _, figure := range figures {
		tables = append(tables, figure.Table)
	}
	if len(figures) > 0 {
		g.script(f, "figure")
	}
	for _, t := range tables {
		if t.Sortable && len(t.Rows) > 0 {
			g.script(f, "table")
			return
		}
	}
}

// script adds one script, where the theme has it.
func (g *page) script(f *view.Frame, name string) {
	if path, ok := g.assets.Scripts[name]; ok {
		f.Scripts = append(f.Scripts, g.href(path))
	}
}
