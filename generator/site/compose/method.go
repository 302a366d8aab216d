package compose

import (
	"maps"
	"slices"
	"strings"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/site/opendata"
	"mingshan/generator/site/plan"
	"mingshan/generator/site/view"
)

// methodPage is the slug of the standing page that says how figures are made. An editor writes its first part; what it says
// of withholding is written here, so that its thresholds are those of data/rules/privacy.yaml and its example adds up.
const methodPage = "method"

// method is the address of a section of that page; "" for a site without the page.
func (g *page) method(section string) string {
	if index(g.cleared.Pages, func(p releasePage) bool { return p.Slug == methodPage }) < 0 {
		return ""
	}
	return g.to(plan.Standing, methodPage) + "#" + section
}

// methodSections says how figures are withheld, by an example, with which signs, and what that leaves open.
func (g *page) methodSections() []view.Section {
	return []view.Section{g.rulesSection(), g.exampleSection(), g.signsSection(), g.limitsSection(), g.citingSection()}
}

// sectionLinks lists sections for the contents of a page.
func sectionLinks(sections []view.Section) []view.Link {
	var out []view.Link
	for _, s := range sections {
		out = append(out, view.Link{Text: s.Title, Href: "#" + s.ID})
	}
	return out
}

// count prints a rule's number.
func (g *page) count(r config.Rule) string { return g.p.Int(int64(r.Value)) }

// room is how far apart the least and the largest possible value of a small count are; not knowing it exactly is a room of 1.
func (g *page) room() string { return g.p.Int(int64(max(1, g.cleared.Rules.MinWidth.Value))) }

func (g *page) rulesSection() view.Section {
	r := g.cleared.Rules
	rounded, zeros := g.rounders(), g.having((*release.Table).ZerosWithheld)
	var rules []view.Fact
	put := func(name string, rule config.Rule, value string) {
		if rule.Value != 0 {
			rules = append(rules, view.Fact{Label: name, Value: value, Note: g.t(rule.Reason) + g.f("批准：%s。", " Approved by: %s.", g.role(rule.Approved))})
		}
	}
	put(g.s("最小人数", "Least count"), r.MinCount, g.count(r.MinCount))
	put(g.s("敏感数据集的最小人数", "Least count, sensitive data"), r.SensitiveMinCount, g.count(r.SensitiveMinCount))
	put(g.s("留给猜测的余地", "Room left for guessing"), r.MinWidth, g.count(r.MinWidth))
	put(g.s("敏感数据集留给猜测的余地", "Room left for guessing, sensitive data"), r.StrictWidth, g.count(r.StrictWidth))
	put(g.s("一组人里至少有几个人是别的结果", "Least of a group with another outcome"), r.GroupLeast, g.count(r.GroupLeast))
	put(g.s("最大两份以外，相当于最大一份的百分之几", "What is left besides the two largest gifts, per cent of the largest"), r.PPercent, g.p.Percent(int64(r.PPercent.Value), 100))
	put(g.s("最大的两份不得占到合计的", "Share of a sum that its two largest gifts may not reach"), r.Dominance, g.p.Percent(int64(r.Dominance.Value), 100))
	put(g.s("太小的格子多到这个比例，就改用更大的单位", "Share of small cells above which larger units are advised"), r.SmallShare, g.p.Percent(int64(r.SmallShare.Value), 100))
	if names := g.cityOnly(); names != "" {
		rules = append(rules, view.Fact{Label: g.s("只按设区市或全省公布的人群", "Groups shown by city or province only"), Value: names, Note: g.t(r.CityOnly.Reason) + g.f("批准：%s。", " Approved by: %s.", g.role(r.CityOnly.Approved))})
	}
	put(g.s("故事须有有效的单独同意", "Separate consent for stories"), r.ConsentRequired, g.s("必须", "required"))
	told := []view.Block{
		{Text: g.f("人数从 1 到 %[1]s 一律不公开，敏感的数据集从 1 到 %[2]s 不公开；零照常公布%[3]s。金额、时长、中位数由人数带出来，人数不公开，它们也不公开：标准是公开的，拿金额除以标准就能算回人数。项目数、机构数、款物总额说的是事，不是人，不设门槛。",
			"Counts from 1 to %[1]s are never shown, nor counts from 1 to %[2]s in sensitive datasets; zeros are%[3]s. Amounts, hours and medians that derive from a count are withheld with it: standards of aid are public, and the amount divided by the standard would give the count back. Numbers of projects and organizations and totals of funds and goods describe things, not people, and have no threshold.",
			g.p.Int(int64(r.MinCount.Value-1)), g.p.Int(int64(r.SensitiveMinCount.Value-1)), g.but(zeros, rounded))},
		{Text: g.s("取值写在规则文件里，本页直接取自那里；每条都有理由和批准的岗位，改动也要有。任何开关都不能跳过这一步。",
			"The values stand in a rules file, from which this page takes them; each has a reason and the role that approved it, and so has every change. No switch passes this step by.")},
		{Facts: rules}}
	told = append(told, g.exceptions(zeros, rounded)...)
	if strict := g.stricter(); len(strict) > 0 {
		told = append(told, view.Block{Text: g.s("门槛更高的数据集：", "Datasets with a higher threshold:"), Links: strict})
	}
	ledger := g.link(plan.Withheld, "")
	return view.Section{ID: "rules", Title: g.s("哪些数不公开", "What is withheld"), Blocks: append(told,
		view.Block{Text: g.s("每个数据集各有多少格不公开，见", "How many cells of each dataset are withheld:"), Links: []view.Link{ledger}})}
}

// cityOnly names the groups about which no county's figures are shown, as far as a code list knows them.
func (g *page) cityOnly() string {
	var out []string
	for _, code := range g.cleared.Rules.CityOnly.Value {
		for _, list := range slices.Sorted(maps.Keys(g.cleared.Codes)) {
			if i := slices.IndexFunc(g.cleared.Codes[list], func(c release.Code) bool { return c.Code == code }); i >= 0 {
				out = append(out, g.t(g.cleared.Codes[list][i].Name))
				break
			}
		}
	}
	return strings.Join(out, g.s("、", "; "))
}

// having links the datasets that are published in a way of their own.
func (g *page) having(way func(*release.Table) bool) []view.Link {
	var out []view.Link
	for _, kind := range []string{"aggregate", "register", "code_list"} {
		for _, t := range g.datasets(kind) {
			if way(t) && g.tally(t).Rows > 0 {
				out = append(out, g.link(plan.Dataset, t.Schema.ID))
			}
		}
	}
	return out
}

// rounders links the datasets whose counts are rounded.
func (g *page) rounders() []view.Link {
	return g.having(func(t *release.Table) bool { return t.Rounded() > 0 })
}

// but says that a rule has exceptions, where any of these lists has one.
func (g *page) but(lists ...[]view.Link) string {
	if len(slices.Concat(lists...)) == 0 {
		return ""
	}
	return g.s("（下面列出的数据集除外）", ", but for the datasets named below")
}

// exceptions names the datasets whose zeros are withheld and those whose counts are rounded.
func (g *page) exceptions(zeros, rounded []view.Link) []view.Block {
	var out []view.Block
	if len(zeros) > 0 {
		out = append(out, view.Block{Text: g.s("零也不公开的数据集，不公开的数可能是零：", "Datasets whose zeros are withheld too, so that a withheld figure may be zero:"), Links: zeros})
	}
	if len(rounded) > 0 {
		out = append(out, view.Block{Text: g.s("人数取整而不隐去的数据集，小的数也公布，但不是准数，写着 0 的也可能有人；每份下载里都注明：", "Datasets whose counts are rounded instead of withheld: small figures are shown but are not exact, a 0 may be a few people, and every download says so:"), Links: rounded})
	}
	return out
}

// stricter links the datasets whose threshold is above that of all.
func (g *page) stricter() []view.Link {
	var out []view.Link
	for _, kind := range []string{"aggregate", "register", "code_list"} {
		for _, t := range g.datasets(kind) {
			if t.Least > int64(g.cleared.Rules.MinCount.Value) && t.Rounded() == 0 && g.tally(t).Rows > 0 {
				l := g.link(plan.Dataset, t.Schema.ID)
				l.Size = g.p.Int(t.Least)
				out = append(out, l)
			}
		}
	}
	return out
}

// role is who approved a rule. The rules file gives it in both languages, parted by a slash.
func (g *page) role(s string) string {
	zh, en, both := strings.Cut(s, " / ")
	if !both {
		return s
	}
	return g.s(zh, en)
}

// fourCells are the counts of an invented table of two places and two kinds of help, the first of them small.
type fourCells [2][2]int64

// exampleCells makes the example fit the rules: the first count is below the threshold, the others are not, and the room
// that hiding all four leaves is enough.
func exampleCells(r config.Privacy) fourCells {
	k := int64(max(r.MinCount.Value, r.MinWidth.Value))
	return fourCells{{max(1, 7*int64(r.MinCount.Value)/10), 4*k - 1}, {3*k - 2, 3*k + 1}}
}

// row and column add up the cells of a place, and of a kind of help.
func (f fourCells) row(i int) int64    { return f[i][0] + f[i][1] }
func (f fourCells) column(j int) int64 { return f[0][j] + f[1][j] }

// bounds are the least and the largest that the first cell can be for somebody who knows all sums and that a zero would
// have been shown: it and the cells beside and below it add up to sums, and so does the fourth with these.
func (f fourCells) bounds() (low, high int64) {
	return max(1, 1+f.column(0)-f.row(1)), min(f.row(0), f.column(0)) - 1
}

func (g *page) exampleSection() view.Section {
	f := exampleCells(g.cleared.Rules)
	low, high := f.bounds()
	n := func(v int64) string { return g.p.Int(v) }
	table := func(id, caption string, hidden ...[2]int) *view.Table { return g.exampleTable(f, id, caption, hidden) }
	return view.Section{ID: "example", Title: g.s("四个格子的例子：为什么要多藏几格", "An example of four cells: why more than one is withheld"), Blocks: []view.Block{
		{Text: g.f("设想甲、乙两县一个季度里得到两类帮扶的人数（虚构）。甲县得到助医的只有 %[1]s 人，小于 %[2]s，不能公布。",
			"Imagine how many people in counties A and B received two kinds of help in a quarter (invented). Only %[1]s people in county A received medical help; that is below %[2]s and cannot be shown.", n(f[0][0]), g.count(g.cleared.Rules.MinCount))},
		{Table: table("example-true", g.s("实际的数", "The true figures"))},
		{Text: g.f("只藏这一格等于没藏：合计是公布的，甲县的合计 %[1]s 减去助学的 %[2]s，就是 %[3]s。同一行再藏一格也不够：横着减不出来了，竖着还能减，助医的合计 %[4]s 减去乙县的 %[5]s，还是 %[3]s。",
			"To withhold this cell alone is to withhold nothing: totals are shown, and the %[1]s of county A less the %[2]s for education leave %[3]s. Withholding a second cell in the row is not enough either. The row no longer tells, but the column does: the %[4]s of medical help less the %[5]s of county B leave %[3]s again.",
			n(f.row(0)), n(f[0][1]), n(f[0][0]), n(f.column(0)), n(f[1][0]))},
		{Table: table("example-one", g.s("只藏一格：减一减就出来了", "One cell withheld: a subtraction tells it"), [2]int{0, 0})},
		{Text: g.f("要藏住它，两行两列都得各藏两格。这样四格都不公开，合计照常公布。读者只能推知甲县助医在 %[1]s 到 %[2]s 之间，相差 %[3]s；规则要求至少相差 %[4]s。",
			"To withhold it, two cells have to go in both rows and both columns. So all four are withheld, and the totals are shown. A reader can work out only that medical help in county A lies between %[1]s and %[2]s, a room of %[3]s; the rules ask for at least %[4]s.",
			n(low), n(high), n(high-low), g.room())},
		{Table: table("example-shown", g.s("本站公布的样子", "As shown on this site"), [2]int{0, 0}, [2]int{0, 1}, [2]int{1, 0}, [2]int{1, 1})},
		{Text: g.s("另外三格本身不小，是替第一格挡着。四格用同一个记号：一旦分开写，就等于说第一格小于门槛，范围又窄了。真实的表有县、市、省，季度、年度和各种类别的合计，减法可以绕很多步；公布之前，程序把一个数据集的所有数连同合计放在一起检查。看到的合计是真实的合计，包含没有公布的格子，所以看得见的各格相加可能小于合计。",
			"The other three cells are not small; they guard the first. All four carry the same sign, because telling them apart would say that the first is below the threshold, and the room would shrink. Real tables have totals over counties, cities and the province, quarters and years, and categories of many kinds, so a subtraction can take many steps. Before publication the program looks at all figures of a dataset together, totals included. The totals you see are true totals and include the withheld cells, so the visible cells may add up to less.")},
	}}
}

// exampleTable prints the example with some of its cells withheld.
func (g *page) exampleTable(f fourCells, id, caption string, hidden [][2]int) *view.Table {
	t := tableOf(id, caption, view.Column{Title: g.s("县", "County")}, view.Column{Title: g.s("助医", "Medical help"), Unit: g.s("人", "people"), Numeric: true},
		view.Column{Title: g.s("助学", "Education"), Unit: g.s("人", "people"), Numeric: true}, view.Column{Title: g.s("合计", "Total"), Unit: g.s("人", "people"), Numeric: true})
	t.Sortable = false
	shown := func(n int64) view.Cell { return view.Cell{Text: g.p.Int(n), State: view.Value, Numeric: true} }
	for i, name := range []string{g.s("甲县", "A"), g.s("乙县", "B")} {
		row := view.Row{Head: view.Cell{Text: name}, Cells: []view.Cell{shown(f[i][0]), shown(f[i][1]), shown(f.row(i))}}
		for _, at := range hidden {
			if at[0] == i {
				row.Cells[at[1]] = g.cell(release.Cell{})
			}
		}
		add(&t, row)
	}
	add(&t, view.Row{Head: view.Cell{Text: g.s("合计", "Total")}, Total: true, Cells: []view.Cell{shown(f.column(0)), shown(f.column(1)), shown(f.row(0) + f.row(1))}})
	return &t
}

func (g *page) signsSection() view.Section {
	t := tableOf("signs-table", g.s("记号与代码", "Signs and codes"), view.Column{Title: g.s("样子", "Sign")}, view.Column{Title: g.s("意思", "Meaning")}, view.Column{Title: "OBS_STATUS"}, view.Column{Title: "CONF_STATUS"})
	t.Sortable = false
	apart := ""
	if len(g.rounders()) > 0 {
		apart = g.s("（注明取整的数据集除外）", ", but for datasets that say so")
	}
	names := map[string]lang.Text{}
	for _, c := range append(opendata.Observations(), opendata.Confidentialities()...) {
		names[c.Code] = c.Name
	}
	for _, s := range []struct{ sign, zh, en, status, conf string }{
		{"128", "数值，就是这么多" + apart, "a value, exactly this many" + apart, "A", "F"},
		{"0", "报了，确实为零" + apart, "reported, and truly zero" + apart, "A", "F"},
		{signMissing, "没有收到数据，不等于零", "no data received, which is not zero", "L", "F"},
		{signNotApplicable, "这项数对它不适用，不会有，例如没有人得到帮扶时的中位天数", "does not apply and cannot exist, such as the median days where nobody was helped", "M", "F"},
		{signWithheld, "有数据，为保护个人隐私不公布", "there are data, withheld to protect privacy", "Q", "C"}} {
		add(&t, view.Row{Head: view.Cell{Text: s.sign}, Cells: []view.Cell{{Text: g.s(s.zh, s.en), State: view.Value}, {Text: s.status + g.s("　", " – ") + g.t(names[s.status]), State: view.Value}, {Text: s.conf + g.s("　", " – ") + g.t(names[s.conf]), State: view.Value}}})
	}
	return view.Section{ID: "signs", Title: g.s("格子里的记号", "Signs in cells"), Blocks: []view.Block{
		{Text: g.s("这几种情形在表格、图形和下载文件里都分开，不单靠颜色区分。图里不公开的地方画斜线、写〔…〕，用的是同一个样子。下载文件里没有数的格子是空的，由旁边的两列说明：OBS_STATUS 是数据状态，CONF_STATUS 是保密状态，代码取自国际统计组织的 SDMX 代码表；JSON 里是 s 和 c。",
			"These stay apart in tables, charts and downloads, and are never told by colour alone. In charts and on tiles the place of a withheld figure is hatched and says 〔…〕, always in the same way. In downloads a cell without a number is empty, and two columns beside it say why: OBS_STATUS is the observation status and CONF_STATUS the confidentiality status, with codes of the SDMX code lists of the international statistical organizations; in JSON they are s and c.")},
		{Table: &t},
		{Text: g.f("数不经取整，也不加扰动%[1]s：表格和下载里就是收到的数和它们的合计。首页等处把大数写成万、亿，旁边有精确值；比重保留一位小数，各部分之和为 100%%。由不公开的数算出来的比重和差额，也不公开。",
			"Figures are neither rounded nor blurred%[1]s: tables and downloads hold what was received and its totals. Large figures are shortened on the front page, with the exact one beside them; shares have one decimal and add up to 100%%. Shares and differences that need a withheld figure are withheld too.", apart)}}}
}

func (g *page) limitsSection() view.Section {
	except := ""
	if len(g.having((*release.Table).ZerosWithheld)) > 0 {
		except = g.s("（注明零也不公开的数据集除外）", ", but for datasets that say they are not")
	}
	return view.Section{ID: "limits", Title: g.s("读者还能推知什么", "What a reader can still work out"), Blocks: []view.Block{
		{Text: g.f("不公开不等于一无所知。零是公布的%[2]s，所以不公开的格子至少是 1；从公布的合计里减，可以推知它在一个范围里。程序保证不能推出准数，并给小的数留出至少 %[1]s 的余地：它可能的最大值与最小值至少相差这么多。",
			"Withheld does not mean that nothing is known. Zeros are shown%[2]s, so a withheld cell is at least 1; and subtracting from the totals that are shown gives a range for it. The program makes sure that no exact figure can be worked out, and leaves small figures a room of at least %[1]s: the largest and the smallest number that one can be are at least so far apart.", g.room(), except)},
		{Text: g.s("还有五件事本站做不到，如实说明。第一，懂得规则和程序的人可以反过来想：如果那一格很大，就不必藏它。因此只用一个记号，也不公布藏的先后和代价。第二，读者自己另外知道的事，例如他就在那张表里，本站无从得知。第三，别处公布过的数会和这里的数相减；知道的都算进去了，不知道的没有。第四，两个都公布的数相减，差可能很小，例如转介的人次减去本人同意的人次；只有数据集写明那是一种结果的，才按小的数对待。第五，各地标准不同而读者又都知道的，可以从金额的合计多得到一个等式；数据集写明标准公开的（rate: public），凡含有不公开人数的金额合计也不公开。",
			"Five things are beyond us, and we say so. First, somebody who knows the rules and the program may reason backwards: had the cell been large, it need not have been withheld. That is why there is one sign only, and why neither order nor cost of withholding is published. Second, we cannot know what a reader knows besides, such as being in the table. Third, figures published elsewhere can be subtracted from ours; those we know of are reckoned with, others are not. Fourth, two figures that are both shown may differ by little, such as cases referred less those who consented; the difference is treated as a small count only where the dataset calls it an outcome. Fifth, whoever knows standards that differ from place to place has one more equation from a total of money; where a dataset says that its rates are public (rate: public), totals of money over a withheld count are withheld too.")}}}
}

func (g *page) citingSection() view.Section {
	out := view.Section{ID: "citing", Title: g.s("怎样引用", "How to cite"), Blocks: []view.Block{{
		Text: g.f("引用一个数，请写明数据集、时期、地区和截止日（本次为 %[1]s）。不公开的格子请照写“〔…〕，为保护隐私不公开”，不要写成 0 或“小于 %[2]s”，也不要用估计的数代替；“不公开”不说明那个数是大是小。",
			"Please name the dataset, the period, the place and the as-of date (%[1]s for this release). Write a withheld cell as “〔…〕, withheld to protect privacy”, never as 0 or “below %[2]s”, and put no estimate in its place: that a figure is withheld does not say whether it is small.", g.p.Date(g.cleared.AsOf), g.count(g.cleared.Rules.MinCount))}}}
	if all := g.datasets("aggregate"); len(all) > 0 {
		out.Blocks = append(out.Blocks, view.Block{Text: g.f("例如：%s", "For example: %s", g.citation(all[0]))})
	}
	return out
}
