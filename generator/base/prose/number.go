package prose

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"mingshan/generator/base/diag"
)

// Number is a number that the text leaves to a cleared table, so that no editor types one:
//
//	{{figure dataset=referrals measure=helped region=350900 period=2025}}
//
// dataset and measure are needed; unit=none leaves the unit out; every other key is a dimension of the dataset. Which
// datasets, measures and codes there are is for those who fill it in.
type Number struct {
	Dataset, Measure string
	Bare             bool              // without its unit
	Where            map[string]string // dimension → code
	Place            diag.Place        // of the braces
	places           map[string]diag.Place
}

// At is where the value of a key stands: dataset, measure or a dimension; the whole shortcode for a key that is absent.
func (n Number) At(key string) diag.Place {
	if at, ok := n.places[key]; ok {
		return at
	}
	return n.Place
}

// Dims lists the dimensions that the shortcode names, in order.
func (n Number) Dims() []string {
	out := make([]string, 0, len(n.Where))
	for dim := range n.Where {
		out = append(out, dim)
	}
	slices.Sort(out)
	return out
}

// Shown is what stands in a number's place: words, and the address of where they come from.
type Shown struct{ Text, Href string }

func (s Shown) html() string {
	words := html.EscapeString(s.Text)
	if s.Href == "" || s.Text == "" {
		return words
	}
	return `<a href="` + html.EscapeString(s.Href) + `">` + words + `</a>`
}

// numberNode is a shortcode in the tree; raw is what stands between the braces.
type numberNode struct {
	ast.BaseInline
	start int
	raw   string
}

var kindNumber = ast.NewNodeKind("Number")

// Kind is goldmark's name for the node.
func (*numberNode) Kind() ast.NodeKind { return kindNumber }

// Dump is goldmark's way to print a tree.
func (n *numberNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"raw": n.raw}, nil)
}

// numberParser reads {{…}} on one line. What does not end there stays text, and lintText reports it.
type numberParser struct{}

// Trigger says which character begins a shortcode.
func (numberParser) Trigger() []byte { return []byte{'{'} }

// Parse takes a shortcode, or nothing.
func (numberParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	inner, ok := bytes.CutPrefix(line, []byte("{{"))
	if !ok {
		return nil
	}
	end := bytes.Index(inner, []byte("}}"))
	if end < 0 || bytes.ContainsAny(inner[:end], "\n{") {
		return nil
	}
	block.Advance(end + len("{{}}"))
	return &numberNode{start: segment.Start, raw: string(inner[:end])}
}

// misplaced reports a node inside the words of a link, where a number would be a link within a link, or in a heading,
// whose words are repeated where nothing is filled in.
func misplaced(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindLink || p.Kind() == ast.KindHeading {
			return true
		}
	}
	return false
}

var (
	numberPart = regexp.MustCompile(`[^ \t]+`)
	numberPair = regexp.MustCompile(`^([a-z][a-z0-9_]*)=("?)([A-Za-z0-9_.\-]+)("?)$`)
)

// number records a shortcode, or says what is wrong with it. One that is wrong prints nothing.
func (r *reader) number(n *numberNode) {
	at := r.place(n.start)
	if misplaced(n) {
		r.problems.Add(at, "prose/figure-place", diag.Say("链接的文字或小标题里有数字简码", "a number's shortcode inside a link or a heading"),
			diag.Say("把它移到正文里；数字自己会链接到数据集", "move it into the text; the number links to its dataset by itself"))
		return
	}
	r.doc.slots = append(r.doc.slots, slot{})
	refuse := func(at diag.Place, text diag.Msg) {
		r.problems.Add(at, "prose/figure-form", text,
			diag.Say("写成 {{figure dataset=referrals measure=helped region=350900 period=2025}}，半角，一行之内", "write {{figure dataset=referrals measure=helped region=350900 period=2025}}, in half-width signs and on one line"))
	}
	out := Number{Place: at, Where: map[string]string{}, places: map[string]diag.Place{}}
	for i, span := range numberPart.FindAllStringIndex(n.raw, -1) {
		part, here := n.raw[span[0]:span[1]], r.place(n.start+len("{{")+span[0])
		if i == 0 {
			if part != "figure" {
				refuse(here, diag.Say("双花括号里不是 figure", "the double braces do not begin with figure"))
				return
			}
			continue
		}
		m := numberPair.FindStringSubmatch(part)
		if m == nil || m[2] != m[4] {
			refuse(here, diag.Say("这一项不是 键=值", "this part is not key=value"))
			return
		}
		key, value := m[1], m[3]
		if _, twice := out.places[key]; twice {
			refuse(here, diag.Say("“%s”写了两次", "%q is given twice", key))
			return
		}
		out.places[key] = r.place(n.start + len("{{") + span[0] + len(key) + 1)
		switch {
		case key == "dataset":
			out.Dataset = value
		case key == "measure":
			out.Measure = value
		case key == "unit" && value == "none":
			out.Bare = true
		case key == "unit":
			refuse(here, diag.Say("unit 只能写 none", "unit can only be none"))
			return
		default:
			out.Where[key] = value
		}
	}
	if out.Dataset == "" || out.Measure == "" {
		refuse(at, diag.Say("数字简码缺少 dataset 或 measure", "a number's shortcode needs dataset and measure"))
		return
	}
	r.doc.slots[len(r.doc.slots)-1].number = len(r.doc.numbers) + 1
	r.doc.numbers = append(r.doc.numbers, out)
}

// shortcode is a whole shortcode in the source.
var shortcode = regexp.MustCompile(`\{\{[^{}\n]*\}\}`)

// WithoutNumbers blanks the shortcodes of a Markdown source, each byte for a space, so that places stay: for those who look
// for digits that an editor typed.
func WithoutNumbers(src string) string {
	return shortcode.ReplaceAllStringFunc(src, func(s string) string { return strings.Repeat(" ", len(s)) })
}
