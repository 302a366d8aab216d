package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/dop251/goja"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/view"
	"mingshan/generator/testkit/sites"
)

// studio opens one with the installed library.
func studio(t testing.TB) *Studio {
	t.Helper()
	return NewStudio(sites.Library(t, LibraryPath))
}

// order is one drawing to be made.
type order struct {
	id, title, description string
	option                 []byte
	width, height          int
}

// orders are the drawings of every chart in both languages; one has hostile names everywhere.
func orders(t testing.TB) []order {
	t.Helper()
	all := figures(t, everyChart()...)
	nasty := *all["lines"]
	nasty.ID = "trial-nasty"
	nasty.Series = slices.Clone(nasty.Series)
	nasty.Series[0].Label.Text = lang.Both(hostile)
	all["nasty"] = &nasty
	wall := places(people(), column(t, "integer", "120", "w", "30")...)
	wall.X[0].Text = lang.Both(hostile)
	all["wall"] = wall
	var out []order
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f := all[name]
		if f.Kind == "tiles" || f.Kind == "heat" || f.Kind == "grouped" || f.Kind == "share" { // tables, and bars like others
			continue
		}
		for i, p := range printers() { // wide in Chinese, narrow in English: a drawing takes 50 ms
			shape := []Shape{Wide(), Narrow()}[i]
			option, err := f.Option(p, shape, f.Sentence(p))
			if err != nil {
				t.Fatal(err)
			}
			w, h := f.Size(p, shape)
			out = append(out, order{id: "figure-" + f.ID + []string{"", "-narrow"}[i], title: hostile, description: f.Sentence(p), option: option, width: w, height: h})
		}
	}
	return out
}

func (o order) draw(t testing.TB, s *Studio) view.HTML {
	svg, err := s.Draw(o.id, o.option, o.width, o.height, o.title, o.description)
	if err != nil {
		t.Error(err)
	}
	return svg
}

var local = regexp.MustCompile(`url\(([^)]*)\)`)

// inspect reads a picture as a browser would and reports all that a strict content security policy would block, all
// that leads away from the page, and ids that another picture could have.
func inspect(t *testing.T, o order, svg view.HTML) (text string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(string(svg)))
	ids, wanted := map[string]bool{}, map[string]bool{}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s is not well-formed: %v\n%s", o.id, err, svg)
		}
		if c, ok := token.(xml.CharData); ok {
			text += string(c)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if slices.Contains([]string{"style", "script", "image", "foreignObject", "a", "animate", "set", "iframe"}, start.Name.Local) {
			t.Errorf("%s holds a %s element", o.id, start.Name.Local)
		}
		for _, a := range start.Attr {
			name := a.Name.Local
			if name == "style" || name == "class" && start.Name.Local != "svg" || strings.HasPrefix(name, "on") || strings.Contains(a.Value, "//") {
				t.Errorf("%s: attribute %s=%q", o.id, name, a.Value)
			}
			if name == "id" {
				if ids[a.Value] || !strings.HasPrefix(a.Value, o.id+"-") {
					t.Errorf("%s: id %q is not its own", o.id, a.Value)
				}
				ids[a.Value] = true
			}
			if name == "href" {
				wanted[strings.TrimPrefix(a.Value, "#")] = true
			}
			for _, m := range local.FindAllStringSubmatch(a.Value, -1) {
				wanted[strings.TrimPrefix(m[1], "#")] = true
			}
			if name == "aria-labelledby" {
				for id := range strings.FieldsSeq(a.Value) {
					wanted[id] = true
				}
			}
		}
	}
	for id := range wanted {
		if !ids[id] {
			t.Errorf("%s refers to %q, which is not in the picture", o.id, id)
		}
	}
	return text
}

func TestDrawIsSafe(t *testing.T) {
	s := studio(t)
	for _, o := range orders(t) {
		svg := o.draw(t, s)
		text := inspect(t, o, svg)
		if !strings.HasPrefix(text, o.title+o.description) {
			t.Errorf("%s: title and description are %.200q", o.id, text)
		}
		if strings.Contains(string(svg), "</script") || strings.Contains(string(svg), "#a1000") || strings.Contains(string(svg), "#b2000") {
			t.Errorf("%s: a script or a marker colour is left in %.400s", o.id, svg)
		}
		if !strings.Contains(string(svg), "var(--chart-1)") || !strings.Contains(string(svg), "var(--chart-ink)") {
			t.Errorf("%s is not painted in the theme's colours", o.id)
		}
		if strings.Contains(o.id, "nasty") && !strings.Contains(string(svg), "&lt;/script&gt;") {
			t.Errorf("%s: the hostile name is not there in words", o.id)
		}
	}
}

// The same bytes come from two studios, in another order, from one goroutine and from several, drawn and remembered.
func TestDrawIsDeterministic(t *testing.T) {
	all := orders(t)
	first, second := studio(t), studio(t)
	want := map[string]view.HTML{}
	for _, o := range all {
		want[o.id] = o.draw(t, first)
	}
	var wg sync.WaitGroup
	next := make(chan order)
	for range 3 { // each loads a runtime of its own
		wg.Go(func() {
			for o := range next {
				for range 2 {
					if got := o.draw(t, second); got != want[o.id] {
						t.Errorf("%s: another studio draws other bytes:\n%s\n%s", o.id, want[o.id], got)
					}
				}
			}
		})
	}
	for _, o := range slices.Backward(all) {
		next <- o
	}
	close(next)
	wg.Wait()
	if len(want) != len(all) {
		t.Errorf("%d drawings for %d orders", len(want), len(all))
	}
}

// What is remembered is the drawing; title and description are always those that were asked for.
func TestDrawRemembersNoTitle(t *testing.T) {
	s := studio(t)
	o := orders(t)[0]
	a := o.draw(t, s)
	o.title, o.description = "other title", "other words"
	b := o.draw(t, s)
	if a == b || !strings.Contains(string(b), ">other title</title>") || !strings.Contains(string(b), ">other words</desc>") {
		t.Errorf("the second drawing begins %.200s", b)
	}
	_, bodyA, _ := strings.Cut(string(a), "</desc>")
	_, bodyB, _ := strings.Cut(string(b), "</desc>")
	if bodyA != bodyB {
		t.Error("the drawing changed with its title")
	}
}

func TestDrawRefuses(t *testing.T) {
	s := studio(t)
	if svg, err := s.Draw("figure-x", []byte("{"), 100, 100, "t", "d"); err == nil {
		t.Errorf("half an option is drawn as %s", svg)
	}
	for _, library := range []string{"var = ;", "var echarts = null;"} {
		if svg, err := NewStudio([]byte(library)).Draw("figure-x", []byte(`{"animation":false}`), 100, 100, "t", "d"); err == nil {
			t.Errorf("the library %q draws %s", library, svg)
		}
	}
}

// A studio that was told another one's drawings gives the same bytes without drawing, and passes on what was asked for.
func TestRemember(t *testing.T) {
	first, all := studio(t), orders(t)[:3]
	for _, o := range all {
		o.draw(t, first)
	}
	kept := first.Drawings()
	if len(kept) != len(all) {
		t.Fatalf("%d drawings are kept of %d", len(kept), len(all))
	}
	second := studio(t)
	second.compile = func() (*goja.Program, error) { return nil, errors.New("this was drawn before") }
	second.Remember(kept)
	for _, o := range all[:2] {
		if got := o.draw(t, second); got != o.draw(t, first) {
			t.Errorf("%s: remembered as %s", o.id, got)
		}
	}
	if again := second.Drawings(); len(again) != 2 {
		t.Errorf("%d drawings are passed on, of which 2 were asked for", len(again))
	}
	// Another library never gets the drawings of this one, and what it fails to draw is not remembered as nothing.
	other := NewStudio([]byte("var echarts = null;"))
	other.Remember(kept)
	if svg, err := other.Draw(all[0].id, all[0].option, all[0].width, all[0].height, "t", "d"); err == nil {
		t.Errorf("a drawing of another library: %.80s", svg)
	}
	if failed := other.Drawings(); len(failed) != 0 {
		t.Errorf("a drawing that failed is passed on: %q", failed)
	}
}

func BenchmarkDraw(b *testing.B) {
	all := orders(b)
	s := studio(b)
	all[0].draw(b, s) // loads the library into a runtime
	for i := 0; b.Loop(); i++ {
		clear(s.drawn) // what is remembered costs nothing
		all[i%len(all)].draw(b, s)
	}
}
