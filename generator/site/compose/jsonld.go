package compose

import (
	"encoding/json"
	"strings"

	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// ld is a schema.org node. encoding/json escapes < > and &, so it can stand inside a script element; its keys come
// out sorted, so the bytes are the same every time.
type ld map[string]any

func marshalLD(v ld) view.HTML {
	v["@context"] = "https://schema.org"
	out, err := json.Marshal(v)
	if err != nil {
		return "" // a map of strings, numbers and maps always marshals
	}
	return view.HTML(out)
}

func (g *page) publisherLD() ld {
	return ld{"@type": "Organization", "name": g.t(g.site.Publisher.Name), "url": g.site.BaseURL}
}

// website describes the site, on the home page.
func (g *page) website(f view.Frame) view.HTML {
	return marshalLD(ld{"@type": "WebSite", "name": g.t(g.site.Title), "description": f.Description, "url": f.Canonical, "inLanguage": f.Lang, "publisher": g.publisherLD()})
}

// breadcrumbs describes the way to a page.
func (g *page) breadcrumbs(crumbs []view.Link) view.HTML {
	if len(crumbs) == 0 {
		return ""
	}
	var items []ld
	for i, c := range crumbs {
		items = append(items, ld{"@type": "ListItem", "position": i + 1, "name": c.Text, "item": g.site.BaseURL + absolute(g.Path, c.Href)})
	}
	return marshalLD(ld{"@type": "BreadcrumbList", "itemListElement": items})
}

// absolute turns an address relative to a page into one from the site's root.
func absolute(from, href string) string {
	dir := strings.Split(from, "/")
	dir = dir[:len(dir)-1]
	for strings.HasPrefix(href, "../") {
		href, dir = href[3:], dir[:len(dir)-1]
	}
	return strings.Join(append(dir, href), "/")
}

// article describes a story or notice; date is as exact as may be published (a story's is a month).
func (g *page) article(f view.Frame, headline, date string) view.HTML {
	v := ld{"@type": "Article", "headline": headline, "description": f.Description, "url": f.Canonical, "inLanguage": f.Lang, "datePublished": date,
		"author": g.publisherLD(), "publisher": g.publisherLD(), "isAccessibleForFree": true}
	if f.OGImage != "" {
		v["image"] = f.OGImage
	}
	return marshalLD(v)
}

// datasetLD describes a dataset as Google Dataset Search reads it.
func (g *page) datasetLD(t *release.Table) view.HTML {
	description := g.t(t.Schema.Description)
	if t.Schema.Demo {
		description += g.s("（示范数据，合成，不是真实统计。）", " (Synthetic demonstration data, not real statistics.)")
	}
	v := ld{"@type": "Dataset", "name": g.t(t.Schema.Title), "description": description, "url": g.site.BaseURL + plan.Path(g.tag, plan.Dataset, t.Schema.ID, 1),
		"@id": g.site.BaseURL + "data/" + t.Schema.ID + ".json", "inLanguage": g.tag.BCP47(), "license": g.site.Licence.URL, "creator": g.publisherLD(), "isAccessibleForFree": true,
		"dateModified": g.cleared.AsOf.String(), "spatialCoverage": "Fujian",
		"distribution": []ld{
			{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": g.site.BaseURL + "data/" + t.Schema.ID + ".csv"},
			{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": g.site.BaseURL + "data/" + t.Schema.ID + ".json"}}}
	if span := temporal(t); span != "" {
		v["temporalCoverage"] = span
	}
	var measured []string
	for _, f := range t.Schema.Fields {
		if f.Measure() {
			measured = append(measured, g.t(f.Title))
		}
	}
	if len(measured) > 0 {
		v["variableMeasured"] = measured
	}
	return marshalLD(v)
}
