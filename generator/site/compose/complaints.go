package compose

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/qr"
	"mingshan/generator/site/view"
)

// channel prints one way to complain. tel: and mailto: are the only ways a static page can start a complaint.
func (g *page) channel(c release.Channel) view.Channel {
	out := view.Channel{Name: g.t(c.Name), Handles: capital(g.t(c.Handles)), Phone: c.Phone, Email: c.Email, Post: capital(g.t(c.Post)), Hours: capital(g.t(c.Hours)), Place: capital(g.t(c.Place)), Progress: capital(g.t(c.Progress)),
		Languages: capital(g.t(c.Languages)), Cost: capital(g.t(c.Cost)), ReplyTime: capital(g.t(c.Reply)), Basis: g.t(c.Basis), Note: capital(g.t(c.Note))}
	if c.Phone != "" {
		out.PhoneHref = "tel:" + c.Phone
	}
	if c.Email != "" {
		out.EmailHref = g.mail(c.Email)
	}
	if c.URL != "" {
		out.Web = &view.Link{Text: c.URL, Href: c.URL, External: true}
	}
	switch c.Anonymous {
	case "yes":
		out.Anonymous = g.s("可以匿名", "Anonymous reports are taken")
	case "no":
		out.Anonymous = g.s("需要实名", "Your name is required")
	case "partly":
		out.Anonymous = g.s("可以匿名，但可能无法答复", "Anonymous reports are taken, but may not be answered")
	}
	if !c.VerifiedOn.IsZero() {
		out.Verified = g.f("%s由%s核对", "Checked on %s by %s", g.p.Date(c.VerifiedOn), g.t(c.VerifiedBy))
		out.VerifiedISO = c.VerifiedOn.String()
	}
	return out
}

// mail is a letter about the page with its title and address filled in (RFC 6068), and what not to put into it.
func (g *page) mail(to string) string {
	about := g.title()
	lines := []string{g.s("关于：", "About: ") + about, g.s("网址：", "Address: ") + g.site.BaseURL + g.Path, "",
		g.s("事情经过（时间、地点、哪一处、您认为应当怎样）：", "What happened (when, where, which part, what would be right):"), "", "",
		g.s("请不要写身份证号、银行卡号、病历。", "Please do not write identity numbers, bank cards or medical records.")}
	return "mailto:" + to + "?subject=" + url.PathEscape(g.s("投诉或反映：", "Complaint or report: ")+about) + "&body=" + url.PathEscape(strings.Join(lines, "\r\n"))
}

// channelsFor finds the channels of a kind for a region: its own, else its reporting unit's, else the province's.
func (k *Composer) channelsFor(kind, region string) []release.Channel {
	for code := region; code != ""; code = k.regions[code].Parent {
		var out []release.Channel
		for _, c := range k.cleared.Channels {
			if c.Kind == kind && c.Region == code {
				out = append(out, c)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// complaintBox says who handles complaints about the page; the zero box for a page without one.
func (g *page) complaintBox() (view.ComplaintBox, error) {
	list, registered := g.wants()
	if len(list) == 0 {
		return view.ComplaintBox{}, nil
	}
	out := view.ComplaintBox{Title: g.s("谁受理对这一页的投诉", "Who handles complaints about this"), Address: g.site.BaseURL + g.Path,
		Text: g.s("投诉不影响您得到救助，不会转给被投诉的人。匿名反映可能收不到答复。邮件里不要写身份证号。", "Complaining does not affect assistance and is not passed to whom it is about. If you stay anonymous you may get no answer. Put no identity number into an e-mail."),
		More: view.Link{Text: g.s("全部投诉渠道", "All complaint channels"), Href: g.to(plan.Complaints, "")}}
	if registered.ID != "" {
		out.Who = g.f("%s由%s登记，对它的投诉由这个机关受理。", "%s is registered with the %s, which handles complaints about it.", g.t(registered.Name), g.t(registered.Authority))
	}
	for _, w := range list {
		for _, c := range g.channelsFor(w.kind, w.region) {
			out.Channels = append(out.Channels, g.channel(c))
		}
	}
	out.Links = append(out.Links, g.link(plan.Guide, ""), g.sheetLink())
	switch g.Kind {
	case plan.Project, plan.Campaign, plan.Organization:
		out.Links = append(out.Links, g.standingLinks(donorRights)...) // duties CP-13
	case plan.Story, plan.Region:
		out.Links = append(out.Links, g.standingLinks(beneficiaryRights)...)
	}
	if g.Kind == plan.Project {
		return out, nil // its code stands beside its facts
	}
	code, err := g.code(out.Address)
	out.QR = code
	return out, err
}

// sheetLink leads to the complaint sheet about the page, where there is one, else to the blank one.
func (g *page) sheetLink() view.Link {
	out := g.link(plan.Sheet, "")
	if own := plan.Path(g.tag, plan.Sheet, plan.SheetID(g.Kind, g.ID), 1); g.plan.Has(own) {
		out.Href = g.href(own)
	}
	return out
}

// code draws an address for a camera.
func (g *page) code(address string) (view.HTML, error) {
	drawing, err := qr.SVG(address, g.s("二维码：本页网址", "QR code: the address of this page"))
	return view.HTML(drawing), err
}

// Standing pages about rights, linked where they exist.
const (
	donorRights       = "donor-rights"
	beneficiaryRights = "beneficiary-rights"
)

// standingLinks links those of the standing pages that the site has.
func (g *page) standingLinks(slugs ...string) []view.Link {
	var out []view.Link
	for _, slug := range slugs {
		if g.plan.Has(plan.Path(g.tag, plan.Standing, slug, 1)) {
			out = append(out, g.link(plan.Standing, slug))
		}
	}
	return out
}

// leave is the quick way to a page of our own about something else (no other host is told).
func (g *page) leave() view.Leave {
	if links := g.standingLinks(g.complaining.Route.Quiet); len(links) > 0 {
		return view.Leave{Link: view.Link{Text: g.s("马上离开这一页", "Leave this page now"), Href: links[0].Href},
			Note: g.s("会打开一页讲榕树的短文。浏览记录里仍有这一页：可以用浏览器的无痕窗口打开，或者看完删去记录。", "Opens a short text about banyan trees. This page stays in the browser’s history: use a private window, or delete the history afterwards.")}
	}
	return view.Leave{}
}

// complaints is the directory of channels by jurisdiction, between what to know before and what happens next.
func (g *page) complaints() (*view.Complaints, error) {
	heading := g.section(plan.Complaints)
	intro := g.s("本网站是静态网页，收不到投诉，也没有表单。这里告诉您找谁、怎么说、接下来会怎样。", "This website is static: it cannot receive a complaint and has no form. It tells you whom to turn to, what to know first and what happens next.")
	out := &view.Complaints{Frame: g.frame(heading, intro), Heading: heading, Intro: intro, Leave: g.leave(), Before: g.before(),
		Guide: view.Link{Text: g.s("不知道找谁？回答几个问题", "Not sure whom to ask? Answer a few questions"), Href: g.to(plan.Guide, "")},
		Paper: g.link(plan.Sheet, "")}
	out.Groups = append(out.Groups, g.channelGroup(release.Province, g.s("全省", "Whole province")))
	for _, u := range g.units() {
		group := g.channelGroup(u.Code, g.regionName(u.Code))
		group.CountiesTable = g.countyChannels(u)
		if len(group.Channels) > 0 || len(group.CountiesTable.Rows) > 0 {
			out.Groups = append(out.Groups, group)
		}
	}
	for _, group := range out.Groups {
		out.Jump = append(out.Jump, view.Link{Text: group.Title, Href: "#" + group.ID})
	}
	out.Ladders = g.ladders()
	out.LaddersNote = g.s("期限是法律、法规规定的最长时间。没有写出处的，原文还没有核对，以受理机关告知的为准。", "These are the longest periods the law allows. Where no source is given its text has not been checked: what the office tells you prevails.")
	out.Rights = g.standingLinks(donorRights, beneficiaryRights)
	return out, nil
}

// before is what a reader should know before making contact.
func (g *page) before() []view.Fact {
	return []view.Fact{
		{Label: g.s("正在发生的危险", "Danger now"), Value: g.s("人身安全受到威胁时先报警，不要等投诉的结果。", "If somebody is in danger now, call the police first; do not wait for a complaint.")},
		{Label: g.s("匿名", "Anonymous"), Value: g.s("受理单位不知道您是谁。它不能向您追问细节，也可能无法告诉您结果。不愿留姓名的，受理单位应当尊重。", "The office does not know who you are. It cannot ask you for details and may be unable to tell you the result. It has to respect that you give no name.")},
		{Label: g.s("保密", "Confidential"), Value: g.s("受理单位知道您是谁，但不得把您和投诉内容告诉被投诉的人或单位。", "The office knows who you are, but must not tell the person or organization complained about who you are or what you said.")},
		{Label: g.s("不得报复", "No retaliation"), Value: g.s("任何人不得打击报复投诉人、举报人。受到报复的，可以向纪检监察机关和公安机关报告。投诉不影响申请和领取救助。", "Nobody may retaliate against a person who complains. If it happens, report it to discipline inspection and the police. Complaining does not affect applying for or receiving assistance.")},
		{Label: g.s("要准备的", "Have ready"), Value: g.s("事情的时间、地点、经过，有关的网址、照片、票据。用不着身份证号；邮件里绝不要写身份证号、病历、银行卡号。", "When, where and what happened; addresses of pages, photographs, receipts. No identity number is needed: never put identity numbers, medical records or bank cards into an e-mail.")},
		{Label: g.s("要记下的", "Write down"), Value: g.s("联系的日期、单位、接听人的工号和登记编号，查进度要用。", "The date, the office, the operator’s number and the reference you are given: you need them to ask about progress.")},
		{Label: g.s("未成年人", "Under 18"), Value: g.s("孩子自己也可以打这些电话；可以请信任的大人陪着。", "Children may ring these numbers themselves, or with an adult they trust.")},
	}
}

func (g *page) channelGroup(region, title string) view.ChannelGroup {
	out := view.ChannelGroup{ID: "r" + region, Title: title}
	for _, c := range g.cleared.Channels {
		if c.Region == region {
			out.Channels = append(out.Channels, g.channel(c))
		}
	}
	return out
}

// countyChannels tabulates the channels of a unit's counties.
func (g *page) countyChannels(unit release.Region) view.Table {
	out := g.channelTable("counties-"+unit.Code, g.f("%s各县（市、区）", "Counties of %s", g.regionName(unit.Code)), g.s("县（市、区）", "County"))
	for _, r := range g.countiesByName(unit.Code) {
		for _, c := range g.cleared.Channels {
			if c.Region == r.Code {
				add(&out, g.channelRow(r.Code, c))
			}
		}
	}
	return out
}

func (g *page) countiesByName(unit string) []release.Region {
	out := g.counties(unit)
	slices.SortStableFunc(out, func(a, b release.Region) int { return cmp.Or(g.p.Compare(g.t(a.Name), g.t(b.Name))) })
	return out
}

// channelTable begins a table of channels by region: name, what it is called, telephone.
func (g *page) channelTable(id, caption, region string) view.Table {
	return tableOf(id, caption, view.Column{Title: region}, view.Column{Title: g.s("渠道", "Channel")}, view.Column{Title: g.s("电话", "Telephone")})
}

func (g *page) channelRow(region string, c release.Channel) view.Row {
	l := g.link(plan.Region, region)
	phone := view.Cell{Text: signMissing, Spoken: g.s("未提供", "none given")}
	if c.Phone != "" {
		phone = view.Cell{Text: c.Phone, Link: &view.Link{Text: c.Phone, Href: "tel:" + c.Phone}}
	}
	return view.Row{Head: view.Cell{Text: l.Text, Link: &l}, Cells: []view.Cell{{Text: g.t(c.Name)}, phone}}
}

// ladders are what happens next, by sort of complaint; a law that was not read is not named.
func (g *page) ladders() []view.Ladder {
	var out []view.Ladder
	for _, l := range g.complaining.Deadlines.Ladders {
		ladder := view.Ladder{ID: "next-" + l.ID, Title: g.t(l.Title), Note: g.t(l.Note)}
		for _, s := range l.Steps {
			var basis []lang.Text
			for _, b := range s.Basis {
				basis = append(basis, b.Shown())
			}
			ladder.Steps = append(ladder.Steps, view.LadderStep{When: g.timeLimit(s.Amount, s.Longer, s.Unit), Text: g.t(s.Say), Basis: g.joined(basis)})
		}
		out = append(out, ladder)
	}
	return out
}

// joined lists texts in the page's language; empty ones are passed over.
func (g *page) joined(all []lang.Text) string {
	var out []string
	for _, t := range all {
		if !t.IsZero() {
			out = append(out, g.t(t))
		}
	}
	return strings.Join(out, g.s("；", "; "))
}

// timeLimit is a time limit in words: within 60 days, at most 30 more.
func (g *page) timeLimit(amount, longer int, unit string) string {
	if amount == 0 {
		return ""
	}
	count := func(n int) string {
		number := g.p.Int(int64(n))
		switch unit {
		case "working_day":
			return number + g.s(" 个工作日", " working days")
		case "month":
			return number + g.s(" 个月", " months")
		}
		return number + g.s(" 日", " days")
	}
	if longer > 0 {
		return g.f("%s内，最多延长 %s", "within %s, at most %s more", count(amount), count(longer))
	}
	return g.f("%s内", "within %s", count(amount))
}
