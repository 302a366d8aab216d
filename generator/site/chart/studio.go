package chart

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"mingshan/generator/site/view"
)

// LibraryPath is where npm puts ECharts, from the project's root.
const LibraryPath = "themes/banyan/node_modules/echarts/dist/echarts.min.js"

// Studio draws options as SVG by running ECharts inside Go. It is safe for concurrent use: each drawing takes a
// runtime of its own from a pool. Drawings are remembered by the digest of option, size and library.
type Studio struct {
	library []byte
	digest  [sha256.Size]byte
	compile func() (*goja.Program, error)
	pool    sync.Pool
	mu      sync.Mutex
	drawn   map[string]string
	used    map[string]bool
}

// NewStudio takes the library's bytes. It is compiled at the first drawing that is not remembered (about 0.4 s).
func NewStudio(library []byte) *Studio {
	return &Studio{library: library, digest: sha256.Sum256(library), drawn: map[string]string{}, used: map[string]bool{},
		compile: sync.OnceValues(func() (*goja.Program, error) {
			program, err := goja.Compile("echarts.min.js", string(library), false)
			if err != nil {
				return nil, fmt.Errorf("compile ECharts: %w", err)
			}
			return program, nil
		})}
}

// Remember adds drawings that another Studio's Drawings gave.
func (s *Studio) Remember(drawings map[string]string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(s.drawn, drawings)
}

// Drawings are the drawings asked for in this Studio's life, by key.
func (s *Studio) Drawings() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]string, len(s.used))
	for key := range s.used {
		if body, ok := s.drawn[key]; ok { // a drawing that failed is asked for again
			out[key] = body
		}
	}
	return out
}

// desk is one runtime with ECharts loaded.
type desk struct {
	vm   *goja.Runtime
	draw goja.Callable
}

// drawing is the one function that Go calls. setTimeout does nothing: a static picture has no later.
const drawing = `(function (option, width, height) {
	var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
	try {
		chart.setOption(JSON.parse(option));
		return chart.renderToSVGString();
	} finally {
		chart.dispose();
	}
})`

func (s *Studio) desk() (*desk, error) {
	if d, ok := s.pool.Get().(*desk); ok {
		return d, nil
	}
	vm := goja.New()
	if _, err := vm.RunString("var setTimeout = function () { return 0 }, clearTimeout = function () {};"); err != nil {
		return nil, fmt.Errorf("prepare ECharts: %w", err)
	}
	program, err := s.compile()
	if err != nil {
		return nil, err
	}
	if _, err := vm.RunProgram(program); err != nil {
		return nil, fmt.Errorf("load ECharts: %w", err)
	}
	v, err := vm.RunString(drawing)
	if err != nil {
		return nil, fmt.Errorf("prepare ECharts: %w", err)
	}
	draw, ok := goja.AssertFunction(v)
	if !ok {
		return nil, errors.New("prepare ECharts: not a function")
	}
	return &desk{vm, draw}, nil
}

// Draw gives the option's picture as an inline SVG element named by title and description. All colours are CSS
// variables of the theme; ids begin with id, so that pictures can share a page. What Check refuses is not drawn.
func (s *Studio) Draw(id string, option []byte, width, height int, title, description string) (view.HTML, error) {
	if err := Check(option); err != nil {
		return "", fmt.Errorf("draw %s: %w", id, err)
	}
	sum := sha256.Sum256(fmt.Appendf(option[:len(option):len(option)], "\x00%s %d %d %x", id, width, height, s.digest))
	key := hex.EncodeToString(sum[:])
	s.mu.Lock()
	body, ok := s.drawn[key]
	s.used[key] = true
	s.mu.Unlock()
	if !ok {
		d, err := s.desk()
		if err != nil {
			return "", err
		}
		v, err := d.draw(goja.Undefined(), d.vm.ToValue(string(option)), d.vm.ToValue(width), d.vm.ToValue(height))
		if err != nil {
			return "", fmt.Errorf("draw %s: %w", id, err)
		}
		s.pool.Put(d)
		body = clean(v.String(), id)
		s.mu.Lock()
		s.drawn[key] = body
		s.mu.Unlock()
	}
	head := fmt.Sprintf(`<svg class="chart" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>`,
		width, height, width, height, id, id, id, escape(title), id, escape(description))
	return view.HTML(head + body + "</svg>"), nil
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;").Replace(s)
}

var (
	outer = regexp.MustCompile(`(?s)^\s*<svg[^>]*>(.*)</svg>\s*$`)
	sheet = regexp.MustCompile(`(?s)<style\b.*?</style>`)
	// The size of a text stands in font-size or, of a text in several styles, in the shorthand font.
	fontStyle = regexp.MustCompile(` style="(?:[^"]*;)?\s*font(?:-size)?:[^";]*?(\d+)px[^"]*"`)
	anyStyle  = regexp.MustCompile(` style="[^"]*"`)
	dropped   = regexp.MustCompile(` (?:class|pointer-events|xml:space|ecmeta_[a-z_]+)="[^"]*"`)
	localID   = regexp.MustCompile(`zr\d+-`)
	unseen    = regexp.MustCompile(`<path [^>]*fill="none"[^>]*stroke-width="0"></path>`)
	spaces    = regexp.MustCompile(`>\s+<`)
)

// clean removes what a strict content security policy would block (style elements and attributes) and what only a
// script would use, gives the ids a stable prefix and puts the theme's variables in place of the marker colours.
func clean(svg, id string) string {
	if m := outer.FindStringSubmatch(svg); m != nil {
		svg = m[1]
	}
	svg = sheet.ReplaceAllString(svg, "")
	svg = fontStyle.ReplaceAllString(svg, ` font-size="$1"`)
	svg = anyStyle.ReplaceAllString(svg, "")
	svg = dropped.ReplaceAllString(svg, "")
	svg = localID.ReplaceAllString(svg, id+"-")
	svg = unseen.ReplaceAllString(spaces.ReplaceAllString(svg, "><"), "")
	// Black and white are what ECharts itself paints with.
	svg = strings.NewReplacer(`"rgb(0,0,0)"`, `"var(--chart-ink)"`, `"#000"`, `"var(--chart-ink)"`, `"#fff"`, `"var(--chart-paper)"`).Replace(svg)
	return strings.TrimSpace(inks().Replace(svg))
}

// inks puts the theme's variables in the place of the marker colours.
func inks() *strings.Replacer {
	pairs := []string{inkText, "var(--chart-ink)", inkRule, "var(--chart-rule)", inkPaper, "var(--chart-paper)"}
	for i, c := range paint {
		pairs = append(pairs, c, fmt.Sprintf("var(--chart-%d)", i+1))
	}
	return strings.NewReplacer(pairs...)
}
