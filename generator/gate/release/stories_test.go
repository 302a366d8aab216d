package release

import (
	"slices"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/input/content"
	"mingshan/generator/input/source"
)

// storyCodes gives the codes of the problems, in order, with ! where one blocks.
func storyCodes(t *testing.T, zh, en string, change func(*content.Story)) []string {
	t.Helper()
	s := story(t, "first-sound")
	if change != nil {
		change(&s)
	}
	snap := source.Make(map[string][]byte{"content/stories/first-sound/zh.md": []byte(zh), "content/stories/first-sound/en.md": []byte(en)})
	problems := stories(snap, content.Corpus{Stories: []content.Story{s}}, rules().Stories, data().set(t))
	var out []string
	for _, p := range problems.Sorted() {
		sign := map[bool]string{true: "!"}[p.Severity.String() == "blocking"]
		if p.Line == 0 && p.File != "content/stories/first-sound/story.yaml" {
			t.Errorf("%s has no line", p.Code)
		}
		out = append(out, p.Code+sign)
	}
	return out
}

func TestStoryTexts(t *testing.T) {
	minor := func(s *content.Story) { s.Subject.Minor, s.Subject.AgeBand, s.Pictures = true, "7-13", nil }
	ill := func(s *content.Story) { s.Mentions = []string{"health"} }
	for _, x := range []struct {
		text   string
		change func(*content.Story)
		want   []string
	}{
		{"那是2026年3月7日的事。", nil, []string{"story/day!"}},
		{"那是３月７号的事。", nil, []string{"story/day!"}},
		{"三月初三，村里赶圩。", nil, []string{"story/day!"}},
		{"登记是2026-03-07。", nil, []string{"story/day!"}},
		{"It was on March 7th.", nil, []string{"story/day!"}},
		{"It was the 7th of March.", nil, []string{"story/day!"}},
		{"三个月的药拖成五个月吃，2026年3月才好。In March 2026, and in May 2025; a 30 May-be.", nil, []string{"story/day!"}},
		{"三个月的药拖成五个月吃，2026年3月才好，十月底又病了。In March 2026 and May 2025.", nil, nil},
		{"他今年７８岁。", nil, []string{"story/age!"}},
		{"她七十八周岁，孙子两岁。", nil, []string{"story/age!", "story/age!"}},
		{"She is 78 years old; her grandson, aged eight, is not.", nil, []string{"story/age!", "story/age!"}},
		{"a forty-two-year-old man", nil, []string{"story/age!"}},
		{"六十多岁的人，七八岁的孩子，十七八岁，60岁以上、未满18岁、60—79岁，一百岁，几岁。In his sixties; aged 60 or over; two years later.", nil, nil},
		{"她住在鼓楼区。", nil, []string{"story/place!"}},
		{"他住福州市，也去平潭综合实验区。", nil, nil},
		{"他住福州市，也去平潭综合实验区。", ill, []string{"story/place!", "story/place!"}}, // the rules of this test let a sensitive story name the province
		{"她从梅坑村来，到赤水镇上班。", nil, []string{"story/village"}},
		{"她从梅坑村来。", ill, []string{"story/village!"}},
		{"她从梅坑村来。", minor, []string{"story/village!"}},
		{"山里的一个村，村民进村，全村、这个村子、乡镇，帮着向乡镇申请，在村里，乡亲们。", ill, nil},
		{"[Happy Homeland Village](/projects/a.html) and Plum Village", nil, []string{"story/village"}},
		{"他在赤水中心小学读书。", nil, []string{"story/school"}},
		{"他在赤水中心小学读书。", minor, []string{"story/school!"}},
		{"他考上了福州三中。", minor, []string{"story/school!"}},
		{"He goes to Chishui Central Primary School. The primary school in town is good. Her School Bag.", minor, []string{"story/school!"}},
		{"他在镇上的中心小学读书，姐姐上中学，三名小学生，小学毕业，孩子在村小学读书，一所中学。", minor, nil},
		{"这个项目帮助了3人。", nil, []string{"story/count"}},
		{"去年共救助1,203户，惠及３５名老人。", nil, []string{"story/count", "story/count"}},
		{"It helped 12 older people.", nil, []string{"story/count"}},
		{"一共帮助{{figure dataset=a measure=b period=2026}}人；拨12345求助；会上来了20人；三位理事帮助算账；资助的大学生2人民币。", nil, nil},
		{"The fund helped on 12 older occasions. 20 people came.", nil, nil},
		{"婆婆得的是尿毒症。", nil, []string{"story/unsaid"}},
		{"婆婆得的是尿毒症。", ill, nil},
	} {
		if got := storyCodes(t, x.text, "ok", x.change); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.text, got, x.want)
		}
	}
}

// Titles, summaries and the words of pictures are held to the same rules, each at its own place.
func TestStoryTextsOfFacts(t *testing.T) {
	for _, change := range []func(*content.Story, lang.Text){
		func(s *content.Story, text lang.Text) { s.Title = text },
		func(s *content.Story, text lang.Text) { s.Summary = text },
		func(s *content.Story, text lang.Text) { s.Pictures[0].Alt = text },
		func(s *content.Story, text lang.Text) { s.Pictures[2].Caption = text },
	} {
		got := storyCodes(t, "甲", "a", func(s *content.Story) { change(s, lang.Text{ZH: "七十八岁", EN: "aged 78"}) })
		if !slices.Equal(got, []string{"story/age!"}) { // of one place, since the test's facts file holds no texts
			t.Errorf("got %v", got)
		}
	}
}

func TestStoryFacts(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*content.Story)
		want   []string
	}{
		"right":                        {func(*content.Story) {}, nil},
		"a family without a pseudonym": {func(s *content.Story) { s.Subject.Kind, s.Subject.Pseudonym = "family", lang.Text{} }, []string{"story/pseudonym!"}},
		"a group needs none":           {func(s *content.Story) { s.Subject.Kind, s.Subject.Pseudonym = "group", lang.Text{} }, nil},
		"a group that is ill does": {func(s *content.Story) {
			s.Subject.Kind, s.Subject.Pseudonym, s.Mentions = "group", lang.Text{}, []string{"health"}
		}, []string{"story/pseudonym!"}},
		"a group of children does":        {func(s *content.Story) { s.Subject = content.Subject{Kind: "group", Minor: true}; s.Pictures = nil }, []string{"story/pseudonym!"}},
		"a pseudonym not marked":          {func(s *content.Story) { s.Subject.Pseudonym.EN = "Xiaolin" }, []string{"story/pseudonym!"}},
		"another band":                    {func(s *content.Story) { s.Subject.AgeBand = "8" }, []string{"story/age-band!"}},
		"another matter":                  {func(s *content.Story) { s.Mentions = []string{"weather"} }, []string{"story/mentions!"}},
		"a child recognisable in picture": {func(s *content.Story) { s.Subject.Minor = true }, []string{"story/minor-picture!"}},
	} {
		if got := storyCodes(t, "甲", "a", x.change); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}
