package duty

import (
	"fmt"
	"strconv"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/config"
)

// Words names the state with its number of days.
func (f Finding) Words() lang.Text {
	n := f.Days
	days := func(zh, one, many string) lang.Text {
		en := fmt.Sprintf(many, n)
		if n == 1 {
			en = one
		}
		return lang.Text{ZH: fmt.Sprintf(zh, n), EN: en}
	}
	switch f.State {
	case DueSoon:
		if n == 0 {
			return lang.Text{ZH: "今天到期", EN: "due today"}
		}
		return days("还有 %d 天到期", "due in 1 day", "due in %d days")
	case Overdue:
		return days("逾期 %d 天", "overdue by 1 day", "overdue by %d days")
	case Late:
		return days("迟 %d 天", "1 day late", "%d days late")
	}
	return f.State.Words()
}

// Words names the state without a number.
func (s State) Words() lang.Text {
	return map[State]lang.Text{
		OnTime: {ZH: "按期", EN: "on time"}, DueSoon: {ZH: "即将到期", EN: "due soon"}, Upcoming: {ZH: "未到期", EN: "due later"},
		Overdue: {ZH: "逾期", EN: "overdue"}, NotSupplied: {ZH: "未收到", EN: "not supplied"}, Late: {ZH: "迟报", EN: "late"},
		NotApplicable: {ZH: "不适用", EN: "not applicable"}, CannotTell: {ZH: "无法评估", EN: "cannot be evaluated"},
	}[s]
}

// Says is the finding in a sentence: for what is not there the duty's own words, for the rest what was found.
func (f Finding) Says() lang.Text {
	period := func(t lang.Text) lang.Text {
		return lang.Text{ZH: strings.ReplaceAll(t.ZH, "{period}", f.Period), EN: strings.ReplaceAll(t.EN, "{period}", f.Period)}
	}
	switch f.State {
	case Overdue, NotSupplied:
		return period(f.lacking())
	case DueSoon: // nobody is late: that comes first
		says := period(f.lacking())
		return lang.Text{ZH: "还没有到期。" + says.ZH, EN: "Not due yet. " + says.EN}
	case NotApplicable, CannotTell:
		return f.reason()
	}
	return lang.Text{}
}

// lacking is the duty's own words or, where a row was supplied and is not complete, that it is so.
func (f Finding) lacking() lang.Text {
	if f.Partial == "" {
		return f.Duty.Wording
	}
	says := lang.Text{ZH: "本站收到的记录还不完整", EN: "The record supplied to this portal is not complete yet."}
	if strings.Contains(f.Duty.Wording.ZH, "以“慈善中国”公示为准") {
		return lang.Text{ZH: says.ZH + "，以“慈善中国”公示为准。", EN: says.EN + " Charity China prevails."}
	}
	return lang.Text{ZH: says.ZH + "。", EN: says.EN}
}

// reason says why a duty does not apply or cannot be evaluated.
func (f Finding) reason() lang.Text {
	switch f.Why {
	case OutOfScope:
		return lang.Text{ZH: "不在适用范围内（" + f.Detail + "）", EN: "outside the scope (" + f.Detail + ")"}
	case NotYet:
		return lang.Text{ZH: "还没有到期事项", EN: "nothing has come due"}
	case NoDate:
		return lang.Text{ZH: "没有起算日期（" + f.Detail + "）", EN: "no date to count from (" + f.Detail + ")"}
	case NoHolidays:
		return lang.Text{ZH: f.Detail + "年的放假安排还没有录入，最后一天可能顺延", EN: "the holidays of " + f.Detail + " are not entered yet, and the last day may move on"}
	case NoFigures:
		return lang.Text{ZH: "缺少计算所需的数（" + f.Detail + "）", EN: "a figure that is needed is missing (" + f.Detail + ")"}
	case NoOtherRule:
		return lang.Text{ZH: "事项发生时没有这条规则", EN: "there was no such rule on the day of the event"}
	}
	return lang.Text{}
}

// Cite lists the articles in force on the day of the event, as they may be printed; empty where none was read.
func (r Rules) Cite(f Finding) lang.Text {
	var zh, en []string
	for _, b := range f.Cited() {
		law, noteZH, noteEN := r.Law(b.Law), "", ""
		if b.Read == "excerpt" {
			noteZH, noteEN = "（据摘要）", " (from a summary)"
		}
		zh, en = append(zh, law.ZH+b.Article.ZH+noteZH), append(en, law.EN+", "+b.Article.EN+noteEN)
	}
	return lang.Text{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

// Words gives the ratios as per cents: spending of last year's income, of three years' average, and management cost.
func (r Ratios) Words() lang.Text {
	one := func(n int) string {
		if n < 0 {
			return "—"
		}
		return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10) + "%"
	}
	return lang.Text{
		ZH: fmt.Sprintf("慈善支出占上年收入 %s，占前三年平均收入 %s；管理费用占当年支出 %s", one(r.Spending), one(r.OfAverage), one(r.Management)),
		EN: fmt.Sprintf("Spending on charity: %s of last year’s income, %s of three years’ average; management: %s of spending", one(r.Spending), one(r.OfAverage), one(r.Management))}
}

// Problems are findings that block a build, and waivers that no longer hold or hold nothing. Own is the as-of date or, for one
// who looks ahead, the site's own day: what comes about only after it is a warning.
func Problems(findings []Finding, r Rules, asOf, own calendar.Date) diag.List {
	var problems diag.List
	tell := func(later bool, at diag.Place, code string, text, hint diag.Msg) {
		if later {
			problems.Warn(at, code, text, hint)
		} else {
			problems.Add(at, code, text, hint)
		}
	}
	known := map[string]bool{}
	for _, f := range findings {
		known[f.Duty.ID+" "+f.Record.Key()] = true
		if f.Duty.Severity != "block" || !f.Open() || f.Waiver != nil {
			continue
		}
		tell(f.Since().Compare(own) > 0, placeOf(f), "duty/blocks", diag.Say("%[1]s（%[3]s）：%[4]s", "%[2]s (%[3]s): %[5]s", f.Duty.Title.ZH, f.Duty.Title.EN, f.Duty.ID, f.Says().ZH, f.Says().EN),
			diag.Say("%[1]s（栏目：%[3]s）", "%[2]s (columns: %[3]s)", f.Duty.Settle.ZH, f.Duty.Settle.EN, strings.Join(f.Missing, ", ")))
	}
	for i, w := range r.Waivers.Waivers {
		at := r.Waivers.Facts.Place("waivers", i)
		if asOf.Compare(w.Expires) > 0 {
			tell(own.Compare(w.Expires) <= 0, at, "waiver/expired", diag.Say("豁免已于 %s 到期", "the waiver expired on %s", w.Expires),
				diag.Say("重新批准后改 expires，或删去这一条", "have it approved again and change expires, or remove it"))
		}
		if !known[w.Rule+" "+w.Record] {
			problems.Add(at, "waiver/record", diag.Say("没有这样一条记录可以豁免", "there is no such record to waive"),
				diag.Say("record 写成 登记册/编号，如 projects/new-leaf-fund", "record is register/id, like projects/new-leaf-fund"))
		}
	}
	return problems
}

// placeOf is the file that the record comes from.
func placeOf(f Finding) diag.Place {
	switch f.Record.Register {
	case "projects", "campaigns":
		return diag.Place{File: "content/" + f.Record.Key() + "/" + strings.TrimSuffix(f.Record.Register, "s") + ".yaml"}
	case Portal:
		return diag.Place{File: "content/site.yaml"}
	}
	return diag.Place{File: "data/registers/" + f.Record.Register + ".csv"}
}

// RulesOf takes the rules from the site's configuration.
func RulesOf(c config.Config) Rules {
	return Rules{Duties: c.Duties, Waivers: c.Waivers, Holidays: c.Holidays}
}
