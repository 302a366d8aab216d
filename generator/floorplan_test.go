package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The floor plan: which room may open which door. Each rule is an entry with its reason, and each carries breaches
// that it must catch and lawful neighbours that it must let pass, so that none is a rule that cannot fail.
// Test files and testdata are exempt: they reach into rooms, run commands and use chance on purpose.
//
// floorplan_house_test.go reads the house; floorplan_rules_test.go holds the rules about sources rather than imports.

// rule is one promise about the whole house.
type rule struct {
	name   string
	reason string
	find   func(house) []breach
	breaks []planted // each must be caught
	keeps  []planted // none may be caught
}

// breach says where a rule is broken.
type breach struct{ at, what string }

// floors from the ground up. A room imports only lower floors.
var floors = []string{"base", "input", "gate", "site", "output", "build", "serve", "cli"}

// door lists who may import a room; everybody else may not.
type door struct {
	rooms  []string
	open   []string
	reason string
}

// within lists the imports that stay on one floor. All others are sideways.
var within = []door{
	{[]string{"input/source"}, []string{"input/config", "input/content", "input/dataset"},
		"the disk is read once; the three readers take its snapshot"},
	{[]string{"input/config"}, []string{"input/content"},
		"a key figure is written alike in site.yaml and in a topic, and is checked by one rule"},
	{[]string{"input/source"}, []string{"input/twins"}, "what was confirmed, and the sources of texts, stand in the snapshot"},
	{[]string{"input/config", "input/content", "input/dataset"}, []string{"input/check", "input/twins"},
		"rules that span files see all that was read"},
	{[]string{"gate/protect", "gate/attack", "gate/proof", "gate/pii", "gate/persons", "gate/inside", "gate/detail", "gate/ledger", "gate/pixels"}, []string{"gate/release"},
		"release is the only door; the others know numbers, bytes or words and not each other"},
	{[]string{"gate/simplex"}, []string{"gate/attack", "gate/protect"},
		"one moves cells, the other sees how far they can move; the solver knows neither, and the proof needs none"},
	{[]string{"gate/release"}, []string{"gate/duty"}, "findings are made from cleared registers"},
	{[]string{"site/view", "site/plan"}, []string{"site/chart", "site/search", "site/opendata", "site/theme", "site/compose", "site/render"},
		"the contract and the addresses are the ground of the wing"},
	{[]string{"site/chart", "site/search", "site/opendata", "site/qr"}, []string{"site/compose", "site/theme", "site/render"},
		"figures and packages are ready before a page is composed"},
	{[]string{"site/compose", "site/theme"}, []string{"site/render"}, "rendering joins finished values with a finished theme"},
}

// doors between floors.
var doors = []door{
	{[]string{"input/content", "input/dataset"}, []string{"input/check", "input/twins", "gate/release", "build"},
		"raw words and counts: a page that could see them could print them"},
	{[]string{"gate/pii"}, []string{"gate/release", "output/audit", "cli"},
		"the audit looks for personal data in finished bytes"},
	{[]string{"gate/inside"}, []string{"gate/release", "output/audit"},
		"words that a file hides are for those who look for personal data"},
	{[]string{"gate/persons"}, []string{"gate/release"}, "raw rows are asked whether they are persons, and are shown to nobody"},
	{[]string{"gate/ledger"}, []string{"gate/release", "build", "cli"}, "it holds published facts; build reads it, release builds upon it, cli writes it"},
	{[]string{"gate/protect", "gate/attack", "gate/proof"}, []string{"gate/release", "cli"},
		"they hold figures that are not cleared; cli only for the private commands sdc and explain"},
	{[]string{"gate/simplex"}, []string{"gate/attack", "gate/protect"}, "what it is asked about is not cleared"},
	{[]string{"gate/pixels"}, []string{"gate/release", "build", "site/compose"},
		"build remembers what was encoded, release decides which pictures show, compose reads sizes; see also the clearing of pictures"},
}

// homes of third parties. A module that is not listed has no home yet: give it one here, with its reason.
var homes = []door{
	{[]string{"github.com/yuin/goldmark"}, []string{"base/prose"}, "Markdown is parsed in one way"},
	{[]string{"go.yaml.in/yaml/v4"}, []string{"base/facts", "base/lang"}, "strict YAML is decoded in one way; lang reads UI strings"},
	{[]string{"github.com/nicksnyder/go-i18n/v2"}, []string{"base/lang"}, "plural forms belong to the language"},
	{[]string{"golang.org/x/text"}, []string{"base/lang", "input/dataset", "input/source"}, "collation; GB18030 and UTF-16; file names in NFC"},
	{[]string{"github.com/gocarina/gocsv"}, []string{"input/dataset"}, "its silent traps are closed in one place"},
	{[]string{"golang.org/x/image"}, []string{"gate/pixels"}, "pictures are decoded and scaled where they are cleared"},
	{[]string{"github.com/go-echarts/go-echarts/v2", "github.com/dop251/goja"}, []string{"site/chart"}, "only cleared cells are drawn"},
	{[]string{"rsc.io/qr"}, []string{"site/qr"}, "an address becomes a drawing in one place"},
	{[]string{"github.com/tdewolff/minify/v2"}, []string{"site/render"}, "bytes are final once rendered"},
	{[]string{"github.com/evanw/esbuild"}, []string{"site/theme"}, "assets are bundled and fingerprinted once"},
	{[]string{"github.com/a-h/templ"}, []string{"site/theme", "site/render", "themes"}, "templates are compiled; nobody else writes HTML with them"},
	{[]string{"golang.org/x/net/html"}, []string{"output/audit"}, "finished pages are read as a browser would"},
	{[]string{"golang.org/x/sys"}, []string{"output/publish", "cli"}, "the atomic exchange of folders; whether stderr is a terminal"},
	{[]string{"github.com/fsnotify/fsnotify"}, []string{"serve"}, "only the preview waits for edits"},
	{[]string{"github.com/spf13/cobra", "github.com/spf13/pflag"}, []string{"cli"}, "flags are the command's affair"},
	{[]string{"github.com/chromedp", "github.com/rogpeppe/go-internal"}, []string{"testkit"}, "browsers and scripts are for tests only"},
}

// bans of the standard library, with the rooms where each is at home; "" is main.go.
var bans = []door{
	{[]string{"os"}, []string{"input/source", "output", "serve", "cli", ""},
		"the disk is read at one end and written at the other; in between are values"},
	{[]string{"net/http"}, []string{"serve", "output/deploy"}, "a build does not reach the network"},
	{[]string{"os/exec"}, nil, "a build is this program and no other"},
	{[]string{"math/rand", "crypto/rand"}, nil, "same input, same bytes: no chance"},
	{[]string{"unsafe", "plugin"}, nil, "the types are the proof that a cell was cleared; nothing may go around them"},
}

// clockHomes are the rooms that may ask what time it is.
var clockHomes = []string{"cli", "serve"}

// themeContract is all of the generator that a theme may import.
var themeContract = []string{"generator/site/view", "generator/base/lang"}

// themeUsers are the rooms that may import a theme.
var themeUsers = []string{"site/theme", "site/render", "build", "cli"}

func rules() []rule {
	all := []rule{floorRule(), withinRule(), testkitRule(), themeRule(), themeUserRule(), homelessRule()}
	for _, d := range doors {
		all = append(all, doorRule("door", "generator/", d))
	}
	for _, d := range homes {
		all = append(all, doorRule("home", "", d))
	}
	for _, d := range bans {
		all = append(all, doorRule("ban", "", d))
	}
	return append(all, sourceRules()...)
}

// TestFloorPlan holds the house to its plan.
func TestFloorPlan(t *testing.T) {
	built := readHouse(t)
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			for _, b := range r.find(built) {
				t.Errorf("%s: %s\n    reason: %s", b.at, b.what, r.reason)
			}
		})
	}
}

// TestFloorPlanCatchesBreaches plants each rule's breaches and lawful neighbours in a house of their own.
func TestFloorPlanCatchesBreaches(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			if seen[r.name] || r.reason == "" || len(r.breaks) == 0 || len(r.keeps) == 0 {
				t.Fatal("a rule needs a name of its own, a reason, a breach to catch and a neighbour to keep")
			}
			seen[r.name] = true
			for _, p := range r.breaks {
				if len(r.find(plant(t, p))) == 0 {
					t.Errorf("not caught: %v", p)
				}
			}
			for _, p := range r.keeps {
				for _, b := range r.find(plant(t, p)) {
					t.Errorf("lawful, but caught: %v: %s", p, b.what)
				}
			}
		})
	}
}

// TestFloorPlanSeesTheHouse keeps an empty listing from passing for a lawful one.
func TestFloorPlanSeesTheHouse(t *testing.T) {
	built := readHouse(t)
	for _, want := range []string{"generator/base/diag", "generator/gate/release", "generator/output/publish", "themes/banyan/parts"} {
		if !slices.ContainsFunc(built.rooms, func(r room) bool { return r.path == want && len(r.files) > 0 }) {
			t.Errorf("%s was not read", want)
		}
	}
	otherSystem := func(f file) bool { return strings.HasSuffix(f.path, "swap_other.go") }
	if !slices.ContainsFunc(built.rooms, func(r room) bool { return slices.ContainsFunc(r.files, otherSystem) }) {
		t.Error("files for other systems were not read")
	}
	for _, want := range []string{"themes/banyan/base.templ", "themes/banyan/text/zh.yaml"} {
		if built.texts[want] == "" {
			t.Errorf("%s was not read", want)
		}
	}
}

// importBreaches asks of every import whether it is unlawful; unlawful gives the complaint, or "".
func importBreaches(h house, unlawful func(from, to string) string) []breach {
	var out []breach
	for _, r := range h.rooms {
		for _, f := range r.files {
			for to, at := range f.imports() {
				if what := unlawful(r.path, to); what != "" {
					out = append(out, breach{at, what})
				}
			}
		}
	}
	return out
}

// floorOf gives the floor of a room, -1 where it has none; main.go is the roof.
func floorOf(path string) int {
	rest, ok := strings.CutPrefix(path, "generator/")
	if !ok {
		if path == "generator" {
			return len(floors)
		}
		return -1
	}
	first, _, _ := strings.Cut(rest, "/")
	return slices.Index(floors, first)
}

func isTestkit(path string) bool { return below(path, "generator/testkit") }

func floorRule() rule {
	r := rule{
		name:   "floors",
		reason: "values go up the corridor and never back: " + strings.Join(floors, " → "),
		find: func(h house) []breach {
			return importBreaches(h, func(from, to string) string {
				if isTestkit(from) || isTestkit(to) || !below(from, "generator") || !below(to, "generator") {
					return ""
				}
				a, b := floorOf(from), floorOf(to)
				switch {
				case a < 0:
					return from + " stands on no floor"
				case b < 0:
					return to + " stands on no floor"
				case a == len(floors) && to != "generator/cli":
					return "main.go opens " + to + "; it knows only cli"
				case b > a:
					return from + " imports " + to + " from a higher floor"
				}
				return ""
			})
		},
		breaks: []planted{
			importing("generator/drawer", "mingshan/generator/base/diag"),
			importing("generator/base/diag", "mingshan/generator/drawer"),
			importing("generator", "mingshan/generator/build"),
		},
		keeps: []planted{importing("generator", "mingshan/generator/cli"), importing("generator/base/facts", "mingshan/generator/base/diag")},
	}
	for low := range floors {
		for high := low + 1; high < len(floors); high++ {
			lower, higher := "generator/"+floors[low]+"/a", "generator/"+floors[high]+"/b"
			r.breaks = append(r.breaks, importing(lower, "mingshan/"+higher))
			r.keeps = append(r.keeps, importing(higher, "mingshan/"+lower))
		}
	}
	return r
}

func withinRule() rule {
	lawful := func(from, to string) bool {
		return slices.ContainsFunc(within, func(d door) bool {
			return slices.Contains(d.rooms, room1(to)) && slices.Contains(d.open, room1(from))
		})
	}
	r := rule{
		name:   "within a wing",
		reason: "rooms of one floor do not lean on each other; the few that may are listed with their reasons",
		find: func(h house) []breach {
			return importBreaches(h, func(from, to string) string {
				floor := floorOf(from)
				if floor <= 0 || floor != floorOf(to) || lawful(from, to) {
					return ""
				}
				return from + " imports " + to + " sideways"
			})
		},
		breaks: []planted{
			importing("generator/output/audit", "mingshan/generator/output/publish"),
			importing("generator/gate/proof", "mingshan/generator/gate/protect"),
			importing("generator/gate/proof", "mingshan/generator/gate/attack"),
			importing("generator/gate/proof", "mingshan/generator/gate/simplex"),
			importing("generator/gate/attack", "mingshan/generator/gate/protect"),
			importing("generator/site/plan", "mingshan/generator/site/view"),
			importing("generator/site/theme", "mingshan/generator/site/compose"),
			importing("generator/input/dataset", "mingshan/generator/input/content"),
		},
		keeps: []planted{importing("generator/base/lang", "mingshan/generator/base/calendar")},
	}
	for _, d := range within {
		for _, to := range d.rooms {
			for _, from := range d.open {
				r.keeps = append(r.keeps, importing("generator/"+from, "mingshan/generator/"+to))
				r.breaks = append(r.breaks, importing("generator/"+to, "mingshan/generator/"+from))
			}
		}
	}
	return r
}

// room1 names a room as the tables do: "site/chart" for generator/site/chart, "" for main.go.
func room1(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, "generator"), "/")
}

// doorRule says that the rooms of d (below prefix in the module; with no prefix other modules or the standard library)
// are imported only by those that d is open to.
func doorRule(kind, prefix string, d door) rule {
	opens := func(from string) bool {
		if isTestkit(from) {
			return true
		}
		return slices.ContainsFunc(d.open, func(o string) bool {
			if o == "" {
				return from == "generator"
			}
			return below(from, "generator/"+o) || o == "themes" && below(from, "themes")
		})
	}
	// net/http/httptest is below net/http, but os/exec is not below os: it is a rule of its own.
	covers := func(to string) bool {
		return slices.ContainsFunc(d.rooms, func(m string) bool { return below(to, prefix+m) && (to == m || m != "os") })
	}
	r := rule{
		name:   kind + " " + strings.Join(d.rooms, " "),
		reason: d.reason,
		find: func(h house) []breach {
			return importBreaches(h, func(from, to string) string {
				if !covers(to) || opens(from) || covers(from) {
					return ""
				}
				return from + " imports " + to + "; open to: " + strings.Join(d.open, ", ")
			})
		},
	}
	module := ""
	if prefix != "" {
		module = "mingshan/"
	}
	for _, to := range d.rooms {
		for _, from := range []string{"generator/base/diag", "generator/input/config", "generator/site/view", "generator/site/compose", "generator/output2"} {
			if !opens(from) && !covers(from) {
				r.breaks = append(r.breaks, importing(from, module+prefix+to))
			}
		}
		for _, o := range d.open {
			from := strings.TrimSuffix("generator/"+o, "/")
			if o == "themes" {
				from = "themes/banyan/parts"
			}
			r.keeps = append(r.keeps, importing(from, module+prefix+to))
		}
	}
	r.keeps = append(r.keeps, importing("generator/base/diag", "strings"))
	return r
}

func testkitRule() rule {
	return rule{
		name:   "testkit",
		reason: "what tests need is not shipped",
		find: func(h house) []breach {
			return importBreaches(h, func(from, to string) string {
				if isTestkit(to) && !isTestkit(from) {
					return from + " imports " + to + " outside tests"
				}
				return ""
			})
		},
		breaks: []planted{importing("generator/cli", "mingshan/generator/testkit"), importing("themes/banyan", "mingshan/generator/testkit/page")},
		keeps:  []planted{importing("generator/testkit/page", "mingshan/generator/testkit")},
	}
}

func themeRule() rule {
	return rule{
		name:   "theme contract",
		reason: "a template receives view values and nothing else; then a theme cannot leak or decide",
		find: func(h house) []breach {
			return importBreaches(h, func(from, to string) string {
				if !below(from, "themes") || !below(to, "generator") && !below(to, "themes") {
					return ""
				}
				own := strings.Join(append(strings.SplitN(from, "/", 3), "")[:2], "/")
				if slices.Contains(themeContract, to) || below(to, own) {
					return ""
				}
				return from + " imports " + to
			})
		},
		breaks: []planted{
			importing("themes/banyan/pages", "mingshan/generator/site/plan"),
			importing("themes/banyan", "mingshan/generator/gate/release"),
			importing("themes/banyan", "mingshan/generator/base/calendar"),
			importing("themes/banyan", "mingshan/themes/camphor/parts"),
		},
		keeps: []planted{
			importing("themes/banyan/pages", "mingshan/generator/site/view"),
			importing("themes/banyan/pages", "mingshan/generator/base/lang"),
			importing("themes/banyan/pages", "mingshan/themes/banyan/parts"),
		},
	}
}

func themeUserRule() rule {
	return rule{
		name:   "who opens a theme",
		reason: "replacing a theme is one room's work",
		find: func(h house) []breach {
			return importBreaches(h, func(from, to string) string {
				if below(from, "generator") && !isTestkit(from) && below(to, "themes") && !slices.Contains(themeUsers, room1(from)) {
					return from + " imports " + to
				}
				return ""
			})
		},
		breaks: []planted{importing("generator/site/compose", "mingshan/themes/banyan"), importing("generator/output/audit", "mingshan/themes/banyan/parts")},
		keeps:  []planted{importing("generator/site/theme", "mingshan/themes/banyan")},
	}
}

func homelessRule() rule {
	return rule{
		name:   "third parties have a home",
		reason: "each module is an obligation; say in floorplan_test.go why it is there and where it lives",
		find: func(h house) []breach {
			return importBreaches(h, func(from, to string) string {
				first, _, _ := strings.Cut(to, "/")
				if !strings.Contains(first, ".") {
					return "" // ours, or the standard library
				}
				for _, d := range homes {
					if slices.ContainsFunc(d.rooms, func(m string) bool { return below(to, m) }) {
						return ""
					}
				}
				return from + " imports " + to + ", which has no home"
			})
		},
		breaks: []planted{importing("generator/base/lang", "github.com/spf13/viper"), importing("generator/cli", "golang.org/x/net/http2")},
		keeps:  []planted{importing("generator/cli", "github.com/spf13/cobra"), importing("generator/base/lang", "strings")},
	}
}

// TestArchitectureIsAsBuilt holds ARCHITECTURE.md to the house: every room stands in it, and every test it names exists.
func TestArchitectureIsAsBuilt(t *testing.T) {
	data, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, r := range readHouse(t).rooms {
		name := room1(r.path)
		if below(r.path, "themes") {
			name = strings.Join(strings.SplitN(r.path, "/", 3)[:2], "/") // a theme is one room
		}
		if name != "" && !isTestkit(r.path) && !strings.Contains(page, "| `"+name+"` |") {
			t.Errorf("generator/ARCHITECTURE.md has no row for the room %s", name)
		}
	}
	tests := testNames(t)
	for _, name := range regexp.MustCompile(`\b(Test|Fuzz)[A-Z]\w+`).FindAllString(page, -1) {
		if !tests[name] {
			t.Errorf("generator/ARCHITECTURE.md names %s, which is no test", name)
		}
	}
}
