// Package config is how this site is set up: content/site.yaml and the rules in data/rules, strictly decoded.
package config

import (
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
)

// Publisher is who answers for the site (条例 20(二); duties WB-01).
type Publisher struct {
	Kind    string    `facts:"kind"` // government | charity_federation | demo
	Name    lang.Text `facts:"name"`
	Contact lang.Text `facts:"contact"` // how to reach the publisher, in words
	Email   string    `facts:"email,optional"`
	Address lang.Text `facts:"address,optional"`
}

// Licence is under what terms text and data may be used.
type Licence struct {
	ID   string    `facts:"id"` // SPDX identifier
	Name lang.Text `facts:"name"`
	URL  string    `facts:"url"`
}

// Footer holds the statutory footer items, shown when configured (duties WB-01…04). The eighth, the site map, is on
// every page in any case.
type Footer struct {
	Mark      string    `facts:"mark,optional"`       // address of the party and government body's mark; government only
	FindError string    `facts:"find_error,optional"` // address of the find-an-error service
	SiteCode  string    `facts:"site_code,optional"`
	Host      lang.Text `facts:"host,optional"` // the unit that answers for the site (主办单位)
	Contact   lang.Text `facts:"contact,optional"`
	ICP       string    `facts:"icp,optional"`
	Police    string    `facts:"police,optional"`
}

// Home says what the home page shows first.
type Home struct {
	Lead     lang.Text   `facts:"lead"`
	Figures  []KeyFigure `facts:"key_figures"`
	Charts   []string    `facts:"charts,optional"` // dataset/chart
	Projects []string    `facts:"projects,optional"`
	Stories  []string    `facts:"stories,optional"`
}

// Review says who approves what is published, before it is (政府信息公开条例 17; duty GV-15). Only roles stand here and on
// pages, never a person.
type Review struct {
	Mode  string `facts:"mode"` // required: an entry without approval is not published | shown: an approval that is there is shown
	Roles []Role `facts:"roles"`
}

// Required reports whether an entry needs approval to be published.
func (r Review) Required() bool { return r.Mode == "required" }

// Role is one who approves.
type Role struct {
	ID    string    `facts:"id"`
	Title lang.Text `facts:"title"`
}

// Site is content/site.yaml.
type Site struct {
	Title     lang.Text     `facts:"title"`
	Tagline   lang.Text     `facts:"tagline"`
	Summary   lang.Text     `facts:"summary"`
	BaseURL   string        `facts:"base_url"`
	AsOf      calendar.Date `facts:"as_of,optional"`
	Publisher Publisher     `facts:"publisher"`
	Licence   Licence       `facts:"licence"`
	Nav       []string      `facts:"nav"` // page ids, in order: projects stories topics regions data notices organizations complaints …
	Footer    Footer        `facts:"footer,optional"`
	Home      Home          `facts:"home"`
	Review    Review        `facts:"review,optional"`
	// ChinesePrevails prints that the Chinese text prevails (duties WB-19).
	ChinesePrevails bool `facts:"chinese_prevails,optional"`
	// Translations says how strictly the editions are held to each other.
	Translations Translations `facts:"translations,optional"`
}

// Privacy is data/rules/privacy.yaml: the thresholds of the gate. The code has none of its own.
type Privacy struct {
	MinCount          Rule     `facts:"min_count"`             // counts from 1 to below this are withheld
	SensitiveMinCount Rule     `facts:"sensitive_min_count"`   // for datasets marked sensitive
	MinWidth          Rule     `facts:"min_width,optional"`    // how far apart the smallest and the largest value of a withheld count must stay
	StrictWidth       Rule     `facts:"strict_width,optional"` // the same for datasets marked sensitive
	GroupLeast        Rule     `facts:"group_least,optional"`  // so many of a group must be outside an outcome for it to be shown
	PPercent          Rule     `facts:"p_percent,optional"`    // what is left besides the two largest givers must be so many per cent of the largest
	Dominance         Rule     `facts:"dominance,optional"`    // per cent of a sum that its two largest givers may not reach
	SmallShare        Rule     `facts:"small_share,optional"`  // per cent of small cells above which larger units are recommended
	CityOnly          ListRule `facts:"city_only,optional"`
	ConsentRequired   Rule     `facts:"consent_required"` // 1: a story needs valid consent on the as-of date
	Stories           Stories  `facts:"stories"`
}

// Stories says in how much detail a story may speak of people (privacy.md §7).
type Stories struct {
	Place         WordRule `facts:"place"`          // the finest place: province | city | county
	Dates         WordRule `facts:"dates"`          // the finest date in a text: month | day
	AgeBands      ListRule `facts:"age_bands"`      // 7-13, 60+; a text has no age by itself
	Pseudonym     ListRule `facts:"pseudonym"`      // kinds of subjects that need one; person is always among them
	MinorPictures ListRule `facts:"minor_pictures"` // what a picture of a minor's story may show: none | back-view
	Mentions      ListRule `facts:"mentions"`       // sensitive matters that a story has to say it mentions (PIPL 28)
	MentionPlace  WordRule `facts:"mention_place"`  // the finest place of a story that mentions one
}

// WordRule is a rule whose value is one word.
type WordRule struct {
	Value    string    `facts:"value"`
	Reason   lang.Text `facts:"reason"`
	Approved string    `facts:"approved_by"`
}

// ListRule is a rule whose value is a list.
type ListRule struct {
	Value    []string  `facts:"value"`
	Reason   lang.Text `facts:"reason"`
	Approved string    `facts:"approved_by"`
}

// Finest is the finest place of a story: the stricter of two rules for one about something sensitive.
func (s Stories) Finest(sensitive bool) string {
	if most := s.MentionPlace.Value; sensitive && len(RegionLevels(most)) < len(RegionLevels(s.Place.Value)) {
		return most
	}
	return s.Place.Value
}

// RegionLevels lists the levels of regions that a rule admits whose finest place is the level. Pingtan (unit) is a
// reporting unit beside the cities.
func RegionLevels(finest string) []string {
	switch finest {
	case "county":
		return []string{"county", "city", "unit", "province"}
	case "city":
		return []string{"city", "unit", "province"}
	}
	return []string{"province"}
}

// Rule is a threshold with its reason and the role that approved it.
type Rule struct {
	Value    int       `facts:"value"`
	Reason   lang.Text `facts:"reason"`
	Approved string    `facts:"approved_by"` // a role, never a person
}

// Config is everything an editor sets that is neither words nor data.
type Config struct {
	Site      Site
	SiteFacts *facts.Doc // for the places of later rules
	Privacy   Privacy
	Baseline  Baseline
	Duties    Duties
	Waivers   DutyWaivers
	Holidays  calendar.Holidays

	Complaints Complaints
	Glossary   []Term    // agreed translations
	Wording    []Wording // words that are not used
}
