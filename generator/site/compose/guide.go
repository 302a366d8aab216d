package compose

import (
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// guide is the decision tree of complaint-route.yaml, proved complete by input/config and input/check.
func (g *page) guide() *view.Guide {
	heading := g.section(plan.Guide)
	intro := g.s("一次一个问题，点一下就到下一题，最后告诉您找谁。不用填写，也不记录您的选择。", "One question at a time; each answer leads to the next, and the last says whom to turn to. Nothing is filled in and nothing is recorded.")
	out := &view.Guide{Frame: g.frame(heading, intro), Heading: heading, Intro: intro, Leave: g.leave()}
	route := g.complaining.Route
	before := map[string]view.Link{}
	for i, q := range route.Questions {
		x := view.GuideQuestion{ID: "q-" + q.ID, Ask: g.t(q.Ask), Help: g.t(q.Help), Number: g.f("问题 %d", "Question %d", i+1)}
		if back, ok := before[q.ID]; ok {
			x.Back = &back
		}
		for _, a := range q.Answers {
			x.Answers = append(x.Answers, view.Link{Text: g.t(a.Say), Href: "#" + answerAnchor(a)})
			if _, known := before[a.Ask]; a.Ask != "" && !known && a.Ask != route.Start {
				before[a.Ask] = view.Link{Text: g.s("上一题：", "Back: ") + g.t(q.Ask), Href: "#q-" + q.ID}
			}
		}
		out.Questions = append(out.Questions, x)
	}
	for _, e := range route.Ends {
		out.Ends = append(out.Ends, g.guideEnd(e))
	}
	return out
}

func answerAnchor(a config.Answer) string {
	if a.End != "" {
		return "end-" + a.End
	}
	return "q-" + a.Ask
}

// guideEnd shows the province's channels in full and those of units and counties in tables that fold.
func (g *page) guideEnd(e config.End) view.GuideEnd {
	out := view.GuideEnd{ID: "end-" + e.ID, Title: g.t(e.Title), Text: g.t(e.Text),
		Again: view.Link{Text: g.s("从头再问一遍", "Start again"), Href: "#q-" + g.complaining.Route.Start}}
	var basis []lang.Text
	for _, b := range e.Basis {
		basis = append(basis, b.Shown())
	}
	out.Basis = g.joined(basis)
	if e.Ladder != "" {
		out.Next = &view.Link{Text: g.s("接下来会怎样", "What happens next"), Href: g.to(plan.Complaints, "") + "#next-" + e.Ladder}
	}
	for i, x := range e.Channels {
		if x.Level == "province" {
			for _, c := range g.cleared.Channels {
				if c.Kind == x.Kind && c.Region == release.Province {
					out.Channels = append(out.Channels, g.channel(c))
				}
			}
			continue
		}
		kind := capital(g.t(g.cleared.Name("channel_kinds", x.Kind)))
		title := kind + g.s("：各设区市和平潭", ", by city and Pingtan")
		if x.Level == "county" {
			title = kind + g.s("：各县（市、区）", ", by county")
		}
		// The same offices stand at several ends: the caption says at which.
		t := g.channelTable(e.ID+"-"+x.Level+"-"+string(rune('a'+i)), title+g.f("（%s）", " (%s)", g.t(e.Title)), g.s("地区", "Area"))
		for _, r := range g.jurisdictions(x.Level) {
			for _, c := range g.cleared.Channels {
				if c.Kind == x.Kind && c.Region == r.Code {
					add(&t, g.channelRow(r.Code, c))
				}
			}
		}
		out.Tables = append(out.Tables, view.TableFold{Table: t, Title: title})
	}
	return out
}

// jurisdictions lists the regions of a level, unit by unit; Pingtan is both a unit and a county.
func (g *page) jurisdictions(level string) []release.Region {
	var out []release.Region
	for _, u := range g.units() {
		if level == "unit" {
			out = append(out, u)
			continue
		}
		if counties := g.countiesByName(u.Code); len(counties) > 0 {
			out = append(out, counties...)
		} else {
			out = append(out, u)
		}
	}
	return out
}
