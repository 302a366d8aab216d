package compose

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"html"

	"mingshan/generator/base/artifact"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// embedHeight is how tall the frame is that another site is offered for a figure, in CSS pixels.
const embedHeight = 640

// embed is a figure on a page of its own, for the inside of another site's page.
func (g *page) embed() (*view.EmbedPage, error) {
	f := g.byID[g.ID]
	v, _, err := g.figureView(f.name)
	if err != nil {
		return nil, err
	}
	out := &view.EmbedPage{Frame: g.frame(v.Title, v.Sentence), Figure: v}
	out.Canonical = g.site.BaseURL + plan.Path(g.tag, plan.Dataset, f.Dataset, 1)
	out.NoIndex, out.Alternates, out.JSONLD, out.FeedHref = true, nil, "", ""
	out.Home = view.Link{Text: g.t(g.site.Title), Href: g.to(plan.Home, ""), Top: true}
	framed(&out.Figure)
	return out, nil
}

// framed fits a figure into a frame: its few links lead out of it, and the many of its rows and tiles are left out.
func framed(f *view.Figure) {
	f.Alone, f.Embed, f.Source.Top = true, nil, true
	for _, links := range [][]view.Link{f.Files, f.Downloads} {
		for i := range links {
			links[i].Top = true
		}
	}
	for i := range f.Table.Rows {
		f.Table.Rows[i].Head.Link = nil
	}
	if f.Tiles != nil {
		for i := range f.Tiles.Tiles {
			f.Tiles.Tiles[i].Href = ""
		}
	}
}

// offer adds to a figure what a reader can take away: files of its own, and code for another site.
func (g *page) offer(v *view.Figure, f namedFigure) {
	v.Files = []view.Link{{Text: "CSV", Href: g.href(plan.FigureFile(g.tag, f.ID, "csv"))}}
	if v.SVG != "" {
		v.Picture = g.href(plan.FigureFile(g.tag, f.ID, "svg"))
		v.Files = append(v.Files, view.Link{Text: "SVG", Href: v.Picture})
	}
	path := plan.Path(g.tag, plan.Embed, f.ID, 1)
	v.Embed = &view.Embed{Page: view.Link{Text: g.s("单独打开这张图", "This figure by itself"), Href: g.href(path)},
		Code: fmt.Sprintf(`<iframe src="%s" title="%s" width="100%%" height="%d" loading="lazy"></iframe>`,
			html.EscapeString(g.site.BaseURL+path), html.EscapeString(v.Title), embedHeight)}
}

// live gives the page's script what it needs; nil where the engine is not published.
func (g *page) live(f *chart.Figure, description string) (*view.Live, error) {
	if g.assets.Engine == "" {
		return nil, nil
	}
	wide, err := f.Option(g.p, chart.Wide(), description)
	if err != nil {
		return nil, err
	}
	narrow, err := f.Option(g.p, chart.Narrow(), description)
	return &view.Live{Engine: g.href(g.assets.Engine), Wide: chart.Live(wide), Narrow: chart.Live(narrow)}, err
}

// Beside gives the files that stand beside a page: beside a figure's own page its numbers, and its picture where it has
// one. ink gives the colours of the picture.
func (k *Composer) Beside(pg plan.Page, ink func(token string) string) ([]artifact.File, error) {
	if pg.Kind != plan.Embed {
		return nil, nil
	}
	g, f := k.at(pg, pg.Edition), k.byID[pg.ID]
	v, _, err := g.figureView(f.name)
	if err != nil {
		return nil, err
	}
	table, err := g.figureCSV(f.Figure)
	if err != nil {
		return nil, fmt.Errorf("figure %s: %w", pg.ID, err)
	}
	out := []artifact.File{{Path: plan.FigureFile(g.tag, pg.ID, "csv"), Data: table}}
	if v.SVG != "" {
		out = append(out, artifact.File{Path: plan.FigureFile(g.tag, pg.ID, "svg"), Data: g.sheet(f.Figure, v, ink).File()})
	}
	return out, nil
}

// sheet is a figure's picture as a file: it says where it comes from and what kind of data it shows.
func (g *page) sheet(f *chart.Figure, v view.Figure, ink func(string) string) chart.Sheet {
	w, h := f.Size(g.p, chart.Wide())
	scope := v.Period
	if v.Unit != "" {
		scope += g.s("　单位：", " · Unit: ") + v.Unit
	}
	foot := []string{g.s("数据来源：", "Source: ") + v.Source.Text + " · " + g.t(g.site.Title) + " · " + g.p.Date(g.cleared.AsOf),
		g.site.BaseURL + plan.Path(g.tag, plan.Dataset, f.Dataset, 1)}
	if v.Note != "" {
		foot = append([]string{v.Note}, foot...)
	}
	if g.demo() {
		foot = append(foot, g.nature(f.Dataset))
	}
	return chart.Sheet{Lang: g.tag.BCP47(), Title: v.Title, Scope: scope, Words: v.Sentence, Foot: foot, Ink: ink, Width: w, Height: h, Drawing: chart.Inside(v.SVG)}
}

// nature says in the page's language what kind of data a demonstration site's dataset holds.
func (g *page) nature(dataset string) string {
	if g.tables[dataset].Schema.Demo {
		return g.s("示范数据，合成，不是真实统计", "Synthetic demonstration data, not real statistics")
	}
	return g.s("示范站点发布的公开事实", "Public facts published by a demonstration site")
}

// figureCSV is the figure's numbers as plain decimals, each with its two statuses as in the dataset's download; of a timeline
// its dates.
func (g *page) figureCSV(f *chart.Figure) ([]byte, error) {
	records := g.figureRecords(f)
	if text := g.t(opendata.Rounding(g.tables[f.Dataset])); text != "" {
		for i := range records {
			records[i] = append(records[i], text)
		}
		records[0][len(records[0])-1] = "ROUNDED"
	}
	if g.demo() {
		for i := range records {
			records[i] = append(records[i], g.nature(f.Dataset))
		}
		records[0][len(records[0])-1] = "demonstration"
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	err := w.WriteAll(records)
	return b.Bytes(), err
}

// figureRecords is a head and one record for each point.
func (g *page) figureRecords(f *chart.Figure) [][]string {
	head := []string{"code", g.t(f.AxisName)}
	if len(f.Events) > 0 {
		out := [][]string{append(head, g.s("名称", "name"))}
		for _, e := range f.Events {
			date := ""
			if !e.Date.IsZero() {
				date = e.Date.String()
			}
			out = append(out, []string{e.Code, date, g.t(e.Text)})
		}
		return out
	}
	for _, s := range f.Series {
		name := s.Label.Name(g.p)
		head = append(head, name+g.s("（", " (")+g.t(f.Unit)+g.s("）", ")"), name+" OBS_STATUS", name+" CONF_STATUS")
	}
	out := [][]string{head}
	for i, x := range f.X {
		record := []string{x.Code, x.Name(g.p)}
		for _, s := range f.Series {
			record = append(record, opendata.Record(s.Cells[i])...)
		}
		out = append(out, record)
	}
	return out
}
