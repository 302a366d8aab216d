package duty

import (
	"slices"
	"strconv"
	"strings"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// Record is one row of a register as it was cleared, or a project, a campaign or the portal itself as if they were rows.
type Record struct {
	Register, ID string
	Organization string // id of the organization that owes; "" for the portal's own
	Title        lang.Text
	Regions      []string
	Fields       map[string]string // only what is filled in; a number that is withheld reads "withheld"
	Numbers      map[string]int64  // cleared measures in their smallest unit, fen for money
}

// Key names the record on the whole site.
func (r Record) Key() string { return r.Register + "/" + r.ID }

// Books are all registers by id.
type Books struct {
	rows    map[string][]Record
	columns map[string][]string // what a row of each register could hold; nil in books of rows alone
}

// Portal is the id of the register with the portal itself as its only row.
const Portal = "portal"

// policyInForce is the day on which 闽民救〔2024〕117号 came into force: the portal's own yearly duties count from it.
const policyInForce = "2024-09-01"

// NewBooks takes rows as they are: the registers' own, and those of "projects", "campaigns" and Portal.
func NewBooks(records []Record) Books {
	b := Books{rows: map[string][]Record{}}
	for _, r := range records {
		b.rows[r.Register] = append(b.rows[r.Register], r)
	}
	return b
}

// From makes the books of what was cleared. Kind is the publisher's: some duties bind an authority only.
func From(c *release.Cleared, kind string) Books {
	records := []Record{{Register: Portal, ID: "site", Title: lang.Text{ZH: "本站", EN: "This portal"}, Fields: map[string]string{"kind": kind, "since": policyInForce}}}
	owner := map[string]string{} // project or campaign → organization
	for _, p := range c.Projects {
		owner["projects/"+p.Slug] = p.Organization
		records = append(records, projectRecord(p))
	}
	for _, x := range c.Campaigns {
		owner["campaigns/"+x.Slug] = x.Organization
		records = append(records, campaignRecord(c, x))
	}
	for _, t := range c.Tables {
		if t.Schema.Kind == "code_list" {
			continue
		}
		for i := range t.Rows {
			records = append(records, rowRecord(t, i, owner))
		}
	}
	b := NewBooks(records)
	b.columns = columns(c)
	return b
}

// rowRecord makes a record of one row of a register.
func rowRecord(t *release.Table, i int, owner map[string]string) Record {
	r := Record{Register: t.Schema.ID, Fields: map[string]string{}, Numbers: map[string]int64{}}
	for c, f := range t.Schema.Fields {
		text := t.Rows[i].Texts[c]
		if f.Measure() {
			n, ok := t.Rows[i].Cells[c].Number()
			switch {
			case ok:
				r.Numbers[f.ID], text = n, strconv.FormatInt(n, 10)
			case t.Rows[i].Cells[c].State() == release.Withheld:
				text = "withheld" // supplied, and kept back by the gate
			}
		}
		if text != "" {
			r.Fields[f.ID] = text
		}
	}
	r.ID = r.Fields["id"]
	if r.ID == "" {
		var key []string
		for _, k := range t.Schema.PrimaryKey {
			key = append(key, r.Fields[k])
		}
		r.ID = strings.Join(key, "-")
	}
	for _, name := range []string{"name", "title", "note"} {
		if r.Fields[name+"_zh"] != "" && r.Title.IsZero() {
			r.Title = lang.Text{ZH: r.Fields[name+"_zh"], EN: r.Fields[name+"_en"]}
		}
	}
	if r.Title.IsZero() {
		r.Title = lang.Both(r.ID)
	}
	r.Organization = r.Fields["organization"]
	for column, register := range map[string]string{"project": "projects", "campaign": "campaigns"} {
		if r.Organization == "" && r.Fields[column] != "" {
			r.Organization = owner[register+"/"+r.Fields[column]]
		}
	}
	if t.Schema.ID == "organizations" {
		r.Organization = r.ID
	}
	if r.Fields["region"] != "" {
		r.Regions = []string{r.Fields["region"]}
	}
	return r
}

// fields keeps what is filled in, and the yes of what is true.
func fields(texts map[string]string, truths map[string]bool) map[string]string {
	for k, v := range texts {
		if v == "" {
			delete(texts, k)
		}
	}
	for k, v := range truths {
		if v {
			texts[k] = "yes"
		}
	}
	return texts
}

// both gives a text of both languages as one field: filled in only where both are.
func both(t lang.Text) string {
	if t.ZH == "" || t.EN == "" {
		return ""
	}
	return t.ZH
}

func projectRecord(p release.Project) Record {
	return Record{Register: "projects", ID: p.Slug, Organization: p.Organization, Title: p.Title, Regions: p.Regions, Fields: fields(projectFields(p))}
}

// projectFields gives what a project says, as columns.
func projectFields(p release.Project) (texts map[string]string, truths map[string]bool) {
	return map[string]string{
		"status": p.Status, "start": p.Start.String(), "end": p.End.String(), "standards": both(p.Standards), "how_to_apply": both(p.HowToApply), "contact": both(p.Contact),
		"charity_china": p.CharityChina, "selection": both(p.Selection), "residual": both(p.Residual.Disposal), "residual_published_on": p.Residual.Published.String(),
		"change_filing_no": p.Change.FilingNo, "change_filed_on": p.Change.Filed.String(), "changed_on": p.Change.Changed.String(),
	}, map[string]bool{"major": p.Major, "residual_left": p.Residual.Left}
}

func campaignRecord(c *release.Cleared, x release.Campaign) Record {
	return Record{Register: "campaigns", ID: x.Slug, Organization: x.Organization, Title: x.Title, Regions: x.Regions, Fields: fields(campaignFields(c, x))}
}

// campaignFields gives what a campaign says, as columns.
func campaignFields(c *release.Cleared, x release.Campaign) (texts map[string]string, truths map[string]bool) {
	f := x.Fundraising
	return map[string]string{
		"type": x.Type, "start": x.Start.String(), "end": x.End.String(), "phase_end": phaseEnd(x).String(), "filing_no": f.FilingNo, "filed_on": f.Filed.String(),
		"purpose": both(f.Purpose), "area": both(f.Area), "office": both(f.Office), "responsible": both(f.Responsible), "method": both(f.Method), "beneficiaries": both(f.Beneficiaries),
		"use": both(f.Use), "cost": both(f.Cost), "residual_plan": both(f.Residual), "contact": both(f.Contact), "lookup_url": f.LookupURL, "mode": f.Mode, "local_filing_no": f.LocalFilingNo,
		"platform": f.Platform, "donate_url": f.DonateURL, "partner": both(f.Partner), "partner_eval_url": f.PartnerEvaluation, "partner_supervision_url": f.PartnerSupervision,
		"charity_china": f.CharityChina, "partner_published_on": f.PartnerPublished.String(),
	}, map[string]bool{"emergency": f.Emergency, "beyond_region": beyond(c, x)}
}

// phaseEnd is the last day of the response to an emergency. While nobody has declared it over it goes on, at the longest
// until the campaign itself ends.
func phaseEnd(x release.Campaign) calendar.Date {
	if x.Fundraising.Emergency && x.Fundraising.PhaseEnd.IsZero() {
		return x.End
	}
	return x.Fundraising.PhaseEnd
}

// beyond reports a campaign that reaches outside the region where its organization is registered (慈善法 23 ¶2).
func beyond(c *release.Cleared, x release.Campaign) bool {
	home := ""
	for _, o := range c.Organizations {
		if o.ID == x.Organization {
			home = o.Region
		}
	}
	return slices.ContainsFunc(x.Regions, func(code string) bool {
		for {
			if code == home {
				return false
			}
			r, ok := c.Region(code)
			if !ok || r.Parent == code || r.Parent == "" {
				return true
			}
			code = r.Parent
		}
	})
}

// field reads a field of a row or, with "org.", of its organization.
func (b Books) field(r *Record, name string) string {
	rest, ok := strings.CutPrefix(name, "org.")
	if !ok {
		return r.Fields[name]
	}
	for i := range b.rows["organizations"] {
		if o := &b.rows["organizations"][i]; o.ID == r.Organization {
			return o.Fields[rest]
		}
	}
	return ""
}
