package compose

import (
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/plan"
	"mingshan/generator/testkit/sites"
)

// withTopics is the tiny site with further topics: slug, then lines that take the place of the clause's.
func withTopics(t testing.TB, more map[string]string) *Composer {
	t.Helper()
	site := sites.Tiny(t)
	const folder = "content/topics/referral/"
	for slug, lines := range more {
		to := "content/topics/" + slug + "/"
		site.Set(to+"topic.yaml", strings.Replace(strings.Replace(string(site[folder+"topic.yaml"]), "en: Two-way referral", "en: "+slug, 1), "clause: 2\n", lines, 1))
		site[to+"zh.md"], site[to+"en.md"] = site[folder+"zh.md"], site[folder+"en.md"]
	}
	k := composer(t, site) // which draws nothing
	for i := range k.cleared.Topics {
		k.cleared.Topics[i].Figures = nil
	}
	k.site.Home.Charts = nil
	return k
}

// Topics go by clause, each followed by its parts; readers go on in the same order, and up to the topic above.
func TestTopicsAndTheirParts(t *testing.T) {
	k := withTopics(t, map[string]string{"zeal": "clause: 1\n", "a-part": "clause: 2\nparent: referral\n", "z-part": "clause: 2\nparent: referral\n", "aside": "", "first-part": "clause: 1\nparent: zeal\n"})
	g := k.on(lang.EN, plan.Topics, "", 1)
	var got []string
	for _, group := range g.list().Groups {
		got = append(got, group.ID)
		for _, c := range group.Cards {
			got = append(got, strings.TrimSuffix(strings.TrimPrefix(c.Href, "topics/"), ".html")+map[bool]string{true: "!"}[c.Kicker != ""])
		}
	}
	if s := strings.Join(got, " "); s != "clause-1 zeal! first-part clause-2 referral! a-part z-part other aside" {
		t.Errorf("the list of topics is %s", s)
	}
	got = nil
	for _, group := range g.mappedTopics() {
		got = append(got, group.ID+" "+hrefs(group.Links))
	}
	if s := strings.Join(got, "; "); s != "clause-1 topics/zeal.html topics/first-part.html; clause-2 topics/referral.html topics/a-part.html topics/z-part.html; other topics/aside.html" {
		t.Errorf("the site map has %s", s)
	}
	part, err := k.on(lang.EN, plan.Topic, "a-part", 1).topic()
	if err != nil {
		t.Fatal(err)
	}
	if s := hrefs(part.Crumbs); s != "../index.html ../topics.html referral.html a-part.html" || part.Prev.Href != "referral.html" || part.Next.Href != "z-part.html" || len(part.Parts) != 0 {
		t.Errorf("a part stands below %s, between %s and %s", s, part.Prev.Href, part.Next.Href)
	}
	above, err := k.on(lang.EN, plan.Topic, "referral", 1).topic()
	if err != nil {
		t.Fatal(err)
	}
	if len(above.Parts) != 1 || len(above.Parts[0].Cards) != 2 || above.Prev.Href != "first-part.html" || hrefs(above.Crumbs) != "../index.html ../topics.html referral.html" {
		t.Errorf("the topic above has the parts %+v", above.Parts)
	}
	home, err := k.on(lang.EN, plan.Home, "", 1).home()
	if err != nil {
		t.Fatal(err)
	}
	if len(home.Topics) != 3 {
		t.Errorf("the home page has %d topics, parts among them", len(home.Topics))
	}
}

// What a topic does not say is not printed: no heading without anything below it, no link to a page that is not there.
func TestTopicPrintsNothingEmpty(t *testing.T) {
	use := "clause: 2\nuse:\n  - {do: give, text: {zh: 捐赠。, en: Give.}}\n  - {do: read, text: {zh: 看故事。, en: Read it.}, link: stories/gone.html}\n  - {do: join, text: {zh: 看公告。, en: See the notices.}, link: 'notices.html#top'}\n  - {do: give, text: {zh: 捐物。, en: Give things.}}\n"
	k := withTopics(t, map[string]string{"used": use})
	k.cleared.Gone["/stories/gone.html"] = true
	v, err := k.on(lang.EN, plan.Topic, "used", 1).topic()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range v.Uses {
		got = append(got, u.Label)
		for _, way := range u.Ways {
			got = append(got, way.Text)
			if way.Link != nil {
				got = append(got, way.Link.Href+" "+way.Link.Text)
			}
		}
	}
	if s := strings.Join(got, ", "); s != "Give, Give., Give things., See, Read it., Join, See the notices., ../notices.html#top Notices" {
		t.Errorf("uses: %s", s)
	}
	for _, group := range append(v.Parts, v.Related...) {
		if len(group.Cards)+len(group.Links) == 0 {
			t.Errorf("%s has nothing", group.Title)
		}
	}
	v, err = k.on(lang.EN, plan.Topic, "referral", 1).topic()
	if err != nil || len(v.Uses)+len(v.Parts) > 0 {
		t.Errorf("%v: uses %v, parts %v", err, v.Uses, v.Parts)
	}
}
