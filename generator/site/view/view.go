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
	Top      bool   // leads out of the frame that another site shows this page in
	Marks    string // in a list of jumps to parts that can be narrowed: the marks of the part, as in Row
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
	ISO     string // of a day, for machines; a day stays on one line
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
	Total bool   // a total row, set apart
	Marks string // where the page narrows its rows by choices: the keys of the choices that hold for this row, with spaces between
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
	Sift     bool     // so long that a reader may want to see only the rows with some words
	Part     bool     // it is one page of several
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
	Origin Origin
}

// Origin points to where a number comes from: dataset, version, column, rows, and how it is worked out.
type Origin struct{ Facts []Fact }

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
	Fold  bool // of links: too many to stand open
}

// Choice is one thing that a reader may choose to see a part of the page only. Its key is among the Marks of what then stays.
type Choice struct {
	Key, Text, Size string
}

// Choices are the ways to narrow the page of all findings: one state without any script, the rest with one.
type Choices struct {
	States, Duties, Regions []Choice
	Rows                    string // how many rows the page has
	Note                    string // what is not among them
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
	Marks   string // on the page of all findings: the states of its rows
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
	Choices   Choices
	Groups    []Duties
	Kept      Table // by duty: those that this portal keeps by its own checks
	Waivers   Table
	Downloads []Download
	Links     []Link // calendar, feed
	Method    []string
	Complaint ComplaintBox
}
