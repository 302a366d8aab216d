package samples

import "mingshan/generator/site/view"

// duties is what had to be disclosed, in n rows.
func (s Sampler) duties(id string, n int) view.Duties {
	out := view.Duties{ID: id, Title: s.say("信息公开", "Public disclosure"), Summary: s.say("逾期 1 项，即将到期 1 项，按期 12 项", "1 overdue, 1 due soon, 12 on time"),
		Table: view.Table{ID: id + "-open", Caption: s.say("需要关注的事项", "What needs attention")}, RestAs: s.say("已经公开的事项", "What was disclosed"),
		Note:  s.say("“逾期”和“未收到”只说明本站没有收到记录，以“慈善中国”公示为准。", "Overdue and not supplied mean only that this portal has no record; Charity China prevails."),
		Links: []view.Link{s.link("订阅到期日（日历）", "Subscribe to deadlines (calendar)", "x.ics"), s.link("全部信息公开情况", "All public disclosure", "disclosure.html")}}
	for _, c := range []string{s.say("义务", "Duty"), s.say("状态", "State"), s.say("期限与公布", "Last day and disclosure"), s.say("说明与依据", "Explanation and basis")} {
		out.Table.Columns = append(out.Table.Columns, view.Column{Title: c})
	}
	out.Marks = "none"
	if n > 0 {
		out.Marks = "overdue"
	}
	for range n {
		out.Table.Rows = append(out.Table.Rows, view.Row{Marks: "overdue CH-07 350100", Head: view.Cell{Text: s.say("项目进展按季公开", "Project progress every three months")}, Cells: []view.Cell{
			{Text: s.say("▲ 逾期 12 天", "▲ overdue by 12 days")}, {Text: s.say("截止 2026年11月8日", "by 8 November 2026"), ISO: "2026-11-08"},
			{Text: s.say("本站未收到截至2026年11月8日的进展记录，以“慈善中国”公示为准。", "No record was supplied to this portal: progress up to 8 November 2026. Charity China prevails."),
				Note: s.say("《慈善法》（2023年修正）第七十九条第三款", "Charity Law (as amended in 2023), art. 79 ¶3")}}})
	}
	out.Rest = out.Table
	out.Rest.ID, out.Rest.Caption = id+"-done", out.RestAs
	return out
}

// choices are the ways to narrow a page of findings.
func (s Sampler) choices() view.Choices {
	return view.Choices{Rows: "3", Note: s.say("按期公开的 12 项不在这里列出。", "The 12 disclosed in time are not listed here."),
		States: []view.Choice{{Key: "overdue", Text: s.say("▲ 逾期", "▲ overdue"), Size: "3"}, {Key: "due_soon", Text: s.say("◐ 14 天内到期", "◐ due within 14 days"), Size: "0"}},
		Duties: []view.Choice{{Key: "CH-07", Text: s.say("CH-07 项目进展按季公开", "CH-07 Project progress every three months"), Size: "3"},
			{Key: "CH-01", Text: s.say("CH-01 章程与治理人员公开", "CH-01 Charter and governing members"), Size: "0"}},
		Regions: []view.Choice{{Key: "350100", Text: s.say("福州市", "Fuzhou"), Size: "3"}, {Key: "350000", Text: s.say("福建省", "Fujian"), Size: "0"}}}
}

// jumps lead to groups of findings, the last of which is empty.
func (s Sampler) jumps(ids ...string) []view.Group {
	out := view.Group{Title: s.say("组织", "Organization")}
	for i, id := range ids {
		marks := "overdue"
		if i == len(ids)-1 {
			marks = "none"
		}
		out.Links = append(out.Links, view.Link{Text: id, Href: "#" + id, Marks: marks})
	}
	return []view.Group{out}
}

// appeal is what a page that asks for money says.
func (s Sampler) appeal() *view.Appeal {
	give := s.link("到指定平台捐赠", "Give on a designated platform", "https://give.example/")
	out := &view.Appeal{Title: s.say("募捐信息", "About this fundraising"), Give: &give, Note: s.say("本站不公布账号，不收款。", "This portal publishes no account and takes no money.")}
	for _, x := range []struct{ mark, zh, en string }{{"organization", "募捐组织", "Who raises the money"}, {"certificate", "募捐资格", "Qualification"}, {"plan", "募捐方案", "Plan"},
		{"contact", "联系方式", "Contact"}, {"lookup", "查询方法", "How to look it up"}} {
		out.Statements = append(out.Statements, view.Statement{Duty: x.mark, Title: s.say(x.zh, x.en), Facts: s.facts()[:2]})
	}
	return out
}

// disclosure is the page of all findings.
func (s Sampler) disclosure() *view.Disclosure {
	return &view.Disclosure{Frame: s.frame("disclosure"), Heading: s.say("信息公开", "Public disclosure"), Intro: s.say("哪些按期公开，哪些逾期或未收到。", "What came in time, and what this portal has no record of."),
		Counts: s.table("counts", 4, view.Value, false), Facets: s.jumps("o-1", "o-2"), Choices: s.choices(), Groups: []view.Duties{s.duties("o-1", 3), s.duties("o-2", 0)}, Waivers: s.table("waivers", 1, view.Value, false),
		Downloads: s.downloads(), Links: []view.Link{s.link("订阅全部到期日（日历）", "Subscribe to all deadlines (calendar)", "x.ics")},
		Method: []string{s.say("期间按《民法典》第二百零一条至第二百零三条计算。", "Periods are counted by Civil Code arts 201–203.")}, Complaint: s.complaint()}
}
