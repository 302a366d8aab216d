// Package view is the theme contract: everything that a template may see, and nothing else.
//
// Values arrive finished: numbers are formatted for the language, links are relative to the page, choices are
// booleans. A template loops, prints and asks Words for a UI string; it sorts, counts and decides nothing.
package view

// Words are the UI strings of the theme in the page's language (themes/banyan/text/zh.yaml, en.yaml).
type Words interface {
	// T gives a UI string; kv are alternating names and values for its {{.Name}} placeholders.
	T(id string, kv ...string) string
	// N gives a UI string by plural form of n; {{.N}} is n formatted for the language.
	N(id string, n int, kv ...string) string
}

// HTML is markup that base/prose, site/chart or site/qr made: safe to print unescaped. Nothing else may be turned into it.
type HTML string

// Link is an address a reader may follow, relative to the page unless External.
type Link struct {
	Text     string
	Href     string
	Lang     string // BCP 47 of the text, when it differs from the page's
	External bool
	Current  bool // points at the page itself or at its section
	Size     string
	Top      bool // leads out of the frame that another site shows this page in
}

// Alternate is one hreflang line; Lang "x-default" included.
type Alternate struct{ Lang, Href string }

// Picture is one picture in sized variants (all JPEG or PNG, metadata stripped).
type Picture struct {
	Src           string
	SrcSet        string // "a-480.jpg 480w, a-960.jpg 960w"; empty for a single size
	Width, Height int    // of Src, in CSS pixels
	Alt           string
	Caption       string
	Credit        string
}

// Frame is what every page has around its body.
type Frame struct {
	Lang        string // BCP 47, html lang
	Edition     string // zh | en; empty on the two-language pages
	W           Words
	Kind        string // page kind, for a class on body: home, project, …
	Path        string // of this page from the site's root
	Title       string // full <title>
	Description string
	Canonical   string // absolute
	Alternates  []Alternate
	OGImage     string   // absolute; may be empty
	OGType      string   // website | article
	JSONLD      HTML     // one JSON document, already escaped for a script element
	Stylesheet  string   // relative, fingerprinted
	Early       string   // the script that runs before the first paint; relative, fingerprinted
	Scripts     []string // scripts that run once the page stands; relative, fingerprinted
	NoIndex     bool     // search engines leave the page out: it is part of another
	Favicon     string
	FeedHref    string // Atom of the edition
	Home        Link
	SiteTitle   string
	Tagline     string
	Twin        Link   // the same page in the other edition
	Nav         []Link // main sections
	Complaints  Link   // the complaint page, in header and footer
	Banner      string // demonstration notice; empty if none
	Crumbs      []Link // home first; the last one is this page and Current
	AsOf        string // formatted as-of date
	AsOfISO     string
	Publisher   string
	Contact     string
	Licence     Link
	FooterLinks []Link // about, method, privacy, accessibility, terms, site map, feed
	Statutory   []Fact // ICP and others, when configured
	Prevails    string // "the Chinese text prevails", or empty
}

// Fact is a labelled line of a definition list. Either Value or Links is set.
type Fact struct {
	Label string
	Value string
	ISO   string // machine form of a date, for <time>
	Links []Link
	Note  string
}

// State says what a cell is; the states look and read differently everywhere.
type State string

const (
	Value         State = "value"
	Zero          State = "zero"
	Missing       State = "missing"        // not supplied
	Withheld      State = "withheld"       // not let through by the privacy gate
	NotApplicable State = "not-applicable" // there can be no value
)

// Cell is one formatted cell of a table.
type Cell struct {
	Text    string // for Missing and Withheld: the sign to show
	Spoken  string // words for screen readers when Text is a sign; else empty
	Exact   string // full figure for a title attribute, when Text is shortened
	Note    string // "3 of 8 not supplied", on totals
	State   State
	Numeric bool
	Step    int   // 1–5 colour step of a heat table; 0 otherwise
	Link    *Link // the cell's text is this link
}

// Signs says which signs a table or figure holds, each of which asks for a line of the legend.
type Signs struct{ Withheld, Missing, NotApplicable bool }

// Column is a table header.
type Column struct {
	Title   string
	Unit    string
	Numeric bool
}

// Row is a table row: a header cell, then the others.
type Row struct {
	Head  Cell
	Cells []Cell
	Total bool // a total row, set apart
}

// Table is a data table. Columns has one entry more than each row's Cells (the first heads the row headers).
type Table struct {
	ID       string
	Caption  string
	Columns  []Column
	Rows     []Row
	Signs    Signs
	Note     string
	Sortable bool     // it holds all its rows, so sorting it on the page does not mislead
	Steps    []string // of a heat table: words of the colour steps 1–5
}

// KeyFigure is one large number with its unit, period and source beside it.
type KeyFigure struct {
	Label  string
	Value  string // 12.4万 / 124 thousand; the sign when not State value or zero
	Exact  string // 124,318; empty when Value is exact
	Unit   string
	Period string
	Source Link // dataset page
	Note   string
	State  State
	Spoken string
	Href   string // page that tells more; may be empty
}

// Figure is a chart that is a table first.
type Figure struct {
	ID        string // anchor, unique on the page
	Title     string
	Alone     bool // it is all of its page, so its title is the page's heading
	Period    string
	Unit      string
	Source    Link
	Sentence  string // what it shows, in words
	SVG       HTML   // static picture with title and description
	Narrow    HTML   // the same for a telephone; "": SVG serves both
	Tiles     *TileMap
	Table     Table
	Downloads []Link // the whole dataset
	Files     []Link // this figure alone: its numbers, its picture
	Picture   string // address of the picture as a file of its own; "" where there is none
	Open      bool   // the table is the picture, so it is not folded away
	Note      string
	Live      *Live  // nil: the picture stays a picture
	Embed     *Embed // nil: the figure is not offered to other sites
	Signs     Signs
}

// Live is what a script needs to make a picture answer to pointer and keyboard: the chart engine's address, relative to
// the page, and the figure's option for either shape, as JSON that is safe in a script element.
type Live struct {
	Engine       string
	Wide, Narrow HTML
}

// Embed offers a figure to other sites.
type Embed struct {
	Page Link   // the figure on a page of its own
	Code string // the element that shows that page in another
}

// Tile is one county or city of the tile map.
type Tile struct {
	Col, Row   int // grid position from 0
	Name       string
	Short      string // at most four Han characters, or a short Latin name
	Value      string
	Step       int   // 1–5 colour step for State value; 0 otherwise
	State      State // Zero is step 0 as well
	NotCovered bool
	Href       string
}

// TileMap is the region view: squares of equal size, no boundary, area or position.
type TileMap struct {
	Title      string
	Unit       string
	Cols, Rows int
	Tiles      []Tile   // in reading order
	Legend     []string // words of steps 1–5, then nothing
	Caption    string
}

// Card is one entry of a list.
type Card struct {
	Href    string
	Title   string
	Kicker  string // field, type, level
	Summary string
	Meta    []Fact
	Date    string
	DateISO string
	Picture *Picture
	Badge   *Badge
}

// Badge is a status told by sign and words, never by colour alone.
type Badge struct {
	Tone string // ok | soon | late | none | info
	Sign string // ● ◐ ▲ —
	Text string
}

// Group is a titled run of cards or links.
type Group struct {
	ID    string
	Title string
	Note  string
	Cards []Card
	Links []Link
}

// Pager leads through numbered list pages.
type Pager struct {
	Prev, Next *Link
	Pages      []Link
}

// Event is a dated step of a timeline.
type Event struct {
	Date    string
	DateISO string
	Text    string
	Done    bool
}

// MoneyTrail is raised → spent → outcome → left over, from cleared register rows.
type MoneyTrail struct {
	Missing   string      // a reporting period for which this portal has no record; empty if none
	Steps     []MoneyStep // raised, spent, people helped, left over
	Period    string
	Source    Link
	Note      string
	Table     Table // the reports the figures rest on
	Empty     bool  // no record supplied to this portal
	EmptyNote string
}

// MoneyStep is one step of the trail. Amounts of money are drawn as lengths on one scale, from Start on, in thousandths of
// the largest; what is left over begins where what was spent ends.
type MoneyStep struct {
	KeyFigure
	Amount       bool   // drawn as a length; people are not
	Start, Share int    // 0 and 0 for an amount that may not be shown
	Words        string // the share in words, of what was raised
}

// Channel is one way to complain or ask.
type Channel struct {
	Name        string
	Handles     string
	Phone       string // as dialled, with tel: in PhoneHref
	PhoneHref   string
	Email       string
	EmailHref   string
	Web         *Link
	Post        string
	Hours       string
	Place       string // where to go
	Progress    string // how to ask about progress
	Languages   string
	Cost        string
	Anonymous   string
	ReplyTime   string
	Basis       string
	Verified    string
	VerifiedISO string
	Note        string
}

// ChannelGroup is the channels of one jurisdiction.
type ChannelGroup struct {
	ID            string
	Title         string
	Note          string
	Channels      []Channel
	CountiesTable Table // the same, as a table
}

// ComplaintBox says, on a page, who handles complaints about it. Text and Who come before the channels: what a reader
// has to know first.
type ComplaintBox struct {
	Title    string
	Who      string // which authority handles complaints about this, and why
	Text     string
	Channels []Channel
	Links    []Link // the guide, the paper form, rights
	More     Link
	QR       HTML   // on paper: the page's address; "" where the page has one elsewhere
	Address  string // of the page, beside the code
}

// Correction is the note of one correction, on the page it concerns (慈善组织信息公开办法, article 16).
type Correction struct {
	Date, DateISO string
	Field         string
	Old, New      string // both empty where What says it
	What          string
	Reason        string
	Complaint     *Link // statistics of the complaints that led to it; nil if none did
}

// Ladder is what happens after a complaint of one sort.
type Ladder struct {
	ID, Title, Note string
	Steps           []LadderStep
}

// LadderStep is one step; When is empty for a step without a fixed time, Basis for one whose law has not been read.
type LadderStep struct {
	When, Text, Basis string
}

// Duties says, for one record or a group of them, what had to be disclosed, what is due and what this portal has no record of.
type Duties struct {
	ID      string // anchor, unique on the page
	Title   string
	Summary string // how many in each state
	Table   Table  // what needs somebody, or came late
	Rest    Table  // what was disclosed in time
	RestAs  string // title of Rest
	Note    string
	Links   []Link // calendar, feed, the whole page
}

// Statement is one thing that has to be shown beside an appeal for money (Charity Law art. 25). Duty marks it for checks of
// the finished page: organization, certificate, plan, contact, lookup.
type Statement struct {
	Duty, Title string
	Facts       []Fact
}

// Appeal is what a page that asks for money has to say, and the way to give.
type Appeal struct {
	Title      string
	Statements []Statement
	Give       *Link  // to a designated platform; nil where there is none
	Note       string // where there is none, and how to know a designated platform
}

// Disclosure is the page of all findings, by organisation, duty or region.
type Disclosure struct {
	Frame
	Heading   string
	Intro     string
	Counts    Table
	Facets    []Group // the other ways to look at it, and the groups of this one
	Groups    []Duties
	Waivers   Table
	Downloads []Download
	Links     []Link // calendar, feed
	Method    []string
	Complaint ComplaintBox
}

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

// Topic is one clause of the policy.
type Topic struct {
	Frame
	Heading    string
	Kicker     string // 第二条 / Clause 2
	Summary    string
	Facts      []Fact // responsible, basis, updated
	KeyFigures []KeyFigure
	Body       HTML
	Figures    []Figure
	Related    []Group // datasets, projects, stories
	Complaint  ComplaintBox
	Prev, Next *Link
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
	Span  string // the periods it covers
	Open  bool
}

// Region is a reporting unit or a county.
type Region struct {
	Frame
	Heading    string
	Kicker     string // county-level city of Quanzhou
	Note       string // not covered, own reporting unit
	Facts      []Fact
	KeyFigures []KeyFigure
	Tables     []TableFold // one per dataset with a row for the region
	Figures    []Figure
	Children   []Group // counties of a unit
	Related    []Group // projects, stories, organisations
	Complaint  ComplaintBox
	Prev, Next *Link
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
