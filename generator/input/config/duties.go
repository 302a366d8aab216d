package config

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/source"
)

const (
	dutiesFile  = "data/rules/duties.yaml"
	waiversFile = "data/rules/waivers.yaml"
)

// Duties is data/rules/duties.yaml: the law as dated rules. The file may be missing; then nothing is evaluated.
type Duties struct {
	Laws   []Law  `facts:"laws"`
	Duties []Duty `facts:"duties"`

	Facts *facts.Doc // for the places of later rules; nil when there is no file
}

// Law is a law or rule that duties rest on.
type Law struct {
	ID    string    `facts:"id"`
	Title lang.Text `facts:"title"`
}

// Duty is one obligation to disclose. Either Due or Check is given: a duty with Check is an invariant of the generator,
// and Check names the test, audit rule or problem code that holds it.
type Duty struct {
	ID       string      `facts:"id"` // of ../shared/domain/duties.md, with .1, .2 where a line has several deadlines
	Title    lang.Text   `facts:"title"`
	Wording  lang.Text   `facts:"wording,optional"` // what a reader is told: with Due when there is no record, never a verdict; with Check how this portal keeps it
	Settle   lang.Text   `facts:"settle,optional"`  // what would settle it
	Basis    []Basis     `facts:"basis"`
	Severity string      `facts:"severity"`         // block | error | warn | info
	Subject  string      `facts:"subject,optional"` // register, or projects, campaigns, portal: each row is a record that may owe it
	Scope    []Condition `facts:"scope,optional"`   // all must hold
	Due      []Due       `facts:"due,optional"`     // the one in force on the day of the event counts
	Evidence Evidence    `facts:"evidence,optional"`
	Check    string      `facts:"check,optional"`
}

// Basis is one article, with the days between which it is the law.
type Basis struct {
	Law     string        `facts:"law"`
	Article lang.Text     `facts:"article,optional"`
	From    calendar.Date `facts:"from,optional"`
	To      calendar.Date `facts:"to,optional"`
	Source  string        `facts:"source"` // key of the source list of duties.md §0.2
	Read    string        `facts:"read"`   // text | excerpt | memory; memory is evaluated and never cited
}

// Condition is one condition of a duty's scope. Field may be of the record or, with "org." before it, of its organization.
type Condition struct {
	Field      string   `facts:"field,optional"`
	Is         []string `facts:"is,optional"`          // one of these
	Not        []string `facts:"not,optional"`         // none of these; an empty field is none of them
	Given      bool     `facts:"given,optional"`       // the field is filled in
	Empty      bool     `facts:"empty,optional"`       // the field is not filled in
	LongerThan int      `facts:"longer_than,optional"` // months from field start to field end, strictly more; without an end: yes
}

// Due says when. Kinds and what n counts:
//
//	standing            no date: the fields have to be there, from field of on where that is given
//	yearly              for each whole year since field of: by month and day of the following year
//	year_after          for the year in field of: by month and day of the following year
//	every_months        every n months from field of until field until
//	every_days          from field of until field until with no more than n days between one disclosure and the next
//	months_after        n months after field of
//	days_after          n days after field of
//	working_days_after  n working days after field of
//	days_before         n days before field of
//	covered             the evidence's two date fields span field of to field until
//	platform            the host of the evidence field is a platform that is designated on the as-of date
//	ratio               spending and management cost of 慈善法 61, for the year in field of
//
// From and To bound the day of the event: the start of the following year for yearly, year_after and ratio, the end of
// each period for every_…, else the day of field of, and the as-of date for standing, covered and platform.
type Due struct {
	Kind  string        `facts:"kind"`
	N     int           `facts:"n,optional"`
	Of    string        `facts:"of,optional"`
	Until string        `facts:"until,optional"`
	Month int           `facts:"month,optional"`
	Day   int           `facts:"day,optional"`
	From  calendar.Date `facts:"from,optional"`
	To    calendar.Date `facts:"to,optional"`
}

// Evidence is the row that settles a duty: of the record itself, or of a register.
type Evidence struct {
	Register string            `facts:"register,optional"` // left out: the record's own row
	Match    string            `facts:"match,optional"`    // column of the register that names the record; left out: any row
	Where    map[string]string `facts:"where,optional"`    // columns with fixed values
	Date     string            `facts:"date,optional"`     // column with the day of disclosure
	Year     string            `facts:"year,optional"`     // column with the year, for yearly and year_after
	Fields   []string          `facts:"fields,optional"`   // columns that have to be filled in
	Balance  []string          `facts:"balance,optional"`  // amounts: the first is the sum of the others
	Every    []string          `facts:"every,optional"`    // columns: each value of one with each of the others has a row that holds
	From     string            `facts:"from,optional"`     // column with the first day on which the row holds; before it the row settles nothing; empty: open
	Until    string            `facts:"until,optional"`    // column with the last day; after it the row settles nothing; empty: open
}

// DutyWaivers is data/rules/waivers.yaml: findings that a role has accepted for a time. The file may be missing.
type DutyWaivers struct {
	Waivers []DutyWaiver `facts:"waivers,optional"`

	Facts *facts.Doc // nil when there is no file
}

// DutyWaiver is public, all of it.
type DutyWaiver struct {
	Rule     string        `facts:"rule"`   // id of a duty
	Record   string        `facts:"record"` // register/id, as findings name it
	Reason   lang.Text     `facts:"reason"`
	Approver lang.Text     `facts:"approver"` // a role, never a person
	Expires  calendar.Date `facts:"expires"`  // last day on which it holds
}

// readDuties decodes the rules and the waivers where they are.
func readDuties(snap *source.Snapshot, problems *diag.List) (Duties, DutyWaivers) {
	var d Duties
	var w DutyWaivers
	if _, ok := snap.Get(dutiesFile); ok {
		d.Facts = decode(snap, dutiesFile, &d, problems)
		checkDuties(d, problems)
	}
	if _, ok := snap.Get(waiversFile); ok {
		w.Facts = decode(snap, waiversFile, &w, problems)
		known := map[string]bool{}
		for _, x := range d.Duties {
			known[x.ID] = true
		}
		for i, x := range w.Waivers {
			if x.Rule != "" && !known[x.Rule] {
				problems.Add(w.Facts.Place("waivers", i, "rule"), "waiver/rule", diag.Say("duties.yaml 里没有这条义务", "duties.yaml has no such duty"),
					diag.Say("写成 CH-05 这样的编号", "write its id, like CH-05"))
			}
		}
	}
	return d, w
}

// dueKinds are the kinds of Due, each with what it needs: n, of, until, month (and day).
func dueKinds() map[string]string {
	return map[string]string{"standing": "", "yearly": "of month", "year_after": "of month", "every_months": "n of until", "every_days": "n of until",
		"months_after": "n of", "days_after": "n of", "working_days_after": "n of", "days_before": "n of", "covered": "of until", "platform": "", "ratio": "of"}
}

func checkDuties(d Duties, problems *diag.List) {
	laws, seen := map[string]bool{}, map[string]bool{}
	for _, l := range d.Laws {
		laws[l.ID] = true
	}
	id := regexp.MustCompile(`^[A-Z]{2}-\d{2}(\.\d)?$`)
	for i, x := range d.Duties {
		at := func(path ...any) diag.Place { return d.Facts.Place(append([]any{"duties", i}, path...)...) }
		if x.ID != "" && (seen[x.ID] || !id.MatchString(x.ID)) {
			problems.Add(at("id"), "duty/id", diag.Say("编号重复或写法不对", "the id is taken or not of the right form"),
				diag.Say("写成 CH-05 或 CH-02.1，每条一个", "write it like CH-05 or CH-02.1, one for each duty"))
		}
		seen[x.ID] = true
		oneOf(at("severity"), "duty/severity", x.Severity, []string{"block", "error", "warn", "info"}, problems)
		for j, b := range x.Basis {
			oneOf(at("basis", j, "read"), "duty/read", b.Read, []string{"text", "excerpt", "memory"}, problems)
			if b.Law != "" && !laws[b.Law] {
				problems.Add(at("basis", j, "law"), "duty/law", diag.Say("laws 里没有这部法", "laws has no such law"), diag.Say("先在 laws 里写明它的名称", "give its title under laws first"))
			}
			if b.Read != "memory" && b.Article.IsZero() {
				problems.Add(at("basis", j), "duty/article", diag.Say("没有条款号", "there is no article"),
					diag.Say("写上 article；没有核对过原文的写 read: memory", "give article; what was not read is read: memory"))
			}
		}
		if (len(x.Due) == 0) == (x.Check == "") {
			problems.Add(at(), "duty/due", diag.Say("要么写 due（按日期评估），要么写 check（由哪项检查保证）", "give either due (evaluated by date) or check (what holds it)"),
				diag.Say("只写其中一个", "one of the two"))
		}
		if len(x.Due) > 0 && (x.Subject == "" || x.Wording.IsZero() || x.Settle.IsZero()) {
			problems.Add(at(), "duty/words", diag.Say("按日期评估的义务还要写 subject、wording、settle", "a duty that is evaluated needs subject, wording and settle"), diag.Msg{})
		}
		if x.Check != "" && x.Wording.IsZero() {
			problems.Add(at(), "duty/words", diag.Say("由检查保证的义务还要写 wording：本站怎样做到", "a duty that a check holds needs wording too: how this portal keeps it"), diag.Msg{})
		}
		for j, due := range x.Due {
			checkDue(at("due", j), due, problems)
		}
		for j, c := range x.Scope {
			checkCondition(at("scope", j), c, problems)
		}
	}
}

func checkDue(at diag.Place, due Due, problems *diag.List) {
	needs, known := dueKinds()[due.Kind]
	if !known {
		if due.Kind != "" {
			problems.Add(at, "duty/kind", diag.Say("没有这种期限", "there is no such kind of deadline"), diag.Say("可用：%[1]s", "use one of: %[1]s", strings.Join(slices.Sorted(maps.Keys(dueKinds())), ", ")))
		}
		return
	}
	have := map[string]bool{"n": due.N > 0, "of": due.Of != "", "until": due.Until != "", "month": due.Month >= 1 && due.Month <= 12 && due.Day >= 1 && due.Day <= 31}
	for _, key := range strings.Fields(needs) {
		if !have[key] && !(key == "n" && due.Kind == "days_before" && due.N == 0) {
			problems.Add(at, "duty/due-key", diag.Say("%[1]s 期限要写 %[2]s", "a deadline of kind %[1]s needs %[2]s", due.Kind, key), diag.Msg{})
		}
	}
}

func checkCondition(at diag.Place, c Condition, problems *diag.List) {
	said := 0
	for _, there := range []bool{len(c.Is) > 0, len(c.Not) > 0, c.Given, c.Empty, c.LongerThan > 0} {
		if there {
			said++
		}
	}
	if said != 1 || (c.Field == "") != (c.LongerThan > 0) {
		problems.Add(at, "duty/condition", diag.Say("条件不完整，或一条写了几个", "the condition is incomplete, or several in one"),
			diag.Say("写 field 和 is、not、given、empty 之一，或只写 longer_than", "give field with one of is, not, given, empty; or longer_than alone"))
	}
}

func oneOf(at diag.Place, code, value string, allowed []string, problems *diag.List) {
	if value != "" && !slices.Contains(allowed, value) {
		problems.Add(at, code, diag.Say("没有这个值", "there is no such value"), diag.Say("可用：%[1]s", "use one of: %[1]s", strings.Join(allowed, ", ")))
	}
}
