package samples

import "mingshan/generator/site/view"

func (s Sampler) leave() view.Leave {
	return view.Leave{Link: s.link("马上离开这一页", "Leave this page now", "article.html"), Note: s.say("浏览记录里仍有这一页。", "This page stays in the browser’s history.")}
}

func (s Sampler) ladders() []view.Ladder {
	return []view.Ladder{{ID: "next-a", Title: s.say("信访之后", "After a petition"), Note: s.say("答复应当是书面的。", "Answers are in writing."), Steps: []view.LadderStep{
		{When: s.say("15 日内", "within 15 days"), Text: s.say("告诉您受理还是不受理。", "You are told whether it is accepted."), Basis: s.say("信访工作条例第二十二条", "Regulations on Petition Work, article 22")},
		{Text: s.say("调查处理。", "It is looked into.")}}}, {ID: "next-b", Title: s.say("告诉本站有错之后", "After you report a mistake"), Steps: []view.LadderStep{{Text: s.say("核对来源。", "The source is checked.")}}}}
}

func (s Sampler) corrections() []view.Correction {
	stats := s.link("由投诉引起，2026年第三季度办结", "After a complaint that was closed in Q3 2026", "dataset.html")
	return []view.Correction{
		{Date: s.say("2026年9月14日", "14 September 2026"), DateISO: "2026-09-14", Field: s.say("支出", "Spent"), Old: "1858852.80", New: "1885852.80", Reason: s.say("录入时两位数字颠倒", "two digits were transposed"), Complaint: &stats},
		{Date: s.say("2026年5月18日", "18 May 2026"), DateISO: "2026-05-18", Field: s.say("救助标准", "Standards"), What: s.say("由每人一只改为一只或一对", "one or two aids instead of one"), Reason: s.say("介绍写漏", "the description left it out")}}
}

func (s Sampler) guide() *view.Guide {
	next := s.link("接下来会怎样", "What happens next", "complaints.html")
	back := s.link("上一题：是哪一类事？", "Back: what is it about?", "#q-what")
	fold := view.TableFold{Title: s.say("各县（市、区）", "By county"), Table: s.table("hotlines", 5, view.Missing, false)}
	return &view.Guide{Frame: s.frame("complaint-guide"), Heading: s.say("该找谁", "Whom to turn to"), Intro: s.say("一次一个问题。", "One question at a time."), Leave: s.leave(),
		Questions: []view.GuideQuestion{
			{ID: "q-what", Number: s.say("问题 1", "Question 1"), Ask: s.say("您要反映的是哪一类事？", "What is it about?"), Help: s.say("选最接近的一项。", "Choose what comes closest."), Answers: []view.Link{s.link("慈善组织", "A charity", "#q-who"), s.link("说不清", "I cannot tell", "#end-hotline")}},
			{ID: "q-who", Number: s.say("问题 2", "Question 2"), Ask: s.say("知道它在哪里登记吗？", "Do you know where it is registered?"), Answers: []view.Link{s.link("知道", "I do", "#end-hotline"), s.link("不知道", "I do not", "#end-hotline")}, Back: &back}},
		Ends: []view.GuideEnd{{ID: "end-hotline", Title: s.say("打12345", "Ring 12345"), Text: s.say("说出事情发生在哪里。", "Say where it happened."), Basis: s.say("社会救助法第六十条", "Social Assistance Law, article 60"), Channels: s.complaint().Channels, Tables: []view.TableFold{fold}, Next: &next, Again: s.link("从头再问一遍", "Start again", "#q-what")}}}
}

// complaintSheet is as long as the real one, since both have to fit one sheet of paper.
func (s Sampler) complaintSheet() *view.Sheet {
	field := func(zh, en string, rules int) view.SheetField {
		return view.SheetField{Label: s.say(zh, en), Rules: make([]struct{}, rules)}
	}
	boxes := view.SheetField{Label: s.say("哪一类", "Sort"), Boxes: []string{s.say("慈善组织、捐款使用", "charity, use of gifts"), s.say("募捐", "fundraising"), s.say("社会救助", "social assistance"), s.say("干部、工作人员", "officials, staff"), s.say("个人信息", "personal information"), s.say("网站内容", "this website")}}
	wish := view.SheetField{Boxes: []string{s.say("匿名，我知道可能收不到答复", "anonymous, even if no answer can reach me"), s.say("保密，不要告诉对方", "confidential: do not tell the other side"), s.say("可以告诉对方我是谁", "you may say who I am"), s.say("我担心受到报复", "I fear retaliation")}}
	return &view.Sheet{Frame: s.frame("complaint-sheet"), Heading: s.say("投诉表（打印手写）", "Complaint sheet (to print)"), Intro: s.say("打印出来，手写，寄给或者带给受理单位。自己留一份。", "Print it, fill it in by hand, and send or take it to the office in charge. Keep a copy."), Before: []string{s.say("纸张选A4。", "Use A4 paper.")},
		Parts: []view.SheetPart{
			{Title: s.say("一、关于什么", "1. What it is about"), Fields: []view.SheetField{field("名称", "Name of the page, charity or project", 1), field("网址", "Web address", 1), boxes}},
			{Title: s.say("二、发生了什么", "2. What happened"), Fields: []view.SheetField{field("时间、地点", "When and where", 1), field("经过", "What happened", 6), field("有什么材料", "What you have", 2), field("您希望怎样解决", "What would put it right", 2)}},
			{Title: s.say("三、您的意愿", "3. Your choice"), Note: s.say("可以不填。不要写身份证号。", "You may leave this empty. Do not write an identity number."), Fields: []view.SheetField{wish, field("怎样联系您", "How to reach you", 1)}},
			{Title: s.say("四、自己记下", "4. For your record"), Fields: []view.SheetField{field("单位、日期、编号", "Office, date and reference number", 1)}}},
		Foot: []string{s.say("不知道交给谁，打12345。各种渠道见下面的网址。", "If you do not know whom to give it to, ring 12345. All channels are at the address below."), s.say("投诉不影响救助；受理单位不得把投诉转给被投诉的人或单位。", "Complaining does not affect assistance; a complaint must not be passed to whom it is about.")},
		QR:   sampleCode, Address: "https://mingshan.example/zh/complaints.html"}
}
