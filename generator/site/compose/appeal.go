package compose

import (
	"mingshan/generator/base/calendar"
	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// Duties that an appeal for money has to show (慈善法 25), as marked on the page.
const (
	sayOrganization = "organization"
	sayCertificate  = "certificate"
	sayPlan         = "plan"
	sayContact      = "contact"
	sayLookup       = "lookup"
)

// appeal is what a campaign that raises money has to say; nil for one that does not. There is a link to give only while the
// campaign runs and only to a platform that is designated on the as-of date (慈善法 27); never an account or a form.
func (g *page) appeal(x release.Campaign) *view.Appeal {
	if x.Type == "publicity" {
		return nil
	}
	f := x.Fundraising
	o := find(g.cleared.Organizations, func(o release.Organization) bool { return o.ID == x.Organization })
	register := g.organizationRow(x.Organization)
	filed := f.FilingNo
	if filed == "" {
		filed = g.s("本站未收到备案记录", "no record of the filing was supplied to this portal")
	} else if !f.Filed.IsZero() {
		filed += g.s("，", ", ") + g.p.Date(f.Filed)
	}
	out := &view.Appeal{Title: g.s("募捐信息", "About this fundraising")}
	say := func(mark, title string, facts ...view.Fact) {
		var filled []view.Fact
		for _, fact := range facts {
			if fact.Value != "" || len(fact.Links) > 0 {
				filled = append(filled, fact)
			}
		}
		out.Statements = append(out.Statements, view.Statement{Duty: mark, Title: title, Facts: filled})
	}
	say(sayOrganization, g.s("募捐组织", "Who raises the money"), view.Fact{Label: g.s("名称", "Name"), Links: []view.Link{{Text: g.t(o.Name), Href: g.to(plan.Organization, o.ID)}}},
		view.Fact{Label: g.s("合作方", "Partner"), Value: g.t(f.Partner)})
	certificate := view.Fact{Label: g.s("公开募捐资格证书", "Certificate of public fundraising"), Value: register["pf_cert_no"]}
	if certificate.Value == "" {
		certificate.Value = g.s("本站未收到证书编号，以“慈善中国”公示为准", "no number was supplied to this portal; Charity China prevails")
	}
	say(sayCertificate, g.s("募捐资格", "Qualification"), certificate, view.Fact{Label: g.s("有效期", "Valid"), Value: g.between(register["pf_valid_from"], register["pf_valid_to"])})
	say(sayPlan, g.s("募捐方案", "Plan"), view.Fact{Label: g.s("备案", "Filed"), Value: filed}, view.Fact{Label: g.s("目的", "Purpose"), Value: g.t(f.Purpose)},
		view.Fact{Label: g.s("起止时间", "Dates"), Value: g.p.Date(x.Start) + " – " + g.p.Date(x.End), ISO: x.Start.String()}, view.Fact{Label: g.s("地域", "Area"), Value: g.t(f.Area)},
		view.Fact{Label: g.s("负责岗位", "Responsible"), Value: g.t(f.Responsible)}, view.Fact{Label: g.s("办公地点", "Office"), Value: g.t(f.Office)}, view.Fact{Label: g.s("接受捐赠方式", "How gifts are taken"), Value: g.t(f.Method)},
		view.Fact{Label: g.s("受益人", "For whom"), Value: g.t(f.Beneficiaries)}, view.Fact{Label: g.s("款物用途", "Use"), Value: g.t(f.Use)}, view.Fact{Label: g.s("募捐成本", "Cost"), Value: g.t(f.Cost)},
		view.Fact{Label: g.s("剩余财产处理", "What is left over"), Value: g.t(f.Residual)})
	say(sayContact, g.s("联系方式", "Contact"), view.Fact{Label: g.s("联系", "Contact"), Value: g.t(f.Contact)})
	say(sayLookup, g.s("查询方法", "How to look it up"), view.Fact{Label: g.s("备案查询", "The filing"), Links: []view.Link{{Text: f.LookupURL, Href: f.LookupURL, External: true}}})
	out.Give, out.Note = g.give(x)
	return out
}

// give is the way to give, or why there is none here.
func (g *page) give(x release.Campaign) (*view.Link, string) {
	today := g.cleared.AsOf
	switch {
	case x.Type == "targeted_fundraising":
		return nil, g.s("定向募捐只面向特定对象，本站不提供捐赠链接。", "Targeted fundraising is for those it was agreed with; this portal gives no link.")
	case x.End.Compare(today) < 0:
		return nil, g.s("募捐已经结束。", "The fundraising has ended.")
	case x.Start.Compare(today) > 0:
		return nil, g.s("募捐尚未开始。", "The fundraising has not begun.")
	case x.Fundraising.DonateURL == "" || !g.designated(x.Fundraising.DonateURL):
		return nil, g.s("本站没有核对过的指定平台网址，不提供捐赠链接。请在民政部指定的平台上按备案编号查找。本站不公布账号，不收款。", "No address on a designated platform has been checked, so there is no link. Look the filing number up on a platform designated by the Ministry of Civil Affairs. This portal publishes no account and takes no money.")
	}
	name := ""
	if p := find(g.cleared.Platforms, func(p release.Platform) bool { return p.ID == x.Fundraising.Platform }); p.ID != "" {
		name = g.t(p.Name)
	}
	return &view.Link{Text: g.s("到指定平台捐赠", "Give on a designated platform") + g.s("（", " (") + name + g.s("）", ")"), Href: x.Fundraising.DonateURL, External: true},
		g.s("链接通向民政部指定的互联网公开募捐服务平台。本站不公布账号，不收款。", "The link leads to a platform designated by the Ministry of Civil Affairs. This portal publishes no account and takes no money.")
}

// designated reports whether an address is on a platform that is designated on the as-of date.
func (g *page) designated(address string) bool {
	return duty.From(g.cleared, g.site.Publisher.Kind).Designated(address, g.cleared.AsOf)
}

// organizationRow is the organization's row of the register, by column.
func (g *page) organizationRow(id string) map[string]string {
	t, ok := g.tables["organizations"]
	if !ok {
		return nil
	}
	out := map[string]string{}
	for _, r := range t.Rows {
		if r.Texts[t.Column("id")] == id {
			for i, f := range t.Schema.Fields {
				out[f.ID] = r.Texts[i]
			}
		}
	}
	return out
}

// between writes a time from one ISO day to another; "" where either is missing.
func (g *page) between(from, to string) string {
	first, errFirst := calendar.Parse(from)
	last, errLast := calendar.Parse(to)
	if errFirst != nil || errLast != nil {
		return ""
	}
	return g.p.Date(first) + " – " + g.p.Date(last)
}
