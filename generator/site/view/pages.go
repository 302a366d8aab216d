package view

// The values of whole pages, one type for each kind of page; what they are made of stands in view.go.

// Entrance is the two-language page at /.
type Entrance struct {
	Frame
	Editions []EntranceEdition
}

// EntranceEdition is one edition's door, in its own language.
type EntranceEdition struct {
	Lang, Title, Tagline, Enter, Href string
	Complaints                        Link
	Banner                            string
}

// Home is the front page of an edition.
type Home struct {
	Frame
	Heading        string
	Lead           string
	Figures        []KeyFigure // of the first screen: how many, by whom, with how much
	More           []KeyFigure
	Complaint      ComplaintBox
	Disclosure     *Badge // how many projects have a current report; nil if unknown
	DisclosureHref string
	Charts         []Figure
	Projects       []Card
	ProjectsAll    Link
	Stories        []Card
	StoriesAll     Link
	News           []Card
	NewsAll        Link
	Datasets       []Card
	DatasetsAll    Link
	Topics         []Card
	TopicsAll      Link
	Map            *TileMap
	MapTable       Table
	RegionsAll     Link
}

// List is a list of entries: projects, stories, organisations, topics, datasets, notices, campaigns.
type List struct {
	Frame
	Heading string
	Intro   string
	Count   string  // "18 projects"
	Facets  []Group // links to groups on this page or to other lists
	Groups  []Group // one unnamed group when not grouped
	Pager   *Pager
	Empty   string // words for an empty list
}

// Article is text with facts beside it: stories, notices, campaigns, standing pages.
type Article struct {
	Frame
	Heading   string
	Kicker    string
	Summary   string
	Date      string
	DateISO   string
	Notice    string // a line set apart: pseudonym and consent, expiry, …
	Facts     []Fact
	Pictures  []Picture
	Body      HTML
	Sections  []Section
	Contents  []Link // headings, when there are more than three
	Figures   []Figure
	Tables    []Table
	Appeal    *Appeal // of a campaign that raises money
	Duties    Duties
	Related   []Group
	Complaint ComplaintBox
	// Corrections of what the page says, newest first.
	Corrections []Correction
	Prev, Next  *Link
}

// Section is a titled part of an article that the program writes itself, from what was cleared.
type Section struct {
	ID, Title string
	Blocks    []Block
}

// Block is one piece of a section: words with links right after them, labelled lines, a table, files. What is empty is not
// printed.
type Block struct {
	Text      string
	Links     []Link
	Facts     []Fact
	Table     *Table
	Downloads []Download
}

// Project is a brand project's profile.
type Project struct {
	Frame
	Heading     string
	Kicker      string
	Summary     string
	Status      Badge
	Facts       []Fact // organisation, field, level, regions, period, partners
	Pictures    []Picture
	Money       MoneyTrail
	Body        HTML
	Who         string // beneficiaries
	Standards   string
	Apply       string
	ContactText string
	Timeline    []Event
	Donors      []Table // of those who agreed to be named; none or one
	Duties      Duties
	Related     []Group
	Complaint   ComplaintBox
	Prev, Next  *Link
	Updated     string
	UpdatedISO  string
	QR          HTML // the page's own address, for a camera
	Corrections []Correction
}

// Organization is an organisation's profile.
type Organization struct {
	Frame
	Heading     string
	Kicker      string
	Summary     string
	Facts       []Fact
	Duties      Duties
	Ratios      Table // of Charity Law art. 61
	Related     []Group
	Complaint   ComplaintBox
	Corrections []Correction
	Prev, Next  *Link
}

// Topic is one clause of the policy, or one system that a clause sets up.
type Topic struct {
	Frame
	Heading    string
	Kicker     string // 第二条 / Clause 2
	Summary    string
	Facts      []Fact // responsible, basis, updated
	KeyFigures []KeyFigure
	Body       HTML
	Uses       []Use
	Parts      []Group // topics that are part of this one; none or one
	Figures    []Figure
	Related    []Group // datasets, projects, stories, campaigns, organisations, regions
	Complaint  ComplaintBox
	Prev, Next *Link
	// Corrections of what the page says, newest first.
	Corrections []Correction
}

// Use is what a reader can do about a topic, and every way to do it.
type Use struct {
	Label string
	Ways  []Way
}

// Way is one way to do a thing, with the page that it leads to; nil where it leads to none.
type Way struct {
	Text string
	Link *Link
}

// Regions is the overview of all reporting units and counties.
type Regions struct {
	Frame
	Heading string
	Intro   string
	Map     TileMap
	CityMap TileMap
	Tables  []Table // one table of the ten units
	Groups  []Group // counties by unit, as links
}

// TableFold is a table that opens under its title; the first one of a page stands open.
type TableFold struct {
	Table
	Title string
	Span  string // the periods it covers, or how many rows there are
	Open  bool
	Link  Link // to where all of it is; none if zero
}

// RegionData is what one dataset has for a region: beside those it is part of, and period by period.
type RegionData struct {
	ID, Title, Span string
	Open            bool
	Beside          Table
	Series          Table // empty without periods
	Source          Link
}

// Compare is a page of regions side by side, a table for each dataset.
type Compare struct {
	Frame
	Heading   string
	Intro     string
	Tables    []TableFold
	Others    []Group
	Complaint ComplaintBox
}

// Region is a reporting unit or a county.
type Region struct {
	Frame
	Heading     string
	Kicker      string // county-level city of Quanzhou
	Note        string // not covered, own reporting unit
	Facts       []Fact
	KeyFigures  []KeyFigure
	Data        []RegionData // one per dataset with a row for the region
	DataNote    string
	RegionsHref string      // the page that names all regions, for the script
	Compare     []Link      // pages of regions side by side
	Records     []TableFold // one per register with a row for the region
	Figures     []Figure
	Children    []Group // counties of a unit
	Related     []Group // projects, stories, organisations
	Complaint   ComplaintBox
	Prev, Next  *Link
}

// EmbedPage is one figure for the inside of another site's page.
type EmbedPage struct {
	Frame
	Figure Figure
}

// DatasetField is one line of the data dictionary.
type DatasetField struct {
	ID, Title, Type, Unit, Description, Rules string
}

// Download is one file to take away: what kind of file, and what it holds.
type Download struct {
	Format string
	Href   string
	Holds  string
}

// Dataset is a dataset's page: about, fields, figures, table, downloads.
type Dataset struct {
	Frame
	Heading   string
	Summary   string
	Facts     []Fact
	Downloads []Download
	Citation  string
	Privacy   string // how many cells are withheld and why, in words
	Why       []Link // pages that explain it, right after these words
	Fields    []DatasetField
	Figures   []Figure
	Table     Table
	TableNote string // rows x to y of z
	Pager     *Pager
	FirstPage bool // about, fields and figures stand on the first page only
	Related   []Group
	Complaint ComplaintBox
	// Corrections of the dataset, newest first.
	Corrections []Correction
}

// Complaints is the directory of channels by jurisdiction, after what to know before contact and before what happens next.
type Complaints struct {
	Frame
	Heading     string
	Intro       string
	Leave       Leave
	Guide       Link // plain questions that lead to the right office
	Before      []Fact
	Paper       Link // the form to print
	Groups      []ChannelGroup
	Jump        []Link
	Ladders     []Ladder
	LaddersNote string
	Rights      []Link
}

// Leave is the quick way off a page about complaints: a plain link, and what it does not do.
type Leave struct {
	Link Link
	Note string
}

// Guide is the decision tree on one page without scripts: every question and every end is a part with an anchor, every
// answer a link to one.
type Guide struct {
	Frame
	Heading   string
	Intro     string
	Leave     Leave
	Questions []GuideQuestion
	Ends      []GuideEnd
}

// GuideQuestion is one screen of the guide.
type GuideQuestion struct {
	ID, Ask, Help string
	Number        string // of the question, in words
	Answers       []Link
	Back          *Link // the question before; nil for the first
}

// GuideEnd is who handles the matter.
type GuideEnd struct {
	ID, Title, Text string
	Basis           string
	Channels        []Channel
	Tables          []TableFold // the same channel by reporting unit or county
	Next            *Link       // what happens next
	Again           Link
}

// Sheet is a complaint to be written by hand on A4.
type Sheet struct {
	Frame
	Heading string
	Intro   string
	Before  []string // not printed: what to do with it
	Parts   []SheetPart
	Foot    []string
	QR      HTML // the entry that it is about, else the complaint page
	Address string
}

// SheetPart is a titled part of the sheet; a field has a number of ruled lines, or boxes to tick.
type SheetPart struct {
	Title  string
	Note   string
	Fields []SheetField
}

// SheetField is one blank. Rules holds one entry for each ruled line, Boxes one text for each box; Value stands there in
// print already.
type SheetField struct {
	Label string
	Value string
	Rules []struct{}
	Boxes []string
}

// SiteMap lists every page of the edition.
type SiteMap struct {
	Frame
	Heading string
	Groups  []Group
}

// NotFound is the page for an address that does not exist; in both languages at the root.
type NotFound struct {
	Frame
	Heading   string
	Text      string
	Links     []Link
	Complaint ComplaintBox // of a page that was withdrawn
	Second    *NotFound    // the other language on the root page
}
