// Package dataset is what was counted: each data/<group>/<id>.csv with its schema <id>.yaml.
//
// Nothing here is cleared: a Table holds raw counts, and only gate/release may read it to make a release.Table.
package dataset

import (
	"slices"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
)

// Source is where the figures come from.
type Source struct {
	Name lang.Text `facts:"name"`
	URL  string    `facts:"url,optional"`
	Note lang.Text `facts:"note,optional"`
}

// Field is one column of a CSV.
type Field struct {
	ID           string       `facts:"id"`
	Type         string       `facts:"type"` // string code integer decimal money_cny date period region url phone
	Title        lang.Text    `facts:"title"`
	Description  lang.Text    `facts:"description,optional"`
	Unit         lang.Text    `facts:"unit,optional"` // required for integer, decimal, money_cny
	Role         string       `facts:"role,optional"` // dimension | count | total | amount | value | attribute (default)
	Required     bool         `facts:"required,optional"`
	Unique       bool         `facts:"unique,optional"`
	Codes        string       `facts:"codes,optional"`      // code list that the values come from
	References   string       `facts:"references,optional"` // register, or projects/organizations…, that the values come from
	Level        string       `facts:"level,optional"`      // of a region: county | city | province | any (default)
	Values       []string     `facts:"values,optional"`     // closed set for a code without a list
	Pattern      string       `facts:"pattern,optional"`
	Min          string       `facts:"min,optional"`
	Max          string       `facts:"max,optional"`
	SumOf        []string     `facts:"sum_of,optional"`       // this column is the sum of those, row by row
	NotAbove     string       `facts:"not_above,optional"`    // this column is never larger than that one
	Outcome      bool         `facts:"outcome,optional"`      // what became of those counted in not_above: nearly all of them tells of each
	Contributors Contributors `facts:"contributors,optional"` // of an amount or a total: who makes it up
	Follows      string       `facts:"follows,optional"`      // withheld wherever that count is withheld
	Fixed        bool         `facts:"fixed,optional"`        // no measure, but once published it changes by a correction only; see Schema.Keeps
	Living       bool         `facts:"living,optional"`       // of a published register: says how things stand now, so another value is no correction
	Until        bool         `facts:"until,optional"`        // of a date: the last day on which the row holds; after it readers are told that it has passed
	Rate         string       `facts:"rate,optional"`         // of an amount: public where readers know what each person gets, and it differs from row to row
	Bilingual    string       `facts:"bilingual,optional"`    // zh or en: this column is one language of a pair name_zh, name_en

	// NeededWhen makes the column required in some rows only: another column of type code → what it says there.
	NeededWhen map[string]string `facts:"needed_when,optional"`
}

// Chart declares one figure.
type Chart struct {
	ID      string            `facts:"id"`
	Kind    string            `facts:"kind"` // line | bar | grouped | stacked | share | tiles | heat | multiples | slope | sankey | funnel | timeline
	Title   lang.Text         `facts:"title"`
	Note    lang.Text         `facts:"note,optional"`
	X       string            `facts:"x,optional"`        // dimension along the axis; of a timeline, its date field; a funnel has none
	Y       []string          `facts:"y,optional"`        // measures; one series each unless series is given; a timeline has none
	Series  string            `facts:"series,optional"`   // dimension that makes the series
	Where   map[string]string `facts:"where,optional"`    // dimension → code, or latest for a period
	XLevel  string            `facts:"x_level,optional"`  // of a region axis: county | city (default)
	XPeriod string            `facts:"x_period,optional"` // of a period axis: as given (default) | year
	Label   string            `facts:"label,optional"`    // of a timeline: name when the texts stand in name_zh and name_en
	Lost    []lang.Text       `facts:"lost,optional"`     // of a sankey: those who do not reach each stage after the first
}

// Contributors names the columns (role private, never published) that say how many gave what a sum of money is made of,
// and what the two largest of them gave. By them the p % and the dominance rule are asked.
type Contributors struct {
	First  string `facts:"first"`
	Second string `facts:"second"`
}

// DatasetPrivacy makes a dataset stricter than the rules; never looser.
type DatasetPrivacy struct {
	Sensitive bool   `facts:"sensitive,optional"`
	MinCount  int    `facts:"min_count,optional"`
	Zeros     string `facts:"zeros,optional"`     // withheld: that there is nobody tells something too; shown without it
	Mode      string `facts:"mode,optional"`      // withhold (the default), or round5: counts rounded to multiples of five
	Revisions string `facts:"revisions,optional"` // hold (the default): small changes wait until they are large enough; annual: all wait for the next year
	Keep      []Spot `facts:"keep,optional"`      // headlines: shown whenever another cell can be withheld instead
	Links     []Link `facts:"links,optional"`     // figures that stand in another dataset too
	Known     []Fact `facts:"known,optional"`     // totals that others have published
}

// Spot is a cell of a dataset: a measure at nodes. A dimension left out means its total.
type Spot struct {
	Measure string            `facts:"measure"`
	At      map[string]string `facts:"at,optional"` // dimension → code
}

// Link says that figures of this dataset are the same as figures of another: for every node of the dimensions that both
// have under the same name and that neither At nor Same fixes.
type Link struct {
	Measure string            `facts:"measure"`
	At      map[string]string `facts:"at,optional"`
	Dataset string            `facts:"dataset"`
	Same    string            `facts:"same"` // the other dataset's measure
	There   map[string]string `facts:"there,optional"`
}

// Fact is a total that somebody else has published, so that every reader knows it, shown here or not.
type Fact struct {
	Measure string            `facts:"measure"`
	At      map[string]string `facts:"at,optional"`
	Source  lang.Text         `facts:"source"`
}

// Schema is <id>.yaml.
type Schema struct {
	ID          string         `facts:"id"`
	Kind        string         `facts:"kind"` // aggregate | register | code_list
	Title       lang.Text      `facts:"title"`
	Description lang.Text      `facts:"description"`
	Theme       string         `facts:"theme,optional"`
	Source      Source         `facts:"source"`
	Frequency   string         `facts:"frequency"` // monthly | quarterly | annual | irregular
	Contact     lang.Text      `facts:"contact"`
	Licence     string         `facts:"licence"` // SPDX identifier
	Demo        bool           `facts:"demo,optional"`
	Published   bool           `facts:"published,optional"` // a register or code list with a dataset page of its own; aggregates always
	Living      bool           `facts:"living,optional"`    // a register whose rows say how things stand now: they come, change and go
	PrimaryKey  []string       `facts:"primary_key"`
	Fields      []Field        `facts:"fields"`
	Charts      []Chart        `facts:"charts,optional"`
	Dates       Dates          `facts:"dates,optional"`
	Privacy     DatasetPrivacy `facts:"privacy,optional"`
	// Place and Facts say where a later rule's problem stands.
	Place diag.Place
	Facts *facts.Doc
}

// Keeps reports whether what a field says changes by a correction only once it was published (慈善组织信息公开办法, article
// 16). Of a published register that is every word, date and code: whoever read it has to learn that it was wrong. What is
// meant to move is not kept: columns and registers that say so (living), and addresses (type url), since a page that moves
// leaves what was disclosed on it as it was. Keys name the rows and are kept by them; measures are always kept, on their own.
func (s Schema) Keeps(f Field) bool {
	if f.Measure() || f.Role == "private" || slices.Contains(s.PrimaryKey, f.ID) {
		return false
	}
	return f.Fixed || s.Kind == "register" && s.Published && !s.Living && !f.Living && f.Type != "url"
}
