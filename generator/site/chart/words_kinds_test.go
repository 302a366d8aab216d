package chart

import (
	"testing"

	"mingshan/generator/base/lang"
)

// What a figure of each kind says, in both languages, with and without gaps.
func TestSentencesOfKinds(t *testing.T) {
	two := named("甲/alpha", "乙/beta")
	towns := named("鼓楼/Gulou", "马尾/Mawei", "平潭/Pingtan")
	undated := *register(t)
	for _, c := range []struct {
		name   string
		f      *Figure
		zh, en string
	}{
		{"share by place", made(t, "share", towns, two, "30 90 w", "90 30 50"),
			"甲所占比重，马尾最高，为75.0%；鼓楼最低，为25.0%。有 1 条因有部分未公布、未报送或为零，不画比重。另有 1 个数为保护个人隐私未公布。",
			"The share of “alpha” is highest for Mawei, 75.0%, and lowest for Gulou, 25.0%. 1 bar is not drawn as shares, because a part is withheld or not supplied or all are zero. 1 value is withheld to protect people’s privacy."},
		{"share in time", over(t, "share", two, "30 90", "90 30"),
			"2026年第三季度，甲占75.0%，2026年第二季度占25.0%。", "In Q3 2026, the share of “alpha” was 75.0%; in Q2 2026, 25.0%."},
		{"share of a hidden quarter", over(t, "share", two, "30 w", "90 30"),
			"2026年第三季度不能算出各部分所占比重。有 1 条因有部分未公布、未报送或为零，不画比重。另有 1 个数为保护个人隐私未公布。",
			"No shares can be given for Q3 2026. 1 bar is not drawn as shares, because a part is withheld or not supplied or all are zero. 1 value is withheld to protect people’s privacy."},
		{"heat", made(t, "heat", towns, two, "30 90 w", "90  20"),
			"在公布的数中，马尾的“甲”和鼓楼的“乙”最多，为90人；平潭的“乙”最少，为20人。颜色只按公布的数分档。另有 1 个数为保护个人隐私未公布。有 1 个数未报送。",
			"Of the values shown, the highest is 90 people (Mawei: alpha and Gulou: beta) and the lowest 20 people (Pingtan: beta). The shades follow the values shown. 1 value is withheld to protect people’s privacy. 1 value was not supplied."},
		{"heat of nothing", made(t, "heat", towns[:1], two, "w", "w"),
			"没有可公布的数。颜色只按公布的数分档。另有 2 个数为保护个人隐私未公布。", "No value can be shown. The shades follow the values shown. 2 values are withheld to protect people’s privacy."},
		{"multiples", over(t, "multiples", two, "30 90", "500 40"),
			"2026年第三季度，在公布的数中，甲最多，为90人；乙最少，为40人。各小图用同一刻度，都从零开始。",
			"In Q3 2026, of the values shown, the highest is 90 people (alpha) and the lowest 40 people (beta). All the small charts share one scale, from zero."},
		{"slope", over(t, "slope", named("甲/alpha", "乙/beta", "丙/gamma", "丁/delta"), "30 90", "80 40", "50 50", "w 60"),
			"从2026年第二季度到2026年第三季度，1 项增加、1 项减少、1 项持平，1 项因有数未公布或报送不全而不比较。增加最多的是甲，从30到90人。减少最多的是乙，从80到40人。实线表示增加，虚线表示减少，点线不比较或持平。另有 1 个数为保护个人隐私未公布。",
			"From Q2 2026 to Q3 2026, 1 rose and 1 fell, 1 stayed the same, and 1 cannot be compared, because a value is withheld or not everything was supplied. The largest rise is that of alpha, from 30 to 90 people. The largest fall is that of beta, from 80 to 40 people. A solid line rises, a dashed one falls, a dotted one is not compared or stays the same. 1 value is withheld to protect people’s privacy."},
		{"slope of rises", over(t, "slope", two, "30 90", "40 80"),
			"从2026年第二季度到2026年第三季度，2 项都增加。增加最多的是甲，从30到90人。",
			"From Q2 2026 to Q3 2026, all 2 rose. The largest rise is that of alpha, from 30 to 90 people."},
		{"slope of falls", over(t, "slope", two, "90 30", "80 40"),
			"从2026年第二季度到2026年第三季度，2 项都减少。减少最多的是甲，从90到30人。实线表示增加，虚线表示减少，点线不比较或持平。",
			"From Q2 2026 to Q3 2026, all 2 fell. The largest fall is that of alpha, from 90 to 30 people. A solid line rises, a dashed one falls, a dotted one is not compared or stays the same."},
		{"slope of nothing", over(t, "slope", two, "w 30", " 40"),
			"从2026年第二季度到2026年第三季度，有数未公布或报送不全，不比较。另有 1 个数为保护个人隐私未公布。有 1 个数未报送。",
			"From Q2 2026 to Q3 2026 there is no comparison: a value is withheld or not everything was supplied. 1 value is withheld to protect people’s privacy. 1 value was not supplied."},
		{"funnel", funnelOf(t, "1200 900 300"),
			"转介1,200人，同意900（占转介的 75.0%），得到帮扶300（占转介的 25.0%、占同意的 33.3%）。",
			"1,200 people were referred, 900 consented (75.0% of those referred), 300 helped (25.0% of those referred, 33.3% of those consented)."},
		{"funnel with a hidden stage", funnelOf(t, "1200 w 300"),
			"转介1,200人，同意〔…〕，得到帮扶300（占转介的 25.0%）。另有 1 个数为保护个人隐私未公布。",
			"1,200 people were referred, 〔…〕 consented, 300 helped (25.0% of those referred). 1 value is withheld to protect people’s privacy."},
		{"sankey", flowing(t, "120 400 w", "100 395 90", "50 300 60"),
			"政府：转介120人，同意100（占转介的 83.3%），得到帮扶50（占转介的 41.7%）。慈善：转介400人，同意395（占转介的 98.8%），得到帮扶300（占转介的 75.0%）。平台：转介〔…〕，同意90，得到帮扶60。有 2 处不能算出未进入下一步的数，不画。另有 1 个数为保护个人隐私未公布。",
			"Government: 120 people were referred, 100 consented (83.3% of those referred), 50 helped (41.7% of those referred). Charity: 400 people were referred, 395 consented (98.8% of those referred), 300 helped (75.0% of those referred). Platform: referred 〔…〕, 90 consented, 60 helped. At 2 places the number of those who did not go on cannot be given, and is not drawn. 1 value is withheld to protect people’s privacy."},
		{"timeline of nothing", &Figure{Kind: "timeline"}, "还没有记录。", "There are no entries yet."},
		{"timeline", &undated,
			"共 3 项，最早的是2017年8月22日的“较早的条例”，最晚的是2024年9月5日的“同一天的法”。另有 1 项没有日期。",
			"3 entries, from “Older Regulations” (22 August 2017) to “Law of the same day” (5 September 2024). 1 more has no date (date)."},
	} {
		if got := c.f.Sentence(lang.NewPrinter(lang.ZH)); got != c.zh {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.zh)
		}
		if got := c.f.Sentence(lang.NewPrinter(lang.EN)); got != c.en {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.en)
		}
	}
}
