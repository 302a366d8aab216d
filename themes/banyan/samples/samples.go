// Package samples fills every part and every kind of page of the theme with what it will meet: ordinary values, one
// withheld cell, all withheld, nothing at all, fifty rows, and the longest labels of each language. The theme's tests and
// the gallery (`mingshan gallery`) share it; a built site does not use it.
//
//	s := samples.New("zh", words)
//	for name, page := range s.Pages() { … }   // pointers to the page views of site/view
//	for _, page := range s.Parts() { … }      // components: one part in its sample states
package samples

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"mingshan/generator/site/view"
)

//go:embed tiles.csv tiles-cities.csv
var grids embed.FS

// Sampler makes samples in one language.
type Sampler struct {
	lang string // zh | en
	w    view.Words
}

// New gives the sampler of an edition ("zh" or "en"), which asks w for the words of the interface.
func New(lang string, w view.Words) Sampler { return Sampler{lang, w} }

// say chooses the sampler's language.
func (s Sampler) say(zh, en string) string {
	if s.lang == "zh" {
		return zh
	}
	return en
}

func (s Sampler) other() string {
	if s.lang == "zh" {
		return "en"
	}
	return "zh-Hans"
}

func (s Sampler) bcp47() string {
	if s.lang == "zh" {
		return "zh-Hans"
	}
	return "en"
}

func (s Sampler) link(zh, en, href string) view.Link {
	return view.Link{Text: s.say(zh, en), Href: href}
}

func (s Sampler) frame(kind string) view.Frame {
	site := s.say("明善 · 福建慈善与救助公开平台", "Mingshan: Fujian Charity and Assistance Open Portal")
	nav := []view.Link{
		s.link("慈善项目", "Projects", "project.html"), s.link("帮扶故事", "Stories", "article.html"),
		s.link("政策逐项看", "Policy", "topic.html"), s.link("地区", "Regions", "regions.html"),
		s.link("开放数据", "Data", "dataset.html"), s.link("公告与活动", "Notices", "list-empty.html"),
		s.link("慈善组织", "Organizations", "organization.html"), s.link("投诉与反映", "Complaints", "complaints.html"),
	}
	nav[0].Current = kind == "project"
	return view.Frame{
		Lang: s.bcp47(), Edition: s.lang, W: s.w, Kind: kind, Path: s.lang + "/" + kind + ".html",
		Title: kind + " · " + site, Description: s.say("福建省慈善与社会救助公开信息。", "Open information on charity and social assistance in Fujian."),
		Canonical:  "https://mingshan.example/" + s.lang + "/" + kind + ".html",
		Alternates: []view.Alternate{{Lang: "zh-Hans", Href: "https://mingshan.example/zh/"}, {Lang: "en", Href: "https://mingshan.example/en/"}, {Lang: "x-default", Href: "https://mingshan.example/"}},
		OGType:     "website", JSONLD: `{"@context":"https://schema.org","@type":"WebPage"}`,
		Stylesheet: "../style.css", Favicon: "../favicon.svg", FeedHref: "feed.xml",
		Home: view.Link{Text: site, Href: "home.html"}, SiteTitle: site,
		Tagline: s.say("政府救助与慈善帮扶怎样衔接，钱从哪里来、用到哪里去，都在这里公开。", "How public assistance and charity work together in Fujian, and where the money goes."),
		Twin:    view.Link{Text: s.say("English", "中文"), Href: "../" + map[string]string{"zh": "en", "en": "zh"}[s.lang] + "/home.html", Lang: s.other()},
		Nav:     nav, Complaints: s.link("投诉与反映", "Complain or report", "complaints.html"),
		Banner: s.say("演示站点：所有机构、项目与数字均为程序合成的示范数据，不代表任何真实单位。", "Demonstration site: every organization, project and figure is synthetic and stands for no real body."),
		Crumbs: []view.Link{s.link("首页", "Home", "home.html"), s.link("慈善项目", "Projects", "list.html"), {Text: s.say("本页", "This page"), Current: true}},
		AsOf:   s.say("2026年11月20日", "20 November 2026"), AsOfISO: "2026-11-20",
		Publisher: s.say("明善公开平台编辑部（示范）", "Mingshan Portal Editors (demonstration)"), Contact: "editors@mingshan.example",
		Licence: view.Link{Text: "CC BY 4.0", Href: "https://creativecommons.org/licenses/by/4.0/", External: true},
		FooterLinks: []view.Link{s.link("关于本站", "About", "article.html"), s.link("数据方法", "Method", "article.html"), s.link("隐私保护", "Privacy", "article.html"),
			s.link("无障碍声明", "Accessibility", "article.html"), s.link("使用条款", "Terms", "article.html"), s.link("投诉与反映", "Complain or report", "complaints.html"), s.link("网站地图", "Site map", "sitemap.html"), s.link("订阅", "Feed", "feed.xml")},
		Statutory: s.statutory(),
		Prevails:  s.say("", "Where the two editions differ, the Chinese text prevails."),
	}
}

// statutory is what the foot of a public body's site has to name, in the order of site/compose; the site map, the eighth,
// is among the links.
func (s Sampler) statutory() []view.Fact {
	link := func(label, text string) view.Fact {
		return view.Fact{Label: label, Links: []view.Link{{Text: text, Href: "https://filing.example/", External: true}}}
	}
	return []view.Fact{
		{Label: s.say("主办单位", "Host unit"), Value: s.say("明善市民政局（示范）", "Civil Affairs Bureau of Mingshan (demonstration)")},
		{Label: s.say("主办单位联系方式", "Contact of the host unit"), Value: "12345"},
		{Label: s.say("网站标识码", "Government site code"), Value: "3500000000"},
		link(s.say("ICP备案", "ICP filing"), "闽ICP备00000000号"),
		{Label: s.say("公安备案", "Public-security filing"), Value: "闽公网安备 35000000000000号"},
		link(s.say("网站标识", "Website mark"), s.say("党政机关网站", "Website of a party or government body")),
		link(s.say("网站纠错", "Errors on this site"), s.say("我为政府网站找错", "Report an error to the government website service")),
	}
}

func (s Sampler) complaint() view.ComplaintBox {
	return view.ComplaintBox{
		Title: s.say("对本页内容有疑问或要投诉", "Questions or complaints about this page"),
		Text:  s.say("救助事项找当地民政部门，慈善组织的事找登记它的民政部门，办理不满意可再打 12345。", "Assistance is handled by the local civil affairs bureau, charities by the bureau that registered them. Not satisfied? Call 12345."),
		Channels: []view.Channel{{Name: s.say("12345 政务服务便民热线", "12345 government service hotline"), Handles: s.say("救助、慈善、服务态度", "assistance, charity, conduct of staff"),
			Phone: "12345", PhoneHref: "tel:12345", Hours: s.say("每天 24 小时", "every day, 24 hours")}},
		Who:     s.say("福州虹桥公益基金会（示范）由福州市民政局登记，对它的投诉由这个机关受理。", "The foundation is registered with the Fuzhou Bureau of Civil Affairs, which handles complaints about it."),
		Links:   []view.Link{s.link("该找谁", "Whom to turn to", "guide.html"), s.link("投诉表", "Complaint sheet", "sheet.html")},
		QR:      sampleCode,
		Address: "https://mingshan.example/zh/organizations/x.html",
		More:    s.link("全部投诉渠道", "All complaint channels", "complaints.html"),
	}
}

func (s Sampler) keyFigures(state view.State) []view.KeyFigure {
	source := s.link("转介服务统计", "Referral statistics", "dataset.html")
	period := s.say("2026年第三季度", "Q3 2026")
	figures := []view.KeyFigure{
		{Label: s.say("经转介得到帮助", "Helped after referral"), Value: s.say("12.4万", "124 thousand"), Exact: s.say("124,318", "124,318"), Unit: s.say("人次", "times"), Period: period, Source: source, State: view.Value, Href: "topic.html"},
		{Label: s.say("慈善帮扶支出", "Spent on charitable aid"), Value: s.say("3.27亿", "327 million"), Exact: "327,114,902.50", Unit: s.say("元", "yuan"), Period: period, Source: source, State: view.Value},
		{Label: s.say("参与的慈善组织", "Charities taking part"), Value: "438", Unit: s.say("家", "organizations"), Period: period, Source: source, State: view.Value},
		{Label: s.say("志愿服务时长", "Volunteer hours"), Value: s.say("218.6万", "2.19 million"), Exact: "2,186,040", Unit: s.say("小时", "hours"), Period: period, Source: source, State: view.Value, Note: s.say("3 个地区未报送", "3 areas not supplied")},
		{Label: s.say("微心愿实现", "Micro-wishes granted"), Value: "9,105", Unit: s.say("个", "wishes"), Period: period, Source: source, State: view.Value},
	}
	for i := range figures {
		figures[i].Origin = s.origin()
		if state == view.Withheld || state != view.Value && i == 2 {
			figures[i].State, figures[i].Exact = state, ""
			figures[i].Value, figures[i].Spoken = s.without(state)
		}
	}
	return figures
}

// origin points to where a number comes from.
func (s Sampler) origin() view.Origin {
	return view.Origin{Facts: []view.Fact{{Label: s.say("数据集", "Dataset"), Links: []view.Link{s.link("转介服务统计", "Referral statistics", "dataset.html"), {Text: "referrals.csv", Href: "x.csv"}}},
		{Label: s.say("版本", "Version"), Value: s.say("数据截至2026年11月20日；CSV 的 SHA-256：3f786850e387550f…", "as of 20 November 2026; SHA-256 of the CSV: 3f786850e387550f…")},
		{Label: s.say("这个数", "This number"), Value: s.say("列 helped，period=2026Q1, 2026Q2, 2026Q3; direction=gov2charity 的 252 行，相加：124,318", "column helped, the 252 rows with period=2026Q1, 2026Q2, 2026Q3; direction=gov2charity, added up: 124,318")}}}
}

// signs asks for the legend line of a state.
func signs(state view.State) view.Signs {
	return view.Signs{Withheld: state == view.Withheld, Missing: state == view.Missing, NotApplicable: state == view.NotApplicable}
}

// without is the sign and the words of a cell in a state without a number.
func (s Sampler) without(state view.State) (sign, words string) {
	switch state {
	case view.Missing:
		return "—", s.say("未报送", "not supplied")
	case view.NotApplicable:
		return "/", s.say("不适用", "not applicable")
	}
	return "〔…〕", s.say("不公开", "withheld")
}

// table has n rows; state is the state of one cell, or of all when every is set.
func (s Sampler) table(id string, n int, state view.State, every bool) view.Table {
	t := view.Table{ID: id, Caption: s.say("各设区市转介与接收情况，2026年第三季度", "Referrals and acceptances by city, Q3 2026"),
		Signs: signs(state),
		Note:  s.say("合计不含未报送的地区。", "The total leaves out areas that supplied nothing.")}
	for _, c := range []string{s.say("地区", "Area"), s.say("提出转介", "Referred"), s.say("本人同意", "Consented"), s.say("慈善组织接收", "Accepted by a charitable organization"), s.say("平均办理时长", "Mean time to complete"), s.say("支出", "Spending")} {
		t.Columns = append(t.Columns, view.Column{Title: c, Numeric: len(t.Columns) > 0})
	}
	t.Columns[5].Unit = s.say("万元", "10,000 yuan")
	for i := range n {
		r := view.Row{Head: view.Cell{Text: fmt.Sprintf(s.say("平潭综合实验区第%d行", "Pingtan Comprehensive Pilot Zone, row %d"), i+1), Link: &view.Link{Href: "region.html"}}}
		for j := range 5 {
			c := view.Cell{Text: strconv.Itoa((i + 3) * (j + 7) * 131), State: view.Value, Numeric: true}
			if state != view.Value && (every || i == 2 && j == 2) {
				c.State = state
				c.Text, c.Spoken = s.without(state)
			}
			if i == 1 && j == 1 {
				c = view.Cell{Text: "0", State: view.Zero, Numeric: true}
			}
			r.Cells = append(r.Cells, c)
		}
		t.Rows = append(t.Rows, r)
	}
	if n > 0 {
		total := view.Row{Head: view.Cell{Text: s.say("合计", "Total")}, Total: true}
		for range 5 {
			total.Cells = append(total.Cells, view.Cell{Text: "124,318", State: view.Value, Numeric: true, Note: s.say("10 个地区中 1 个未报送", "1 of 10 not supplied")})
		}
		t.Rows = append(t.Rows, total)
	}
	return t
}

// tiles reads the grid of a tile map and gives every state its turn.
func (s Sampler) tiles(file string) view.TileMap {
	data, err := grids.ReadFile(file)
	if err != nil {
		panic("samples: " + err.Error()) // a file that is part of the program
	}
	rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
	if err != nil {
		panic("samples: " + err.Error())
	}
	m := view.TileMap{Title: s.say("每万人得到帮助的人次，2026年第三季度", "Times helped per 10,000 people, Q3 2026"), Unit: s.say("人次", "times"),
		Caption: s.say("一格代表一个地区，大小相同，不表示边界、面积和准确位置。", "One square for one area, all of one size; boundaries, areas and exact positions are not shown."),
		Legend:  []string{"1–99", "100–199", "200–399", "400–799", s.say("800 以上", "800 or more")}}
	for i, r := range rows[1:] {
		col, _ := strconv.Atoi(r[4])
		row, _ := strconv.Atoi(r[5])
		m.Cols, m.Rows = max(m.Cols, col+1), max(m.Rows, row+1)
		han := []rune(r[1])
		t := view.Tile{Col: col, Row: row, Name: s.say(r[1], r[2]), Short: s.say(string(han[:len(han)-1]), r[2]), Href: "region.html",
			Value: strconv.Itoa(12 + i*37%1100), Step: 1 + i%5, State: view.Value}
		if len(han) > 4 {
			t.Short = s.say("平潭", r[2])
		}
		switch {
		case r[0] == "350527":
			t = view.Tile{Col: col, Row: row, Name: t.Name, Short: t.Short, NotCovered: true, State: view.Missing, Href: "region.html"}
		case i%13 == 5:
			t.State, t.Step, t.Value = view.Withheld, 0, "〔…〕"
		case i%17 == 9:
			t.State, t.Step, t.Value = view.Missing, 0, "—"
		case i == 7:
			t.State, t.Step, t.Value = view.Zero, 0, "0"
		}
		m.Tiles = append(m.Tiles, t)
	}
	return m
}

func (s Sampler) figure(id string, state view.State, every bool) view.Figure {
	return view.Figure{ID: id, Title: s.say("转介逐季增加，接收率保持在八成以上", "Referrals grow quarter by quarter; four in five are accepted") + " (" + id + ")",
		Period: s.say("2025年第一季度至2026年第三季度", "Q1 2025 to Q3 2026"), Unit: s.say("人次", "times"), Source: s.link("转介服务统计", "Referral statistics", "dataset.html"),
		Sentence: s.say("2026年第三季度提出转介 12,310 人次，比上一季度多 640 人次。", "In Q3 2026 there were 12,310 referrals, 640 more than in the quarter before."),
		SVG:      sampleChart, Table: s.table(id+"-table", 10, state, every), Signs: signs(state),
		Downloads: []view.Link{{Text: "CSV", Href: "x.csv", Size: "12 kB"}, {Text: "JSON", Href: "x.json", Size: "18 kB"}},
		Files:     []view.Link{{Text: "CSV", Href: "x.csv"}, {Text: "SVG", Href: "x.svg"}},
		Embed:     &view.Embed{Page: s.link("单独打开这张图", "This figure by itself", "embed.html"), Code: `<iframe src="https://mingshan.example/zh/embed/x.html" width="100%" height="640"></iframe>`},
		Note:      s.say("接收指慈善组织书面答复同意。", "Accepted means that the charity agreed in writing.")}
}

// embed is a figure on a page of its own.
func (s Sampler) embed() *view.EmbedPage {
	f := s.figure("f1", view.Withheld, false)
	f.Alone, f.Embed = true, nil
	return &view.EmbedPage{Frame: s.frame("embed"), Figure: f}
}

// sampleChart stands for a picture from site/chart, which draws with the chart tokens.
const sampleChart = `<svg viewBox="0 0 720 320" role="img" aria-label="sample"><g stroke="var(--chart-rule)"><path d="M40 280H700M40 200H700M40 120H700M40 40H700"></path></g><path d="M40 250 150 230 260 180 370 190 480 120 590 110 700 60" fill="none" stroke="var(--chart-1)" stroke-width="3"></path><path d="M40 260 150 250 260 220 370 225 480 170 590 150 700 130" fill="none" stroke="var(--chart-2)" stroke-width="3"></path><text x="40" y="305" font-size="14" fill="currentColor">2025Q1</text><text x="700" y="305" font-size="14" text-anchor="end" fill="currentColor">2026Q3</text></svg>`

const samplePicture = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1440 810'%3E%3Crect width='1440' height='810' fill='%23f6f1e7'/%3E%3Cpath d='M0 620 400 330 700 560 1000 260 1440 640V810H0z' fill='%231f5c4a'/%3E%3Ccircle cx='1120' cy='200' r='80' fill='%23b5402a'/%3E%3C/svg%3E"

func (s Sampler) picture() view.Picture {
	return view.Picture{Src: samplePicture, Width: 1440, Height: 810, Alt: s.say("远山与日出的示意画", "A drawing of hills and a sun"), Caption: s.say("午间的长者食堂（示意画）", "The canteen at noon (drawing)"), Credit: s.say("本站绘制", "Drawn for this portal")}
}

func (s Sampler) cards(n int, picture bool) []view.Card {
	badges := []view.Badge{{Tone: "ok", Sign: "●", Text: s.say("报告按期公开", "report on time")}, {Tone: "soon", Sign: "◐", Text: s.say("30 天内到期", "due within 30 days")}, {Tone: "late", Sign: "▲", Text: s.say("已逾期 42 天", "42 days overdue")}, {Tone: "none", Sign: "—", Text: s.say("本站未收到报告记录", "no report supplied to this portal")}}
	var cards []view.Card
	for i := range n {
		c := view.Card{Href: "project.html", Title: s.say("暖阳长者食堂", "Warm Winter Canteens"), Kicker: s.say("扶老 · 市级", "Elderly care · city"),
			Summary: s.say("为独居和高龄老人提供平价午餐，行动不便的由志愿者送餐上门。", "Affordable lunches for older people who live alone, carried to the door by volunteers where needed."), Badge: &badges[i%4]}
		if i%3 == 1 {
			c.Title = s.say("“幸福家园”村社互助工程福建示范项目暨乡村互助基金", "“Happy Homeland” village and community mutual-aid programme, Fujian demonstration project")
		}
		if i%2 == 0 {
			c.Date, c.DateISO = s.say("2026年11月2日", "2 November 2026"), "2026-11-02"
		}
		if picture {
			p := s.picture()
			c.Picture = &p
		}
		cards = append(cards, c)
	}
	return cards
}

func (s Sampler) brief(n int) []view.Card {
	cards := s.cards(n, false)
	for i := range cards {
		cards[i].Badge, cards[i].Kicker = nil, ""
	}
	return cards
}

func (s Sampler) facts() []view.Fact {
	return []view.Fact{
		{Label: s.say("实施单位", "Organization"), Links: []view.Link{s.link("福州虹桥公益基金会（示范）", "Fuzhou Rainbow Bridge Foundation (demonstration)", "organization.html")}},
		{Label: s.say("领域", "Field"), Value: s.say("扶老", "Elderly care")}, {Label: s.say("层级", "Level"), Value: s.say("市级", "city")},
		{Label: s.say("地区", "Areas"), Links: []view.Link{s.link("福州市", "Fuzhou", "region.html"), s.link("晋安区", "Jin'an District", "region.html"), s.link("平潭综合实验区", "Pingtan Comprehensive Pilot Zone", "region.html")}},
		{Label: s.say("开始日期", "Start"), Value: s.say("2024年3月1日", "1 March 2024"), ISO: "2024-03-01", Note: s.say("长期项目", "open-ended")},
		{Label: s.say("统一社会信用代码", "Unified social credit code"), Value: s.say("示范，不填", "demonstration, left empty")},
	}
}

func (s Sampler) body() view.HTML {
	if s.lang == "zh" {
		return `<p>每天上午十点半，食堂的窗口就排起了队。掌勺的林师傅（化名）说，<strong>清淡、热乎、准时</strong>，是这里的三条规矩。老人刷卡就餐，每餐补贴由基金会、街道和家庭三方分担。</p><h2 id="a">怎样办理</h2><p>到社区居委会登记，三个工作日内答复。也可以请网格员上门代办，见<a href="complaints.html">联系渠道</a>。</p><ul><li>六十周岁以上的本地居民</li><li>持有低保、特困证明的，每餐减免 5 元</li></ul><h3>送餐上门</h3><p>行动不便的老人由志愿者送餐，送餐员同时看一看家里是否平安。</p><blockquote><p>饭菜是小事，有人来看看是大事。</p></blockquote><div class="prose-table" role="region" tabindex="0" aria-label="补贴"><table><thead><tr><th scope="col">对象</th><th scope="col">每餐自付</th><th scope="col">补贴来源</th></tr></thead><tbody><tr><td>八十周岁以上</td><td>6 元</td><td>基金会与街道</td></tr><tr><td>特困人员</td><td>0 元</td><td>政府救助</td></tr></tbody></table></div>`
	}
	return `<p>By half past ten the queue has formed. The cook, Mr Lin (a pseudonym), keeps three rules: <strong>light, hot and on time</strong>. Each lunch is paid for in three parts, by the foundation, the street office and the family.</p><h2 id="a">How to apply</h2><p>Register with the residents’ committee; it answers within three working days. A grid worker can do it for you: see <a href="complaints.html">channels</a>.</p><ul><li>residents aged sixty and over</li><li>people on minimum living allowance pay 5 yuan less a meal</li></ul><h3>At the door</h3><p>Volunteers carry lunch to those who cannot walk, and see that all is well.</p><blockquote><p>The meal is the small thing. Somebody coming by is the large one.</p></blockquote>`
}

func (s Sampler) related() []view.Group {
	return []view.Group{{ID: "datasets", Title: s.say("相关数据", "Related data"), Cards: s.brief(2)}, {ID: "stories", Title: s.say("相关故事", "Related stories"), Cards: s.brief(3)}}
}

func (s Sampler) neighbours() (*view.Link, *view.Link) {
	prev, next := s.link("银龄探访", "Silver Visits", "project.html"), s.link("新叶济困金", "New Leaf Fund", "project.html")
	return &prev, &next
}
