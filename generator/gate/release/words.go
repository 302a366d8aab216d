package release

import (
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/gate/pixels"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
)

// Cleared words. Project, Topic, Notice, Campaign and Page carry no count and no person: they pass as they are,
// as types of their own. A Story passes without its consent record.
type (
	Project   content.Project
	Topic     content.Topic
	Notice    content.Notice
	Campaign  content.Campaign
	Page      content.Page
	Picture   = content.Picture
	Review    = content.Review
	Milestone = content.Milestone
	Basis     = content.Basis
	Use       = content.Use
)

// Story is a case story as it may be shown.
type Story struct {
	Slug      string
	Title     lang.Text
	Summary   lang.Text
	Date      calendar.Date
	Project   string
	Region    string
	Field     string
	Topics    []string
	Kind      string
	Pseudonym lang.Text
	AgeBand   string
	Pictures  []Picture
	Prose     map[lang.Tag]prose.Doc
	Review    Review
}

// Words are the cleared entries of content/.
type Words struct {
	Projects  []Project
	Stories   []Story
	Topics    []Topic
	Notices   []Notice
	Campaigns []Campaign
	Pages     []Page
	// Gone are the addresses, from an edition's root, of entries that exist but are not shown on the as-of date.
	Gone map[string]bool
	// Tombstones stand at the addresses of stories that were withdrawn, in order of slug; these are among Gone too.
	Tombstones []Tombstone
}

// Withdrawn reports an address, from an edition's root, where a tombstone stands.
func (w Words) Withdrawn(address string) bool {
	return slices.ContainsFunc(w.Tombstones, func(x Tombstone) bool { return storyAddress(x.Slug) == address })
}

func storyAddress(slug string) string { return "/stories/" + slug + ".html" }

// words clears the entries of content/ for the as-of date. withdrawn are stories that were taken down, which may have no
// folder any more.
func (c *Cleared) words(corpus content.Corpus, rules config.Privacy, asOf calendar.Date, withdrawn map[string]calendar.Date) diag.List {
	var problems diag.List
	c.Gone = map[string]bool{}
	held := func(e content.Entry) bool {
		if e.Held {
			c.Gone[address(e.Kind, e.Slug)] = true // Corpus.Approve said so
		}
		return e.Held
	}
	for _, p := range corpus.Projects {
		if !held(p.Entry) {
			c.Projects = append(c.Projects, Project(p))
		}
	}
	for _, t := range corpus.Topics {
		if !held(t.Entry) {
			c.Topics = append(c.Topics, Topic(t))
		}
	}
	for _, n := range corpus.Notices {
		switch {
		case held(n.Entry):
		case n.Date.Compare(asOf) > 0:
			c.Gone["/notices/"+n.Slug+".html"] = true
			problems.Warn(n.Place, "notice/embargo", diag.Say("通知日期晚于基准日，暂不发布", "the notice is dated after the as-of date and is not published yet"), diag.Msg{})
		case !n.Expires.IsZero() && n.Expires.Compare(asOf) < 0:
			c.Gone["/notices/"+n.Slug+".html"] = true
			problems.Warn(n.Place, "notice/expired", diag.Say("通知已过期，不再发布", "the notice has expired and is not published"),
				diag.Say("可以移出 content/notices", "it can be moved out of content/notices"))
		default:
			c.Notices = append(c.Notices, Notice(n))
		}
	}
	for _, x := range corpus.Campaigns {
		if !held(x.Entry) {
			c.Campaigns = append(c.Campaigns, Campaign(x))
		}
	}
	for _, p := range corpus.Pages {
		if !held(p.Entry) {
			c.Pages = append(c.Pages, Page(p))
		}
	}
	withdrawn = maps.Clone(withdrawn)
	for _, s := range corpus.Stories {
		day, down := withdrawn[s.Slug]
		if w := s.Consent.Withdrawn; !w.IsZero() && w.Compare(asOf) <= 0 && (!down || w.Compare(day) < 0) {
			withdrawn[s.Slug], down = w, true
		}
		switch {
		case down:
			problems.Warn(s.Place, "story/withdrawn", diag.Say("故事已撤下，原址只留一页说明", "the story is withdrawn; its address says so and nothing else"),
				diag.Say("把它记进 data/registers/takedowns.csv，然后删去这个文件夹", "enter it in data/registers/takedowns.csv and remove this folder"))
		case held(s.Entry):
		case rules.ConsentRequired.Value != 0 && !consented(s.Consent, asOf):
			c.Gone[storyAddress(s.Slug)] = true
			problems.Warn(s.Place, "story/consent", diag.Say("故事的同意书在基准日无效（未开始、已到期，或不含网站范围），不发布", "the story's consent is not valid on the as-of date (not begun, expired, or not for the web): it is not published"),
				diag.Say("取得新的同意后更新 consent；没有同意就删去这个故事", "update consent once it is renewed; without consent, remove the story"))
		case s.Date.Compare(asOf) > 0:
			c.Gone[storyAddress(s.Slug)] = true
			problems.Warn(s.Place, "story/embargo", diag.Say("故事日期晚于基准日，暂不发布", "the story is dated after the as-of date and is not published yet"), diag.Msg{})
		default:
			c.Stories = append(c.Stories, Story{Slug: s.Slug, Title: s.Title, Summary: s.Summary, Date: s.Date, Project: s.Project, Region: s.Region,
				Field: s.Field, Topics: s.Topics, Kind: s.Subject.Kind, Pseudonym: s.Subject.Pseudonym, AgeBand: s.Subject.AgeBand,
				Pictures: allowedPictures(s, rules.Stories), Prose: s.Prose, Review: s.Review})
		}
	}
	for _, slug := range slices.Sorted(maps.Keys(withdrawn)) {
		c.Gone[storyAddress(slug)] = true
		c.Tombstones = append(c.Tombstones, Tombstone{slug, withdrawn[slug]})
	}
	return problems
}

// pictures clears the picture files of the entries that are shown.
func (c *Cleared) pictures(picture func(path string) (pixels.Set, error)) diag.List {
	var problems diag.List
	c.Pictures = map[string]pixels.Set{}
	var paths []string
	take := func(folder string, all []Picture) {
		for _, p := range all {
			paths = append(paths, folder+p.File)
		}
	}
	for _, x := range c.Projects {
		take("content/projects/"+x.Slug+"/", x.Pictures)
	}
	for _, x := range c.Stories {
		take("content/stories/"+x.Slug+"/", x.Pictures)
	}
	for _, x := range c.Notices {
		take("content/notices/"+x.Slug+"/", x.Pictures)
	}
	for _, x := range c.Campaigns {
		take("content/campaigns/"+x.Slug+"/", x.Pictures)
	}
	for _, x := range c.Topics {
		take("content/topics/"+x.Slug+"/", x.Pictures)
	}
	for _, x := range c.Pages {
		take("content/pages/"+x.Slug+"/", x.Pictures)
	}
	sets, errs := make([]pixels.Set, len(paths)), make([]error, len(paths))
	var wg sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0)) // a decoded picture is large: only a few at a time
	for i, path := range paths {
		wg.Go(func() {
			turn <- struct{}{}
			sets[i], errs[i] = picture(path)
			<-turn
		})
	}
	wg.Wait()
	for i, path := range paths {
		if errs[i] != nil {
			problems.Add(diag.Place{File: path}, "picture/unreadable", diag.Say("图片读不出来或太大", "the picture cannot be read or is too large"),
				diag.Say("另存为 JPEG 或 PNG，不超过 4000 万像素", "save it again as JPEG or PNG, at most 40 megapixels"))
			continue
		}
		c.Pictures[path] = sets[i]
	}
	return problems
}

// Region is one row of data/codes/regions.csv.
type Region struct {
	Code, Parent, Level string
	Name, Short         lang.Text
	Covered             bool
	Tile, CityTile      [2]int // column and row of the tile maps; -1 where the region has none
}

// IsUnit reports whether the region is one of the ten reporting units.
func (r Region) IsUnit() bool { return r.Level == "city" || r.Level == "unit" }

// IsCounty reports whether the region is one of the 84 county-level units.
func (r Region) IsCounty() bool { return r.Level == "county" || r.Level == "unit" }

// Code is one entry of a code list.
type Code struct {
	Code string
	Name lang.Text
	Note lang.Text
}

type regionRow struct {
	Code    string `csv:"code"`
	NameZH  string `csv:"name_zh"`
	NameEN  string `csv:"name_en"`
	ShortZH string `csv:"short_zh"`
	ShortEN string `csv:"short_en"`
	Level   string `csv:"level"`
	Parent  string `csv:"parent"`
	Covered string `csv:"covered"`
	Col     string `csv:"col"`
	Row     string `csv:"row"`
	CityCol string `csv:"city_col"`
	CityRow string `csv:"city_row"`
}

type codeRow struct {
	Code   string `csv:"code"`
	NameZH string `csv:"name_zh"`
	NameEN string `csv:"name_en"`
	NoteZH string `csv:"note_zh"`
	NoteEN string `csv:"note_en"`
}

// everything is for tables without a measure: code lists.
func everything(dataset.Field) bool { return true }

// codeLists reads the code lists, which are public as they are.
func (c *Cleared) codeLists(set dataset.Set) diag.List {
	var problems diag.List
	for i := range set.Tables {
		t := &set.Tables[i]
		if t.Schema.Kind != "code_list" {
			continue
		}
		if t.Schema.ID == "regions" {
			var rows []regionRow
			if err := t.Typed(&rows, everything); err != nil {
				problems.Add(t.Schema.Place, "data/rows", diag.Say("读不出行：%v", "rows cannot be read: %v", err), diag.Msg{})
			}
			for _, r := range rows {
				c.Regions = append(c.Regions, Region{Code: r.Code, Parent: r.Parent, Level: r.Level, Name: lang.Text{ZH: r.NameZH, EN: r.NameEN},
					Short: lang.Text{ZH: r.ShortZH, EN: r.ShortEN}, Covered: r.Covered != "no", Tile: tile(r.Col, r.Row), CityTile: tile(r.CityCol, r.CityRow)})
			}
			continue
		}
		var rows []codeRow
		if err := t.Typed(&rows, everything); err != nil {
			problems.Add(t.Schema.Place, "data/rows", diag.Say("读不出行：%v", "rows cannot be read: %v", err), diag.Msg{})
		}
		for _, r := range rows {
			c.Codes[t.Schema.ID] = append(c.Codes[t.Schema.ID], Code{r.Code, lang.Text{ZH: r.NameZH, EN: r.NameEN}, lang.Text{ZH: r.NoteZH, EN: r.NoteEN}})
		}
	}
	return problems
}

// tile reads a tile position; the schema has made sure that the cells are numbers or empty.
func tile(col, row string) [2]int {
	x, errX := strconv.Atoi(col)
	y, errY := strconv.Atoi(row)
	if errX != nil || errY != nil {
		return [2]int{-1, -1}
	}
	return [2]int{x, y}
}

// Region finds a region by code.
func (c *Cleared) Region(code string) (Region, bool) {
	for _, r := range c.Regions {
		if r.Code == code {
			return r, true
		}
	}
	return Region{}, false
}

// Name gives the name of a code in a code list, or the code itself where the list has none.
func (c *Cleared) Name(list, code string) lang.Text {
	for _, x := range c.Codes[list] {
		if x.Code == code {
			return x.Name
		}
	}
	return lang.Both(code)
}

// codesOf lists the codes of a dimension: its code list, its closed set, or what occurs, in a fixed order.
func (c *Cleared) codesOf(f Field, occurs map[string]calendar.Period) []Code {
	if f.Codes != "" {
		return c.Codes[f.Codes]
	}
	var out []Code
	if len(f.Values) > 0 {
		for _, v := range f.Values {
			out = append(out, Code{Code: v, Name: lang.Both(v)})
		}
		return out
	}
	for code := range occurs {
		out = append(out, Code{Code: code, Name: lang.Both(code)})
	}
	slices.SortFunc(out, func(a, b Code) int { return strings.Compare(a.Code, b.Code) })
	return out
}
