package compose

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/site/plan"
)

// Calendars are the coming deadlines as calendars to subscribe to (RFC 5545): one of all, one of each organization that has
// any. Nothing without findings. A deadline keeps its UID from build to build, and DTSTAMP is the as-of date: the program
// reads no clock.
func (k *Composer) Calendars(tag lang.Tag) []artifact.File {
	if len(k.duties.Findings) == 0 {
		return nil
	}
	out := []artifact.File{k.calendar(tag, "")}
	for _, o := range k.cleared.Organizations {
		out = append(out, k.calendar(tag, o.ID))
	}
	return out
}

// calendar is the calendar of one organization, or of all where id is empty.
func (k *Composer) calendar(tag lang.Tag, id string) artifact.File {
	path := plan.Calendar(tag, id)
	g := k.at(plan.Page{Edition: tag, Kind: plan.Disclosure, Number: 1, Path: path}, tag)
	name := g.s("信息公开到期日", "Disclosure deadlines")
	if id != "" {
		name += g.s("：", ": ") + g.link(plan.Organization, id).Text
	}
	if k.demo() {
		name += g.s("（示范）", " (demonstration)")
	}
	c := begin(tag, "disclosure", name)
	for _, f := range k.duties.Findings {
		coming := f.State == duty.Upcoming || f.State == duty.DueSoon || f.State == duty.CannotTell && f.Due.Compare(k.cleared.AsOf) >= 0
		if coming && !f.Due.IsZero() && (id == "" || f.Record.Organization == id) {
			g.event(c, f)
		}
	}
	c.line("END:VCALENDAR")
	return artifact.File{Path: path, Data: []byte(c.String())}
}

// event is one deadline, an all-day event that takes nobody's time.
func (g *page) event(c *ics, f duty.Finding) {
	says := capital(g.t(f.Duty.Settle)) + g.s("。依据：", ". Basis: ") + g.basis(f) + g.s("。", ".")
	if f.Unsettled {
		says += g.s("当年的放假安排还没有录入，最后一天可能顺延。", " The holidays of that year are not entered yet; the last day may move on.")
	}
	record := g.recordLink(f.Record)
	g.days(c, strings.ReplaceAll(f.Key(), "/", "."), f.Due, f.Due, g.t(f.Duty.Title)+g.s("：", ": ")+record.Text, says, plan.Path(g.tag, plan.Disclosure, "", 1))
}

// begin opens a calendar. It holds at least one component (§3.6), also while nothing is coming: its time zone.
func begin(tag lang.Tag, of, name string) *ics {
	c := &ics{}
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//mingshan//" + of + "//" + strings.ToUpper(string(tag)))
	c.line("CALSCALE:GREGORIAN")
	c.line("METHOD:PUBLISH")
	c.text("NAME", name)
	c.text("X-WR-CALNAME", name)
	c.line("REFRESH-INTERVAL;VALUE=DURATION:P1D")
	for _, l := range []string{"BEGIN:VTIMEZONE", "TZID:Asia/Shanghai", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0800", "TZOFFSETTO:+0800", "END:STANDARD", "END:VTIMEZONE"} {
		c.line(l)
	}
	return c
}

// days writes one event of whole days that takes nobody's time; id is the same in each build.
func (g *page) days(c *ics, id string, first, last calendar.Date, summary, says, path string) {
	host := "mingshan"
	if u, err := url.Parse(g.site.BaseURL); err == nil && u.Host != "" {
		host = u.Host
	}
	c.line("BEGIN:VEVENT")
	c.line("UID:" + id + "." + string(g.tag) + "@" + host)
	c.line("DTSTAMP:" + compact(g.cleared.AsOf) + "T000000Z")
	c.line("DTSTART;VALUE=DATE:" + compact(first))
	c.line("DTEND;VALUE=DATE:" + compact(last.AddDays(1)))
	c.text("SUMMARY", summary)
	c.text("DESCRIPTION", says)
	c.line("URL:" + g.site.BaseURL + path)
	c.line("TRANSP:TRANSPARENT")
	c.line("END:VEVENT")
}

// Events are the calendars of registers with dates: every row of each, past ones too, since those who subscribe keep what
// they have seen.
func (k *Composer) Events(tag lang.Tag) []artifact.File {
	var out []artifact.File
	for _, t := range k.cleared.Tables {
		if !plan.Dated(t) {
			continue
		}
		at := plan.Path(tag, plan.Dataset, t.Schema.ID, 1)
		g := k.at(plan.Page{Edition: tag, Kind: plan.Dataset, ID: t.Schema.ID, Number: 1, Path: at}, tag)
		name := g.t(t.Schema.Title)
		if t.Schema.Demo {
			name += g.s("（示范）", " (demonstration)")
		}
		c := begin(tag, t.Schema.ID, name)
		text, key := t.Column(t.Schema.Dates.Text+"_"+string(tag)), t.Column(t.Schema.PrimaryKey[0])
		for i, row := range t.Rows {
			if e, ok := t.Event(i); ok {
				g.days(c, t.Schema.ID+"."+row.Texts[key], e.First, e.Last, row.Texts[text], name+g.s("。", "."), at)
			}
		}
		c.line("END:VCALENDAR")
		out = append(out, artifact.File{Path: plan.Events(tag, t.Schema.ID), Data: []byte(c.String())})
	}
	return out
}

func compact(d calendar.Date) string { return fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day) }

// ics writes content lines: CRLF, folded at 75 octets without cutting a character (RFC 5545 §3.1).
type ics struct{ strings.Builder }

func (c *ics) line(s string) {
	const most = 75
	for room := most; len(s) > room; room = most - 1 {
		cut := room
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	c.WriteString(s + "\r\n")
}

// text writes a property of type TEXT (§3.3.11).
func (c *ics) text(name, value string) {
	c.line(name + ":" + strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(value))
}
