package compose

import (
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
	"mingshan/generator/testkit/sites"
)

// eventful is the tiny site whose policies have dates, and whose topic says of one where it stands.
func eventful(t *testing.T, id string) *Composer {
	site := sites.Tiny(t)
	const schema, csv, topic = "data/registers/policies.yaml", "data/registers/policies.csv", "content/topics/referral/"
	site.Edit(t, schema, "en: in force from", "en: in force from\n    required: true")
	site.Set(schema, string(site[schema])+"dates:\n  from: from\n  to: date\n  text: title\n")
	site.Edit(t, csv, "2024-08-30,2024-09-01", "2024-09-05,2024-09-01")
	row := strings.Split(strings.TrimSpace(string(site[csv])), "\n")[1]
	later := strings.NewReplacer("mmj-2024-117", "later", "2024-09-05,2024-09-01", ",2030-01-31").Replace(row)
	site.Set(csv, string(site[csv])+later+"\n")
	for _, name := range []string{"zh.md", "en.md"} {
		site.Set(topic+name, string(site[topic+name])+"\n{{figure dataset=policies measure=state id="+id+"}}\n\n[x](/data/policies.ics)\n")
	}
	return composer(t, site)
}

// TestEvents reads the calendar of a register back, in both languages.
func TestEvents(t *testing.T) {
	k := eventful(t, "later")
	for _, tag := range lang.Editions() {
		files := k.Events(tag)
		if len(files) != 1 || files[0].Path != string(tag)+"/data/policies.ics" {
			t.Fatalf("%s: %d calendars", tag, len(files))
		}
		text := strings.ReplaceAll(string(files[0].Data), "\r\n ", "")
		var days []string
		for line := range strings.SplitSeq(text, "\r\n") {
			if name, value, _ := strings.Cut(line, ":"); strings.HasPrefix(name, "DTSTART;") || strings.HasPrefix(name, "DTEND;") || name == "UID" {
				days = append(days, strings.SplitN(value, "@", 2)[0])
			}
		}
		// The end of whole days is the day after (RFC 5545 §3.6.1); a row without a last day is of one day.
		want := []string{"policies.mmj-2024-117." + string(tag), "20240901", "20240906", "policies.later." + string(tag), "20300131", "20300201"}
		if !slices.Equal(days, want) {
			t.Errorf("%s: %v, want %v", tag, days, want)
		}
	}
	page := k.on(lang.EN, plan.Dataset, "policies", 1)
	if d := page.downloads(page.tables["policies"]); len(d) != 3 || d[2].Href != "policies.ics" {
		t.Errorf("the page offers %v", d)
	}
	if rows, _ := page.rows(page.tables["policies"]); len(rows.Rows) != 2 || rows.Rows[0].Head.Text != "later" {
		t.Error("the latest day does not stand first")
	}
	page = k.on(lang.EN, plan.Dataset, "referrals", 1)
	if d := page.downloads(page.tables["referrals"]); len(d) != 2 || len(composer(t, sites.Tiny(t)).Events(lang.ZH)) > 0 {
		t.Error("a table without dates has a calendar")
	}
}

// TestStateInProse has a text say where a dated row stands, and a row that is not there refused.
func TestStateInProse(t *testing.T) {
	k := eventful(t, "later")
	sites.Silent(t, k.CheckNumbers())
	sites.Silent(t, k.CheckLinks())
	for tag, want := range map[lang.Tag]string{lang.ZH: "还没有到，在2030年1月31日", lang.EN: "still to come, on 31 January 2030"} {
		page := k.on(tag, plan.Topic, "referral", 1)
		topic := find(k.cleared.Topics, func(x release.Topic) bool { return x.Slug == "referral" })
		if body := string(page.body(topic.Prose[tag])); !strings.Contains(body, want) {
			t.Errorf("%s does not say %q: %s", tag, want, body)
		}
	}
	problems := eventful(t, "latest").CheckNumbers()
	if problems.Len() != 2 || problems.Sorted()[0].Code != "figure/row" {
		t.Errorf("%d problems", problems.Len())
	}
}
