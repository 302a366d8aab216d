package check

import (
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// schema writes one with these fields, each "id type more…".
func schema(kind, id string, key string, fields ...string) string {
	var b strings.Builder
	b.WriteString("id: " + id + "\nkind: " + kind + "\ntitle: {zh: 试, en: trial}\ndescription: {zh: 试, en: trial}\nsource:\n  name: {zh: 试, en: trial}\nfrequency: irregular\n" +
		"contact: {zh: 试, en: trial}\nlicence: CC-BY-4.0\nprimary_key: [" + key + "]\nfields:\n")
	for _, f := range fields {
		words := strings.SplitN(f, " ", 3)
		b.WriteString("  - id: " + words[0] + "\n    type: " + words[1] + "\n    title: {zh: 甲, en: a}\n")
		if words[1] == "integer" {
			b.WriteString("    unit: {zh: 个, en: things}\n")
		}
		if len(words) == 3 {
			for more := range strings.SplitSeq(words[2], "; ") {
				b.WriteString("    " + more + "\n")
			}
		}
	}
	return b.String()
}

// project is the files of a data/ folder and the words beside it; every test begins with one that is right.
type project struct {
	files  map[string]string
	corpus content.Corpus
	site   config.Site
}

func right() *project {
	p := &project{files: map[string]string{
		"data/codes/regions.yaml": schema("code_list", "regions", "code", "code region required: true", "level code", "parent region", "covered code"),
		"data/codes/regions.csv": "code,level,parent,covered\n350000,province,,yes\n350100,city,350000,yes\n350102,county,350100,yes\n350500,city,350000,yes\n" +
			"350527,county,350500,no\n350128,unit,350000,yes\n",
		"data/codes/fields.yaml":            schema("code_list", "fields", "code", "code code required: true"),
		"data/codes/fields.csv":             "code\nfulao\njikun\n",
		"data/registers/organizations.yaml": schema("register", "organizations", "id", "id string required: true"),
		"data/registers/organizations.csv":  "id\nfjcf\n",
		"data/registers/channels.yaml":      schema("register", "channels", "id", "id string required: true", "region region level: any"),
		"data/registers/channels.csv":       "id,region\nhotline,350000\n",
		"data/registers/policies.yaml":      schema("register", "policies", "id", "id string required: true"),
		"data/registers/policies.csv":       "id\nlaw\n",
		"data/aggregates/helped.yaml": schema("aggregate", "helped", "period, region, kind, org, size", "period period role: dimension; required: true", "region region role: dimension; required: true; level: county",
			"kind code role: dimension; required: true; codes: fields", "org code role: dimension; required: true; references: organizations", "size code role: dimension; required: true; values: [big, small]",
			"people integer role: count", "days integer role: value") + "charts:\n  - {id: trend, kind: line, title: {zh: 图, en: figure}, x: period, y: [people], where: {kind: fulao, region: '350102'}}\n",
		"data/aggregates/helped.csv": "period,region,kind,org,size,people,days\n2026Q1,350102,fulao,fjcf,big,50,1\n2026Q1,350128,jikun,fjcf,small,60,2\n",
	}}
	entry := func(kind, slug string) content.Entry {
		file := "content/" + strings.Replace(kind+"s", "ys", "ies", 1) + "/" + slug + "/" + kind + ".yaml"
		return content.Entry{Kind: kind, Slug: slug, Place: diag.Place{File: file}, Facts: facts.Absent(file)}
	}
	for _, slug := range StandingPages() {
		p.corpus.Pages = append(p.corpus.Pages, content.Page{Entry: entry("page", slug)})
	}
	p.corpus.Projects = []content.Project{{Entry: entry("project", "canteen"), Field: "fulao", Organization: "fjcf", Partners: []string{"fjcf"}, Regions: []string{"350000", "350102"}, Topics: []string{"funding"}}}
	p.corpus.Stories = []content.Story{{Entry: entry("story", "noon"), Field: "jikun", Project: "canteen", Region: "350128", Topics: []string{"funding"}}}
	p.corpus.Topics = []content.Topic{{Entry: entry("topic", "funding"), Policy: "law", Datasets: []string{"helped"}, Figures: []string{"helped/trend"}, Fields: []string{"fulao"},
		KeyFigures: []content.KeyFigure{{Dataset: "helped", Field: "people", Where: map[string]string{"region": "350100", "kind": "all", "org": "fjcf", "size": "big"}}}}}
	p.corpus.Campaigns = []content.Campaign{{Entry: entry("campaign", "week"), Organization: "fjcf", Regions: []string{"350000"}, Projects: []string{"canteen"}}}
	p.site.Home = config.Home{Figures: []config.KeyFigure{{Dataset: "helped", Field: "people"}}, Charts: []string{"helped/trend"}, Projects: []string{"canteen"}, Stories: []string{"noon"}}
	return p
}

// run gives the codes of the problems with their files.
func (p *project) run(t *testing.T) []diag.Problem {
	t.Helper()
	files := map[string][]byte{}
	for name, text := range p.files {
		files[name] = []byte(text)
	}
	set, problems := dataset.Read(source.Make(files))
	if problems.Len() > 0 {
		t.Fatalf("the tables themselves have problems: %v", problems.Sorted())
	}
	list := Run(config.Config{Site: p.site, SiteFacts: facts.Absent("content/site.yaml"), Privacy: toCity()}, p.corpus, set)
	return list.Sorted()
}

func TestRightProjectHasNoProblem(t *testing.T) {
	if got := right().run(t); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

func TestEveryReferenceIsChecked(t *testing.T) {
	replace := func(file, old, new string) func(*project) {
		return func(p *project) {
			if !strings.Contains(p.files[file], old) {
				panic(file + " has no " + old)
			}
			p.files[file] = strings.Replace(p.files[file], old, new, 1)
		}
	}
	const helped, topics, site = "data/aggregates/helped.csv", "content/topics/funding/topic.yaml", "content/site.yaml"
	for name, x := range map[string]struct {
		change     func(*project)
		code, file string
	}{
		"project field":        {func(p *project) { p.corpus.Projects[0].Field = "fulo" }, "reference/unknown", "content/projects/canteen/project.yaml"},
		"project organization": {func(p *project) { p.corpus.Projects[0].Organization = "x" }, "reference/unknown", "content/projects/canteen/project.yaml"},
		"project partner":      {func(p *project) { p.corpus.Projects[0].Partners = []string{"x"} }, "reference/unknown", "content/projects/canteen/project.yaml"},
		"project region":       {func(p *project) { p.corpus.Projects[0].Regions = []string{"350999"} }, "reference/unknown", "content/projects/canteen/project.yaml"},
		"project topic":        {func(p *project) { p.corpus.Projects[0].Topics = []string{"x"} }, "reference/unknown", "content/projects/canteen/project.yaml"},
		"story field":          {func(p *project) { p.corpus.Stories[0].Field = "x" }, "reference/unknown", "content/stories/noon/story.yaml"},
		"story project":        {func(p *project) { p.corpus.Stories[0].Project = "x" }, "reference/unknown", "content/stories/noon/story.yaml"},
		"story region":         {func(p *project) { p.corpus.Stories[0].Region = "x" }, "reference/unknown", "content/stories/noon/story.yaml"},
		"story of a county":    {func(p *project) { p.corpus.Stories[0].Region = "350102" }, "reference/level", "content/stories/noon/story.yaml"},
		"story topic":          {func(p *project) { p.corpus.Stories[0].Topics = []string{"x"} }, "reference/unknown", "content/stories/noon/story.yaml"},
		"topic policy":         {func(p *project) { p.corpus.Topics[0].Policy = "x" }, "reference/unknown", topics},
		"topic field":          {func(p *project) { p.corpus.Topics[0].Fields = []string{"x"} }, "reference/unknown", topics},
		"topic dataset":        {func(p *project) { p.corpus.Topics[0].Datasets = []string{"x"} }, "topic/dataset", topics},
		"dataset with no page": {func(p *project) { p.corpus.Topics[0].Datasets = []string{"policies"} }, "topic/dataset", topics},
		"topic figure":         {func(p *project) { p.corpus.Topics[0].Figures = []string{"helped/x"} }, "figure/unknown", topics},
		"figure of no dataset": {func(p *project) { p.corpus.Topics[0].Figures = []string{"x/trend"} }, "figure/unknown", topics},
		"figure without slash": {func(p *project) { p.corpus.Topics[0].Figures = []string{"helped"} }, "figure/unknown", topics},
		"key figure's dataset": {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Dataset = "x" }, "figure/dataset", topics},
		"key figure's field":   {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Field = "x" }, "figure/field", topics},
		"key figure of median": {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Field = "days" }, "figure/field", topics},
		"where of no dim":      {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Where = map[string]string{"people": "1"} }, "figure/where", topics},
		"where of no region":   {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Where = map[string]string{"region": "all"} }, "reference/unknown", topics},
		"where of no code":     {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Where = map[string]string{"kind": "x"} }, "reference/unknown", topics},
		"where of no org":      {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Where = map[string]string{"org": "x"} }, "reference/unknown", topics},
		"where of no value":    {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Where = map[string]string{"size": "x"} }, "figure/value", topics},
		"where of no period":   {func(p *project) { p.corpus.Topics[0].KeyFigures[0].Where = map[string]string{"period": "x"} }, "figure/period", topics},
		"campaign organizer":   {func(p *project) { p.corpus.Campaigns[0].Organization = "x" }, "reference/unknown", "content/campaigns/week/campaign.yaml"},
		"campaign region":      {func(p *project) { p.corpus.Campaigns[0].Regions = []string{"x"} }, "reference/unknown", "content/campaigns/week/campaign.yaml"},
		"campaign project":     {func(p *project) { p.corpus.Campaigns[0].Projects = []string{"x"} }, "reference/unknown", "content/campaigns/week/campaign.yaml"},
		"home figure":          {func(p *project) { p.site.Home.Figures[0].Field = "x" }, "figure/field", site},
		"home chart":           {func(p *project) { p.site.Home.Charts = []string{"x"} }, "figure/unknown", site},
		"home project":         {func(p *project) { p.site.Home.Projects = []string{"x"} }, "reference/unknown", site},
		"home story":           {func(p *project) { p.site.Home.Stories = []string{"x"} }, "reference/unknown", site},
		"standing page":        {func(p *project) { p.corpus.Pages = p.corpus.Pages[1:] }, "page/needed", "content/pages/about/page.yaml"},
		"row's code":           {replace(helped, "jikun", "jikum"), "reference/code", helped},
		"row's organization":   {replace(helped, "fulao,fjcf", "fulao,x"), "reference/code", helped},
		"row's region":         {replace(helped, "350128", "350999"), "region/unknown", helped},
		"row of a city":        {replace(helped, "350128", "350500"), "region/level", helped},
		"row of Jinmen":        {replace(helped, "350128", "350527"), "region/not-covered", helped},
		"register's region":    {replace("data/registers/channels.csv", "350000", "350999"), "region/unknown", "data/registers/channels.csv"},
		"chart's code":         {replace("data/aggregates/helped.yaml", "kind: fulao", "kind: x"), "reference/unknown", "data/aggregates/helped.yaml"},
		"chart's region":       {replace("data/aggregates/helped.yaml", "'350102'", "'350999'"), "reference/unknown", "data/aggregates/helped.yaml"},
		"codes of a register":  {replace("data/aggregates/helped.yaml", "references: organizations", "codes: organizations"), "reference/code-list", "data/aggregates/helped.yaml"},
		"references to nobody": {replace("data/aggregates/helped.yaml", "references: organizations", "references: people"), "reference/list", "data/aggregates/helped.yaml"},
		"region without top":   {replace("data/codes/regions.csv", "350128,unit,350000", "350128,unit,"), "regions/parent", "data/codes/regions.csv"},
		"parent of its own":    {replace("data/codes/regions.csv", "350128,unit,350000", "350128,unit,350128"), "regions/parent", "data/codes/regions.csv"},
		"parent of no region":  {replace("data/codes/regions.csv", "350128,unit,350000", "350128,unit,359999"), "regions/parent", "data/codes/regions.csv"},
	} {
		p := right()
		x.change(p)
		got := p.run(t)
		if !slices.ContainsFunc(got, func(q diag.Problem) bool { return q.Code == x.code && q.File == x.file }) {
			t.Errorf("%s: %v, want %s in %s", name, got, x.code, x.file)
		}
		for _, q := range got {
			if q.Text.ZH == "" || q.Text.EN == "" {
				t.Errorf("%s: %s says nothing in one language", name, q.Code)
			}
		}
	}
}

func TestRegionBesideItsCity(t *testing.T) {
	p := right()
	p.files["data/aggregates/helped.yaml"] = strings.Replace(p.files["data/aggregates/helped.yaml"], "level: county", "level: any", 1)
	p.files["data/aggregates/helped.csv"] += "2026Q1,350100,jikun,fjcf,big,70,2\n"
	got := p.run(t)
	if len(got) != 1 || got[0].Code != "region/overlap" || got[0].Line != 4 {
		t.Errorf("%v", got)
	}
}

func TestNeededTables(t *testing.T) {
	for _, id := range []string{"codes/fields", "codes/regions", "registers/organizations", "registers/channels"} {
		p := right()
		delete(p.files, "data/"+id+".csv")
		delete(p.files, "data/"+id+".yaml")
		if got := p.run(t); !slices.ContainsFunc(got, func(q diag.Problem) bool { return q.Code == "data/needed" }) {
			t.Errorf("%s: %v", id, got)
		}
	}
}

func TestUnknownNameHintsAtTheNearest(t *testing.T) {
	p := right()
	p.corpus.Projects[0].Field = "fulo"
	if got := p.run(t); len(got) != 1 || !strings.Contains(got[0].Hint.EN, `"fulao"`) {
		t.Errorf("%v", got)
	}
}

func TestNameInPlaceOfCode(t *testing.T) {
	for _, x := range []struct {
		change func(*project)
		hint   string
	}{
		{func(p *project) { p.corpus.Projects[0].Field = "助学" }, `did you mean "zhuxue"? see data/codes/fields.csv for all`},
		{func(p *project) { p.corpus.Projects[0].Field = "Education Aid" }, `did you mean "zhuxue"? see data/codes/fields.csv for all`},
		{func(p *project) { p.corpus.Projects[0].Field = "两用" }, "see data/codes/fields.csv for those that exist"},
		{func(p *project) { p.corpus.Projects[0].Organization = "no such body" }, "see data/registers/organizations.csv for those that exist"},
		{func(p *project) { p.corpus.Stories[0].Project = "长者食堂" }, `did you mean "canteen"? see content/projects/ for all`},
		{func(p *project) { p.corpus.Stories[0].Project = "something else" }, "see content/projects/ for those that exist"},
		{func(p *project) { p.files["data/aggregates/helped.csv"] += "2026Q2,350102,x,fjcf,big,70,1\n" }, "correct the code, or add it to data/codes/fields.csv first"},
	} {
		p := right()
		p.files["data/codes/fields.yaml"] = schema("code_list", "fields", "code", "code code required: true", "name_zh string", "name_en string")
		p.files["data/codes/fields.csv"] = "code,name_zh,name_en\nfulao,扶老,elderly care\njikun,两用,hardship relief\nzhuxue,助学,education aid\nzhuyi,两用,medical aid\n"
		p.corpus.Projects[0].Title.ZH = "长者食堂"
		x.change(p)
		if got := p.run(t); len(got) != 1 || got[0].Hint.EN != x.hint {
			t.Errorf("%v, want the hint %s", got, x.hint)
		}
	}
}

func TestUnknownCodeIsReportedOnce(t *testing.T) {
	p := right()
	p.files["data/aggregates/helped.csv"] += "2026Q2,350102,x,fjcf,big,1,1\n2026Q3,350102,x,fjcf,big,1,1\n2026Q2,350102,y,fjcf,big,1,1\n"
	if got := p.run(t); len(got) != 2 || got[0].Line != 4 || got[1].Line != 6 {
		t.Errorf("%v", got)
	}
}

func BenchmarkRun(b *testing.B) {
	p := right()
	files := map[string][]byte{}
	for name, text := range p.files {
		files[name] = []byte(text)
	}
	set, _ := dataset.Read(source.Make(files))
	for b.Loop() {
		Run(config.Config{Site: p.site, SiteFacts: facts.Absent("content/site.yaml"), Privacy: toCity()}, p.corpus, set)
	}
}

// toCity lets a story name a city; one that mentions something sensitive names the province.
func toCity() config.Privacy {
	return config.Privacy{Stories: config.Stories{Place: config.WordRule{Value: "city"}, MentionPlace: config.WordRule{Value: "province"}}}
}
