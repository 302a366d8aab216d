// Package banyan is the site's theme: typed templates, one style sheet and the words of the interface.
//
// The theme is a value of the program: templates compile to Go, style sheets and words are embedded. Page turns a
// view into a component that prints a whole page; the renderer supplies everything else, so a template cannot reach
// the data, the disk or the clock.
//
//	c, err := banyan.Page(&view.Home{…})   // a pointer to one of the page views of site/view
//	err = c.Render(ctx, w)
//
// base.templ is the frame, pages/ has one template per kind of page, parts/ the pieces they share, assets/css the
// sheets that stand outside a part, text/ the words in each edition. README.md says what may be changed and how to
// preview it.
package banyan

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/a-h/templ"

	"mingshan/generator/site/view"
	"mingshan/themes/banyan/pages"
)

// Name is the theme's name, as in the folder themes/banyan.
const Name = "banyan"

//go:embed assets/css/*.css parts/*.css parts/*.js pages/*.css assets/favicon.svg text/*.yaml
var files embed.FS

// Page gives the component that prints the page p, which is a pointer to one of the page views of site/view.
// Another type is an error of the program, not of an editor.
func Page(p any) (templ.Component, error) {
	switch p := p.(type) {
	case *view.Entrance:
		return base(p.Frame, pages.Entrance(p)), nil
	case *view.Home:
		return base(p.Frame, pages.Home(p)), nil
	case *view.List:
		return base(p.Frame, pages.List(p)), nil
	case *view.Article:
		return base(p.Frame, pages.Article(p)), nil
	case *view.Project:
		return base(p.Frame, pages.Project(p)), nil
	case *view.Organization:
		return base(p.Frame, pages.Organization(p)), nil
	case *view.Topic:
		return base(p.Frame, pages.Topic(p)), nil
	case *view.Regions:
		return base(p.Frame, pages.Regions(p)), nil
	case *view.Region:
		return base(p.Frame, pages.Region(p)), nil
	case *view.Compare:
		return base(p.Frame, pages.Compare(p)), nil
	case *view.Dataset:
		return base(p.Frame, pages.Dataset(p)), nil
	case *view.Complaints:
		return base(p.Frame, pages.Complaints(p)), nil
	case *view.Guide:
		return base(p.Frame, pages.Guide(p)), nil
	case *view.Sheet:
		return base(p.Frame, pages.Sheet(p)), nil
	case *view.Disclosure:
		return base(p.Frame, pages.Disclosure(p)), nil
	case *view.SiteMap:
		return base(p.Frame, pages.SiteMap(p)), nil
	case *view.EmbedPage:
		return inside(p.Frame, pages.Embed(p)), nil
	case *view.NotFound:
		return base(p.Frame, pages.NotFound(p)), nil
	}
	return nil, fmt.Errorf("theme %s has no template for %T", Name, p)
}

// CSS gives the whole style sheet: the order of the cascade layers, tokens, base, every part, every page, print.
// Parts and pages come in the order of their file names, so the bytes are the same in every build.
func CSS() []byte {
	sheet := []byte("@layer tokens, base, parts, pages, print;\n")
	for _, pattern := range []string{
		"assets/css/tokens.css", "assets/css/base.css", "parts/*.css", "pages/*.css", "assets/css/print.css",
	} {
		names, err := fs.Glob(files, pattern)
		if err != nil || len(names) == 0 {
			panic("banyan: no style sheet embedded as " + pattern)
		}
		for _, name := range names {
			sheet = append(sheet, embedded(name)...)
		}
	}
	return sheet
}

// Favicon gives the site's icon, an SVG.
func Favicon() []byte { return embedded("assets/favicon.svg") }

// Early gives the one script that runs before a page is painted: it restores how the reader wants the site to look.
func Early() []byte { return embedded("parts/modes.js") }

// Scripts gives the scripts that make parts answer to the reader, by name; a page loads those of the parts it has.
// Without them every page is complete.
func Scripts() map[string][]byte {
	return map[string][]byte{"compare": embedded("parts/compare.js"), "figure": embedded("parts/figure.js"), "sift": embedded("parts/sift.js"), "table": embedded("parts/table.js")}
}

// Engine gives the script that draws charts in the browser. It imports packages of package.json by name.
func Engine() []byte { return embedded("parts/charts.js") }

// Ink gives the light colour of a token that charts are drawn with, such as "--chart-1": the first colour after its
// --light switch in tokens.css. It is for pictures that leave the site, where there is no style sheet.
func Ink(token string) string {
	sheet := string(embedded("assets/css/tokens.css"))
	_, line, ok := strings.Cut(sheet, "\t"+token+":")
	if ok {
		_, line, ok = strings.Cut(line, "--light, ")
	}
	colour, _, end := strings.Cut(line, ")")
	if !ok || !end {
		panic("banyan: no colour for " + token)
	}
	return colour
}

// Text gives the words of the interface for an edition ("zh" or "en"): YAML, flat ids to a string or to plural
// forms {one, other}. It is nil for an edition that the theme does not speak.
func Text(tag string) []byte {
	text, err := files.ReadFile(path.Join("text", tag+".yaml"))
	if err != nil {
		return nil
	}
	return text
}

// embedded reads a file that is part of the program; its absence is a broken program.
func embedded(name string) []byte {
	data, err := files.ReadFile(name)
	if err != nil {
		panic("banyan: " + err.Error())
	}
	return data
}
