package content

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/config"
)

// A field that is empty here was already reported when it was decoded; the rules pass over it.

func (r *reader) project(doc *facts.Doc, p *Project) (*Entry, []Picture) {
	r.oneOf(doc, p.Level, []string{"province", "city", "county"}, "level")
	r.oneOf(doc, p.Status, []string{"open", "running", "closed"}, "status")
	r.order(doc, p.Start, p.End, "start", "end")
	r.filled(doc, p.Regions, "regions")
	r.once(doc, p.Regions, "regions")
	r.once(doc, p.Partners, "partners")
	r.once(doc, p.Topics, "topics")
	r.address(doc, p.CharityChina, "charity_china")
	return &p.Entry, p.Pictures
}

// address reports what is given and is no web address.
func (r *reader) address(doc *facts.Doc, value string, path ...any) {
	if value != "" && !strings.HasPrefix(value, "https://") && !strings.HasPrefix(value, "http://") {
		r.problems.Add(doc.Place(path...), "content/url", diag.Say("不是网址", "is not a web address"),
			diag.Say("以 https:// 开头", "begin with https://"))
	}
}

func (r *reader) story(doc *facts.Doc, s *Story) (*Entry, []Picture) {
	r.oneOf(doc, s.Subject.Kind, config.SubjectKinds(), "subject", "kind")
	for i, scope := range s.Consent.Scope {
		r.oneOf(doc, scope, []string{"text", "picture", "web", "reuse"}, "consent", "scope", i)
	}
	r.filled(doc, s.Consent.Scope, "consent", "scope")
	r.once(doc, s.Consent.Scope, "consent", "scope")
	r.once(doc, s.Topics, "topics")
	r.once(doc, s.Mentions, "mentions")
	granted, expires := s.Consent.Granted, s.Consent.Expires
	if !granted.IsZero() && !expires.IsZero() && granted.Compare(expires) >= 0 {
		r.problems.Add(doc.Place("consent", "expires"), "content/date-order",
			diag.Say("expires 不晚于 granted", "expires is not after granted"), diag.Say("核对两个日期", "check the two dates"))
	}
	r.order(doc, granted, s.Consent.Withdrawn, "consent", "granted", "withdrawn")
	r.people(doc, s)
	return &s.Entry, s.Pictures
}

// people holds what every story must keep to for the sake of those in it: a guardian's consent for a minor (PIPL 31; the
// band says who is one), consent for a picture that shows somebody. What the rules of data/rules/privacy.yaml say is
// held by gate/release.
func (r *reader) people(doc *facts.Doc, s *Story) {
	young := below18(s.Subject.AgeBand)
	if s.Subject.AgeBand != "" && young != s.Subject.Minor {
		r.problems.Add(doc.Place("subject", "age_band"), "content/minor", diag.Say("age_band 与 minor 不一致", "age_band and minor disagree"),
			diag.Say("未满 18 岁写 minor: true，否则不写", "write minor: true below 18 and leave it out otherwise"))
	}
	if (s.Subject.Minor || young) && !s.Consent.Guardian {
		r.problems.Add(doc.Place("consent"), "content/guardian", diag.Say("未成年人的故事要有监护人同意", "a story about a minor needs a guardian's consent"),
			diag.Say("取得同意后写 guardian: true", "write guardian: true once the guardian has agreed"))
	}
	for i, p := range s.Pictures {
		if p.People == "consented" && !slices.Contains(s.Consent.Scope, "picture") {
			r.problems.Add(doc.Place("pictures", i, "people"), "content/picture-consent",
				diag.Say("图片里有人，但同意的范围不含 picture", "the picture shows somebody, but the consent does not cover picture"),
				diag.Say("取得同意后在 consent.scope 里加上 picture，或不用这张图片", "add picture to consent.scope once they have agreed, or leave the picture out"))
		}
	}
}

// below18 reports an age band that ends before 18, such as 7-13.
func below18(band string) bool {
	_, last, ok := strings.Cut(band, "-")
	n, err := strconv.Atoi(last)
	return ok && err == nil && n < 18
}

func (r *reader) topic(doc *facts.Doc, t *Topic) (*Entry, []Picture) {
	const clauses = 10
	if doc.Has("clause") && (t.Clause < 1 || t.Clause > clauses) {
		r.problems.Add(doc.Place("clause"), "content/clause", diag.Say("没有这一条", "there is no such clause"),
			diag.Say("通知有第 1 至 %d 条", "the notice has clauses 1 to %d", clauses))
	}
	for i, k := range t.KeyFigures {
		k.Check(doc, &r.problems, "key_figures", i)
	}
	for i, u := range t.Uses {
		r.oneOf(doc, u.Do, []string{"apply", "join", "give", "complain", "read"}, "use", i, "do")
		if u.Link != "" && !config.InsideEdition(u.Link) {
			r.problems.Add(doc.Place("use", i, "link"), "content/link", diag.Say("不是站内地址", "is not an address within the site"), config.InsideHint())
		}
	}
	chart := regexp.MustCompile(`^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$`)
	for i, f := range t.Figures {
		if f != "" && !chart.MatchString(f) {
			r.problems.Add(doc.Place("figures", i), "content/chart-form", diag.Say("不是图表的名字", "is not the name of a chart"),
				diag.Say("写成 数据集/图表，如 referrals/trend", "write dataset/chart, like referrals/trend"))
		}
	}
	r.once(doc, t.Figures, "figures")
	r.once(doc, t.Datasets, "datasets")
	for key, list := range map[string][]string{"fields": t.Fields, "projects": t.Projects, "stories": t.Stories,
		"campaigns": t.Campaigns, "organizations": t.Partners, "regions": t.Regions} {
		r.once(doc, list, key)
	}
	return &t.Entry, t.Pictures
}

func (r *reader) notice(doc *facts.Doc, n *Notice) (*Entry, []Picture) {
	r.oneOf(doc, n.Type, []string{"announcement", "update", "clarification", "correction"}, "type")
	r.order(doc, n.Date, n.Expires, "date", "expires")
	return &n.Entry, n.Pictures
}

func (r *reader) campaign(doc *facts.Doc, c *Campaign) (*Entry, []Picture) {
	r.oneOf(doc, c.Type, []string{"publicity", "public_fundraising", "targeted_fundraising"}, "type")
	r.order(doc, c.Start, c.End, "start", "end")
	r.filled(doc, c.Regions, "regions")
	r.once(doc, c.Regions, "regions")
	r.once(doc, c.Projects, "projects")
	if c.Type != "" && (c.Type == "publicity") == doc.Has("fundraising") {
		r.problems.Add(doc.Place("type"), "content/fundraising", diag.Say("募捐活动要写 fundraising，宣传活动不写", "a campaign that raises funds needs fundraising, one for publicity has none"),
			diag.Say("慈善法第二十四、二十五条要求公开的募捐方案写在 fundraising 下", "what Charity Law arts 24 and 25 ask to be said in public stands under fundraising"))
	}
	r.oneOf(doc, c.Fundraising.Mode, []string{"online", "box", "event"}, "fundraising", "mode")
	r.address(doc, c.Fundraising.LookupURL, "fundraising", "lookup_url")
	r.address(doc, c.Fundraising.DonateURL, "fundraising", "donate_url")
	r.address(doc, c.Fundraising.PartnerEvaluation, "fundraising", "partner_evaluation")
	r.address(doc, c.Fundraising.PartnerSupervision, "fundraising", "partner_supervision")
	r.address(doc, c.Fundraising.CharityChina, "fundraising", "charity_china")
	return &c.Entry, c.Pictures
}

func (r *reader) page(_ *facts.Doc, p *Page) (*Entry, []Picture) { return &p.Entry, p.Pictures }

// oneOf reports a value outside a closed set.
func (r *reader) oneOf(doc *facts.Doc, value string, allowed []string, path ...any) {
	if value == "" || slices.Contains(allowed, value) {
		return
	}
	hint := diag.Say("可用：%[1]s", "use one of: %[1]s", strings.Join(allowed, ", "))
	if near, ok := facts.Nearest(value, allowed); ok {
		hint = diag.Say("是不是 %[1]s？可用：%[2]s", "did you mean %[1]s? use one of: %[2]s", near, strings.Join(allowed, ", "))
	}
	r.problems.Add(doc.Place(path...), "content/value", diag.Say("%s 没有这个值", "%s has no such value", lastKey(path)), hint)
}

// order reports a second date before the first. The last two keys of the path name the two dates; those before
// them lead to where both stand.
func (r *reader) order(doc *facts.Doc, first, second calendar.Date, path ...any) {
	if first.IsZero() || second.IsZero() || first.Compare(second) <= 0 {
		return
	}
	n := len(path) - 2
	at := append(slices.Clone(path[:n]), path[n+1])
	r.problems.Add(doc.Place(at...), "content/date-order", diag.Say("%[2]s 早于 %[1]s", "%[2]s is before %[1]s", path[n], path[n+1]),
		diag.Say("核对两个日期", "check the two dates"))
}

// filled reports a list that is there but has no item.
func (r *reader) filled(doc *facts.Doc, list []string, path ...any) {
	if list != nil && len(list) == 0 {
		r.problems.Add(doc.Place(path...), "content/list-empty", diag.Say("%s 没有任何一项", "%s has no item", lastKey(path)),
			diag.Say("至少写一项", "give at least one"))
	}
}

// once reports an item that a list has twice.
func (r *reader) once(doc *facts.Doc, list []string, path ...any) {
	for i, item := range list {
		if item != "" && slices.Index(list, item) < i {
			r.problems.Add(doc.Place(append(slices.Clone(path), i)...), "content/list-twice",
				diag.Say("%s 里同一项写了两次", "%s has this item twice", lastKey(path)), diag.Say("只留一处", "keep one of them"))
		}
	}
}

// lastKey names the key that a path leads to.
func lastKey(path []any) string {
	for i := len(path) - 1; i >= 0; i-- {
		if key, ok := path[i].(string); ok {
			return key
		}
	}
	return ""
}
