package build_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/big"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/testkit/sites"
)

// Every key figure says where it comes from. What it says is followed here as a reader would follow it: the file is opened,
// the rows are chosen by the codes, the column is added up, and what comes out has to be what is printed.

// asShown is a key figure of a finished page with its pointer.
type asShown struct {
	label, value, unit, exact, period, source, state string
	facts                                            [][2]string // label, words
	files                                            []string    // what the pointer links
}

func classed(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && slices.Contains(strings.Fields(a.Val), class) {
			return true
		}
	}
	return false
}

// all lists the elements below a node that have a class.
func all(n *html.Node, class string) []*html.Node {
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && classed(d, class) {
			out = append(out, d)
		}
	}
	return out
}

// says is the words of an element with single spaces.
func says(n *html.Node) string { return strings.Join(strings.Fields(words(n)), " ") }

// first is what the first element of a class says.
func first(n *html.Node, class string) string {
	for _, d := range all(n, class) {
		return says(d)
	}
	return ""
}

// linked lists the addresses that an element links.
func linked(n *html.Node) []string {
	var out []string
	for d := range n.Descendants() {
		if d.Data == "a" {
			for _, a := range d.Attr {
				if a.Key == "href" {
					out = append(out, a.Val)
				}
			}
		}
	}
	return out
}

// keyFigures reads the key figures of a page; the second result says what is wrong with their pointers' places.
func keyFigures(page []byte) ([]asShown, error) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, err
	}
	var out []asShown
	for _, list := range all(doc, "keyfigures") {
		for _, n := range all(list, "keyfigure") {
			f := asShown{label: first(n, "keyfigure-label"), unit: first(n, "keyfigure-unit"), source: first(n, "source")}
			for d := range n.Descendants() {
				if d.Data == "b" {
					f.value = says(d)
				}
			}
			f.exact = first(n, "keyfigure-exact")
			for _, scope := range all(n, "keyfigure-scope") {
				if c := scope.FirstChild; c != nil && c.Data == "span" && !classed(c, "source") {
					f.period = says(c)
				}
			}
			for _, state := range []string{"value", "zero", "missing", "withheld", "not-applicable"} {
				if classed(n, "is-"+state) {
					f.state = state
				}
			}
			out = append(out, f)
		}
	}
	at := 0
	for _, record := range all(doc, "record") {
		if !classed(record.Parent, "fold") {
			continue
		}
		if at >= len(out) || first(record, "keyfigure-label") != out[at].label {
			return nil, fmt.Errorf("pointer %d is to %q", at, first(record, "keyfigure-label"))
		}
		out[at].files = linked(record)
		for d := range record.Descendants() {
			if d.Data == "dt" {
				out[at].facts = append(out[at].facts, [2]string{says(d), says(d.NextSibling)})
			}
		}
		at++
	}
	if at < len(out) {
		return nil, fmt.Errorf("%d of %d key figures point to where they come from", at, len(out))
	}
	return out, nil
}

// termForms are the words of a term of a pointer in both languages: column, rows, how many of them were not supplied, number,
// how many are withheld.
var termForms = []*regexp.Regexp{
	regexp.MustCompile(`^column (?P<column>\w+), (?:the row with (?P<one>.+?)|the (?P<n>[\d,]+) rows with (?P<many>.+?)|all (?P<all>[\d,]+) rows)(?:, of which (?P<missing>[\d,]+) not supplied)?(?:, added up)?: (?P<number>[^ ]+|not supplied|not applicable)(?: \((?P<withheld>[\d,]+) of the rows withheld: .*\))?$`),
	regexp.MustCompile(`^列 (?P<column>\w+)，(?:(?P<one>.+?) 这一行|(?P<many>.+?) 的 (?P<n>[\d,]+) 行|全部 (?P<all>[\d,]+) 行)(?:，其中 (?P<missing>[\d,]+) 行未报送)?(?:，相加)?：(?P<number>[^ （]+)(?:（有 (?P<withheld>[\d,]+) 行不公开：.*）)?$`),
}

// pointed is a term as a pointer gives it.
type pointed struct {
	column, rows      string // rows: "" for all
	n, lost, withheld int
	number            *big.Rat // nil without one
}

func plain(s string) string { return strings.NewReplacer(",", "", "−", "-").Replace(s) }

// rational reads a printed number, nil for words.
func rational(s string) *big.Rat {
	n, ok := new(big.Rat).SetString(plain(s))
	if !ok {
		return nil
	}
	return n
}

// term reads the words of a term; false for another fact.
func term(text string) (pointed, bool) {
	for _, form := range termForms {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		part := func(name string) string { return m[form.SubexpIndex(name)] }
		count := func(name string) int { n, _ := strconv.Atoi(plain(part(name))); return n }
		p := pointed{column: part("column"), rows: part("one") + part("many"), n: count("n") + count("all"), lost: count("missing"), withheld: count("withheld"), number: rational(part("number"))}
		if part("one") != "" {
			p.n = 1
		}
		return p, true
	}
	return pointed{}, false
}

// chosen are the rows of a download that a condition such as "period=2026Q1, 2026Q2; region=350100" chooses.
func chosen(rows []map[string]string, condition string) []map[string]string {
	if condition == "" {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row map[string]string) bool {
		for _, limit := range strings.Split(condition, "; ") {
			column, codes, _ := strings.Cut(limit, "=")
			if !slices.Contains(strings.Split(codes, ", "), row[column]) {
				return true
			}
		}
		return false
	})
}

// follow looks a term up in the download.
func follow(p pointed, rows []map[string]string) error {
	found := chosen(rows, p.rows)
	sum, status := new(big.Rat), map[string]int{}
	for _, row := range found {
		status[row[p.column+"_OBS_STATUS"]]++
		if n, ok := new(big.Rat).SetString(row[p.column]); ok {
			sum.Add(sum, n)
		}
	}
	switch {
	case len(found) != p.n || p.n == 0:
		return fmt.Errorf("%s chooses %d rows, not %d", p.rows, len(found), p.n)
	case p.n > 1 && status["L"] != p.lost:
		return fmt.Errorf("of %s %d are missing, not %d", p.rows, status["L"], p.lost)
	case p.number == nil:
		return nil
	case status["Q"] != p.withheld:
		return fmt.Errorf("of %s %d are withheld, not %d", p.rows, status["Q"], p.withheld)
	case p.withheld == 0 && sum.Cmp(p.number) != 0:
		return fmt.Errorf("%s of %s is %s, not %s", p.column, p.rows, sum.FloatString(3), p.number.FloatString(3))
	case sum.Cmp(p.number) > 0:
		return fmt.Errorf("the rows of %s that can be seen add up to more than %s", p.rows, p.number.FloatString(3))
	}
	return nil
}

// near reports whether a number is another one as it is printed, with so many decimals.
func near(exact *big.Rat, printed string) bool {
	text := strings.TrimSuffix(strings.TrimPrefix(plain(printed), "+"), "%")
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		return false
	}
	places := 0
	if _, decimals, ok := strings.Cut(text, "."); ok {
		places = len(decimals)
	}
	if strings.HasSuffix(printed, "%") {
		exact = new(big.Rat).Mul(exact, big.NewRat(100, 1))
	}
	half := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Mul(big.NewInt(2), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)))
	gap := new(big.Rat).Sub(exact, n)
	return gap.Abs(gap).Cmp(half) <= 0
}

// trace follows a key figure's pointer from a page; an error says what does not agree.
func trace(page string, f asShown, in, out sites.Files) error {
	var file string
	for _, href := range f.files {
		if strings.HasSuffix(href, ".csv") {
			file = path.Join(path.Dir(page), href)
		}
	}
	data, ok := out[file]
	if !ok {
		return fmt.Errorf("no download, but %q", file)
	}
	sum := fmt.Sprintf("%x", sha256.Sum256(data))[:16]
	if version := f.facts[1][1]; !strings.Contains(version, sum) {
		return fmt.Errorf("the version is %q, and the file's digest begins with %s", version, sum)
	}
	rows, err := records(data)
	if err != nil {
		return err
	}
	var terms []pointed
	for _, fact := range f.facts[2:] {
		if p, ok := term(fact[1]); ok {
			if err := follow(p, rows); err != nil {
				return err
			}
			terms = append(terms, p)
		}
	}
	last := f.facts[len(f.facts)-1]
	counted := regexp.MustCompile(`^(?:the number of rows: all ([\d,]+)|全部 ([\d,]+) 行，数行数)$`).FindStringSubmatch(last[1])
	switch {
	case counted != nil:
		if n := plain(counted[1] + counted[2]); n != strconv.Itoa(len(rows)) || plain(f.value) != n {
			return fmt.Errorf("%s rows, printed as %s", n, f.value)
		}
		return nil
	case len(terms) == 0:
		return fmt.Errorf("no rows in %q", f.facts)
	case f.state != "value" && f.state != "zero":
		return nil
	}
	return worked(f, terms, last[1], rows, in)
}

// worked checks how a figure is worked out of its terms.
func worked(f asShown, terms []pointed, formula string, rows []map[string]string, in sites.Files) error {
	a := terms[0].number
	switch {
	case strings.Contains(formula, "−") && strings.Contains(formula, "÷ ") && len(terms) == 2:
		b := terms[1].number
		if q := new(big.Rat).Quo(new(big.Rat).Sub(a, b), b); !near(q, f.value) {
			return fmt.Errorf("the change is %s, printed as %s", q.FloatString(6), f.value)
		}
	case len(terms) == 2:
		if q := new(big.Rat).Quo(a, terms[1].number); !near(q, f.value) {
			return fmt.Errorf("the quotient is %s, printed as %s", q.FloatString(6), f.value)
		}
	case formula != "" && regexp.MustCompile(`^\d+(st|nd|rd|th)$|^第`).MatchString(f.value):
		return ranked(f, f.facts[2][0], terms[0], rows, in)
	case f.exact != "":
		if !strings.Contains(plain(f.exact), strings.TrimSuffix(strings.TrimRight(a.FloatString(3), "0"), ".")) {
			return fmt.Errorf("it is %s, printed as %s", a.FloatString(3), f.exact)
		}
	case !near(a, f.value) || rational(f.value) == nil || rational(f.value).Cmp(a) != 0:
		return fmt.Errorf("it is %s, printed as %s", a.FloatString(3), f.value)
	}
	return nil
}

// ranked counts the regions of the same level as the named one with more, where no row of them is withheld.
func ranked(f asShown, name string, own pointed, rows []map[string]string, in sites.Files) error {
	regions, err := records(in["data/codes/regions.csv"])
	if err != nil {
		return err
	}
	column := regexp.MustCompile(`(?:^|; )(\w+)=(35\d{4})`).FindStringSubmatch(own.rows)
	if column == nil {
		return fmt.Errorf("no region in %q", own.rows)
	}
	others := regexp.MustCompile(`(^|; )`+column[1]+`=[\d, ]+`).ReplaceAllString(own.rows, "")
	sums, hidden := map[string]*big.Rat{}, map[string]bool{}
	for _, row := range chosen(rows, strings.TrimPrefix(others, "; ")) {
		n, ok := new(big.Rat).SetString(row[own.column])
		for _, r := range regions {
			if r["code"] != row[column[1]] && !(r["level"] == "city" && slices.ContainsFunc(regions, func(c map[string]string) bool {
				return c["code"] == row[column[1]] && c["parent"] == r["code"]
			})) {
				continue
			}
			if sums[r["code"]] == nil {
				sums[r["code"]] = new(big.Rat)
			}
			hidden[r["code"]] = hidden[r["code"]] || row[own.column+"_OBS_STATUS"] == "Q"
			if ok {
				sums[r["code"]].Add(sums[r["code"]], n)
			}
		}
	}
	city := slices.ContainsFunc(regions, func(r map[string]string) bool {
		return r["level"] != "county" && (r["name_en"] == name || r["name_zh"] == name)
	})
	place := 1
	for _, r := range regions {
		if level := r["level"]; level == "unit" || (level == "city") == city && (level == "county") == !city {
			if hidden[r["code"]] {
				return nil // its total may be shown, and the file does not tell it
			}
			if s := sums[r["code"]]; s != nil && s.Cmp(own.number) > 0 {
				place++
			}
		}
	}
	if got := regexp.MustCompile(`\d+`).FindString(f.value); got != strconv.Itoa(place) {
		return fmt.Errorf("its place is %d, printed as %s", place, f.value)
	}
	return nil
}

// traced follows every pointer of a site.
func traced(t *testing.T, in, out sites.Files) (n, pages int) {
	t.Helper()
	for page, data := range out {
		if !strings.HasSuffix(page, ".html") || !bytes.Contains(data, []byte("keyfigures")) {
			continue
		}
		figures, err := keyFigures(data)
		if err != nil {
			t.Errorf("%s: %v", page, err)
			continue
		}
		pages++
		for _, f := range figures {
			n++
			if err := trace(page, f, in, out); err != nil {
				t.Errorf("%s: %s: %v", page, f.label, err)
			}
		}
	}
	return n, pages
}

func TestEveryKeyFigureIsFoundAgain(t *testing.T) {
	in, out := real(t)
	n, pages := traced(t, in, out)
	if n < 500 || pages < 190 {
		t.Errorf("only %d key figures on %d pages were looked at", n, pages)
	}
}
