package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/build"
	"mingshan/generator/gate/duty"
	"mingshan/generator/input/source"
)

// dutyFlags choose what `mingshan duties` prints.
type dutyFlags struct {
	format, organization string
	all, strict          bool
}

func (a *app) duties() *cobra.Command {
	var f dutyFlags
	c := &cobra.Command{
		Use:   "duties",
		Short: a.say("逐条评估信息公开义务，不写任何文件", "evaluate the duties to disclose; write nothing"),
		Long: a.say(`按 data/rules/duties.yaml 逐条、逐记录、逐期限评估：按期、迟报、即将到期、逾期、未收到、不适用、无法评估。

“未收到”和“逾期”只说明本站没有收到记录，以“慈善中国”公示为准。
默认只列要处理的（逾期、未收到、即将到期、无法评估）；--all 列出全部。
--as-of 换一天评估，例如 --as-of 2027-01-31；比网站的基准日晚也可以：到那天才会过期的投诉渠道和豁免只提醒，不算错。

退出状态：0 评估完成；用 --strict 时，有未豁免的 error 或 block 级逾期、未收到则为 3；2 命令行写错；
3 也用于内容或数据有必须改正的问题。`, `Evaluates data/rules/duties.yaml for every duty, record and deadline: on time, late, due soon, overdue, not supplied,
not applicable, cannot be evaluated.

Overdue and not supplied mean only that this portal has no record; Charity China prevails.
By default only what needs somebody is listed (overdue, not supplied, due soon, cannot be evaluated); --all lists everything.
--as-of evaluates another day, such as --as-of 2027-01-31, also one after the site's own: a complaint channel or a waiver
that will be out of date only by then is a warning here, though a build for that day would stop.

Exit statuses: 0 evaluated; with --strict, 3 when something of level error or block is overdue or not supplied and not waived;
2 the command line is wrong; 3 also when the inputs have problems that must be mended.`),
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				f.format = "json"
			}
			if !slices.Contains([]string{"table", "json", "csv"}, f.format) {
				return usageError{fmt.Errorf("--format %q: table | json | csv", f.format)}
			}
			return a.evaluate(f)
		},
	}
	c.Flags().StringVar(&f.format, "format", "table", a.say("输出格式：table、json 或 csv", "output: table, json or csv"))
	c.Flags().StringVar(&f.organization, "org", "", a.say("只看一个组织（登记册里的编号）", "one organization only (its id in the register)"))
	c.Flags().BoolVar(&f.all, "all", false, a.say("列出全部，含按期和不适用的", "list everything, what is on time or does not apply too"))
	c.Flags().BoolVar(&f.strict, "strict", false, a.say("有 error 或 block 级缺失时退出状态为 3", "end with 3 when something of level error or block is missing"))
	return c
}

// evaluate reads, clears, evaluates and prints.
func (a *app) evaluate(f dutyFlags) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	snap, problems, err := source.Read(a.dir, source.Options{Assets: build.Assets()})
	if err != nil {
		return fmt.Errorf("%s: %w", a.say("打不开项目文件夹；用 -C 指定含有 content 和 data 的文件夹", "the project's folder cannot be opened; -C names the folder with content and data"), err)
	}
	result, found := build.Findings(snap, o, a.memo())
	problems.Append(found)
	if problems.Blocking() > 0 {
		if err := problems.Write(a.err, a.lang); err != nil {
			return err
		}
		if len(result.Findings) == 0 {
			return errBlocked
		}
	}
	a.lookedAhead(result.AsOf, problems)
	shown, missing := []duty.Finding{}, false
	for _, x := range result.Findings {
		if f.organization != "" && x.Record.Organization != f.organization {
			continue
		}
		if f.all || slices.Contains([]duty.State{duty.Overdue, duty.NotSupplied, duty.DueSoon, duty.CannotTell}, x.State) {
			shown = append(shown, x)
		}
		missing = missing || x.Open() && x.Waiver == nil && slices.Contains([]string{"error", "block"}, x.Duty.Severity)
	}
	if err := a.printFindings(f.format, shown, result.Duties); err != nil {
		return err
	}
	if problems.Blocking() > 0 || f.strict && missing {
		return errBlocked
	}
	return nil
}

// lookedAhead says on one line each what will be out of date by a day after the site's own. A build for that day would stop
// at it; who asks for deadlines wants to see them.
func (a *app) lookedAhead(day calendar.Date, problems diag.List) {
	if a.quiet {
		return
	}
	will := map[string]int{}
	for _, p := range problems.Sorted() {
		if p.Severity == diag.Warning {
			will[p.Code]++
		}
	}
	if n := will["channel/will-be-stale"]; n > 0 {
		_, _ = fmt.Fprintln(a.err, a.say("提醒：到 %[1]s，没有核对的时间过长、不得发布的投诉渠道有 %[2]d 个", "warning: complaint channels that will have gone unchecked for too long to be published on %[1]s: %[2]d", day, n))
	}
	if n := will["waiver/expired"]; n > 0 {
		_, _ = fmt.Fprintln(a.err, a.say("提醒：到 %[1]s，已到期的豁免有 %[2]d 项", "warning: waivers that will have expired by %[1]s: %[2]d", day, n))
	}
	if n := will["duty/blocks"]; n > 0 {
		_, _ = fmt.Fprintln(a.err, a.say("提醒：到 %[1]s，会使发布停下的事项有 %[2]d 项", "warning: findings that will stop a build for %[1]s: %[2]d", day, n))
	}
}

// findingDoc is a finding as JSON and CSV give it, in the editor's language.
type findingDoc struct {
	Duty     string   `json:"duty"`
	Title    string   `json:"title"`
	Record   string   `json:"record"`
	Period   string   `json:"period,omitempty"`
	State    string   `json:"state"`
	Words    string   `json:"words"`
	Due      string   `json:"due,omitempty"`
	Days     int      `json:"days,omitempty"`
	Evidence string   `json:"evidence,omitempty"`
	On       string   `json:"disclosedOn,omitempty"`
	Basis    string   `json:"basis,omitempty"`
	Missing  []string `json:"missing,omitempty"`
	Says     string   `json:"says,omitempty"`
	Settle   string   `json:"settle,omitempty"`
	Ratios   string   `json:"ratios,omitempty"`
	Severity string   `json:"severity"`
	Waived   bool     `json:"waived,omitempty"`
}

func (a *app) documents(findings []duty.Finding, rules duty.Rules) []findingDoc {
	in := func(t lang.Text) string { return t.In(lang.Tag(a.lang)) }
	out := []findingDoc{}
	for _, f := range findings {
		d := findingDoc{Duty: f.Duty.ID, Title: in(f.Duty.Title), Record: f.Record.Key(), Period: f.Period, State: string(f.State), Words: in(f.Words()), Due: f.Due.String(), Days: f.Days,
			Evidence: f.Evidence, On: f.On.String(), Basis: in(rules.Cite(f)), Missing: f.Missing, Says: in(f.Says()), Severity: f.Duty.Severity, Waived: f.Waiver != nil}
		if f.Open() || f.State == duty.DueSoon {
			d.Settle = in(f.Duty.Settle)
		}
		if f.Ratios != nil {
			d.Ratios = in(f.Ratios.Words())
		}
		out = append(out, d)
	}
	return out
}

func (a *app) printFindings(format string, findings []duty.Finding, rules duty.Rules) error {
	docs := a.documents(findings, rules)
	switch format {
	case "json":
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(docs)
	case "csv":
		w := csv.NewWriter(a.out)
		_ = w.Write([]string{"duty", "title", "record", "period", "state", "due", "days", "disclosed_on", "evidence", "basis", "missing", "says", "settle", "severity", "waived"})
		for _, d := range docs {
			_ = w.Write([]string{d.Duty, d.Title, d.Record, d.Period, d.State, d.Due, fmt.Sprint(d.Days), d.On, d.Evidence, d.Basis, strings.Join(d.Missing, " "), d.Says, d.Settle, d.Severity, fmt.Sprint(d.Waived)})
		}
		w.Flush()
		return w.Error()
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, d := range docs {
		waived := ""
		if d.Waived {
			waived = a.say("（已豁免）", " (waived)")
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s%s\t%s\n", d.Duty, d.Record, d.Period, d.Due, d.Words, waived, d.Title)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if !a.quiet {
		_, _ = fmt.Fprintln(a.out, a.say("%d 项；“未收到”和“逾期”只说明本站没有收到记录，以“慈善中国”公示为准", "%d findings; overdue and not supplied mean only that this portal has no record: Charity China prevails", len(docs)))
	}
	return nil
}
