package release

import (
	"slices"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/dataset"
)

// Organization is one row of data/registers/organizations.csv.
type Organization struct {
	ID                string
	Name              lang.Text
	Type              string // code list org_types
	Level, Region     string
	Authority         lang.Text // registration authority, which handles complaints about it (民发〔2016〕139号)
	PublicFundraising bool
	Purpose           lang.Text
	Founded, Updated  calendar.Date
	Website           string
}

// Channel is one row of data/registers/channels.csv: a way to complain or ask.
type Channel struct {
	ID, Kind, Region                            string
	Name, Handles, Post, Hours, Languages, Cost lang.Text
	Reply, Basis, VerifiedBy, Note              lang.Text
	Place, Progress                             lang.Text // where to go, and how to ask about progress
	Phone, Email, URL                           string
	Anonymous                                   string // yes, no, partly
	Transfer                                    bool   // 12345 passes callers on; no number of its own
	VerifiedOn                                  calendar.Date
}

// Platform is one row of data/registers/platforms.csv: a designated online public fundraising platform (慈善法 27).
type Platform struct {
	ID                    string
	Name                  lang.Text
	Operator, Host, Batch string
	Designated, Withdrawn calendar.Date
	Source                lang.Text
	SourceURL             string
}

// Policy is one row of data/registers/policies.csv.
type Policy struct {
	ID                 string
	Title, Issuer      lang.Text
	DocNo, URL, Status string
	Date, From         calendar.Date
}

// Tombstone says that something was published once and is gone: one row of data/registers/takedowns.csv, or a story whose
// consent was withdrawn. It knows the address and the day, and nothing else.
type Tombstone struct {
	Slug string // of a story
	Date calendar.Date
}

// Donor is one row of data/registers/donors.csv whose consent to be named is valid on the as-of date (慈善法 82).
type Donor struct {
	ID      string
	Name    lang.Text // as the donor agreed to be called
	Year    string
	Project string
	Band    string // code list donation_bands; "" where the consent does not cover the amount
}

type takedownRow struct {
	ID   string `csv:"id"`
	Kind string `csv:"kind"`
	Date string `csv:"date"`
}

type donorRow struct {
	ID      string `csv:"id"`
	NameZH  string `csv:"name_zh"`
	NameEN  string `csv:"name_en"`
	Year    string `csv:"year"`
	Project string `csv:"project"`
	Band    string `csv:"band"`
	Scope   string `csv:"consent_scope"`
}

type organizationRow struct {
	ID                string `csv:"id"`
	NameZH            string `csv:"name_zh"`
	NameEN            string `csv:"name_en"`
	Type              string `csv:"type"`
	Level             string `csv:"level"`
	Region            string `csv:"region"`
	AuthorityZH       string `csv:"registration_authority_zh"`
	AuthorityEN       string `csv:"registration_authority_en"`
	PublicFundraising string `csv:"public_fundraising"`
	PurposeZH         string `csv:"purpose_zh"`
	PurposeEN         string `csv:"purpose_en"`
	Founded           string `csv:"founded"`
	Website           string `csv:"website"`
	Updated           string `csv:"updated"`
}

type channelRow struct {
	ID           string `csv:"id"`
	Kind         string `csv:"kind"`
	Region       string `csv:"region"`
	NameZH       string `csv:"name_zh"`
	NameEN       string `csv:"name_en"`
	HandlesZH    string `csv:"handles_zh"`
	HandlesEN    string `csv:"handles_en"`
	Phone        string `csv:"phone"`
	Transfer     string `csv:"transfer"`
	PostZH       string `csv:"post_zh"`
	PostEN       string `csv:"post_en"`
	Email        string `csv:"email"`
	URL          string `csv:"url"`
	HoursZH      string `csv:"hours_zh"`
	HoursEN      string `csv:"hours_en"`
	PlaceZH      string `csv:"place_zh"`
	PlaceEN      string `csv:"place_en"`
	ProgressZH   string `csv:"progress_zh"`
	ProgressEN   string `csv:"progress_en"`
	LanguagesZH  string `csv:"languages_zh"`
	LanguagesEN  string `csv:"languages_en"`
	CostZH       string `csv:"cost_zh"`
	CostEN       string `csv:"cost_en"`
	Anonymous    string `csv:"anonymous"`
	ReplyZH      string `csv:"reply_zh"`
	ReplyEN      string `csv:"reply_en"`
	BasisZH      string `csv:"basis_zh"`
	BasisEN      string `csv:"basis_en"`
	VerifiedOn   string `csv:"verified_on"`
	VerifiedByZH string `csv:"verified_by_zh"`
	VerifiedByEN string `csv:"verified_by_en"`
	NoteZH       string `csv:"note_zh"`
	NoteEN       string `csv:"note_en"`
}

type platformRow struct {
	ID         string `csv:"id"`
	NameZH     string `csv:"name_zh"`
	NameEN     string `csv:"name_en"`
	OperatorZH string `csv:"operator_zh"`
	Host       string `csv:"host"`
	Batch      string `csv:"batch"`
	Designated string `csv:"designated_on"`
	Withdrawn  string `csv:"withdrawn_on"`
	SourceZH   string `csv:"source_zh"`
	SourceEN   string `csv:"source_en"`
	SourceURL  string `csv:"source_url"`
}

type policyRow struct {
	ID       string `csv:"id"`
	TitleZH  string `csv:"title_zh"`
	TitleEN  string `csv:"title_en"`
	DocNo    string `csv:"doc_no"`
	IssuerZH string `csv:"issuer_zh"`
	IssuerEN string `csv:"issuer_en"`
	Date     string `csv:"date"`
	From     string `csv:"from"`
	URL      string `csv:"url"`
	Status   string `csv:"status"`
}

// wordsOnly keeps measures out of typed rows: a count reaches the site only as a Cell.
func wordsOnly(f dataset.Field) bool { return !f.Measure() }

// date reads a date that the schema has checked already.
func date(s string) calendar.Date {
	d, err := calendar.Parse(s)
	if err != nil {
		return calendar.Date{}
	}
	return d
}

// registers reads the registers that pages are made of. A register that is absent leaves its pages out.
func (c *Cleared) registers(set dataset.Set) diag.List {
	var problems diag.List
	var organizations []organizationRow
	var channels []channelRow
	var platforms []platformRow
	var policies []policyRow
	var donors []donorRow
	for _, register := range []struct {
		id   string
		rows any
	}{{"organizations", &organizations}, {"channels", &channels}, {"platforms", &platforms}, {"policies", &policies}, {donorsRegister, &donors}} {
		t, ok := set.Get(register.id)
		if !ok {
			continue
		}
		if err := t.Typed(register.rows, wordsOnly); err != nil {
			problems.Add(t.Schema.Place, "data/rows", diag.Say("读不出行：%v", "rows cannot be read: %v", err), diag.Msg{})
		}
	}
	for _, r := range organizations {
		c.Organizations = append(c.Organizations, Organization{ID: r.ID, Name: lang.Text{ZH: r.NameZH, EN: r.NameEN}, Type: r.Type, Level: r.Level, Region: r.Region,
			Authority: lang.Text{ZH: r.AuthorityZH, EN: r.AuthorityEN}, PublicFundraising: r.PublicFundraising == "yes",
			Purpose: lang.Text{ZH: r.PurposeZH, EN: r.PurposeEN}, Founded: date(r.Founded), Updated: date(r.Updated), Website: r.Website})
	}
	for _, r := range channels {
		c.Channels = append(c.Channels, Channel{ID: r.ID, Kind: r.Kind, Region: r.Region,
			Name: lang.Text{ZH: r.NameZH, EN: r.NameEN}, Handles: lang.Text{ZH: r.HandlesZH, EN: r.HandlesEN}, Post: lang.Text{ZH: r.PostZH, EN: r.PostEN},
			Hours: lang.Text{ZH: r.HoursZH, EN: r.HoursEN}, Languages: lang.Text{ZH: r.LanguagesZH, EN: r.LanguagesEN}, Cost: lang.Text{ZH: r.CostZH, EN: r.CostEN},
			Reply: lang.Text{ZH: r.ReplyZH, EN: r.ReplyEN}, Basis: lang.Text{ZH: r.BasisZH, EN: r.BasisEN}, VerifiedBy: lang.Text{ZH: r.VerifiedByZH, EN: r.VerifiedByEN},
			Place: lang.Text{ZH: r.PlaceZH, EN: r.PlaceEN}, Progress: lang.Text{ZH: r.ProgressZH, EN: r.ProgressEN},
			Note: lang.Text{ZH: r.NoteZH, EN: r.NoteEN}, Phone: r.Phone, Email: r.Email, URL: r.URL, Anonymous: r.Anonymous, Transfer: r.Transfer == "yes", VerifiedOn: date(r.VerifiedOn)})
	}
	for _, r := range platforms {
		c.Platforms = append(c.Platforms, Platform{ID: r.ID, Name: lang.Text{ZH: r.NameZH, EN: r.NameEN}, Operator: r.OperatorZH, Host: r.Host, Batch: r.Batch,
			Designated: date(r.Designated), Withdrawn: date(r.Withdrawn), Source: lang.Text{ZH: r.SourceZH, EN: r.SourceEN}, SourceURL: r.SourceURL})
	}
	for _, r := range policies {
		c.Policies = append(c.Policies, Policy{ID: r.ID, Title: lang.Text{ZH: r.TitleZH, EN: r.TitleEN}, Issuer: lang.Text{ZH: r.IssuerZH, EN: r.IssuerEN},
			DocNo: r.DocNo, URL: r.URL, Status: r.Status, Date: date(r.Date), From: date(r.From)})
	}
	for _, r := range donors {
		if !slices.Contains(strings.Fields(r.Scope), "amount") {
			r.Band = ""
		}
		c.Donors = append(c.Donors, Donor{ID: r.ID, Name: lang.Text{ZH: r.NameZH, EN: r.NameEN}, Year: r.Year, Project: r.Project, Band: r.Band})
	}
	return problems
}

// takedowns reads what was withdrawn: slug of a story → the day. A row of the future has no effect yet.
func takedowns(set dataset.Set, asOf calendar.Date) (map[string]calendar.Date, diag.List) {
	var problems diag.List
	out := map[string]calendar.Date{}
	t, ok := set.Get("takedowns")
	if !ok {
		return out, problems
	}
	var rows []takedownRow
	if err := t.Typed(&rows, wordsOnly); err != nil {
		problems.Add(t.Schema.Place, "data/rows", diag.Say("读不出行：%v", "rows cannot be read: %v", err), diag.Msg{})
	}
	for i, r := range rows {
		if r.Kind != "story" {
			problems.Add(diag.Place{File: t.File, Line: t.Rows()[i].Line()}, "story/takedown", diag.Say("撤下记录只用于故事", "only stories can be taken down here"),
				diag.Say("kind 写 story；别的内容直接删去它的文件夹", "kind is story; of other entries remove the folder"))
			continue
		}
		if d := date(r.Date); d.Compare(asOf) <= 0 {
			out[r.ID] = d
		}
	}
	return out, problems
}
