package config

import (
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/source"
)

const (
	siteFile    = "content/site.yaml"
	PrivacyFile = "data/rules/privacy.yaml"
	// leastCount is the smallest threshold that protects anybody: with 2, a person who is one of two knows the other.
	leastCount = 3
)

// Read decodes content/site.yaml and the files of data/rules and checks each value by itself. Whether the datasets,
// projects, charts and channels they name exist is input/check's business. SiteFacts is never nil.
func Read(snap *source.Snapshot) (Config, diag.List) {
	var c Config
	var problems diag.List
	c.SiteFacts = decode(snap, siteFile, &c.Site, &problems)
	checkSite(c.SiteFacts, c.Site, &problems)
	checkFooter(c.SiteFacts, c.Site, &problems)
	checkHome(c.SiteFacts, c.Site.Home, &problems)
	checkReview(c.SiteFacts, c.Site.Review, &problems)
	checkTranslations(c.SiteFacts, &c.Site.Translations, &problems)
	rules := decode(snap, PrivacyFile, &c.Privacy, &problems)
	checkPrivacy(rules, c.Privacy, &problems)
	checkRanges(rules, c.Privacy, &problems)
	checkStories(rules, c.Privacy.Stories, &problems)
	c.Baseline = readBaseline(snap, &problems)
	c.Complaints = readComplaints(snap, &problems)
	c.Duties, c.Waivers = readDuties(snap, &problems)
	c.Holidays = readHolidays(snap, &problems)
	c.Glossary = readGlossary(snap, &problems)
	c.Wording = readWording(snap, &problems)
	return c, problems
}

func decode(snap *source.Snapshot, path string, into any, problems *diag.List) *facts.Doc {
	f, ok := snap.Get(path)
	if !ok {
		if !snap.Refused(path) {
			problems.Add(diag.Place{File: path}, "config/missing", diag.Say("没有这个文件", "there is no such file"),
				diag.Say("每个站点都要有它；可从示范站点复制一份再改", "every site needs it; copy the demonstration's and edit it"))
		}
		return facts.Absent(path)
	}
	doc, found := facts.Parse(path, f.Data)
	found.Append(doc.Decode(into))
	problems.Append(found)
	return doc
}

// NavIDs lists the pages that the navigation can hold.
func NavIDs() []string {
	return []string{"projects", "stories", "topics", "regions", "data", "notices", "organizations", "campaigns",
		"disclosure", "complaints", "about", "method", "privacy", "accessibility", "terms"}
}

func checkSite(doc *facts.Doc, s Site, problems *diag.List) {
	kinds := []string{"government", "charity_federation", "demo"}
	if k := s.Publisher.Kind; k != "" && !slices.Contains(kinds, k) {
		problems.Add(doc.Place("publisher", "kind"), "config/publisher-kind",
			diag.Say("没有这种发布者", "there is no such kind of publisher"),
			diag.Say("可用：%[1]s", "use one of: %[1]s", strings.Join(kinds, ", ")))
	}
	if s.BaseURL != "" && !baseURL(s.BaseURL) {
		problems.Add(doc.Place("base_url"), "config/base-url", diag.Say("不是站点的网址", "is not a site's address"),
			diag.Say("以 https:// 开头，以 / 结尾，不带 ? 和 #，如 https://mingshan.example/", "begin with https://, end with /, without ? and #, like https://mingshan.example/"))
	}
	if s.Licence.URL != "" && !webAddress(s.Licence.URL) {
		problems.Add(doc.Place("licence", "url"), "config/url", diag.Say("不是网址", "is not a web address"),
			diag.Say("以 https:// 开头", "begin with https://"))
	}
	if e := s.Publisher.Email; e != "" && !emailShape().MatchString(e) {
		problems.Add(doc.Place("publisher", "email"), "config/email", diag.Say("不是电子邮箱地址", "is not an e-mail address"),
			diag.Say("写成 portal@mingshan.example 这样，前后不带文字", "write it like portal@mingshan.example, with nothing around it"))
	}
	known := NavIDs()
	for i, id := range s.Nav {
		switch {
		case id == "":
		case !slices.Contains(known, id):
			hint := diag.Say("可用：%[1]s", "use: %[1]s", strings.Join(known, ", "))
			if near, ok := facts.Nearest(id, known); ok {
				hint = diag.Say("是不是 %[1]s？", "did you mean %[1]s?", near)
			}
			problems.Add(doc.Place("nav", i), "config/nav-unknown", diag.Say("导航里没有这个栏目", "the navigation has no such page"), hint)
		case slices.Index(s.Nav, id) < i:
			problems.Add(doc.Place("nav", i), "config/nav-twice", diag.Say("导航里写了两次", "stands twice in the navigation"),
				diag.Say("只留一处", "keep one of them"))
		}
	}
}

// checkFooter holds the statutory items to their forms: a number with a slip of the pen is worse than none.
func checkFooter(doc *facts.Doc, s Site, problems *diag.List) {
	for _, n := range []struct {
		key, value, shape string
		hint              diag.Msg
	}{
		{"icp", s.Footer.ICP, `^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备\d{8}号(-\d+)?$`,
			diag.Say("写成 闽ICP备12345678号 或 闽ICP备12345678号-1 的样子", "write it like 闽ICP备12345678号 or 闽ICP备12345678号-1")},
		{"police", s.Footer.Police, `^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]公网安备\s?\d{14}号$`,
			diag.Say("写成 闽公网安备 35010200000000号 的样子，十四位数字", "write it like 闽公网安备 35010200000000号, with fourteen digits")},
		{"site_code", s.Footer.SiteCode, `^\d{10}$`,
			diag.Say("网站标识码是十位数字，加上引号写", "a site code has ten digits; put it in quotes")},
	} {
		if n.value != "" && !regexp.MustCompile(n.shape).MatchString(n.value) {
			problems.Add(doc.Place("footer", n.key), "config/footer-number", diag.Say("备案号或标识码的写法不对", "is not a filing number or code of this kind"), n.hint)
		}
	}
	for _, l := range []struct{ key, value string }{{"mark", s.Footer.Mark}, {"find_error", s.Footer.FindError}} {
		if l.value != "" && !webAddress(l.value) {
			problems.Add(doc.Place("footer", l.key), "config/url", diag.Say("不是网址", "is not a web address"), diag.Say("以 https:// 开头", "begin with https://"))
		}
	}
	if s.Footer.Mark != "" && s.Publisher.Kind != "government" {
		problems.Add(doc.Place("footer", "mark"), "config/mark", diag.Say("党政机关网站标识只有政府网站可以用", "only a government's site may carry the party and government mark"),
			diag.Say("删去这一行；发布者是政府机关时 publisher.kind 写 government", "remove this line; if the publisher is an authority, publisher.kind is government"))
	}
}

func checkHome(doc *facts.Doc, h Home, problems *diag.List) {
	for i, c := range h.Charts {
		if c != "" && !chartShape().MatchString(c) {
			problems.Add(doc.Place("home", "charts", i), "config/chart-form", diag.Say("不是图表的名字", "is not the name of a chart"),
				diag.Say("写成 数据集/图表，如 referrals/trend", "write dataset/chart, like referrals/trend"))
		}
	}
	for i, f := range h.Figures {
		f.Check(doc, problems, "home", "key_figures", i)
	}
}

func checkReview(doc *facts.Doc, r Review, problems *diag.List) {
	oneOf(doc.Place("review", "mode"), "config/review", r.Mode, []string{"required", "shown"}, problems)
	seen := map[string]bool{}
	for i, x := range r.Roles {
		if x.ID != "" && (seen[x.ID] || !regexp.MustCompile(`^[a-z][a-z-]*$`).MatchString(x.ID)) {
			problems.Add(doc.Place("review", "roles", i, "id"), "config/review-role", diag.Say("岗位代号重复，或不是小写字母和连字符", "the id of the role is taken, or is not lower-case letters and hyphens"),
				diag.Say("每个岗位一个，如 desk；岗位名称写在 title，不写姓名", "one for each role, like desk; what the role is called stands in title, and no name of a person"))
		}
		seen[x.ID] = true
	}
}

func checkPrivacy(doc *facts.Doc, p Privacy, problems *diag.List) {
	least := func(key string, rule Rule) {
		if doc.Has(key, "value") && rule.Value < leastCount {
			problems.Add(doc.Place(key, "value"), "config/threshold-low",
				diag.Say("门槛低于 %d，保护不了任何人", "the threshold is below %d and protects nobody", leastCount),
				diag.Say("示范站点用 10", "the demonstration uses 10"))
		}
	}
	least("min_count", p.MinCount)
	least("sensitive_min_count", p.SensitiveMinCount)
	if p.SensitiveMinCount.Value >= leastCount && p.SensitiveMinCount.Value < p.MinCount.Value {
		problems.Add(doc.Place("sensitive_min_count", "value"), "config/threshold-order",
			diag.Say("敏感数据的门槛低于一般数据的门槛", "the threshold for sensitive data is below the general one"),
			diag.Say("不低于 min_count", "at least min_count"))
	}
	if p.StrictWidth.Value >= 1 && p.StrictWidth.Value < p.MinWidth.Value {
		problems.Add(doc.Place("strict_width", "value"), "config/threshold-order",
			diag.Say("敏感数据的宽度小于一般数据的宽度", "the width for sensitive data is below the general one"),
			diag.Say("不小于 min_width", "at least min_width"))
	}
	if v := p.ConsentRequired.Value; v != 0 && v != 1 {
		problems.Add(doc.Place("consent_required", "value"), "config/consent-required",
			diag.Say("只能是 0 或 1", "must be 0 or 1"), diag.Say("1：案例须有在有效期内的同意", "1: a story needs consent that is in force"))
	}
}

// checkRanges holds the rules that are numbers to what they can mean.
func checkRanges(doc *facts.Doc, p Privacy, problems *diag.List) {
	for _, r := range []struct {
		key         string
		rule        Rule
		least, most int
		hint        diag.Msg
	}{
		{"min_width", p.MinWidth, 1, math.MaxInt32, diag.Say("不公开的数至少要留多宽的余地；示范站点用 5", "how much room a withheld count has to keep; the demonstration uses 5")},
		{"strict_width", p.StrictWidth, 1, math.MaxInt32, diag.Say("敏感数据的余地；示范站点用 8", "the same for sensitive data; the demonstration uses 8")},
		{"group_least", p.GroupLeast, 0, math.MaxInt32, diag.Say("一组里至少要有几个人不是这个结果；0 表示不用这条规则", "how many of a group must have had another outcome; 0 leaves the rule out")},
		{"p_percent", p.PPercent, 0, 100, diag.Say("百分数，只写数字，如 10；0 表示不用这条规则", "a percentage, as a number like 10; 0 leaves the rule out")},
		{"dominance", p.Dominance, 0, 100, diag.Say("百分数，只写数字，如 90；0 表示不用这条规则", "a percentage, as a number like 90; 0 leaves the rule out")},
		{"small_share", p.SmallShare, 0, 100, diag.Say("百分数，只写数字，如 25；0 表示不提醒", "a percentage, as a number like 25; 0 means no warning")},
	} {
		if v := r.rule.Value; doc.Has(r.key, "value") && (v < r.least || v > r.most) {
			text := diag.Say("不能小于 %d", "may not be below %d", r.least)
			if r.most <= 100 {
				text = diag.Say("应在 %d 到 %d 之间", "has to be from %d to %d", r.least, r.most)
			}
			problems.Add(doc.Place(r.key, "value"), "config/rule-range", text, r.hint)
		}
	}
}

// SubjectKinds are the kinds of subjects of a story.
func SubjectKinds() []string {
	return []string{"person", "family", "group", "volunteer", "organization"}
}

// checkStories holds each rule for stories to the values that protect somebody.
func checkStories(doc *facts.Doc, s Stories, problems *diag.List) {
	refuse := func(at diag.Place, hint diag.Msg) {
		problems.Add(at, "config/story-rule", diag.Say("这条规则没有这个值", "this rule has no such value"), hint)
	}
	for _, w := range []struct {
		key     string
		rule    WordRule
		allowed []string
	}{
		{"place", s.Place, []string{"province", "city", "county"}},
		{"mention_place", s.MentionPlace, []string{"province", "city", "county"}},
		{"dates", s.Dates, []string{"month", "day"}},
	} {
		if v := w.rule.Value; v != "" && !slices.Contains(w.allowed, v) {
			refuse(doc.Place("stories", w.key, "value"), diag.Say("可用：%[1]s", "use: %[1]s", strings.Join(w.allowed, ", ")))
		}
	}
	band := regexp.MustCompile(`^[0-9]{1,2}(?:-[0-9]{1,2}|\+)$`)
	mention := regexp.MustCompile(`^[a-z]+$`)
	for _, l := range []struct {
		key  string
		rule ListRule
		is   func(string) bool
		hint diag.Msg
	}{
		{"age_bands", s.AgeBands, band.MatchString, diag.Say("写成 7-13 或 60+ 的样子", "write it like 7-13 or 60+")},
		{"pseudonym", s.Pseudonym, func(v string) bool { return slices.Contains(SubjectKinds(), v) }, diag.Say("可用：%[1]s", "use: %[1]s", strings.Join(SubjectKinds(), ", "))},
		{"minor_pictures", s.MinorPictures, func(v string) bool { return v == "none" || v == "back-view" },
			diag.Say("可用：none、back-view；未成年人的面孔有同意也不公开", "use: none, back-view; a minor's face is not published with any consent")},
		{"mentions", s.Mentions, mention.MatchString, diag.Say("用小写英文单词，如 health", "use words in small letters, like health")},
	} {
		for i, v := range l.rule.Value {
			if v != "" && !l.is(v) {
				refuse(doc.Place("stories", l.key, "value", i), l.hint)
			}
		}
	}
	if doc.Has("stories", "pseudonym", "value") && !slices.Contains(s.Pseudonym.Value, "person") {
		refuse(doc.Place("stories", "pseudonym", "value"), diag.Say("person 必须在内", "person has to be among them"))
	}
}

func baseURL(s string) bool {
	return webAddress(s) && strings.HasSuffix(s, "/") && !strings.ContainsAny(s, "?#")
}

// webAddress accepts http as well as https: a preview inside an office network often has no certificate.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && !strings.Contains(s, " ")
}

// InsideEdition reports an address from the edition's root, such as topics/funding.html.
func InsideEdition(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "" && u.Host == "" && u.Path != "" && !strings.HasPrefix(u.Path, "/") && !strings.Contains(u.Path, "..")
}

// InsideHint says how such an address is written.
func InsideHint() diag.Msg {
	return diag.Say("从版本的根写起，前面不加 /，如 complaints.html", "write it from the edition's root without a leading /, like complaints.html")
}

func emailShape() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
}

func chartShape() *regexp.Regexp { return regexp.MustCompile(`^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$`) }
