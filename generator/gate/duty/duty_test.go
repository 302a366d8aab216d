package duty_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/config"
	"mingshan/generator/testkit/sites"
)

// TestTargetedFundraisingIsNotAsked guards against a false alarm: targeted fundraising tells its donors, not the public (慈善法
// 80), so no public duty of fundraising binds it.
func TestTargetedFundraisingIsNotAsked(t *testing.T) {
	books := duty.NewBooks([]duty.Record{
		{Register: "organizations", ID: "o", Organization: "o", Fields: map[string]string{"public_fundraising": "yes"}},
		{Register: "campaigns", ID: "c", Organization: "o", Fields: map[string]string{"type": "targeted_fundraising", "start": "2025-10-01", "end": "2026-08-31"}}})
	asked := 0
	for _, f := range duty.Evaluate(books, rules(t), calendar.Date{Year: 2026, Month: 11, Day: 20}) {
		if f.Record.Register != "campaigns" {
			continue
		}
		asked++
		if f.State != duty.NotApplicable {
			t.Errorf("%s asks a targeted campaign: %s", f.Duty.ID, f.State)
		}
	}
	if asked < 8 {
		t.Errorf("only %d duties were evaluated", asked)
	}
}

// TestNoVerdict holds every word that a reader may see to what this portal knows: that it has no record.
func TestNoVerdict(t *testing.T) {
	for _, d := range rules(t).Duties.Duties {
		if len(d.Due) == 0 {
			continue
		}
		for _, words := range []lang.Text{d.Wording, d.Settle, d.Title} {
			for _, bad := range []string{"违法", "违规", "未履行", "violat", "illegal", "breach", "failed"} {
				if strings.Contains(strings.ToLower(words.ZH+words.EN), bad) {
					t.Errorf("%s: %q", d.ID, bad)
				}
			}
		}
		if !strings.Contains(d.Wording.ZH, "本站未收到") || !strings.Contains(d.Wording.EN, "supplied to this portal") {
			t.Errorf("%s: %+v does not say that it is this portal that has no record", d.ID, d.Wording)
		}
		if d.Subject != duty.Portal && strings.HasPrefix(d.ID, "CH-") && !strings.Contains(d.Wording.ZH, "以“慈善中国”公示为准") {
			t.Errorf("%s does not say that Charity China prevails", d.ID)
		}
	}
}

// TestChecksHaveWords holds what a reader is told of a duty that a check holds: how this portal keeps it, in both languages, without
// a finding and without an article, which stands in the basis where it was read.
func TestChecksHaveWords(t *testing.T) {
	held := 0
	article := regexp.MustCompile(`第[一二三四五六七八九十百]+条|\barts?[. ]`)
	for _, d := range rules(t).Duties.Duties {
		if d.Check == "" {
			continue
		}
		held++
		said := d.Wording.ZH + d.Wording.EN
		if d.Wording.ZH == "" || d.Wording.EN == "" || d.Wording == d.Title || !strings.HasSuffix(d.Wording.ZH, "。") || !strings.HasSuffix(d.Wording.EN, ".") {
			t.Errorf("%s: %+v is no sentence in both languages", d.ID, d.Wording)
		}
		if strings.Contains(said, "未收到") || strings.Contains(said, "supplied to this portal") || article.MatchString(said) {
			t.Errorf("%s: %+v is a finding, or cites an article", d.ID, d.Wording)
		}
	}
	if held < 50 {
		t.Errorf("only %d duties are held by checks", held)
	}
}

// TestMemoryIsNotCited holds that what was not read is evaluated and never printed as a citation.
func TestMemoryIsNotCited(t *testing.T) {
	r := rules(t)
	remembered := 0
	for i := range r.Duties.Duties {
		d := &r.Duties.Duties[i]
		f := duty.Finding{Duty: d, Basis: d.Basis}
		for _, b := range d.Basis {
			if b.Read != "memory" {
				continue
			}
			remembered++
			if !b.Article.IsZero() && strings.Contains(r.Cite(f).ZH, r.Law(b.Law).ZH+b.Article.ZH) {
				t.Errorf("%s cites %s from memory", d.ID, b.Law)
			}
			if slices.ContainsFunc(f.Cited(), func(c config.Basis) bool { return c.Read == "memory" }) {
				t.Errorf("%s: %v", d.ID, f.Cited())
			}
		}
	}
	if remembered == 0 {
		t.Error("no line of duties.yaml is from memory")
	}
}

// TestFindingsAreWaived shows a waiver to its last day; after it, and where it waives nothing, it is a problem that blocks.
func TestFindingsAreWaived(t *testing.T) {
	r := rules(t)
	r.Waivers.Facts = facts.Absent("data/rules/waivers.yaml")
	r.Waivers.Waivers = []config.DutyWaiver{{Rule: "FR-01", Record: "campaigns/c", Expires: day(t, "2026-11-20")}}
	books := duty.NewBooks([]duty.Record{{Register: "campaigns", ID: "c", Fields: map[string]string{"type": "public_fundraising", "start": "2026-06-01", "end": "2026-12-31"}}})
	codes := func(on string) []string {
		found := duty.Evaluate(books, r, day(t, on))
		problems := duty.Problems(found, r, day(t, on), day(t, on))
		var out []string
		for _, p := range problems.Sorted() {
			out = append(out, p.Code)
		}
		return out
	}
	if got := codes("2026-11-20"); len(got) != 0 {
		t.Errorf("on its last day: %v", got)
	}
	if got := codes("2026-11-21"); !slices.Equal(got, []string{"duty/blocks", "waiver/expired"}) {
		t.Errorf("the day after: %v", got)
	}
	ahead := duty.Problems(duty.Evaluate(books, r, day(t, "2027-01-31")), r, day(t, "2027-01-31"), day(t, "2026-11-20"))
	if ahead.Len() != 2 || ahead.Blocking() != 1 { // the waiver will have expired; the campaign has lacked its filing all along
		t.Errorf("looked at from its last day: %v", ahead.Sorted())
	}
	r.Waivers.Waivers[0].Record = "campaigns/other"
	if got := codes("2026-11-20"); !slices.Equal(got, []string{"duty/blocks", "waiver/record"}) {
		t.Errorf("of another record: %v", got)
	}
}

// sharedDuties is ../shared/domain/duties.md beside the repository; where it is absent the test is skipped.
func sharedDuties(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sites.Root(t), "..", "shared", "domain", "duties.md"))
	if err != nil {
		t.Skip("no ../shared/domain/duties.md beside this repository")
	}
	return string(data)
}

// rows lists the duties of tables A1–A5 and A7 of duties.md, each with its last column, which says what was read. A line of
// several, such as GV-01…08, is each of them.
func rows(t *testing.T, text string) map[string]string {
	t.Helper()
	out, table := map[string]string{}, ""
	id := regexp.MustCompile(`^([A-Z]{2})-(\d\d)(?:…(\d\d))?$`)
	for line := range strings.Lines(text) {
		if name, ok := strings.CutPrefix(line, "### "); ok {
			table = strings.Fields(name)[0]
		}
		if strings.HasPrefix(line, "## ") {
			table = ""
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		m := id.FindStringSubmatch(strings.TrimSpace(cells[0]))
		if m == nil || !slices.Contains([]string{"A1.", "A2.", "A3.", "A4.", "A5.", "A7."}, table) {
			continue
		}
		first, _ := strconv.Atoi(m[2])
		last := first
		if m[3] != "" {
			last, _ = strconv.Atoi(m[3])
		}
		for n := first; n <= last; n++ {
			out[fmt.Sprintf("%s-%02d", m[1], n)] = strings.TrimSpace(cells[len(cells)-1])
		}
	}
	if len(out) < 100 {
		t.Fatalf("duties.md has %d lines", len(out))
	}
	return out
}

// TestEveryLineOfTheDutiesIsHere counts the lines of duties.md against data/rules/duties.yaml: each is a duty there, in one or
// more parts, or its head says why it is none; and there is no duty that duties.md does not have.
func TestEveryLineOfTheDutiesIsHere(t *testing.T) {
	lines := rows(t, sharedDuties(t))
	data, err := os.ReadFile(filepath.Join(sites.Root(t), "data", "rules", "duties.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(data), "\nlaws:")
	explained := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^# ([A-Z]{2}-\d\d)  `).FindAllStringSubmatch(head, -1) {
		explained[m[1]] = true
	}
	here := map[string]bool{}
	for _, d := range rules(t).Duties.Duties {
		line, _, _ := strings.Cut(d.ID, ".")
		here[line] = true
		if _, ok := lines[line]; !ok {
			t.Errorf("duties.md has no %s", line)
		}
	}
	for line := range lines {
		if here[line] == explained[line] {
			t.Errorf("%s stands in duties.yaml: %v, is explained in its head: %v", line, here[line], explained[line])
		}
	}
}

// TestReadingsAgree holds what the two files of rules say was read to what duties.md says: a source with ~ or MEMORY there is no
// text, of a document that was read in part only those articles are, and the guide to complaint channels cites nothing that
// the duties say is from memory, nor the other way round.
func TestReadingsAgree(t *testing.T) {
	lines := rows(t, sharedDuties(t))
	// §0.2: the articles that were seen of documents seen in part.
	seen := map[string][][2]int{"m81": {{1, 2}, {7, 7}, {12, 16}}, "m74": {{1, 5}}, "complaints139": {{1, 7}}, "fjopen": {{1, 4}}}
	article := regexp.MustCompile(`arts? (\d+)`)
	r := rules(t)
	read := map[string]string{} // document number or law and article, in Chinese → what was read
	for _, d := range r.Duties.Duties {
		line, _, _ := strings.Cut(d.ID, ".")
		for _, b := range d.Basis {
			read[r.Law(b.Law).ZH+b.Article.ZH] = b.Read
			for _, source := range strings.Split(b.Source, ", ") {
				if regexp.MustCompile(`\b`+source+`~`).MatchString(lines[line]) && b.Read == "text" {
					t.Errorf("%s: duties.md has only a summary of %s, and the rule says text", d.ID, b.Law)
				}
			}
			if lines[line] == "MEMORY, verify" && b.Read != "memory" {
				t.Errorf("%s: duties.md has %s from memory, and the rule says %s", d.ID, b.Law, b.Read)
			}
			m := article.FindStringSubmatch(b.Article.EN)
			if m == nil || b.Read == "memory" || seen[b.Law] == nil {
				continue
			}
			n, _ := strconv.Atoi(m[1])
			if !slices.ContainsFunc(seen[b.Law], func(x [2]int) bool { return x[0] <= n && n <= x[1] }) {
				t.Errorf("%s: article %d of %s was not seen, and the rule says %s", d.ID, n, b.Law, b.Read)
			}
		}
	}
	number := regexp.MustCompile(`〔\d{4}〕\d+号`)
	cited := 0
	cfg, problems := config.Read(sites.Real(t).Snapshot())
	sites.Silent(t, problems)
	for _, end := range cfg.Complaints.Route.Ends {
		for _, c := range end.Basis {
			doc := number.FindString(c.Law.ZH)
			for law, how := range read {
				if doc == "" || !strings.Contains(law, doc) {
					continue
				}
				cited++
				if (c.Checked == "memory") != (how == "memory") {
					t.Errorf("%s is %s for %s in the guide and %s in the duties", doc, c.Checked, end.ID, how)
				}
			}
		}
	}
	if cited == 0 {
		t.Error("the guide cites no document that the duties know")
	}
}

// TestResponseGoesOn asks an emergency campaign for its receipts while nobody has declared the response over, at the longest until
// the campaign ends.
func TestResponseGoesOn(t *testing.T) {
	c := release.Cleared{Organizations: []release.Organization{{ID: "o"}}}
	x := release.Campaign{}
	x.Slug, x.Type, x.Organization, x.Start, x.End = "c", "public_fundraising", "o", day(t, "2026-11-02"), day(t, "2026-11-16")
	x.Fundraising.Emergency = true
	for _, try := range []struct{ phaseEnd, want string }{
		{"", "2026-11-07"}, {"2026-11-07", "2026-11-07"}, {"2026-11-06", ""},
	} {
		x.Fundraising.PhaseEnd, _ = calendar.Parse(try.phaseEnd)
		c.Campaigns = []release.Campaign{x}
		due := ""
		for _, f := range duty.Evaluate(duty.From(&c, "demo"), rules(t), day(t, "2026-11-20")) {
			if f.Duty.ID == "CH-21" {
				due = f.Due.String()
			}
		}
		if due != try.want {
			t.Errorf("response until %q: due on %q, want %q", try.phaseEnd, due, try.want)
		}
	}
}
