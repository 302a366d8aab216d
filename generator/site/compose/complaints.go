package compose

import (
	"cmp"
	"net/url"
	"slices"

	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// channel prints one way to complain. tel: and mailto: are the only ways a static page can start a complaint.
func (g *page) channel(c release.Channel) view.Channel {
	out := view.Channel{Name: g.t(c.Name), Handles: capital(g.t(c.Handles)), Phone: c.Phone, Email: c.Email, Post: capital(g.t(c.Post)), Hours: capital(g.t(c.Hours)),
		Languages: capital(g.t(c.Languages)), Cost: capital(g.t(c.Cost)), ReplyTime: capital(g.t(c.Reply)), Basis: g.t(c.Basis), Note: capital(g.t(c.Note))}
	if c.Phone != "" {
		out.PhoneHref = "tel:" + c.Phone
	}
	if c.Email != "" {
		out.EmailHref = "mailto:" + c.Email + "?subject=" + url.PathEscape(g.s("关于：", "About: ")+g.title()+" "+g.site.BaseURL+g.Path)
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

// complaintBox says who handles complaints about the page.
func (g *page) complaintBox(region string, kinds ...string) view.ComplaintBox {
	out := view.ComplaintBox{Title: g.s("向谁投诉、向谁求助", "Where to complain or ask for help"),
		Text: g.s("对本页内容或相关慈善活动、救助办理有意见，可联系以下渠道。投诉不影响您得到救助。", "If something on this page, in the charity work or in how assistance was handled is wrong, these channels take your complaint. Complaining does not affect your right to assistance."),
		More: view.Link{Text: g.s("全部投诉渠道", "All complaint channels"), Href: g.to(plan.Complaints, "")}}
	for _, kind := range kinds {
		for _, c := range g.channelsFor(kind, region) {
			out.Channels = append(out.Channels, g.channel(c))
		}
	}
	return out
}

// complaints is the directory of channels by jurisdiction: the province, each reporting unit, its counties.
func (g *page) complaints() *view.Complaints {
	heading := g.section(plan.Complaints)
	intro := g.s("先看下面几点，再按所在地区找渠道。电话可直接点拨。", "Read the points below, then find the channels of your area. Phone numbers can be dialled from here.")
	out := &view.Complaints{Frame: g.frame(heading, intro), Heading: heading, Intro: intro}
	out.Before = []string{
		g.s("本网站是静态网站，不能接收投诉，也没有表单；请用电话、信件或受理单位自己的网站。", "This is a static website. It cannot receive a complaint and has no form: use the telephone, a letter, or the receiving office’s own website."),
		g.s("匿名：受理单位不知道您是谁，因此可能无法告诉您结果。保密：受理单位知道您是谁，但不得告诉被投诉方。", "Anonymous means that the office does not know who you are, and so may not be able to tell you the result. Confidential means that it knows, and must not tell the party complained about."),
		g.s("不要通过电子邮件发送身份证号码、病历或银行卡号。", "Do not send identity card numbers, medical records or bank card numbers by e-mail."),
		g.s("记下投诉日期、接听单位和编号，便于查询进度。", "Note the date, the office that answered and the reference number, so that you can ask about progress."),
	}
	province := g.channelGroup(release.Province, g.s("全省", "Whole province"))
	out.Groups = append(out.Groups, province)
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
	return out
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

// countyChannels tabulates the channels of a unit's counties: name, what it takes, telephone.
func (g *page) countyChannels(unit release.Region) view.Table {
	out := tableOf("counties-"+unit.Code, g.f("%s各县（市、区）", "Counties of %s", g.regionName(unit.Code)),
		view.Column{Title: g.s("县（市、区）", "County")}, view.Column{Title: g.s("渠道", "Channel")}, view.Column{Title: g.s("电话", "Telephone")})
	counties := g.counties(unit.Code)
	slices.SortStableFunc(counties, func(a, b release.Region) int { return cmp.Or(g.p.Compare(g.t(a.Name), g.t(b.Name))) })
	for _, r := range counties {
		for _, c := range g.cleared.Channels {
			if c.Region != r.Code {
				continue
			}
			l := g.link(plan.Region, r.Code)
			phone := view.Cell{Text: signMissing, Spoken: g.s("未提供", "none given")}
			if c.Phone != "" {
				phone = view.Cell{Text: c.Phone, Link: &view.Link{Text: c.Phone, Href: "tel:" + c.Phone}}
			}
			add(&out, view.Row{Head: view.Cell{Text: l.Text, Link: &l}, Cells: []view.Cell{{Text: g.t(c.Name)}, phone}})
		}
	}
	return out
}
