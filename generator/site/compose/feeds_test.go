package compose

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/gate/duty"
	"mingshan/generator/site/plan"
)

// entriesOf reads the feed of new findings.
func entriesOf(t *testing.T, k *Composer, tag lang.Tag) []atomEntry {
	t.Helper()
	f, err := k.DisclosureAtom(tag)
	if err != nil {
		t.Fatal(err)
	}
	again, err := k.DisclosureAtom(tag)
	if err != nil || !bytes.Equal(f.Data, again.Data) {
		t.Fatalf("%s: written twice, it differs (%v)", f.Path, err)
	}
	var feed struct {
		Entries []atomEntry `xml:"entry"`
	}
	if err := xml.Unmarshal(f.Data, &feed); err != nil {
		t.Fatal(err)
	}
	return feed.Entries
}

// TestFeedOfFindings holds the feed to what a subscriber relies on: the newest first, a bounded number, each id once; every finding
// that began no earlier than the last entry is there; and an entry that stands on the next day too is the same to the letter.
func TestFeedOfFindings(t *testing.T) {
	k, next := disclosing(t, "2026-11-20"), disclosing(t, "2026-11-21")
	for _, tag := range lang.Editions() {
		entries := entriesOf(t, k, tag)
		if len(entries) == 0 || len(entries) > maxEntries {
			t.Fatalf("%s: %d entries", tag, len(entries))
		}
		at := map[string]atomEntry{}
		for i, e := range entries {
			if i > 0 && e.Updated > entries[i-1].Updated || e.Updated > stamp(k.cleared.AsOf) {
				t.Errorf("%s: entry %d is of %s", tag, i, e.Updated)
			}
			if _, twice := at[e.ID]; twice {
				t.Errorf("%s: %s twice", tag, e.ID)
			}
			at[e.ID] = e
		}
		oldest := entries[len(entries)-1].Updated
		for _, f := range k.duties.Findings {
			id := "finding=" + url.QueryEscape(f.Key()+"/"+string(f.State))
			e, there := at[k.site.BaseURL+plan.Path(tag, plan.Disclosure, "", 1)+"?"+id]
			since := f.Since()
			switch {
			case !wanting(f) || since.IsZero():
				if there {
					t.Errorf("%s: %s is no news", tag, e.ID)
				}
			case stamp(since) > oldest && !there:
				t.Errorf("%s: %s stands since %s and is not in the feed", tag, id, since)
			case there && e.Updated != stamp(since):
				t.Errorf("%s: %s stands since %s, and the feed says %s", tag, id, since, e.Updated)
			}
		}
		for _, e := range entriesOf(t, next, tag) {
			if was, there := at[e.ID]; there && (e.Title != was.Title || e.Summary != was.Summary || e.Updated != was.Updated) {
				t.Errorf("%s: on the next day %s is another:\n%+v\n%+v", tag, e.ID, was, e)
			}
		}
	}
}

// TestFeedTellsOfStandingDuties puts a standing duty into the feed on the day on which it begins to bind, and says on the page of
// findings what never is in it.
func TestFeedTellsOfStandingDuties(t *testing.T) {
	k := disclosing(t, "2026-11-20")
	at := slices.IndexFunc(k.duties.Findings, func(f duty.Finding) bool { return f.State == duty.NotSupplied && !f.Since().IsZero() })
	if at < 0 {
		t.Fatal("no standing duty has a first day")
	}
	f := k.duties.Findings[at]
	began := disclosing(t, f.Since().String())
	if !slices.ContainsFunc(entriesOf(t, began, lang.EN), func(e atomEntry) bool {
		return strings.Contains(e.ID, url.QueryEscape(f.Key()+"/"+string(f.State))) && e.Updated == stamp(f.Since())
	}) {
		t.Errorf("on %s the feed does not have %s", f.Since(), f.Key())
	}
	page, err := k.at(plan.Page{Edition: lang.EN, Kind: plan.Disclosure, Number: 1, Path: plan.Path(lang.EN, plan.Disclosure, "", 1)}, lang.EN).disclosurePage()
	if err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(page.Method, " "); !strings.Contains(all, "newest 40") || !strings.Contains(all, "is not in the feed") {
		t.Errorf("the page does not say what the feed leaves out: %s", all)
	}
}
