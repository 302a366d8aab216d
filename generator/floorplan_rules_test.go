package main

import (
	"go/ast"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// sourceRules are the rules that need more than the list of imports.
func sourceRules() []rule {
	all := []rule{clockRule(), initRule(), dotRule(), rawRule(), pixelsRule(), roomNameRule()}
	for _, w := range words {
		all = append(all, wordRule(w))
	}
	return all
}

// forEachFile asks every file of the house; look calls tell for each breach.
func forEachFile(h house, look func(r room, f file, tell func(token.Pos, string))) []breach {
	var out []breach
	for _, r := range h.rooms {
		for _, f := range r.files {
			look(r, f, func(pos token.Pos, what string) { out = append(out, breach{f.at(pos), what}) })
		}
	}
	return out
}

// selects calls found for every use of name of the package that the file knows as local.
func selects(f file, local string, names []string, found func(*ast.SelectorExpr)) {
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && slices.Contains(names, s.Sel.Name) {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == local {
				found(s)
			}
		}
		return true
	})
}

func clockRule() rule {
	return rule{
		name:   "clock",
		reason: "a build takes its as-of date as a value; the same inputs give the same bytes on any day",
		find: func(h house) []breach {
			return forEachFile(h, func(r room, f file, tell func(token.Pos, string)) {
				local := f.localName("time")
				if local == "" || isTestkit(r.path) || slices.Contains(clockHomes, room1(r.path)) {
					return
				}
				selects(f, local, []string{"Now", "Since", "Until"}, func(s *ast.SelectorExpr) {
					tell(s.Pos(), "time."+s.Sel.Name+" reads the clock; only "+strings.Join(clockHomes, " and ")+" may")
				})
			})
		},
		breaks: []planted{
			source("generator/build", "import \"time\"\n\nvar began = time.Now()"),
			source("generator/site/plan", "import clock \"time\"\n\nvar read = clock.Now"),
			source("themes/banyan", "import \"time\"\n\nfunc age(t time.Time) time.Duration { return time.Since(t) }"),
		},
		keeps: []planted{
			source("generator/serve", "import \"time\"\n\nvar began = time.Now()"),
			source("generator/base/calendar", "import \"time\"\n\nconst day = 24 * time.Hour"),
			source("generator/base/calendar", "type time struct{ Now int }\n\nfunc f(time time) int { return time.Now }"),
		},
	}
}

func initRule() rule {
	return rule{
		name:   "init",
		reason: "what happens, happens in main's call, in an order that can be read",
		find: func(h house) []breach {
			return forEachFile(h, func(_ room, f file, tell func(token.Pos, string)) {
				for _, d := range f.syntax.Decls {
					if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
						tell(fn.Pos(), "func init")
					}
				}
			})
		},
		breaks: []planted{source("generator/base/lang", "func init() {}")},
		keeps:  []planted{source("generator/base/lang", "type t struct{}\n\nfunc (t) init() {}")},
	}
}

func dotRule() rule {
	return rule{
		name:   "dot imports",
		reason: "a name says whose it is; the rules about time and templ rely on that",
		find: func(h house) []breach {
			return forEachFile(h, func(_ room, f file, tell func(token.Pos, string)) {
				for _, spec := range f.syntax.Imports {
					if spec.Name != nil && spec.Name.Name == "." {
						tell(spec.Pos(), "import . "+spec.Path.Value)
					}
				}
			})
		},
		breaks: []planted{source("generator/build", "import . \"time\"\n\nvar began = Now()")},
		keeps:  []planted{source("generator/build", "import _ \"time\"")},
	}
}

func rawRule() rule {
	const call = "templ.Raw("
	return rule{
		name:   "unescaped HTML",
		reason: "templ.Raw stands once, in a theme's template for prose that base/prose rendered; all other words are escaped",
		find: func(h house) []breach {
			out := forEachFile(h, func(r room, f file, tell func(token.Pos, string)) {
				local := f.localName("github.com/a-h/templ")
				if local == "" || below(r.path, "themes") && strings.HasSuffix(f.path, "_templ.go") {
					return
				}
				selects(f, local, []string{"Raw"}, func(s *ast.SelectorExpr) { tell(s.Pos(), call+" in Go source") })
			})
			uses := map[string]int{}
			for _, name := range slices.Sorted(maps.Keys(h.texts)) {
				if path.Ext(name) != ".templ" {
					continue
				}
				theme := strings.SplitN(name, "/", 3)[1]
				if uses[theme] += strings.Count(h.texts[name], call); uses[theme] > 1 {
					out = append(out, breach{name, "a second " + call})
				}
			}
			return out
		},
		breaks: []planted{
			{"themes/a/x.templ": "@templ.Raw(a)\n@templ.Raw(b)"},
			{"themes/a/x.templ": "@templ.Raw(a)", "themes/a/parts/y.templ": "@templ.Raw(b)"},
			source("generator/site/render", "import \"github.com/a-h/templ\"\n\nvar c = templ.Raw(\"<p>\")"),
		},
		keeps: []planted{
			{"themes/a/x.templ": "@templ.Raw(a)", "themes/b/x.templ": "@templ.Raw(b)"},
			{"themes/a/x_templ.go": "package a\n\nimport \"github.com/a-h/templ\"\n\nvar c = templ.Raw(\"\")"},
		},
	}
}

func pixelsRule() rule {
	const pixels = "mingshan/generator/gate/pixels"
	return rule{
		name:   "clearing of pictures",
		reason: "only build hands an editor's picture to the gate; a page room that could would print one without consent",
		find: func(h house) []breach {
			return forEachFile(h, func(r room, f file, tell func(token.Pos, string)) {
				local := f.localName(pixels)
				if local == "" || r.path == "generator/build" || r.path == "generator/gate/release" {
					return
				}
				selects(f, local, []string{"Clear"}, func(s *ast.SelectorExpr) { tell(s.Pos(), "pixels.Clear") })
			})
		},
		breaks: []planted{source("generator/site/compose", "import \""+pixels+"\"\n\nvar set, err = pixels.Clear(nil)")},
		keeps: []planted{
			source("generator/site/compose", "import \""+pixels+"\"\n\nvar set pixels.Set"),
			source("generator/build", "import \""+pixels+"\"\n\nvar set, err = pixels.Clear(nil)"),
		},
	}
}

func roomNameRule() rule {
	drawer := regexp.MustCompile(`^(utils?|helpers?|commons?|models?|managers?|misc|shared|types)$`)
	return rule{
		name:   "room names",
		reason: "a room is named for the value it owns; a drawer owns none",
		find: func(h house) []breach {
			var out []breach
			for _, r := range h.rooms {
				for _, part := range strings.Split(r.path, "/") {
					if drawer.MatchString(part) {
						out = append(out, breach{r.path, part + " is a drawer"})
					}
				}
				for _, f := range r.files {
					if drawer.MatchString(f.syntax.Name.Name) {
						out = append(out, breach{f.at(f.syntax.Name.Pos()), "package " + f.syntax.Name.Name + " is a drawer"})
					}
				}
			}
			return out
		},
		breaks: []planted{
			source("generator/base/utils", ""), source("generator/input/common/x", ""), source("generator/site/models", ""),
			{"generator/site/plan/a.go": "package manager"},
		},
		keeps: []planted{source("generator/input/dataset", "")},
	}
}

// word bans a word from some of what is written.
type word struct {
	name   string
	bad    *regexp.Regexp
	in     scope
	rooms  []string // where in Go sources; below the module
	except string   // a room where it is lawful
	reason string
	breaks []planted
	keeps  []planted
}

// scope says which parts of the sources a word is banned from.
type scope struct{ names, comments, strings, texts bool }

var words = []word{
	{
		name: "promise to do it later", bad: regexp.MustCompile(`\b(TODO|FIXME|XXX|HACK)\b`),
		in: scope{comments: true, texts: true}, rooms: []string{"generator", "themes"},
		reason: "what is left to do is an issue; a comment that promises it is never read again",
		breaks: []planted{source("generator/base/lang", "// TODO: later\nvar a int"), {"themes/banyan/a.templ": "// FIXME"}},
		keeps:  []planted{source("generator/base/lang", "// A toDo is fine.\nvar a = \"TODO\"")},
	},
	{
		name: "drawers", bad: regexp.MustCompile(`(?i)(utils?|helpers?|manager)$`),
		in: scope{names: true}, rooms: []string{"generator", "themes"},
		reason: "the name of a thing says what it is; these words say only that somebody needed it",
		breaks: []planted{
			source("generator/site/plan", "type PageManager struct{}"),
			source("generator/site/plan", "func f() { stringUtils := 1; _ = stringUtils }"),
			source("generator/site/plan", "func f(helper int) {}"),
		},
		keeps: []planted{source("generator/base/prose", "import \"github.com/yuin/goldmark/util\"\n\nvar w util.BufWriter")},
	},
	{
		name: "withhold", bad: regexp.MustCompile(`(?i)suppress|redact`),
		in: scope{names: true, comments: true, strings: true, texts: true}, rooms: []string{"generator", "themes"},
		except: "generator/gate/protect", // names the method by its name in the papers
		reason: `the house word is "withheld"; two words for one thing make readers look for a difference`,
		breaks: []planted{
			source("generator/gate/release", "var isSuppressed bool"),
			source("generator/gate/release", "// A suppressed cell holds no number.\nvar a int"),
			source("generator/site/chart", "var label = \"redacted\""),
			{"themes/banyan/text/en.yaml": "cell.q: Suppressed"},
		},
		keeps: []planted{
			source("generator/gate/release", "// A withheld cell holds no number.\nvar withheld bool"),
			source("generator/gate/protect", "// Secondary cell suppression by elimination.\nvar a int"),
		},
	},
	{
		name: "no verdicts", bad: regexp.MustCompile(`(?i)violat|违规|違規`),
		in: scope{strings: true, texts: true}, rooms: []string{"generator/site", "generator/gate", "themes"},
		reason: `the portal says "no record supplied to this portal"; whether a duty was broken is for an authority to say`,
		breaks: []planted{
			{"themes/banyan/text/zh.yaml": "overdue: 违规"},
			{"themes/banyan/text/en.yaml": "overdue: Violation"},
			source("generator/site/compose", "var label = \"违规\""),
		},
		keeps: []planted{
			{"themes/banyan/text/zh.yaml": "overdue: 本站未收到记录"},
			source("generator/input/check", "var label = \"violates\""),
		},
	},
}

func wordRule(w word) rule {
	return rule{
		name: "words: " + w.name, reason: w.reason, breaks: w.breaks, keeps: w.keeps,
		find: func(h house) []breach {
			out := forEachFile(h, func(r room, f file, tell func(token.Pos, string)) {
				covered := slices.ContainsFunc(w.rooms, func(dir string) bool { return below(r.path, dir) })
				if !covered || w.except != "" && below(r.path, w.except) || strings.HasSuffix(f.path, "_templ.go") {
					return
				}
				w.look(f, tell)
			})
			for _, name := range slices.Sorted(maps.Keys(h.texts)) {
				if found := w.bad.FindString(h.texts[name]); w.in.texts && found != "" {
					line := 1 + strings.Count(h.texts[name][:strings.Index(h.texts[name], found)], "\n")
					out = append(out, breach{name + ":" + strconv.Itoa(line), strconv.Quote(found)})
				}
			}
			return out
		},
	}
}

// look tells of the word in the parts of one Go file that it is banned from.
func (w word) look(f file, tell func(token.Pos, string)) {
	check := func(pos token.Pos, text string) {
		if found := w.bad.FindString(text); found != "" {
			tell(pos, strconv.Quote(found))
		}
	}
	if w.in.comments {
		for _, group := range f.syntax.Comments {
			for _, c := range group.List {
				check(c.Pos(), c.Text)
			}
		}
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if _, ok := n.(*ast.ImportSpec); ok {
			return false
		}
		if lit, ok := n.(*ast.BasicLit); ok && w.in.strings && lit.Kind == token.STRING {
			check(lit.Pos(), lit.Value)
		}
		if w.in.names {
			for _, name := range declares(n) {
				check(name.Pos(), name.Name)
			}
		}
		return true
	})
}

// declares gives the names that a node gives to things of ours; uses of others' names do not count.
func declares(n ast.Node) []*ast.Ident {
	switch n := n.(type) {
	case *ast.FuncDecl:
		return []*ast.Ident{n.Name}
	case *ast.TypeSpec:
		return []*ast.Ident{n.Name}
	case *ast.ValueSpec:
		return n.Names
	case *ast.Field:
		return n.Names
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return nil
		}
		var out []*ast.Ident
		for _, left := range n.Lhs {
			if name, ok := left.(*ast.Ident); ok {
				out = append(out, name)
			}
		}
		return out
	}
	return nil
}
