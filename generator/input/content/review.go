package content

import (
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/config"
)

// Approve holds every entry to the rules of site.yaml on review before publication (duty GV-15). Where approval is required,
// an entry without one that is valid on the as-of date is held: it is on no page and in no list. An approval given before the
// last update is of another text, and is none. A topic is held with the one it is part of.
func (c *Corpus) Approve(rules config.Review, asOf calendar.Date) diag.List {
	a := approval{rules: rules, asOf: asOf}
	for _, r := range rules.Roles {
		a.roles = append(a.roles, r.ID)
	}
	for i := range c.Projects {
		a.entry(&c.Projects[i].Entry, c.Projects[i].Review, c.Projects[i].Updated)
	}
	for i := range c.Stories {
		a.entry(&c.Stories[i].Entry, c.Stories[i].Review, calendar.Date{})
	}
	for i := range c.Topics {
		a.entry(&c.Topics[i].Entry, c.Topics[i].Review, c.Topics[i].Updated)
	}
	for i := range c.Notices {
		a.entry(&c.Notices[i].Entry, c.Notices[i].Review, calendar.Date{})
	}
	for i := range c.Campaigns {
		a.entry(&c.Campaigns[i].Entry, c.Campaigns[i].Review, c.Campaigns[i].Updated)
	}
	for i := range c.Pages {
		a.entry(&c.Pages[i].Entry, c.Pages[i].Review, c.Pages[i].Updated)
	}
	for i, t := range c.Topics {
		if t.Parent != "" && !t.Held && slices.ContainsFunc(c.Topics, func(p Topic) bool { return p.Slug == t.Parent && p.Held }) {
			c.Topics[i].Held = true
			a.left(t.Entry, diag.Say("上一级主题没有审核，本页也不发布", "the topic above it is not approved, so neither is published"))
		}
	}
	return a.problems
}

type approval struct {
	rules    config.Review
	roles    []string
	asOf     calendar.Date
	problems diag.List
}

// entry decides about one; updated is the day of its last change, where its facts say.
func (a *approval) entry(e *Entry, r Review, updated calendar.Date) {
	at := func(key string) diag.Place { return e.Facts.Place("review", key) }
	given := r.By != "" && !r.On.IsZero()
	if r.By != "" && !slices.Contains(a.roles, r.By) {
		given = false
		hint := diag.Say("在 site.yaml 的 review.roles 里登记这个岗位；只写岗位，不写姓名", "enter the role under review.roles of site.yaml; roles only, no names of persons")
		if near, ok := facts.Nearest(r.By, a.roles); ok {
			hint = diag.Say("是不是 %[1]s？可用：%[2]s", "did you mean %[1]s? use one of: %[2]s", near, strings.Join(a.roles, ", "))
		}
		a.problems.Add(at("by"), "review/role", diag.Say("site.yaml 里没有这个审核岗位", "site.yaml has no such role for review"), hint)
	}
	switch {
	case given && r.On.Compare(a.asOf) > 0:
		given = false
		a.problems.Warn(at("on"), "review/ahead", diag.Say("审核日期在基准日之后，算作没有审核", "the review is dated after the as-of date and does not count"), diag.Say("不是补建以前的版本，就改正 on", "correct on, unless this builds the site as of an earlier day"))
	case given && !updated.IsZero() && r.On.Compare(updated) < 0:
		given = false
		a.problems.Warn(at("on"), "review/stale", diag.Say("内容在审核之后又更新过", "the entry was updated after its review"), diag.Say("重新审核后改写 on", "have it reviewed again and give the new day"))
	}
	if a.rules.Required() && !given {
		e.Held = true
		a.left(*e, diag.Say("没有审核，不发布", "is not approved and not published"))
	}
}

// left tells of a draft that is left out.
func (a *approval) left(e Entry, text diag.Msg) {
	a.problems.Warn(e.Place, "review/missing", text, diag.Say("审核后写上 review：by 写岗位，on 写日期；site.yaml 里 review.mode 为 required 时，没有审核的都不发布", "once it is approved write review, with the role as by and the day as on; while review.mode in site.yaml is required, nothing without it is published"))
}
