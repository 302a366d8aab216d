// Package check holds the rules that span files: every code, organisation, region, project, dataset and figure that
// one file names has to exist in another.
//
// It reads raw tables and words and reports problems; it changes nothing and keeps nothing.
package check

import (
	"maps"
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
)

// StandingPages are the pages of content/pages that every site has.
func StandingPages() []string {
	return []string{"about", "accessibility", "method", "privacy", "terms"}
}

// Run checks everything against everything.
func Run(cfg config.Config, corpus content.Corpus, set dataset.Set) diag.List {
	c := &checker{cfg: cfg, corpus: corpus, set: set, values: map[string]map[string]bool{}, names: map[string]map[string]string{}}
	c.collect()
	c.tables()
	c.projects()
	c.stories()
	c.topics()
	c.campaigns()
	c.site()
	return c.problems
}

type checker struct {
	cfg      config.Config
	corpus   content.Corpus
	set      dataset.Set
	values   map[string]map[string]bool   // list or register → what may be named
	names    map[string]map[string]string // list or register → title → what it names; empty where two have the title
	levels   map[string]string            // region → level
	parents  map[string]string            // region → the region above
	covered  map[string]bool              // region → data are expected
	problems diag.List
}

// collect gathers what may be named.
func (c *checker) collect() {
	for i := range c.set.Tables {
		t := &c.set.Tables[i]
		if t.Schema.Kind == "aggregate" || len(t.Schema.PrimaryKey) != 1 {
			continue
		}
		col := t.Column(t.Schema.PrimaryKey[0])
		set := map[string]bool{}
		for _, row := range t.Rows() {
			set[t.At(row, col).Text()] = true
			for _, f := range []string{"name_zh", "name_en", "short_zh", "short_en", "title_zh", "title_en"} {
				if title := t.Column(f); title >= 0 {
					c.named(t.Schema.ID, t.At(row, col).Text(), t.At(row, title).Text())
				}
			}
		}
		c.values[t.Schema.ID] = set
	}
	entries(c, "projects", c.corpus.Projects, func(p content.Project) (string, lang.Text) { return p.Slug, p.Title })
	entries(c, "stories", c.corpus.Stories, func(s content.Story) (string, lang.Text) { return s.Slug, s.Title })
	entries(c, "notices", c.corpus.Notices, func(n content.Notice) (string, lang.Text) { return n.Slug, n.Title })
	entries(c, "topics", c.corpus.Topics, func(t content.Topic) (string, lang.Text) { return t.Slug, t.Title })
	entries(c, "campaigns", c.corpus.Campaigns, func(x content.Campaign) (string, lang.Text) { return x.Slug, x.Title })
	entries(c, "pages", c.corpus.Pages, func(p content.Page) (string, lang.Text) { return p.Slug, p.Title })
	c.levels, c.parents, c.covered = map[string]string{}, map[string]string{}, map[string]bool{}
	if t, ok := c.set.Get("regions"); ok {
		code, level, parent, covered := t.Column("code"), t.Column("level"), t.Column("parent"), t.Column("covered")
		if min(code, level, parent, covered) < 0 {
			c.problems.Add(t.Schema.Place, "regions/fields", diag.Say("地区表要有 code、level、parent、covered 四列", "the region list needs the columns code, level, parent and covered"), diag.Msg{})
			return
		}
		for _, row := range t.Rows() {
			c.levels[t.At(row, code).Text()] = t.At(row, level).Text()
			c.parents[t.At(row, code).Text()] = t.At(row, parent).Text()
			c.covered[t.At(row, code).Text()] = t.At(row, covered).Text() != "no"
		}
		for _, row := range t.Rows() {
			if line := c.line(t.At(row, code).Text()); c.levels[line[len(line)-1]] != "province" {
				c.problems.Add(diag.Place{File: t.File, Line: row.Line()}, "regions/parent", diag.Say("这个地区往上走不到省一级", "the regions above this one do not lead to the province"),
					diag.Say("改正 parent：县（市、区）写设区的市，设区的市和平潭写 350000", "correct parent: the city for a county, 350000 for a city and for Pingtan"))
			}
		}
	}
}

// line lists a region and the regions above it, each once.
func (c *checker) line(code string) []string {
	out := []string{code}
	for up := c.parents[code]; up != "" && !slices.Contains(out, up); up = c.parents[up] {
		out = append(out, up)
	}
	return out
}

// entries gathers the entries of one kind.
func entries[T any](c *checker, kind string, all []T, about func(T) (string, lang.Text)) {
	set := map[string]bool{}
	for _, x := range all {
		slug, title := about(x)
		set[slug] = true
		c.named(kind, slug, title.ZH)
		c.named(kind, slug, title.EN)
	}
	c.values[kind] = set
}

// named notes the title of something that may be named, since an editor may write it in the code's place.
func (c *checker) named(list, code, title string) {
	title = strings.ToLower(title)
	if title == "" {
		return
	}
	if c.names[list] == nil {
		c.names[list] = map[string]string{}
	}
	if other, taken := c.names[list][title]; taken && other != code {
		code = ""
	}
	c.names[list][title] = code
}

// meant gives the code whose title an editor wrote.
func (c *checker) meant(list, title string) (string, bool) {
	code := c.names[list][strings.ToLower(strings.TrimSpace(title))]
	return code, code != ""
}

// home is where a list is kept.
func (c *checker) home(list string) string {
	if t, ok := c.set.Get(list); ok {
		return t.File
	}
	return "content/" + list + "/"
}

// known reports a name that does not exist in a list.
func (c *checker) known(list, name string, at diag.Place) {
	set, ok := c.values[list]
	switch {
	case name == "" || ok && set[name]:
	case !ok:
		c.problems.Add(at, "reference/list", diag.Say("没有“%s”这个代码表或名册", "there is no code list or register %q", diag.Safe(list)),
			diag.Say("在 data/codes 或 data/registers 里新建，或改正名称", "make it in data/codes or data/registers, or correct the name"))
	default:
		hint := diag.Say("可用的见 %s", "see %s for those that exist", c.home(list))
		near, ok := c.meant(list, name)
		if !ok {
			near, ok = facts.Nearest(name, keys(set))
		}
		if ok {
			hint = diag.Say("是不是“%s”？全部见 %s", "did you mean %q? see %s for all", near, c.home(list))
		}
		c.problems.Add(at, "reference/unknown", diag.Say("“%s”里没有“%s”", "%[1]s has no %[2]q", list, diag.Safe(name)), hint)
	}
}

// region reports a region that does not exist or is not at one of the levels.
func (c *checker) region(code string, at diag.Place, levels ...string) {
	c.known("regions", code, at)
	level, ok := c.levels[code]
	if ok && len(levels) > 0 && !slices.Contains(levels, level) {
		c.problems.Add(at, "reference/level", diag.Say("这里的地区级别应为 %s", "the region here has to be at the level %s", strings.Join(levels, ", ")),
			diag.Say("换成上一级或下一级的代码", "use the code of the level above or below"))
	}
}

func keys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// levelsFor lists the region levels that a field's level admits. Pingtan (level unit) is a county and a unit.
func levelsFor(level string) []string {
	switch level {
	case "county":
		return []string{"county", "unit"}
	case "unit", "city":
		return []string{"city", "unit"}
	case "province":
		return []string{"province"}
	}
	return nil
}

// tables checks the values of every table against the lists they come from.
func (c *checker) tables() {
	for _, must := range []string{"regions", "fields", "organizations", "channels"} {
		if _, ok := c.set.Get(must); !ok {
			c.problems.Add(diag.Place{File: "data/"}, "data/needed", diag.Say("缺少“%s”表", "the table %q is missing", must),
				diag.Say("这张表是每个站点都要有的", "every site has this table"))
		}
	}
	for i := range c.set.Tables {
		t := &c.set.Tables[i]
		for col, f := range t.Schema.Fields {
			if list, ok := c.set.Get(f.Codes); ok && (list.Schema.Kind != "code_list" || f.Codes == "regions") {
				c.problems.Add(t.Schema.Facts.Place("fields", col, "codes"), "reference/code-list", diag.Say("“%s”不是代码表", "%q is no code list", f.Codes),
					diag.Say("名册用 references；地区用 type: region", "use references for a register, type: region for regions"))
			}
			for _, list := range []string{f.Codes, f.References} {
				if list != "" {
					c.column(t, col, list)
				}
			}
			if f.Type == "region" && t.Schema.ID != "regions" {
				c.regions(t, col, f)
			}
		}
		for n, ch := range t.Schema.Charts {
			c.where(t, ch.Where, t.Schema.Facts.Place("charts", n, "where"))
		}
	}
}

// column checks one column against a list; each unknown value is reported once, at its first row.
func (c *checker) column(t *dataset.Table, col int, list string) {
	set, ok := c.values[list]
	if !ok {
		c.known(list, "?", t.Schema.Facts.Place("fields", col))
		return
	}
	reported := map[string]bool{}
	for _, row := range t.Rows() {
		v := t.At(row, col)
		if v.Present() && !set[v.Text()] && !reported[v.Text()] {
			reported[v.Text()] = true
			hint := diag.Say("改正代码，或先把它加进 %s", "correct the code, or add it to %s first", c.home(list))
			c.problems.Add(diag.Place{File: t.File, Line: row.Line()}, "reference/code",
				diag.Say("“%s”列的代码不在“%s”里", "a code in column %q is not in %q", t.Schema.Fields[col].ID, list), hint)
		}
	}
}

// regions checks a region column: the code exists, is at the field's level, and data are expected for it.
func (c *checker) regions(t *dataset.Table, col int, f dataset.Field) {
	levels := levelsFor(f.Level)
	reported := map[string]bool{}
	for _, row := range t.Rows() {
		v := t.At(row, col)
		if !v.Present() || reported[v.Text()] {
			continue
		}
		at := diag.Place{File: t.File, Line: row.Line()}
		level, ok := c.levels[v.Text()]
		switch {
		case !ok:
			c.problems.Add(at, "region/unknown", diag.Say("“%s”列的区划代码不在地区表里", "a region code in column %q is not in the region list", f.ID),
				diag.Say("区划调整过的旧代码要换成新代码，见 data/codes/regions.csv", "replace codes retired by boundary changes; see data/codes/regions.csv"))
		case len(levels) > 0 && !slices.Contains(levels, level):
			c.problems.Add(at, "region/level", diag.Say("“%s”列的地区级别不对", "a region in column %q is not at the field's level", f.ID),
				diag.Say("只报最细一级；合计由程序计算", "give the finest level only; totals are computed"))
		case t.Schema.Kind == "aggregate" && !c.covered[v.Text()]:
			c.problems.Add(at, "region/not-covered", diag.Say("“%s”列里有不在统计范围内的地区", "column %q has a region that is outside coverage", f.ID),
				diag.Say("删去这一行；金门县不在统计范围内", "remove the row; Jinmen County is outside coverage"))
		default:
			continue
		}
		reported[v.Text()] = true
	}
	if t.Schema.Kind == "aggregate" {
		c.overlap(t, col, f)
	}
}

// overlap reports a region that stands in the same table as a region above it: the sum would count it twice, and the
// one would give the other away.
func (c *checker) overlap(t *dataset.Table, col int, f dataset.Field) {
	first := map[string]int{}
	for _, row := range t.Rows() {
		if v := t.At(row, col); v.Present() && first[v.Text()] == 0 {
			first[v.Text()] = row.Line()
		}
	}
	for _, code := range slices.Sorted(maps.Keys(first)) {
		for _, up := range c.line(code)[1:] {
			if line := first[up]; line > 0 {
				c.problems.Add(diag.Place{File: t.File, Line: line}, "region/overlap", diag.Say("“%s”列既有这个地区，又有它的下级地区（第 %d 行）", "column %q has this region and a region inside it (line %d)", f.ID, first[code]),
					diag.Say("只报最细一级；合计由程序计算", "give the finest level only; totals are computed"))
			}
		}
	}
}

// where checks a selection of nodes against a table's dimensions.
func (c *checker) where(t *dataset.Table, where map[string]string, at diag.Place) {
	dims := make([]string, 0, len(where))
	for dim := range where {
		dims = append(dims, dim)
	}
	slices.Sort(dims)
	for _, dim := range dims {
		f, ok := t.Schema.Field(dim)
		if !ok || f.Role != "dimension" {
			c.problems.Add(at, "figure/where", diag.Say("“%s”不是这个数据集的维度", "%q is no dimension of the dataset", diag.Safe(dim)), diag.Msg{})
			continue
		}
		switch {
		case f.Type == "region":
			c.region(where[dim], at)
		case where[dim] == "all":
		case f.Type == "period":
			c.period(where[dim], at)
		case f.Codes != "":
			c.known(f.Codes, where[dim], at)
		case f.References != "":
			c.known(f.References, where[dim], at)
		case !slices.Contains(f.Values, where[dim]):
			c.problems.Add(at, "figure/value", diag.Say("“%s”不是维度“%s”的取值", "%q is no value of the dimension %q", diag.Safe(where[dim]), dim),
				diag.Say("允许：%s", "allowed: %s", strings.Join(f.Values, ", ")))
		}
	}
}

// period reports what is neither a period nor the newest one.
func (c *checker) period(name string, at diag.Place) {
	if _, err := calendar.ParsePeriod(name); err != nil && name != "latest" {
		c.problems.Add(at, "figure/period", diag.Say("“%s”不是时期", "%q is no period", diag.Safe(name)),
			diag.Say("写成 2026、2026Q3、latest 或 all", "write 2026, 2026Q3, latest or all"))
	}
}

// figure checks a "dataset/chart" name.
func (c *checker) figure(name string, at diag.Place) {
	id, chart, _ := strings.Cut(name, "/")
	t, ok := c.set.Get(id)
	if ok && slices.ContainsFunc(t.Schema.Charts, func(ch dataset.Chart) bool { return ch.ID == chart }) {
		return
	}
	c.problems.Add(at, "figure/unknown", diag.Say("没有“%s”这张图", "there is no figure %q", diag.Safe(name)),
		diag.Say("写成 数据集/图，例如 referrals/trend", "write dataset/chart, such as referrals/trend"))
}
