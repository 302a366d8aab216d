// Package build is the corridor: read → check → clear → plan → render → audit, as ordinary code in one place. It has no
// rules of its own; each stage is a room.
//
// Run is a function: the same snapshot, as-of date and base address give the same bytes, whatever the machine, the
// order of files, the number of processors or the time of day. It reads no disk and no clock.
package build

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/check"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
	"mingshan/generator/input/twins"
	"mingshan/generator/output/audit"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/compose"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/render"
	"mingshan/generator/site/theme"
)

// ErrNoLibrary is for a project whose front-end packages are not installed.
var ErrNoLibrary = errors.New("ECharts is not installed")

// Assets are the files besides content/ and data/ that a snapshot for Run has to hold.
func Assets() []string { return []string{chart.LibraryPath} }

// Options are what a build depends on besides the snapshot.
type Options struct {
	Theme theme.Theme
	// Packages is what npm installed for the theme (its folder node_modules), read when its scripts are bundled; nil
	// leaves out the chart engine, and pictures stay pictures.
	Packages fs.FS
	AsOf     calendar.Date // given by the command line; zero: site.yaml's
	Today    calendar.Date // used when neither gives a date
	BaseURL  string        // given by the command line; "": site.yaml's
	// Progress is told of stages as they begin, advance and end; it may be nil. Steps may come from several
	// goroutines.
	Progress func(Event)
}

// Event is news of a stage.
type Event struct {
	Stage       string // check, clear, plan, render, audit
	Done, Total int    // of a stage that counts; Total 0 when it does not
	End         bool
}

// Result is what was built.
type Result struct {
	AsOf     calendar.Date
	Pages    int
	Editions int
	Tables   int
	Withheld int // cells of rows that the gate did not let through
	Ledger   release.Ledger
	Duties   duty.Rules
	Findings []duty.Finding // of every duty, record and deadline
}

// Run builds the site into the sink. With blocking problems the sink has nothing or only part of the site, and must
// not be published. The error is for a fault of the machine or the program.
func Run(snap *source.Snapshot, o Options, memo *Memo, sink artifact.Sink) (Result, diag.List, error) {
	r := &run{Options: o, snap: snap, memo: memo}
	if r.Progress == nil {
		r.Progress = func(Event) {}
	}
	err := r.corridor(sink)
	if r.personal != nil {
		r.problems.Rewrite(r.personal.Masked) // whatever a room quotes
	}
	return r.result, r.problems, err
}

// Findings reads, clears and evaluates the duties to disclose, and stops there: no page is made. The as-of date may lie
// ahead: a channel that nobody could have checked by then is a warning.
func Findings(snap *source.Snapshot, o Options, memo *Memo) (Result, diag.List) {
	r := &run{Options: o, snap: snap, memo: memo, ahead: true}
	if r.Progress == nil {
		r.Progress = func(Event) {}
	}
	if r.read() {
		r.clear()
	}
	if r.personal != nil {
		r.problems.Rewrite(r.personal.Masked)
	}
	return r.result, r.problems
}

// Translations reads everything and holds the languages to each other; the problems are those of this comparison, or those
// that were in its way.
func Translations(snap *source.Snapshot, o Options) (twins.Report, diag.List) {
	r := &run{Options: o, snap: snap}
	problems := diag.List{}
	if r.read(); r.twins.Entries != nil {
		problems = r.twins.Problems()
	} else {
		problems = r.problems
	}
	if r.personal != nil {
		problems.Rewrite(r.personal.Masked)
	}
	return r.twins, problems
}

// corridor goes from room to room, and stops at the first that leaves blocking problems.
func (r *run) corridor(sink artifact.Sink) error {
	r.begin("check")
	ok := r.read()
	if ok {
		r.end("check", len(r.set.Tables))
		r.begin("clear")
		if ok = r.clear(); ok {
			r.end("clear", len(r.cleared.Tables))
		}
	}
	if !ok {
		r.problems.Append(r.twins.Problems())
		return nil
	}
	var refused []string
	for _, x := range r.config.Complaints.Channels.Refused {
		refused = append(refused, x.Number)
	}
	a := audit.New(audit.Options{BaseURL: r.config.Site.BaseURL, Editions: lang.Editions(), Personal: r.personal, Refused: refused})
	if err := r.render(audit.Tee(a, sink)); err != nil {
		return err
	}
	r.begin("audit")
	if r.problems.Blocking() == 0 {
		r.problems.Append(a.Finish())
	}
	r.end("audit", r.result.Pages)
	return nil
}

// run is the state of one build.
type run struct {
	Options
	snap     *source.Snapshot
	memo     *Memo
	config   config.Config
	corpus   content.Corpus
	set      dataset.Set
	twins    twins.Report   // the languages held to each other
	before   *ledger.Ledger // earlier releases
	cleared  *release.Cleared
	duties   duty.Rules
	findings []duty.Finding
	result   Result
	personal audit.Scanner // knows what is public here; nil before the inputs were inspected
	problems diag.List
	ahead    bool // the as-of date may lie ahead of what anybody could have checked: nothing is published
}

func (r *run) begin(stage string) { r.Progress(Event{Stage: stage}) }

func (r *run) end(stage string, n int) {
	r.Progress(Event{Stage: stage, Done: n, Total: n, End: true})
}

// read decodes and checks everything; false when there are blocking problems.
func (r *run) read() bool {
	var bad diag.List
	r.config, bad = config.Read(r.snap)
	r.problems.Append(bad)
	r.corpus, bad = content.Read(r.snap)
	r.problems.Append(bad)
	r.set, bad = dataset.Read(r.snap)
	r.problems.Append(bad)
	if r.AsOf.IsZero() {
		r.AsOf = r.config.Site.AsOf
	}
	if r.AsOf.IsZero() {
		r.AsOf = r.Today
	}
	r.result.AsOf = r.AsOf
	r.problems.Append(r.corpus.Approve(r.config.Site.Review, r.AsOf))
	r.personal, bad = release.Inspect(r.snap, r.config, r.corpus, r.set, r.AsOf)
	r.problems.Append(bad)
	if r.problems.Blocking() > 0 {
		return false
	}
	r.problems.Append(check.Run(r.config, r.corpus, r.set))
	r.problems.Append(check.Channels(r.config.Complaints, r.corpus, r.set, r.AsOf, r.own()))
	r.twins = twins.Compare(r.snap, r.config, r.corpus, r.set)
	r.before, bad = ledger.Read(LedgerFiles(r.snap))
	r.problems.Append(bad)
	if r.BaseURL != "" {
		r.config.Site.BaseURL = r.BaseURL
	}
	return r.problems.Blocking() == 0
}

// own is the as-of date or, where somebody looks ahead, the day of the site itself, if that is earlier.
func (r *run) own() calendar.Date {
	day := r.config.Site.AsOf
	if day.IsZero() {
		day = r.Today
	}
	if !r.ahead || day.IsZero() || r.AsOf.Compare(day) < 0 {
		return r.AsOf
	}
	return day
}

// Record gives the files that add what would be published now to the ledger; changed is how many cells are new or
// another than before, and files is nil when there are none. With blocking problems nothing is recorded.
func Record(snap *source.Snapshot, o Options, memo *Memo) (files []artifact.File, changed int, problems diag.List, err error) {
	r := &run{Options: o, snap: snap, memo: memo}
	cleared := r.read() && r.clear()
	r.problems.Append(r.twins.Problems())
	if cleared && r.problems.Blocking() == 0 {
		rules, _ := snap.Get(config.PrivacyFile)
		policy := sha256.Sum256(rules.Data)
		files, changed, err = r.before.Record(r.AsOf, hex.EncodeToString(policy[:]), r.cleared.Published())
	}
	if r.personal != nil {
		r.problems.Rewrite(r.personal.Masked)
	}
	return files, changed, r.problems, err
}

// Explain says what the gate decided about one cell, and why; for the private side.
func Explain(snap *source.Snapshot, o Options, id, measure string, at map[string]string) (e release.Explanation, ok bool, problems diag.List) {
	r := &run{Options: o, snap: snap}
	if r.read() {
		var bad diag.List
		e, ok, bad = release.Explain(r.set, r.config.Privacy, r.before, r.AsOf, id, measure, at)
		r.problems.Append(bad)
	}
	if r.personal != nil {
		r.problems.Rewrite(r.personal.Masked)
	}
	return e, ok, r.problems
}

// LedgerFiles gives the ledger's files of a snapshot, for gate/ledger.
func LedgerFiles(snap *source.Snapshot) []ledger.File {
	var out []ledger.File
	for _, f := range snap.Files(ledger.Folder) {
		out = append(out, ledger.File{Path: f.Path, Data: f.Data})
	}
	return out
}

// clear takes everything through the gate.
func (r *run) clear() bool {
	var bad diag.List
	r.cleared, bad = release.Clear(r.set, r.corpus, r.config.Privacy, r.before, r.AsOf, r.memo.picture(r.snap))
	r.problems.Append(bad)
	if r.problems.Blocking() == 0 {
		r.evaluate()
	}
	r.result.Duties, r.result.Findings = r.duties, r.findings
	r.result.Tables, r.result.Ledger, r.result.Withheld = len(r.cleared.Tables), r.cleared.Ledger, r.cleared.Ledger.Withheld()
	return r.problems.Blocking() == 0
}

// evaluate holds what was cleared against the duties to disclose; the findings become a dataset like any other.
func (r *run) evaluate() {
	r.duties = duty.RulesOf(r.config)
	if r.config.Duties.Facts == nil {
		return
	}
	site := r.config.Site
	books := duty.From(r.cleared, site.Publisher.Kind)
	r.problems.Append(books.Unreadable(r.duties))
	r.findings = duty.Evaluate(books, r.duties, r.AsOf)
	r.problems.Append(duty.Problems(r.findings, r.duties, r.AsOf, r.own()))
	table := duty.Table(r.findings, r.duties, site.Publisher.Contact, site.Licence.ID, site.Publisher.Kind == "demo")
	at, _ := slices.BinarySearchFunc(r.cleared.Tables, table.Schema.ID, func(t *release.Table, id string) int { return strings.Compare(t.Schema.ID, id) })
	r.cleared.Tables = slices.Insert(r.cleared.Tables, at, table)
}

// render plans, composes and writes every file.
func (r *run) render(sink artifact.Sink) error {
	r.begin("plan")
	site := plan.New(r.cleared)
	words, bad := r.Theme.Words()
	r.problems.Append(bad)
	studio, err := r.memo.desk(r.snap)
	if err != nil {
		return err
	}
	renderer := render.New(r.Theme)
	sheet, err := renderer.CSS(r.Theme.CSS)
	if err != nil {
		return err
	}
	assets, common, err := r.assets(sheet)
	if err != nil {
		return err
	}
	composer, err := compose.New(r.cleared, r.config, site, words, assets, studio, compose.Duties{Rules: r.duties, Findings: r.findings})
	if err != nil {
		return err
	}
	r.problems.Append(composer.CheckLinks())
	r.problems.Append(composer.CheckNumbers())
	r.problems.Append(composer.CheckRoutes())
	r.problems.Append(r.twins.Problems()) // what differs between the languages hides nothing else from the editor
	r.result.Pages, r.result.Editions = len(site.Pages), len(lang.Editions())
	r.end("plan", len(site.Pages))
	if r.problems.Blocking() > 0 {
		return nil
	}
	files, err := r.others(composer)
	if err != nil {
		return err
	}
	for _, f := range append(files, common...) {
		if err := sink.Put(f); err != nil {
			return err
		}
	}
	r.begin("render")
	err = r.pages(site.Pages, func(pg plan.Page) error {
		v, err := composer.View(pg)
		if err != nil {
			return err
		}
		data, err := renderer.Page(pg.Path, v)
		if err != nil {
			return err
		}
		beside, err := composer.Beside(pg, r.Theme.Ink)
		if err != nil {
			return err
		}
		for _, f := range append(beside, artifact.File{Path: pg.Path, Data: data}) {
			if err := sink.Put(f); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, id := range words.Unknown() {
		r.problems.Add(diag.Place{File: "themes/" + r.Theme.Name + "/text"}, "theme/word", diag.Say("模板要用的界面用语“%s”没有写", "the UI string %q that a template asks for does not exist", id), diag.Msg{})
	}
	r.end("render", len(site.Pages))
	return nil
}

// assets makes the files that all pages share: style sheet, icon and scripts, under names that change with their bytes.
func (r *run) assets(sheet []byte) (compose.Assets, []artifact.File, error) {
	css := theme.Fingerprinted(r.Theme.Name, "css", sheet)
	icon := theme.Fingerprinted("icon", "svg", r.Theme.Favicon)
	early := theme.Fingerprinted("early", "js", r.Theme.Early)
	scripts, err := r.memo.scripts(r.Theme, r.Packages)
	if err != nil {
		return compose.Assets{}, nil, err
	}
	out := compose.Assets{Stylesheet: css.Path, Favicon: icon.Path, Early: early.Path, Scripts: map[string]string{}}
	files := []artifact.File{css, icon, early}
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		out.Scripts[name] = scripts[name].Path
		files = append(files, scripts[name])
	}
	out.Engine = out.Scripts[theme.EngineName]
	return out, files, nil
}

// others makes the files that are not pages: pictures, feeds, site map, robots, downloads.
func (r *run) others(k *compose.Composer) ([]artifact.File, error) {
	out := append(k.Media(), k.SiteMapXML(), k.Robots())
	for _, tag := range lang.Editions() {
		f, err := k.Atom(tag)
		if err != nil {
			return nil, err
		}
		out = append(append(out, f), append(k.Calendars(tag), k.Events(tag)...)...)
		if f, err = k.DisclosureAtom(tag); err != nil {
			return nil, err
		}
		if f.Path != "" {
			out = append(out, f)
		}
		f, ok, err := k.CorrectionsAtom(tag)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, f)
		}
	}
	about := k.About()
	var published []*release.Table
	for _, t := range r.cleared.Tables {
		if !plan.HasPage(t) {
			continue
		}
		published = append(published, t)
		files, err := opendata.Files(t, about)
		if err != nil {
			return nil, err
		}
		out = append(out, files...)
	}
	withheld, err := opendata.WithheldCells(published, about)
	return append(out, withheld), err
}

// pages makes every page with as many workers as there are processors, and gives the first error by order of pages.
func (r *run) pages(all []plan.Page, write func(plan.Page) error) error {
	errs := make([]error, len(all))
	var next, done atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(all) {
					return
				}
				if err := write(all[i]); err != nil {
					errs[i] = fmt.Errorf("page %s: %w", all[i].Path, err)
				}
				r.Progress(Event{Stage: "render", Done: int(done.Add(1)), Total: len(all)})
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
