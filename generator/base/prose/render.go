package prose

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// pageRenderer renders the nodes that our pages want otherwise than goldmark does: links with a gap for the address,
// tables that can be scrolled and have header cells, and nothing for what was refused.
type pageRenderer struct{}

// RegisterFuncs tells goldmark which nodes are ours.
func (pageRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindLink, renderLink)
	reg.Register(ast.KindAutoLink, renderAutoLink)
	reg.Register(kindNumber, renderNumber)
	reg.Register(ast.KindImage, renderNothing)
	reg.Register(ast.KindHTMLBlock, renderNothing)
	reg.Register(ast.KindRawHTML, renderNothing)
	reg.Register(extast.KindTable, renderTable)
	reg.Register(extast.KindTableCell, renderCell)
}

func renderNothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

// renderNumber leaves the gap that Doc.HTML fills.
func renderNumber(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering && !misplaced(node) {
		_, _ = w.WriteString(gap)
	}
	return ast.WalkSkipChildren, nil
}

// openLink writes the start tag. noopener keeps the linked page from reaching back into ours in old browsers.
func openLink(w util.BufWriter, dest []byte) {
	_, _ = w.WriteString(`<a href="` + gap + `"`)
	if d := string(dest); allowed(d) && external(d) {
		_, _ = w.WriteString(` rel="noopener"`)
	}
}

func renderLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, _ = w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	n := node.(*ast.Link)
	openLink(w, n.Destination)
	if len(n.Title) > 0 {
		_, _ = w.WriteString(` title="`)
		html.DefaultWriter.Write(w, n.Title)
		_ = w.WriteByte('"')
	}
	_ = w.WriteByte('>')
	return ast.WalkContinue, nil
}

func renderAutoLink(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*ast.AutoLink)
		openLink(w, n.URL(source))
		_ = w.WriteByte('>')
		_, _ = w.Write(util.EscapeHTML(n.Label(source)))
		_, _ = w.WriteString("</a>")
	}
	return ast.WalkContinue, nil
}

// renderTable wraps the table so that a wide one scrolls by itself, by keyboard too, and not the whole page.
func renderTable(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString("<div class=\"prose-table\" tabindex=\"0\">\n<table>\n")
	} else {
		_, _ = w.WriteString("</table>\n</div>\n")
	}
	return ast.WalkContinue, nil
}

// renderCell writes header cells with their scope, and alignment as a class: the pages' policy forbids style
// attributes.
func renderCell(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*extast.TableCell)
	tag, attrs := "td", ""
	if n.Parent().Kind() == extast.KindTableHeader {
		tag, attrs = "th", ` scope="col"`
	}
	if !entering {
		_, _ = w.WriteString("</" + tag + ">\n")
		return ast.WalkContinue, nil
	}
	if n.Alignment != extast.AlignNone {
		attrs += ` class="` + n.Alignment.String() + `"`
	}
	_, _ = w.WriteString("<" + tag + attrs + ">")
	return ast.WalkContinue, nil
}
