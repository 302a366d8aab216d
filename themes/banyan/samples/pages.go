package samples

import (
	"fmt"

	"mingshan/generator/site/view"
)

// section is a part of an article that the program wrote.
func (s Sampler) section() view.Section {
	t := s.table("told", 2, view.Withheld, true)
	return view.Section{ID: "shown", Title: s.say("哪些数不公开", "What is withheld"), Blocks: []view.Block{
		{Text: s.say("小的人数不公开。各数据集的情况见", "Small counts are withheld. For each dataset see the"), Links: []view.Link{s.link("台账", "ledger", "#a")}}, {Facts: s.facts()}, {Table: &t}, {Downloads: s.dataset(1).Downloads}}}
}

// Pages gives every kind of page, by the name of its file in the gallery.
func (s Sampler) Pages() map[string]any {
	prev, next := s.neighbours()
	status := view.Badge{Tone: "late", Sign: "▲", Text: s.say("年度报告逾期 42 天", "annual report 42 days overdue")}
	article := &view.Article{Frame: s.frame("story"), Heading: s.say("食堂里的中午", "Noon at the canteen"), Kicker: s.say("故事 · 扶老", "Story · Elderly care"),
		Summary: s.say("一顿饭，三方分担。", "One lunch, paid for by three."), Date: s.say("2026年10月8日", "8 October 2026"), DateISO: "2026-10-08",
		Notice: s.say("文中人物为化名，已取得本人同意。", "Names are pseudonyms; the people agreed to be written about."), Facts: s.facts(), Pictures: []view.Picture{s.picture()}, Body: s.body(),
		Contents: []view.Link{s.link("怎样办理", "How to apply", "#a"), s.link("送餐上门", "At the door", "#b")}, Figures: []view.Figure{s.figure("f1", view.Missing, false)},
		Sections: []view.Section{s.section()}, Tables: []view.Table{s.table("t1", 4, view.Value, false)}, Related: s.related(), Complaint: s.complaint(), Prev: prev, Next: next}
	return map[string]any{
		"home": s.home(), "article": article, "project": s.Project(false), "project-empty": s.Project(true),
		"entrance": s.entrance(), "list": s.list(), "list-empty": &view.List{Frame: s.frame("notices"), Heading: s.say("公告", "Notices"), Empty: s.say("目前没有公告。", "There are no notices at present.")},
		"list-groups": &view.List{Frame: s.frame("organizations"), Heading: s.say("慈善组织", "Organizations"), Count: s.say("共 12 家", "12 organizations"), Groups: s.related()},
		"organization": &view.Organization{Frame: s.frame("organization"), Heading: s.say("福州虹桥公益基金会（示范）", "Fuzhou Rainbow Bridge Foundation (demonstration)"), Kicker: s.say("基金会 · 福州市", "Foundation · Fuzhou"),
			Summary: s.say("资助社区养老与助餐。", "Funds community care and canteens for older people."), Facts: s.facts(), Related: s.related(), Complaint: s.complaint(), Corrections: s.corrections(), Prev: prev, Next: next},
		"topic": &view.Topic{Frame: s.frame("topic"), Heading: s.say("双向转介", "Two-way referral"), Kicker: s.say("第二条", "Clause 2"), Summary: s.say("政府救助与慈善帮扶互相转介，一次登记，两边受理。", "Public assistance and charity refer people to each other: one registration, two doors."),
			Facts: s.facts(), KeyFigures: s.keyFigures(view.Missing)[:3], Body: s.body(), Uses: s.uses(), Parts: []view.Group{{ID: "parts", Title: s.say("这一项下的制度", "What this clause sets up"), Cards: s.cards(2, false)}}, Figures: []view.Figure{s.figure("f1", view.Withheld, false), s.figure("f2", view.Value, false), s.tileFigure("f3")}, Related: s.related(), Complaint: s.complaint(), Prev: prev, Next: next},
		"regions": &view.Regions{Frame: s.frame("regions"), Heading: s.say("各地情况", "Across the province"), Intro: s.say("十个报送单位，八十四个县级地区。", "Ten reporting units, eighty-four counties and districts."), Map: s.tiles("tiles.csv"), CityMap: s.cityTiles(),
			Tables: []view.Table{s.table("t1", 10, view.Withheld, false)}, Groups: []view.Group{s.counties()}},
		"region": &view.Region{Frame: s.frame("region"), Heading: s.say("金门县", "Jinmen County"), Kicker: s.say("泉州市所属县", "County of Quanzhou"), Note: s.say("数据未包括该地区。", "The data do not cover this area."), Facts: s.facts(),
			KeyFigures: s.keyFigures(view.Withheld)[:4], Data: s.regionData(), DataNote: s.say("位次从高到低。", "Ranks run from the highest down."), RegionsHref: "regions.html", Compare: []view.Link{s.link("各设区市并排看", "Reporting units side by side", "compare.html")}, Records: s.folds()[2:], Figures: []view.Figure{s.figure("f1", view.Withheld, true)}, Children: []view.Group{s.counties()}, Related: s.related(), Complaint: s.complaint(), Prev: prev, Next: next},
		"compare": &view.Compare{Frame: s.frame("compare"), Heading: s.say("各设区市和平潭并排看", "Reporting units side by side"), Intro: s.say("每个数据集一张表。", "One table for each dataset."), Tables: s.folds(), Others: []view.Group{s.counties()}, Complaint: s.complaint()},
		"dataset": s.dataset(50), "dataset-none": s.dataset(0), "complaints": s.complaints(), "status": &view.Organization{Frame: s.frame("organization"), Heading: status.Text},
		"sitemap":  &view.SiteMap{Frame: s.frame("sitemap"), Heading: s.say("网站地图", "Site map"), Groups: []view.Group{s.counties(), {ID: "more", Title: s.say("故事", "Stories"), Links: []view.Link{s.link("食堂里的中午", "Noon at the canteen", "article.html")}}}},
		"notfound": s.notFound(), "embed": s.embed(), "disclosure": s.disclosure(), "guide": s.guide(), "sheet": s.complaintSheet(),
	}
}

// uses are ways to use a topic, with and without a page that they lead to.
func (s Sampler) uses() []view.Use {
	ask := s.link("投诉与反映", "Complain or report", "complaints.html")
	return []view.Use{{Label: s.say("申请", "Apply"), Ways: []view.Way{{Text: s.say("到户籍所在地的乡镇或街道提出。", "Ask at the township or subdistrict where you are registered.")}}},
		{Label: s.say("投诉", "Complain"), Ways: []view.Way{{Text: s.say("转介没有回音的，可以投诉。", "Complain if a referral is not answered."), Link: &ask}, {Text: s.say("也可以打 12345。", "Or call 12345.")}}}}
}

func (s Sampler) home() *view.Home {
	f := s.frame("home")
	f.Crumbs = f.Crumbs[:1]
	m := s.tiles("tiles.csv")
	return &view.Home{Frame: f, Heading: s.say("多少人得到了帮助，钱用在哪里", "How many were helped, and where the money went"),
		Lead:    s.say("闽民救〔2024〕117号文件要求政府救助与慈善帮扶有效衔接。这里按季公开各地办理情况。", "Document 117 of 2024 asks public assistance and charity to work together. Every quarter this portal shows how each area is doing."),
		Figures: s.keyFigures(view.Value)[:4], More: s.keyFigures(view.Missing)[2:], Complaint: s.complaint(), Disclosure: &view.Badge{Tone: "late", Sign: "▲", Text: s.say("14 个项目中有 3 个的报告已逾期", "reports of 3 out of 14 projects are overdue")}, DisclosureHref: "list.html",
		Charts: []view.Figure{s.figure("f1", view.Missing, false), s.figure("f2", view.Value, false)}, Projects: s.cards(6, true), ProjectsAll: s.link("全部 14 个项目", "All 14 projects", "list.html"),
		Stories: s.cards(3, true), StoriesAll: s.link("全部故事", "All stories", "list.html"), News: s.brief(4), NewsAll: s.link("全部公告", "All notices", "list.html"),
		Datasets: s.brief(4), DatasetsAll: s.link("全部数据集", "All datasets", "list.html"), Topics: s.brief(10), TopicsAll: s.link("全部条款", "All clauses", "list.html"),
		Map: &m, MapTable: s.table("map-table", 10, view.Withheld, false), RegionsAll: s.link("全部地区", "All areas", "regions.html")}
}

// moneySteps makes the four steps of a trail from key figures; a step that may not be shown has no length.
func (s Sampler) moneySteps(figures []view.KeyFigure) []view.MoneyStep {
	steps := []view.MoneyStep{{Amount: true, Share: 1000}, {Amount: true, Share: 913, Words: s.say("相当于募得的 91.3%", "91.3% of what was raised")}, {}, {Amount: true, Start: 913, Share: 87}}
	labels := []string{s.say("募得", "Raised"), s.say("支出", "Spent"), s.say("帮助人数", "People helped"), s.say("结余", "Left over")}
	for i := range steps {
		f := figures[i]
		if label := s.keyFigures(view.Value)[i].Label; f.Label == label {
			f.Label = labels[i]
		}
		f.Source, f.Period = view.Link{}, ""
		if f.State != view.Value {
			steps[i].Start, steps[i].Share, steps[i].Words = 0, 0, ""
		}
		steps[i].KeyFigure = f
	}
	return steps
}

// folds are the tables of a region, one open.
func (s Sampler) folds() []view.TableFold {
	var out []view.TableFold
	for i, id := range []string{"t1", "t2", "t3"} {
		t := s.table(id, 6, view.Withheld, i == 0)
		out = append(out, view.TableFold{Title: t.Caption, Span: s.say("近八个季度", "the last eight quarters"), Open: i == 0, Table: t})
	}
	return out
}

// regionData is what two datasets have for a region, beside those it is part of and by period.
func (s Sampler) regionData() []view.RegionData {
	var out []view.RegionData
	for i, fold := range s.folds()[:2] {
		series := s.table("series-"+fold.ID, 6, view.Missing, i == 0)
		out = append(out, view.RegionData{ID: "on-" + fold.ID, Title: fold.Title, Span: fold.Span, Open: fold.Open, Beside: fold.Table, Series: series, Source: s.link("双向转介", "Two-way referral", "dataset.html")})
	}
	return out
}

// Project gives a project's page; empty without a single report.
func (s Sampler) Project(empty bool) *view.Project {
	prev, next := s.neighbours()
	money := view.MoneyTrail{Period: s.say("2025年度", "2025"), Source: s.link("项目报告登记", "Project reports register", "dataset.html"), Table: s.table("reports", 3, view.Missing, false)}
	money.Steps = s.moneySteps(s.keyFigures(view.Value))
	if empty {
		money = view.MoneyTrail{Empty: true, EmptyNote: s.say("本站未收到该项目的收支报告记录。", "No financial report of this project has been supplied to this portal.")}
	}
	return &view.Project{Donors: []view.Table{s.table("donors-table", 4, view.Value, false)}, Frame: s.frame("project"), Heading: s.say("暖阳长者食堂", "Warm Winter Canteens"), Kicker: s.say("扶老 · 市级", "Elderly care · city"), Summary: s.say("为独居和高龄老人提供平价午餐，行动不便的由志愿者送餐上门。", "Affordable lunches for older people who live alone, carried to the door where needed."),
		Status: view.Badge{Tone: "soon", Sign: "◐", Text: s.say("年度报告 30 天内到期", "annual report due within 30 days")}, Facts: s.facts(), Pictures: []view.Picture{s.picture()}, Money: money, Body: s.body(),
		Who: s.say("六十周岁以上的本地居民", "Residents aged sixty and over"), Standards: s.say("每餐补贴 4 至 10 元", "4 to 10 yuan a meal"), Apply: s.say("到社区居委会登记", "Register with the residents’ committee"), ContactText: s.say("拨打 12345 转民政", "Call 12345 and ask for civil affairs"),
		Timeline: []view.Event{{Date: s.say("2024年3月", "March 2024"), DateISO: "2024-03", Text: s.say("首家食堂开张", "The first canteen opens"), Done: true}, {Date: s.say("2027年1月", "January 2027"), DateISO: "2027-01", Text: s.say("第十家食堂开张", "The tenth canteen opens")}},
		Duties:   s.duties("duties", 3), Corrections: s.corrections()[:1],
		Related: s.related(), Complaint: s.complaint(), Prev: prev, Next: next, Updated: s.say("2026年11月2日", "2 November 2026"), UpdatedISO: "2026-11-02", QR: sampleCode}
}

func (s Sampler) entrance() *view.Entrance {
	f := s.frame("entrance")
	f.Edition, f.Lang, f.W, f.Banner, f.Title = "", "zh-Hans", nil, "", "明善 Mingshan"
	return &view.Entrance{Frame: f, Editions: []view.EntranceEdition{
		{Lang: "zh-Hans", Title: "明善 · 福建慈善与救助公开平台", Tagline: "慈善与社会救助，公开可查。", Enter: "进入中文版", Href: "zh/home.html", Complaints: view.Link{Text: "投诉与反映", Href: "zh/complaints.html"}, Banner: "演示站点，数据为合成。"},
		{Lang: "en", Title: "Mingshan: Fujian Charity and Assistance Open Portal", Tagline: "Charity and social assistance, on the record.", Enter: "Enter the English edition", Href: "en/home.html", Complaints: view.Link{Text: "Complain or report", Href: "en/complaints.html"}, Banner: "Demonstration site with synthetic data."}}}
}

func (s Sampler) list() *view.List {
	p := &view.Pager{Prev: &view.Link{Href: "list.html"}, Next: &view.Link{Href: "list.html"}}
	for i := range 3 {
		p.Pages = append(p.Pages, view.Link{Text: fmt.Sprint(i + 1), Href: "list.html", Current: i == 1})
	}
	return &view.List{Frame: s.frame("projects"), Heading: s.say("慈善品牌项目", "Flagship charity projects"), Intro: s.say("省、市、县三级慈善品牌项目，每个都公开募得、支出和成效。", "Projects at province, city and county level, each with what it raised, spent and achieved."), Count: s.say("共 14 个项目", "14 projects"),
		Facets: []view.Group{{Title: s.say("领域", "Field"), Links: []view.Link{s.link("扶老", "Elderly care", "#a"), s.link("济困", "Hardship relief", "#b"), s.link("助残", "Disability support", "#c"), s.link("护幼", "Child protection", "#d"), s.link("助学", "Education aid", "#e"), s.link("助医", "Medical aid", "#f"), s.link("乡村振兴", "Rural revitalization", "#g")}},
			{Title: s.say("层级", "Level"), Links: []view.Link{s.link("省级", "Province", "#h"), s.link("市级", "City", "#i")}}},
		Groups: []view.Group{{Cards: s.cards(8, true)}}, Pager: p}
}

func (s Sampler) tileFigure(id string) view.Figure {
	f := s.figure(id, view.Withheld, false)
	m := s.tiles("tiles.csv")
	f.SVG, f.Tiles = "", &m
	return f
}

func (s Sampler) cityTiles() view.TileMap {
	m := s.tiles("tiles-cities.csv")
	m.Title = s.say("十个报送单位", "The ten reporting units")
	return m
}

func (s Sampler) counties() view.Group {
	g := view.Group{ID: "children", Title: s.say("县（市、区）", "Counties and districts")}
	for _, t := range s.tiles("tiles.csv").Tiles[:13] {
		g.Links = append(g.Links, view.Link{Text: t.Name, Href: "region.html"})
	}
	return g
}

func (s Sampler) dataset(rows int) *view.Dataset {
	return &view.Dataset{Frame: s.frame("dataset"), Heading: s.say("转介服务统计", "Referral statistics"), Summary: s.say("各地政府救助与慈善帮扶双向转介的人次、时长与结果，按季报送。", "Referrals between public assistance and charity: how many, how long, with what result. Supplied quarterly."),
		Facts: s.facts(), Downloads: s.downloads(), Citation: s.say("明善公开平台（示范）．转介服务统计[DS/OL]．V2026.3.0．2026-11-20．", "Mingshan Portal (demonstration). Referral statistics [dataset]. V2026.3.0. 20 November 2026."),
		Privacy: s.say("为保护个人隐私，300 个数中有 14 个不公开。", "To protect people’s privacy, 14 of 300 values are withheld."), Why: []view.Link{s.link("为什么？", "Why?", "#a")},
		Fields:  []view.DatasetField{{ID: "region", Title: s.say("地区", "Area"), Type: s.say("代码", "code"), Description: s.say("县级行政区划代码", "county code"), Rules: s.say("见地区代码表", "see the list of area codes")}, {ID: "accepted", Title: s.say("接收", "Accepted"), Type: s.say("整数", "whole number"), Unit: s.say("人次", "times"), Description: s.say("慈善组织书面同意接收的人次", "referrals a charity agreed to in writing"), Rules: s.say("不大于同意数", "not more than consented")}},
		Figures: []view.Figure{s.figure("f1", view.Withheld, false), s.tileFigure("f2")}, Table: s.table("rows", rows, view.Withheld, false), TableNote: s.say("第 1 至 50 行，共 1,260 行", "Rows 1 to 50 of 1,260"), Pager: s.list().Pager, FirstPage: true, Related: s.related(), Complaint: s.complaint()}
}

func (s Sampler) downloads() []view.Download {
	return []view.Download{{Format: "CSV", Href: "x.csv", Holds: s.say("全部 1,260 行，UTF-8，逗号分隔", "all 1,260 rows, UTF-8, comma-separated")},
		{Format: "JSON", Href: "x.json", Holds: s.say("全部 1,260 行，带字段说明", "all 1,260 rows with the description of their fields")}}
}

func (s Sampler) complaints() *view.Complaints {
	web := view.Link{Text: s.say("网上留言", "Write online"), Href: "https://complaints.example/", External: true}
	full := view.Channel{Name: s.say("福建省民政厅社会救助处（示范）", "Social Assistance Division, Department of Civil Affairs (demonstration)"), Handles: s.say("低保、特困、临时救助的申请与审核", "Minimum living allowance, extreme hardship and temporary assistance"),
		Phone: "12345", PhoneHref: "tel:12345", Email: "aid@mingshan.example", EmailHref: "mailto:aid@mingshan.example", Web: &web, Post: s.say("福州市示范路 1 号", "1 Demonstration Road, Fuzhou"), Hours: s.say("工作日 8:00–12:00，14:30–17:30", "working days 8:00–12:00, 14:30–17:30"),
		Place: s.say("办事大厅 3 号窗口", "counter 3 of the service hall"), Progress: s.say("凭登记编号查询", "with the reference number"), Languages: s.say("普通话、闽南话、福州话", "Mandarin, Hokkien, Fuzhou dialect"), Cost: s.say("免费", "free"), Anonymous: s.say("可以匿名", "possible"), ReplyTime: s.say("15 个工作日内", "within 15 working days"), Basis: s.say("《信访工作条例》", "Regulations on petitions"), Verified: s.say("2026年11月1日", "1 November 2026"), VerifiedISO: "2026-11-01", Note: s.say("示范渠道，请以官方公布为准。", "Demonstration entry; the official notice prevails.")}
	return &view.Complaints{Frame: s.frame("complaints"), Heading: s.say("投诉与反映", "Complain or report"), Intro: s.say("先找办理单位，不满意再找上一级；哪里都可以先打 12345。", "Ask the office in charge first, then the one above. 12345 works everywhere."),
		Leave: s.leave(), Guide: s.link("不知道找谁？", "Not sure whom to ask?", "guide.html"), Paper: s.link("投诉表", "Complaint sheet", "sheet.html"),
		Before:  []view.Fact{{Label: s.say("匿名", "Anonymous"), Value: s.say("不需要提供身份证号就可以咨询。", "You can ask without giving an identity number.")}, {Label: s.say("记下", "Write down"), Value: s.say("记下日期、经办人和事由。", "Note the date, the person you spoke to and the matter.")}},
		Ladders: s.ladders(), LaddersNote: s.say("期限是最长时间。", "These are the longest periods."), Rights: []view.Link{s.link("捐赠人的权利", "Donors’ rights", "article.html")},
		Jump:   []view.Link{s.link("全省", "Province", "#g1"), s.link("福州市", "Fuzhou", "#g2"), s.link("平潭综合实验区", "Pingtan", "#g2")},
		Groups: []view.ChannelGroup{{ID: "g1", Title: s.say("全省", "The whole province"), Channels: []view.Channel{full, full, s.complaint().Channels[0]}}, {ID: "g2", Title: s.say("福州市", "Fuzhou"), Note: s.say("市区两级受理。", "Handled by city and district."), Channels: []view.Channel{full}, CountiesTable: s.table("counties", 5, view.Missing, false)}, {ID: "g3", Title: s.say("厦门市", "Xiamen")}}}
}

func (s Sampler) notFound() *view.NotFound {
	second := &view.NotFound{Frame: view.Frame{Lang: "en"}, Heading: "There is no page at this address", Text: "It may have been mistyped.", Links: []view.Link{{Text: "Front page", Href: "home.html"}}}
	return &view.NotFound{Frame: s.frame("notfound"), Heading: s.say("没有这个网页", "There is no page at this address"), Text: s.say("地址可能有误，或者网页已经撤下。", "It may have been mistyped, or the page was withdrawn."), Links: []view.Link{s.link("首页", "Front page", "home.html"), s.link("网站地图", "Site map", "sitemap.html")}, Second: second}
}

// sampleCode stands for a drawing from site/qr.
const sampleCode = `<svg class="qr" viewBox="0 0 29 29" width="116" height="116" role="img"><title>QR</title><path class="qr-paper" d="M0 0h29v29h-29z"></path><path class="qr-ink" d="M4 4h7v7h-7zM18 4h7v7h-7zM4 18h7v7h-7zM13 13h3v3h-3zM18 18h2v7h-2zM22 20h3v2h-3z"></path></svg>`
