package main_test

import "os"

const storyEN, storyZH = "content/stories/noon/en.md", "content/stories/noon/zh.md"

// child makes the story one of a child, with all that it needs.
func child(e *editor) {
	e.swap(story, "age_band: 60+", "age_band: 7-13\n  minor: true")
	e.swap(story, "reference:", "guardian: true\n  reference:")
}

// register copies a register of the real site, whose schema is what an editor would begin with.
func register(e *editor, id, rows string) {
	schema, err := os.ReadFile("../data/registers/" + id + ".yaml")
	e.check(err)
	e.put("data/registers/"+id+".yaml", string(schema))
	e.put("data/registers/"+id+".csv", rows)
}

// storyMistakes break the rules on how closely a story may describe people.
func storyMistakes() []mistake {
	minor := func(more func(*editor)) func(*editor) {
		return func(e *editor) { child(e); more(e) }
	}
	return []mistake{
		{"a story about a person without a pseudonym", "story/pseudonym", swap(story, "  pseudonym:\n    zh: 阿莲婆（化名）\n    en: Granny Lian (a pseudonym)\n", "")},
		{"a story about a group that mentions health, without a pseudonym", "story/pseudonym", func(e *editor) {
			e.swap(story, "  kind: person\n  pseudonym:\n    zh: 阿莲婆（化名）\n    en: Granny Lian (a pseudonym)\n", "  kind: group\n")
			e.add(story, "mentions:\n  - health\n")
		}},
		{"a pseudonym that does not say that it is one", "story/pseudonym", swap(story, "Granny Lian (a pseudonym)", "Granny Lian")},
		{"an age band that the rules do not have", "story/age-band", swap(story, "age_band: 60+", "age_band: 70+")},
		{"a sensitive matter that the rules do not have", "story/mentions", add(story, "mentions:\n  - wealth\n")},
		{"a story at county level", "reference/level", swap(story, `region: "350100"`, `region: "350102"`)},
		{"a sensitive story finer than its rule", "reference/level", func(e *editor) {
			e.swap(rules, "mention_place:\n    value: city", "mention_place:\n    value: province")
			e.add(story, "mentions:\n  - health\n")
		}},
		{"an exact day in a story", "story/day", add(storyZH, "\n那是九月二十一日。\n")},
		{"an exact day in a story's summary", "story/day", swap(story, "en: Somebody knocks at noon.", "en: Somebody knocks on 3 March.")},
		{"an exact age in a story", "story/age", add(storyZH, "\n她今年七十八岁。\n")},
		{"an exact age in words", "story/age", add(storyEN, "\nShe is seventy-eight years old.\n")},
		{"the name of a county in a story", "story/place", add(storyZH, "\n她住在鼓楼区。\n")},
		{"the name of a village in a story that mentions health", "story/village", func(e *editor) {
			e.add(story, "mentions:\n  - health\n")
			e.add(storyZH, "\n她从梅坑村来。\n")
		}},
		{"a child's school", "story/school", minor(add(storyZH, "\n他在赤水中心小学读书。\n"))},
		{"a child's school in English", "story/school", minor(add(storyEN, "\nHe goes to Chishui Central Primary School.\n"))},
		{"a child's school by its short name", "story/school", minor(add(storyZH, "\n他考上了福州三中。\n"))},
		{"a child's face, with consent", "story/minor-picture", minor(func(e *editor) {
			e.swap(story, "    - web\n", "    - web\n    - picture\n")
			e.add(story, picture("cover.png", altBoth, "consented"))
			e.put("content/stories/noon/cover.png", tinyPNG())
		})},
		{"what may be a child's name", "pii/name", minor(add(storyZH, "\n受助学生：林小梅\n"))},
		{"a rule for stories of no such value", "config/story-rule", swap(rules, "  place:\n    value: city", "  place:\n    value: village")},
		{"a rule that admits a child's face", "config/story-rule", swap(rules, "      - back-view\n", "      - consented\n")},
		{"a rule that lets persons go by their names", "config/story-rule", swap(rules, "      - person\n", "")},
		{"a takedown of something that is no story", "story/takedown", func(e *editor) {
			register(e, "takedowns", "id,kind,date\nweek,campaign,2026-10-15\n")
			e.swap("data/registers/takedowns.yaml", "  - story\n", "  - story\n      - campaign\n")
		}},
	}
}

// numberMistakes are made in the shortcodes of prose.
func numberMistakes() []mistake {
	number := func(inside string) func(*editor) { return add(storyEN, "\nThere were {{figure "+inside+"}}.\n") }
	return []mistake{
		{"a number without its dataset", "prose/figure-form", number("measure=helped period=2026")},
		{"a number with a full-width sign", "prose/figure-form", number("dataset＝referrals measure=helped period=2026")},
		{"a number in full-width braces", "prose/figure-broken", add(storyZH, "\n一共｛｛figure dataset=referrals｝｝。\n")},
		{"a number inside a link", "prose/figure-place", add(storyEN, "\nSee [all {{figure dataset=referrals measure=helped period=2026}}](/topics/referral.html).\n")},
		{"a number of no dataset", "figure/dataset", number("dataset=referral measure=helped period=2026")},
		{"a number from a register without a page", "figure/dataset", number("dataset=levels measure=helped period=2026")},
		{"a number of no measure", "figure/field", number("dataset=referrals measure=helpd period=2026")},
		{"a number of a part that is no dimension", "figure/where", number("dataset=referrals measure=helped gender=f period=2026")},
		{"the state of a row that is not there", "figure/row", func(e *editor) {
			e.swap(policies+".yaml", "en: in force from", "en: in force from\n    required: true")
			e.add(policies+".yaml", "dates:\n  from: from\n  text: title\n")
			number("dataset=policies measure=state id=nothing")(e)
		}},
		{"a number of a region that is not in the table", "figure/code", number("dataset=referrals measure=helped region=350199 period=2026")},
		{"a number of a period that is not in the table", "figure/code", number("dataset=referrals measure=helped period=2025")},
		{"a number without its period", "figure/period-needed", number("dataset=referrals measure=helped")},
		{"a total of medians", "figure/not-added", number("dataset=referrals measure=median_days period=2026")},
	}
}
