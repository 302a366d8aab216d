package config

import (
	"regexp"
	"slices"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/source"
)

const (
	channelsFile  = "data/rules/channels.yaml"
	routeFile     = "data/rules/complaint-route.yaml"
	deadlinesFile = "data/rules/complaint-deadlines.yaml"
)

// Complaints is what data/rules says about complaining: which channels must exist and how fresh they are, how a reader
// finds the right one, and by when an answer is due. The documents give the places of later rules; they are never nil
// after Read.
type Complaints struct {
	Channels  ChannelRules
	Route     Route
	Deadlines Deadlines

	ChannelsFacts, RouteFacts *facts.Doc
}

// ChannelRules is data/rules/channels.yaml, held against data/registers/channels.csv by input/check.
type ChannelRules struct {
	WarnDays  Rule       `facts:"warn_days"`  // a channel verified longer ago is a warning
	BlockDays Rule       `facts:"block_days"` // and longer ago than this blocks the build
	Transfer  string     `facts:"transfer"`   // the number that passes callers on: 12345 (国办发〔2020〕53号)
	Refused   []Refused  `facts:"refused"`
	Hotlines  []Hotline  `facts:"hotlines,optional"`
	Cover     []Cover    `facts:"cover"`
	Complete  []Complete `facts:"complete,optional"`
	Approved  string     `facts:"approved_by"` // a role, for both lists
}

// Refused is a number that takes no complaints about charity or assistance, and why.
type Refused struct {
	Number string    `facts:"number"`
	Reason lang.Text `facts:"reason"`
}

// Hotline is a short number of the state, and the kinds of channel it belongs to. A short number that is not listed belongs to
// none: whose it is has to be known, with a source, before a page offers it. Any channel may say that Transfer passes
// callers on.
type Hotline struct {
	Number string    `facts:"number"`
	Kinds  []string  `facts:"kinds"`
	Reason lang.Text `facts:"reason"`
}

// Short reports a number of five digits from 1 on: a hotline of the state, never an office's own.
func Short(number string) bool { return short.MatchString(number) }

var short = regexp.MustCompile(`^1\d{4}$`)

// Registering is the level of a cover rule that demands a channel wherever an organisation is registered.
const Registering = "registering"

// Cover demands a channel of a kind, of its own or by transfer, in every region of a level: province, unit (nine cities
// and Pingtan), county (Pingtan among them) or registering. Regions outside coverage are left out.
type Cover struct {
	Kind   string    `facts:"kind"`
	Level  string    `facts:"level"`
	Reason lang.Text `facts:"reason"`
}

// Complete names columns of channels.csv that a kind of channel may not leave empty: what the law says has to be public.
type Complete struct {
	Kind   string    `facts:"kind"`
	Fields []string  `facts:"fields"`
	Reason lang.Text `facts:"reason"`
}

// Citation is the law behind a sentence. Where its text has not been read (checked: memory) the sentence stands without it:
// a citation from memory is never printed (duties.md, provenance).
type Citation struct {
	Law     lang.Text `facts:"law"`
	Checked string    `facts:"checked"` // text | memory
}

// Shown is the citation that may be printed; empty for one from memory.
func (b Citation) Shown() lang.Text {
	if b.Checked != "text" {
		return lang.Text{}
	}
	return b.Law
}

// Route is data/rules/complaint-route.yaml: plain questions that lead to the channel that handles the matter. It is a
// tree whose branches may meet again; Checked proves that it has no dead end, no loop and nothing out of reach.
type Route struct {
	Quiet     string     `facts:"quiet"` // standing page that a reader can change to quickly
	Start     string     `facts:"start"` // id of the first question
	Questions []Question `facts:"questions"`
	Ends      []End      `facts:"ends"`
}

// Question is one screen of the route.
type Question struct {
	ID      string    `facts:"id"`
	Ask     lang.Text `facts:"ask"`
	Help    lang.Text `facts:"help,optional"`
	Answers []Answer  `facts:"answers"`
}

// Answer leads to another question or to an end; exactly one of Ask and End is set.
type Answer struct {
	Say lang.Text `facts:"say"`
	Ask string    `facts:"ask,optional"`
	End string    `facts:"end,optional"`
}

// End is where a route ends: who handles the matter, and what to expect.
type End struct {
	ID       string       `facts:"id"`
	Title    lang.Text    `facts:"title"`
	Text     lang.Text    `facts:"text"`
	Channels []EndChannel `facts:"channels"`
	Ladder   string       `facts:"ladder,optional"` // id of a ladder of complaint-deadlines.yaml
	Basis    []Citation   `facts:"basis,optional"`
}

// EndChannel names channels by kind and by whose they are: of the province, of each reporting unit, of each county. A
// region without one of its own has that of the region above.
type EndChannel struct {
	Kind  string `facts:"kind"`
	Level string `facts:"level"`
}

// Deadlines is data/rules/complaint-deadlines.yaml: the one place where a number of days stands.
type Deadlines struct {
	Ladders  []Ladder `facts:"ladders"`
	Approved string   `facts:"approved_by"`
}

// Ladder is what happens after a complaint of one sort, in order.
type Ladder struct {
	ID    string    `facts:"id"`
	Title lang.Text `facts:"title"`
	Note  lang.Text `facts:"note,optional"`
	Steps []Step    `facts:"steps"`
}

// Step is one step of a ladder; Amount 0 is a step without a fixed time.
type Step struct {
	Say    lang.Text  `facts:"say"`
	Amount int        `facts:"amount,optional"`
	Unit   string     `facts:"unit,optional"`   // day | working_day | month
	Longer int        `facts:"longer,optional"` // by how much it may be extended, in the same unit
	Basis  []Citation `facts:"basis,optional"`
}

// readComplaints decodes the three files and checks each by itself.
func readComplaints(snap *source.Snapshot, problems *diag.List) Complaints {
	var c Complaints
	c.ChannelsFacts = decode(snap, channelsFile, &c.Channels, problems)
	checkChannelRules(c.ChannelsFacts, c.Channels, problems)
	deadlines := decode(snap, deadlinesFile, &c.Deadlines, problems)
	checkDeadlines(deadlines, c.Deadlines, problems)
	c.RouteFacts = decode(snap, routeFile, &c.Route, problems)
	checkRoute(c.RouteFacts, c.Route, c.Deadlines, problems)
	return c
}

// Levels are the levels of jurisdiction that rules about channels name.
func Levels() []string { return []string{"province", "unit", "county"} }

func checkChannelRules(doc *facts.Doc, c ChannelRules, problems *diag.List) {
	if doc.Has("warn_days") && c.WarnDays.Value < 1 {
		problems.Add(doc.Place("warn_days", "value"), "config/freshness", diag.Say("天数至少为 1", "at least one day"), diag.Say("示范站点用 90", "the demonstration uses 90"))
	}
	if doc.Has("block_days") && c.BlockDays.Value <= c.WarnDays.Value {
		problems.Add(doc.Place("block_days", "value"), "config/freshness", diag.Say("block_days 应大于 warn_days", "block_days has to be above warn_days"), diag.Say("示范站点用 180", "the demonstration uses 180"))
	}
	number := regexp.MustCompile(`^\d{3,12}$`)
	for i, r := range c.Refused {
		if r.Number != "" && !number.MatchString(r.Number) {
			problems.Add(doc.Place("refused", i, "number"), "config/number", diag.Say("这里只写号码的数字", "only the digits of the number stand here"), diag.Say("写成 '12339'，加引号", "write it like '12339', in quotes"))
		}
		if r.Number == c.Transfer {
			problems.Add(doc.Place("refused", i, "number"), "config/number", diag.Say("转接号码不能同时拒绝", "the number that passes callers on cannot be refused"), diag.Say("改正 transfer 或删去这一项", "correct transfer or remove this entry"))
		}
	}
	for i, x := range c.Hotlines {
		at := doc.Place("hotlines", i, "number")
		if x.Number != "" && !Short(x.Number) {
			problems.Add(at, "config/number", diag.Say("这里只写五位的短号", "only short numbers of five digits stand here"), diag.Say("写成 '12388'，加引号；机关自己的号码直接写在渠道册里", "write it like '12388', in quotes; an office’s own number stands in the register alone"))
		}
		if slices.ContainsFunc(c.Refused, func(r Refused) bool { return r.Number == x.Number }) {
			problems.Add(at, "config/number", diag.Say("这个号码已在 refused 里", "this number is refused"), diag.Say("删去其中一项", "remove one of the two"))
		}
	}
	for i, x := range c.Cover {
		if x.Level != Registering {
			checkLevel(doc, x.Level, problems, "cover", i, "level")
		}
	}
}

func checkLevel(doc *facts.Doc, level string, problems *diag.List, at ...any) {
	if level != "" && !slices.Contains(Levels(), level) {
		problems.Add(doc.Place(at...), "config/level", diag.Say("没有这一级", "there is no such level"), diag.Say("用 province、unit 或 county", "use province, unit or county"))
	}
}

func checkDeadlines(doc *facts.Doc, d Deadlines, problems *diag.List) {
	seen := map[string]bool{}
	for i, l := range d.Ladders {
		if l.ID != "" && seen[l.ID] {
			problems.Add(doc.Place("ladders", i, "id"), "config/id-twice", diag.Say("id 用了两次", "the id is used twice"), diag.Say("换一个", "choose another"))
		}
		seen[l.ID] = true
		for n, s := range l.Steps {
			units := []string{"day", "working_day", "month"}
			if (s.Amount != 0) != (s.Unit != "") || s.Unit != "" && !slices.Contains(units, s.Unit) || s.Amount < 0 || s.Longer < 0 || s.Amount == 0 && s.Longer > 0 {
				problems.Add(doc.Place("ladders", i, "steps", n), "config/period-length", diag.Say("amount 与 unit 要同时写；unit 用 day、working_day 或 month", "amount and unit stand together; unit is day, working_day or month"),
					diag.Say("没有规定期限的步骤两项都不写", "a step without a fixed time has neither"))
			}
			checkBasis(doc, s.Basis, problems, "ladders", i, "steps", n, "basis")
		}
	}
}

func checkBasis(doc *facts.Doc, all []Citation, problems *diag.List, at ...any) {
	for i, b := range all {
		if b.Checked != "" && b.Checked != "text" && b.Checked != "memory" {
			problems.Add(doc.Place(slices.Concat(at, []any{i, "checked"})...), "config/checked", diag.Say("checked 只能是 text 或 memory", "checked is text or memory"),
				diag.Say("读过条文写 text；凭记忆写 memory，页面上不印出处", "text if the article was read; memory if not, and the page prints no citation"))
		}
	}
}
