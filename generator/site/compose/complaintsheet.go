package compose

import (
	"strings"

	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// complaintSheet is a complaint to be written by hand on one sheet of A4, for those who would rather write, or whose telephone is
// not their own. It asks for no identity number. One about an entry names it, its address and the office in charge.
func (g *page) complaintSheet() (*view.Sheet, error) {
	heading := g.title()
	intro := g.s("打印出来，手写，寄给或者带给受理单位。自己留一份。", "Print it, fill it in by hand, and send or take it to the office in charge. Keep a copy.")
	out := &view.Sheet{Frame: g.frame(heading, intro), Heading: heading, Intro: intro, Address: g.site.BaseURL + plan.Path(g.tag, plan.Complaints, "", 1)}
	name, address, office, about := g.sheetAbout()
	if about {
		out.Address = address
	}
	out.Before = []string{
		g.s("用浏览器的“打印”功能，纸张选A4，正好一页。", "Use the browser’s Print command and A4 paper: it takes one page."),
		g.s("每个组织、项目、活动、故事、数据和地区的页面上都写着由谁受理。", "The page of each organization, project, campaign, story, dataset and region says who is in charge."),
		g.s("不要把填好的表拍照发到网上；用邮件寄时，先盖住不必让对方知道的内容。", "Do not put a photograph of the finished sheet online. If you send it by e-mail, cover what the office need not know."),
	}
	lines := 6 // of what happened: the sheet stays one page when its head is filled in
	if about {
		lines = 4
	}
	rules := func(n int) []struct{} { return make([]struct{}, n) }
	what := []view.SheetField{{Label: g.s("页面、组织或项目的名称", "Name of the page, charity or project"), Value: name}, {Label: g.s("网址", "Web address"), Value: address}}
	if about {
		what = append(what, view.SheetField{Label: g.s("受理单位", "Office in charge"), Value: office})
	} else {
		what[0].Rules, what[1].Rules = rules(1), rules(1)
	}
	what = append(what, view.SheetField{Label: g.s("哪一类", "Kind of complaint"), Boxes: []string{g.s("慈善组织、捐款使用", "charity, use of gifts"), g.s("募捐", "fundraising"), g.s("社会救助", "social assistance"),
		g.s("干部、工作人员", "officials, staff"), g.s("个人信息", "personal information"), g.s("网站内容", "this website")}})
	out.Parts = []view.SheetPart{
		{Title: g.s("一、关于什么", "1. What it is about"), Fields: what},
		{Title: g.s("二、发生了什么", "2. What happened"), Fields: []view.SheetField{
			{Label: g.s("时间、地点", "When and where"), Rules: rules(1)},
			{Label: g.s("经过", "What happened"), Rules: rules(lines)},
			{Label: g.s("有什么材料（照片、票据、网页）", "What you have (photographs, receipts, pages)"), Rules: rules(2)},
			{Label: g.s("您希望怎样解决", "What would put it right"), Rules: rules(2)}}},
		{Title: g.s("三、您的意愿", "3. Your choice"), Note: g.s("可以不填。不要写身份证号。", "You may leave this empty. Do not write an identity number."), Fields: []view.SheetField{
			{Boxes: []string{g.s("匿名，我知道可能收不到答复", "anonymous, even if no answer can reach me"), g.s("保密，不要告诉对方", "confidential: do not tell the other side"), g.s("可以告诉对方我是谁", "you may say who I am"), g.s("我担心受到报复", "I fear retaliation")}},
			{Label: g.s("怎样联系您（电话或地址，一样就够）", "How to reach you (a phone or an address is enough)"), Rules: rules(1)}}},
		{Title: g.s("四、自己记下", "4. For your record"), Fields: []view.SheetField{
			{Label: g.s("交给哪个单位、日期、登记编号", "Office, date and reference number"), Rules: rules(1)}}},
	}
	out.Foot = []string{
		g.s("不知道交给谁，打12345。各种渠道见本站“投诉与求助”。", "If you do not know whom to give it to, ring 12345. The channels are under Complaints and help on this website."),
		g.s("投诉不影响救助；受理单位不得把投诉转给被投诉的人或单位。", "Complaining does not affect assistance; a complaint must not be passed to whom it is about."),
	}
	code, err := g.code(out.Address)
	out.QR = code
	return out, err
}

// sheetAbout gives the name, the address and the office in charge of the entry that the sheet is about; ok is false for a
// blank sheet.
func (g *page) sheetAbout() (name, address, office string, ok bool) {
	kind, id, ok := g.SheetAbout()
	if !ok {
		return "", "", "", false
	}
	entry := g.at(plan.Page{Edition: g.tag, Kind: kind, ID: id, Number: 1, Path: plan.Path(g.tag, kind, id, 1)}, g.tag)
	list, _ := entry.wants()
	for _, w := range list {
		for _, c := range g.channelsFor(w.kind, w.region) {
			if office != "" {
				office += g.s("；", "; ")
			}
			office += strings.TrimSpace(g.t(c.Name) + " " + c.Phone)
		}
	}
	return entry.title(), g.site.BaseURL + entry.Path, office, true
}
