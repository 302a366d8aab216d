package banyan

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/a-h/templ/parser/v2"
	"go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"mingshan/generator/site/view"
	"mingshan/themes/banyan/samples"
)

// words answers from a text file of the theme and reports what is not there.
type words struct {
	t    *testing.T
	text map[string]any
}

var placeholder = regexp.MustCompile(`\{\{\.\w+\}\}`)

func (w words) T(id string, kv ...string) string {
	w.t.Helper()
	text, ok := w.text[id].(string)
	if !ok {
		w.t.Errorf("no text for %q", id)
	}
	for i := 0; i+1 < len(kv); i += 2 {
		text = strings.ReplaceAll(text, "{{."+kv[i]+"}}", kv[i+1])
	}
	if left := placeholder.FindString(text); left != "" {
		w.t.Errorf("%s: placeholder %s is never filled", id, left)
	}
	return text
}

func (w words) N(id string, _ int, kv ...string) string { return w.T(id, kv...) }

func textOf(t *testing.T, tag string) map[string]any {
	t.Helper()
	text := map[string]any{}
	if err := yaml.Unmarshal(Text(tag), &text); err != nil {
		t.Fatalf("text/%s.yaml: %v", tag, err)
	}
	return text
}

func render(t *testing.T, page any) []byte {
	t.Helper()
	c, err := Page(page)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := c.Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPages renders every sample page in both languages and checks what any page must hold.
func TestPages(t *testing.T) {
	for _, tag := range []string{"zh", "en"} {
		for name, page := range samples.New(tag, words{t, textOf(t, tag)}).Pages() {
			t.Run(tag+"/"+name, func(t *testing.T) { inspect(t, render(t, page), true) })
		}
	}
}

// TestParts renders every part in every sample state: ids stay distinct, and each part has a sample.
func TestParts(t *testing.T) {
	for _, tag := range []string{"zh", "en"} {
		s := samples.New(tag, words{t, textOf(t, tag)})
		seen := map[string]bool{}
		for _, p := range s.Parts() {
			if seen[p.Name] || len(p.States) == 0 {
				t.Errorf("%s: a page twice or without a state", p.Name)
			}
			seen[p.Name] = true
			t.Run(tag+"/"+p.Name, func(t *testing.T) {
				var out bytes.Buffer
				if err := p.Show(s.Frame()).Render(t.Context(), &out); err != nil {
					t.Fatal(err)
				}
				inspect(t, out.Bytes(), false)
			})
		}
		for _, want := range []string{"part-table", "part-figure", "part-keyfigures", "part-money-fifty", "part-tiles", "part-masthead-longest", "part-modes-normal", "part-complaint-normal", "part-colophon", "part-code", "part-printhead", "part-facets", "part-narrow-normal", "part-sift", "part-notice", "part-source", "part-download", "part-fold-normal", "part-states", "part-timeline-normal", "part-duties-normal", "part-appeal-normal"} {
			if !seen[want] {
				t.Errorf("%s: no sample %s", tag, want)
			}
		}
	}
}

// inspect checks one page: one h1, no skipped heading, distinct ids, named landmarks and regions that exist, no style
// attribute, no script but data. A page of the gallery that is not whole has neither main nor h1.
func inspect(t *testing.T, page []byte, whole bool) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, named := map[string]bool{}, []string{}
	level, mains, h1s := 0, 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id" && (ids[a.Val] || a.Val == ""):
				t.Errorf("id %q twice or empty on <%s>", a.Val, n.Data)
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "style", strings.HasPrefix(a.Key, "on"):
				t.Errorf("<%s> has the attribute %s", n.Data, a.Key)
			case a.Key == "aria-labelledby":
				named = append(named, a.Val)
			case a.Key == "href" && strings.Contains(a.Val, "FailedSanitization"):
				t.Errorf("unsafe href on <%s>", n.Data)
			case a.Key == "href" && a.Val == "":
				t.Errorf("empty href on <%s>", n.Data)
			}
		}
		switch n.Data {
		case "main":
			mains++
		case "style":
			t.Error("a style element")
		case "script":
			own := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "src" && strings.HasPrefix(a.Val, "../") }) && n.FirstChild == nil
			if !own && !slices.Contains(n.Attr, html.Attribute{Key: "type", Val: "application/ld+json"}) {
				t.Error("a script that is neither data nor a file of the site")
			}
		case "h1", "h2", "h3", "h4":
			next := int(n.Data[1] - '0')
			if whole && next > level+1 {
				t.Errorf("heading <%s> follows level %d", n.Data, level)
			}
			if level = next; level == 1 {
				h1s++
			}
		}
	}
	if whole && (mains != 1 || h1s != 1) {
		t.Errorf("%d main and %d h1, want one of each", mains, h1s)
	}
	for _, id := range named {
		if !ids[id] {
			t.Errorf("aria-labelledby names %q, which is not on the page", id)
		}
	}
}

// templates gives every templ file by name.
func templates(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".templ") {
			data, readErr := os.ReadFile(name)
			found[name], err = string(data), readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestNoNaturalLanguage: words belong to text/*.yaml, so no template has letters between tags or in a spoken attribute.
func TestNoNaturalLanguage(t *testing.T) {
	spoken := regexp.MustCompile(`\b(alt|title|aria-label|placeholder)="`)
	for name, source := range templates(t) {
		file, err := parser.ParseString(source)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, n := range file.Nodes {
			if h, ok := n.(*parser.HTMLTemplate); ok {
				for _, text := range letters(h.Children) {
					t.Errorf("%s: %q stands in the template; put it into text/*.yaml", name, text)
				}
			}
		}
		if hit := spoken.FindString(source); hit != "" {
			t.Errorf("%s: a constant %s…\" belongs to text/*.yaml", name, hit)
		}
	}
}

// letters finds literal text with letters in it.
func letters(nodes []parser.Node) []string {
	var found []string
	for _, n := range nodes {
		switch n := n.(type) {
		case *parser.Text:
			if strings.IndexFunc(n.Value, unicode.IsLetter) >= 0 {
				found = append(found, n.Value)
			}
		case *parser.Element:
			found = append(found, letters(n.Children)...)
		case *parser.TemplElementExpression:
			found = append(found, letters(n.Children)...)
		case *parser.ForExpression:
			found = append(found, letters(n.Children)...)
		case *parser.IfExpression:
			found = append(append(found, letters(n.Then)...), letters(n.Else)...)
			for _, e := range n.ElseIfs {
				found = append(found, letters(e.Then)...)
			}
		case *parser.SwitchExpression:
			for _, c := range n.Cases {
				found = append(found, letters(c.Children)...)
			}
		}
	}
	return found
}

// TestTexts: every id a template or helper asks for stands in both files, and every id in a file is asked for.
func TestTexts(t *testing.T) {
	asked := map[string]bool{}
	sources := templates(t)
	helpers, err := filepath.Glob("parts/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range helpers {
		if !strings.HasSuffix(name, "_templ.go") {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			sources[name] = string(data)
		}
	}
	for _, source := range sources {
		for _, m := range regexp.MustCompile(`\b[wW]\.[TN]\("([^"]+)"`).FindAllStringSubmatch(source, -1) {
			asked[m[1]] = true
		}
	}
	zh, en := textOf(t, "zh"), textOf(t, "en")
	for id := range asked {
		if zh[id] == nil || en[id] == nil {
			t.Errorf("%q is asked for but not in both text files", id)
		}
	}
	for tag, text := range map[string]map[string]any{"zh": zh, "en": en} {
		for id, value := range text {
			if !asked[id] {
				t.Errorf("text/%s.yaml: %q is not used", tag, id)
			}
			if value == "" {
				t.Errorf("text/%s.yaml: %q is empty", tag, id)
			}
		}
	}
	for id := range zh {
		if a, b := fill(zh[id]), fill(en[id]); !slices.Equal(a, b) {
			t.Errorf("%q: placeholders differ: %v and %v", id, a, b)
		}
	}
}

// fill gives the placeholders of a text, in the order of the alphabet.
func fill(text any) []string {
	s, _ := text.(string)
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return found
}

// TestRawOnce: unescaped text has one door.
func TestRawOnce(t *testing.T) {
	count := 0
	for name, source := range templates(t) {
		count += strings.Count(source, "templ.Raw(")
		if regexp.MustCompile(`(?m)^\s*(script|css) \w+\(|<style|\bstyle=`).MatchString(source) {
			t.Errorf("%s writes a script or a style", name)
		}
	}
	if count != 1 {
		t.Errorf("templ.Raw( stands %d times, want 1", count)
	}
}

// TestCSS: small enough for a phone, colours only among the tokens, nothing from another host.
func TestCSS(t *testing.T) {
	css := string(CSS())
	var wire bytes.Buffer
	z := gzip.NewWriter(&wire)
	if _, err := z.Write([]byte(css)); err != nil || z.Close() != nil {
		t.Fatal("gzip")
	}
	// As edited, with its comments; what is sent is minified and stays within 12,000 bytes on the wire.
	if len(css) > 72_000 || wire.Len() > 14_600 {
		t.Errorf("style sheet has %d bytes, %d on the wire; want at most 72,000 and 14,600", len(css), wire.Len())
	}
	if strings.Contains(css, "url(") || strings.Contains(css, "@import") {
		t.Error("style sheet fetches something")
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("style sheet has an unpaired brace")
	}
	_, rest, _ := strings.Cut(css, "@layer base {")
	if hit := regexp.MustCompile(`:[^;{}]*(#[0-9a-f]{3,8}\b|rgba?\(|hsl)[^;{}]*;`).FindString(rest); hit != "" {
		t.Errorf("a colour outside tokens.css: %s", hit)
	}
	if !bytes.Equal(CSS(), CSS()) {
		t.Error("two style sheets differ")
	}
}

// TestEscaping: what an editor wrote is text, and a dangerous address is not a link.
func TestEscaping(t *testing.T) {
	page := samples.New("zh", words{t, textOf(t, "zh")}).Project(true)
	page.Heading = "<script>alert(1)</script>"
	page.Prev = &view.Link{Text: "x", Href: "javascript:alert(1)"}
	out := string(render(t, page))
	if strings.Contains(out, "<script>alert") || strings.Contains(out, `href="javascript:`) {
		t.Error("markup or a script address came through")
	}
}

// TestUnknownPage: a type without a template is an error, not an empty page.
func TestUnknownPage(t *testing.T) {
	if _, err := Page(view.Home{}); err == nil {
		t.Error("a view.Home that is not a pointer was accepted")
	}
}
