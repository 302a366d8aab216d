// Package content is what editors write in words: projects, stories, topics, notices, campaigns and pages.
// Facts stand once, in YAML; prose stands once per language, in zh.md and en.md beside it.
//
// Nothing here is cleared for publication: only gate/release may turn a Story into something a page shows.
package content

import (
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/input/config"
)

// Entry is what every kind has: where it stands, its prose, its pictures.
type Entry struct {
	Kind  string     // project, story, topic, notice, campaign, page
	Slug  string     // the folder's name: a–z, 0–9 and single hyphens; part of the address, never changed
	Place diag.Place // of the facts file
	Facts *facts.Doc // for the places of later rules; nothing is read from it
	Prose map[lang.Tag]prose.Doc
	Held  bool // has to be approved and is not, so it is not published; said by Corpus.Approve
}

// Review is the approval of an entry before it is published (政府信息公开条例 17), by a role of site.yaml.
type Review struct {
	By string        `facts:"by"`
	On calendar.Date `facts:"on"`
}

// Picture is one picture file beside the facts. Alt is required in both languages (WCAG 2.2, 1.1.1).
type Picture struct {
	File    string    `facts:"file"`
	Alt     lang.Text `facts:"alt"`
	Caption lang.Text `facts:"caption,optional"`
	Credit  lang.Text `facts:"credit,optional"`
	People  string    `facts:"people"` // none | consented | back-view
}

// Milestone is a dated step of a project.
type Milestone struct {
	Date calendar.Date `facts:"date"`
	Text lang.Text     `facts:"text"`
	Done bool          `facts:"done,optional"`
}

// Project is the profile of a brand project. Its money and counts are not here: they are rows of
// data/registers/project_reports.csv, so that they pass through the gate.
type Project struct {
	Entry
	Title         lang.Text     `facts:"title"`
	Summary       lang.Text     `facts:"summary"`
	Field         string        `facts:"field"` // code list fields
	Level         string        `facts:"level"` // province | city | county
	Brand         string        `facts:"brand,optional"`
	Organization  string        `facts:"organization"` // registers/organizations
	Partners      []string      `facts:"partners,optional"`
	Regions       []string      `facts:"regions"` // codes/regions; 350000 means the whole province
	Status        string        `facts:"status"`  // open | running | closed
	Start         calendar.Date `facts:"start"`
	End           calendar.Date `facts:"end,optional"`
	Beneficiaries lang.Text     `facts:"beneficiaries"`
	Standards     lang.Text     `facts:"standards"`    // what is given (慈善法 81)
	HowToApply    lang.Text     `facts:"how_to_apply"` // 慈善法 81
	Contact       lang.Text     `facts:"contact"`
	Milestones    []Milestone   `facts:"milestones,optional"`
	Topics        []string      `facts:"topics,optional"`
	CharityChina  string        `facts:"charity_china,optional"` // address of the record on 慈善中国
	Selection     lang.Text     `facts:"selection,optional"`     // how grants are applied for and reviewed (基金会管理条例 30)
	Major         bool          `facts:"major,optional"`         // a major project of its organization (民政部令第81号)
	Residual      Residual      `facts:"residual,optional"`
	Change        Change        `facts:"change,optional"`
	Pictures      []Picture     `facts:"pictures,optional"`
	Updated       calendar.Date `facts:"updated"`
	Review        Review        `facts:"review,optional"`
}

// Residual says what became of property that was left when a project ended (慈善法 58).
type Residual struct {
	Left      bool          `facts:"left"`
	Disposal  lang.Text     `facts:"disposal,optional"`
	Published calendar.Date `facts:"published,optional"`
}

// Change is a change of what the money is for (慈善法 56).
type Change struct {
	Changed  calendar.Date `facts:"changed"`
	FilingNo string        `facts:"filing_no,optional"`
	Filed    calendar.Date `facts:"filed,optional"`
}

// Subject says whom a story is about, in no more detail than may be published.
type Subject struct {
	Kind      string    `facts:"kind"` // person | family | group | volunteer | organization
	Pseudonym lang.Text `facts:"pseudonym,optional"`
	AgeBand   string    `facts:"age_band,optional"` // one of those in data/rules/privacy.yaml
	Minor     bool      `facts:"minor,optional"`
}

// Consent is the record that the people in a story agreed (PIPL 25, 29; 慈善法 63). Reference is never published.
type Consent struct {
	Scope     []string      `facts:"scope"` // text, picture, web, reuse
	Granted   calendar.Date `facts:"granted"`
	Expires   calendar.Date `facts:"expires"`
	Withdrawn calendar.Date `facts:"withdrawn,optional"`
	Guardian  bool          `facts:"guardian,optional"`
	Reference string        `facts:"reference"`
}

// Story is a case story.
type Story struct {
	Entry
	Title    lang.Text     `facts:"title"`
	Summary  lang.Text     `facts:"summary"`
	Date     calendar.Date `facts:"date"`
	Project  string        `facts:"project,optional"`
	Region   string        `facts:"region"` // no finer than data/rules/privacy.yaml says
	Field    string        `facts:"field"`
	Topics   []string      `facts:"topics,optional"`
	Subject  Subject       `facts:"subject"`
	Mentions []string      `facts:"mentions,optional"` // sensitive matters: health, disability, …
	Consent  Consent       `facts:"consent"`
	Pictures []Picture     `facts:"pictures,optional"`
	Review   Review        `facts:"review,optional"`
}

// Sensitive reports a story that says it mentions something sensitive, or is a minor's (PIPL 28).
func (s Story) Sensitive() bool { return len(s.Mentions) > 0 || s.Subject.Minor }

// KeyFigure is one number of a topic; the home page has the same.
type KeyFigure = config.KeyFigure

// Basis is what a topic rests on: a row of registers/policies and the part of it, such as its articles.
type Basis struct {
	Policy string    `facts:"policy"`
	Part   lang.Text `facts:"part,optional"`
}

// Use is one way to use what a topic is about.
type Use struct {
	Do   string    `facts:"do"` // apply | join | give | complain | read
	Text lang.Text `facts:"text"`
	Link string    `facts:"link,optional"` // address within the edition, such as complaints.html
}

// Topic is one clause of the policy, or one named system of a clause: which datasets, which figures.
type Topic struct {
	Entry
	Title       lang.Text     `facts:"title"`
	Summary     lang.Text     `facts:"summary"`
	Parent      string        `facts:"parent,optional"` // the topic this one is part of
	Clause      int           `facts:"clause,optional"` // 1–10
	Policy      string        `facts:"policy"`          // registers/policies
	Basis       []Basis       `facts:"basis,optional"`  // what else it rests on
	Responsible lang.Text     `facts:"responsible"`
	Uses        []Use         `facts:"use,optional"`
	KeyFigures  []KeyFigure   `facts:"key_figures,optional"`
	Figures     []string      `facts:"figures,optional"` // dataset/chart
	Datasets    []string      `facts:"datasets,optional"`
	Fields      []string      `facts:"fields,optional"` // projects of these fields are listed
	Projects    []string      `facts:"projects,optional"`
	Stories     []string      `facts:"stories,optional"`
	Campaigns   []string      `facts:"campaigns,optional"`
	Partners    []string      `facts:"organizations,optional"` // registers/organizations
	Regions     []string      `facts:"regions,optional"`
	Updated     calendar.Date `facts:"updated"`
	Pictures    []Picture     `facts:"pictures,optional"`
	Review      Review        `facts:"review,optional"`
}

// Notice is a dated announcement.
type Notice struct {
	Entry
	Title    lang.Text     `facts:"title"`
	Summary  lang.Text     `facts:"summary"`
	Type     string        `facts:"type"` // announcement | update | clarification | correction
	Date     calendar.Date `facts:"date"`
	Expires  calendar.Date `facts:"expires,optional"`
	Pictures []Picture     `facts:"pictures,optional"`
	Review   Review        `facts:"review,optional"`
}

// Campaign is a dated drive, such as Charity Week.
type Campaign struct {
	Entry
	Title        lang.Text     `facts:"title"`
	Summary      lang.Text     `facts:"summary"`
	Type         string        `facts:"type"` // publicity | public_fundraising | targeted_fundraising
	Organization string        `facts:"organization"`
	Start        calendar.Date `facts:"start"`
	End          calendar.Date `facts:"end"`
	Regions      []string      `facts:"regions"`
	Projects     []string      `facts:"projects,optional"`
	Fundraising  Fundraising   `facts:"fundraising,optional"` // required unless the type is publicity
	Pictures     []Picture     `facts:"pictures,optional"`
	Updated      calendar.Date `facts:"updated"`
	Review       Review        `facts:"review,optional"`
}

// Fundraising is what a campaign that raises funds has to say in public (慈善法 24, 25). There is no place for a bank
// account: giving goes through a designated platform (慈善法 27). Who leads it is given as a role, never by name.
type Fundraising struct {
	Emergency          bool          `facts:"emergency,optional"` // 慈善法 72, 73
	PhaseEnd           calendar.Date `facts:"phase_end,optional"` // last day of the response and rescue phase
	FilingNo           string        `facts:"filing_no,optional"`
	Filed              calendar.Date `facts:"filed,optional"`
	Purpose            lang.Text     `facts:"purpose"`
	Area               lang.Text     `facts:"area"`
	Responsible        lang.Text     `facts:"responsible"`
	Office             lang.Text     `facts:"office"`
	Method             lang.Text     `facts:"method"`
	Beneficiaries      lang.Text     `facts:"beneficiaries"`
	Use                lang.Text     `facts:"use"`
	Cost               lang.Text     `facts:"cost,optional"`
	Residual           lang.Text     `facts:"residual,optional"`
	Contact            lang.Text     `facts:"contact"`
	LookupURL          string        `facts:"lookup_url"` // where the filing can be looked up
	Mode               string        `facts:"mode"`       // online | box | event
	LocalFilingNo      string        `facts:"local_filing_no,optional"`
	Platform           string        `facts:"platform,optional"` // registers/platforms
	DonateURL          string        `facts:"donate_url,optional"`
	Partner            lang.Text     `facts:"partner,optional"` // 慈善法 26
	PartnerEvaluation  string        `facts:"partner_evaluation,optional"`
	PartnerSupervision string        `facts:"partner_supervision,optional"`
	PartnerPublished   calendar.Date `facts:"partner_published,optional"`
	CharityChina       string        `facts:"charity_china,optional"`
}

// Page is standing text: about, method, privacy, accessibility, terms.
type Page struct {
	Entry
	Title    lang.Text     `facts:"title"`
	Summary  lang.Text     `facts:"summary"`
	Updated  calendar.Date `facts:"updated"`
	Pictures []Picture     `facts:"pictures,optional"`
	Review   Review        `facts:"review,optional"`
}

// Corpus is everything in content/ but site.yaml, each kind in order of slug.
type Corpus struct {
	Projects  []Project
	Stories   []Story
	Topics    []Topic
	Notices   []Notice
	Campaigns []Campaign
	Pages     []Page
}
