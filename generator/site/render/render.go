// Package render turns view values into finished bytes: template, then minifier.
//
// Tags, quotes and document structure are kept, so that the pages stay readable to people and to simple parsers; what
// goes is white space and comments.
package render

import (
	"bytes"
	"context"
	"fmt"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/svg"

	"mingshan/generator/site/theme"
)

// Renderer renders pages of one theme. It is safe for concurrent use.
type Renderer struct {
	theme    theme.Theme
	minifier *minify.M
}

// New makes a Renderer.
func New(t theme.Theme) *Renderer {
	m := minify.New()
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	return &Renderer{theme: t, minifier: m}
}

// Page renders one view value.
func (r *Renderer) Page(path string, view any) ([]byte, error) {
	component, err := r.theme.Page(view)
	if err != nil {
		return nil, fmt.Errorf("render %s: %w", path, err)
	}
	var raw, out bytes.Buffer
	if err := component.Render(context.Background(), &raw); err != nil {
		return nil, fmt.Errorf("render %s: %w", path, err)
	}
	if err := r.minifier.Minify("text/html", &out, &raw); err != nil {
		return nil, fmt.Errorf("minify %s: %w", path, err)
	}
	return out.Bytes(), nil
}

// CSS minifies a style sheet.
func (r *Renderer) CSS(data []byte) ([]byte, error) {
	out, err := r.minifier.Bytes("text/css", data)
	if err != nil {
		return nil, fmt.Errorf("minify style sheet: %w", err)
	}
	return out, nil
}
