package main

import (
	"strings"
	"time"
)

// project is what the reports of one brand project are made from. Money is in yuan for a typical quarter.
type project struct {
	slug        string
	first, last string // first and last quarter with a report; last is 2026Q3 while the project runs
	raised      int64
	people      int64
	activities  int64
	season      [4]int64 // Q1 to Q4, in thousandths
	closed      bool     // the last report is the final one
	unsaid      string   // a quarter whose people were not reported
}

// projects are the brand projects; their spans agree with content/projects. Three running ones have no report for the newest quarter, so that the pages show what
// a gap looks like.
func projects() []project {
	even := [4]int64{1000, 1000, 1000, 1000}
	winter := [4]int64{1240, 860, 800, 1100}
	school := [4]int64{700, 520, 2050, 730}
	sowing := [4]int64{1750, 640, 1060, 550}
	storms := [4]int64{420, 880, 2150, 550}
	summer := [4]int64{460, 1060, 2020, 460}
	return []project{
		{slug: "warm-winter-canteens", first: "2024Q4", last: "2026Q3", raised: 624_000, people: 18_400, activities: 92, season: winter},
		{slug: "silver-visits", first: "2025Q1", last: "2026Q2", raised: 61_500, people: 1_320, activities: 210, season: winter},
		{slug: "new-leaf-fund", first: "2025Q1", last: "2026Q3", raised: 2_380_000, people: 640, activities: 9, season: winter},
		{slug: "harbour-relief", first: "2025Q1", last: "2026Q3", raised: 143_000, people: 118, activities: 14, season: even},
		{slug: "egret-hearing", first: "2025Q1", last: "2026Q3", raised: 486_000, people: 74, activities: 11, season: even},
		{slug: "able-hands", first: "2025Q1", last: "2026Q2", raised: 112_000, people: 46, activities: 26, season: even, unsaid: "2025Q4", closed: true},
		{slug: "lighthouse-children", first: "2025Q2", last: "2026Q3", raised: 357_000, people: 285, activities: 48, season: school},
		{slug: "island-after-school", first: "2024Q3", last: "2026Q2", raised: 96_000, people: 168, activities: 132, season: even, closed: true},
		{slug: "tea-hills-bursary", first: "2025Q1", last: "2026Q3", raised: 530_000, people: 212, activities: 5, season: school},
		{slug: "overseas-scholarship", first: "2024Q3", last: "2026Q3", raised: 1_240_000, people: 196, activities: 6, season: school},
		{slug: "heart-repair", first: "2025Q1", last: "2026Q3", raised: 640_000, people: 9, activities: 4, season: even},
		{slug: "mountain-clinic", first: "2026Q1", last: "2026Q2", raised: 73_000, people: 870, activities: 12, season: even},
		{slug: "tulou-revival", first: "2026Q1", last: "2026Q3", raised: 268_000, people: 340, activities: 18, season: even},
		{slug: "happy-homeland", first: "2024Q3", last: "2026Q3", raised: 3_150_000, people: 9_600, activities: 164, season: even},
		{slug: "second-shelf", first: "2024Q3", last: "2026Q3", raised: 186_000, people: 2_150, activities: 38, season: even},
		{slug: "lamplight-care", first: "2025Q1", last: "2026Q3", raised: 742_000, people: 318, activities: 96, season: even},
		{slug: "causeway-pairing", first: "2025Q2", last: "2026Q3", raised: 405_000, people: 260, activities: 17, season: even},
		{slug: "pomelo-thresholds", first: "2024Q4", last: "2026Q1", raised: 168_000, people: 58, activities: 34, season: even, closed: true},
		{slug: "seedling-money", first: "2025Q1", last: "2026Q3", raised: 214_000, people: 176, activities: 22, season: sowing},
		{slug: "raft-children", first: "2025Q2", last: "2026Q2", raised: 58_000, people: 142, activities: 41, season: summer},
		{slug: "dialysis-fares", first: "2024Q4", last: "2026Q3", raised: 523_000, people: 412, activities: 12, season: even},
		{slug: "apprentice-bursary", first: "2024Q3", last: "2026Q3", raised: 147_000, people: 64, activities: 8, season: even, closed: true},
		{slug: "storm-watch", first: "2025Q2", last: "2026Q3", raised: 121_000, people: 3_400, activities: 88, season: storms},
		{slug: "mountain-baths", first: "2025Q3", last: "2026Q3", raised: 690_000, people: 920, activities: 146, season: even, unsaid: "2025Q3"},
		{slug: "crossing-fares", first: "2025Q3", last: "2026Q3", raised: 64_000, people: 96, activities: 4, season: school},
	}
}

// reports makes the quarterly reports of every project: what was raised and spent in that quarter, never more spent
// than was raised so far.
func reports() file {
	f := file{path: "data/registers/project_reports.csv",
		head: []string{"id", "project", "period_end", "published_on", "raised", "spent", "beneficiaries", "activities_n", "final", "note_zh", "note_en"}}
	for _, p := range projects() {
		f.rows = append(f.rows, p.rows()...)
	}
	return f
}

// rows are the reports of one project, oldest first.
func (p project) rows() [][]string {
	var out [][]string
	kept := int64(0) // raised and not yet spent, in fen
	for i, q := range quarters() {
		if q < p.first || q > p.last {
			continue
		}
		s := draws("reports", p.slug, q)
		when := trend(i, p.season, 12)
		raised := p.raised * when / 1000 * s.around(100_000, 17_000) / 1000
		final := p.closed && q == p.last
		spent := min(kept+raised, raised/1000*s.around(930, 90))
		if final {
			spent = (kept + raised) / 100 * 98
		}
		kept += raised - spent
		people := whole(s.count(p.people*when, 260))
		noteZH, noteEN, isFinal := "", "", "no"
		if q == p.unsaid {
			people, noteZH, noteEN = "", "受益人次仍在核对，待补报", "The number of people helped is still being checked and will follow"
		}
		if final {
			isFinal, noteZH, noteEN = "yes", "结项报告：结余按募捐方案用于同类项目", "Final report: what is left over goes to similar projects, as the fundraising plan says"
		}
		end := quarterEnd(q)
		published := end.AddDate(0, 0, int(16+s.below(28)))
		out = append(out, []string{p.slug + "-" + strings.ToLower(q), p.slug, end.Format(time.DateOnly), published.Format(time.DateOnly),
			yuan(raised), yuan(spent), people, whole(s.count(p.activities*1000, 250)), isFinal, noteZH, noteEN})
	}
	return out
}

// quarterEnd is the last day of a quarter written like 2026Q3.
func quarterEnd(q string) time.Time {
	year, quarter := 0, int(q[5]-'0')
	for _, d := range q[:4] {
		year = year*10 + int(d-'0')
	}
	return time.Date(year, time.Month(3*quarter+1), 0, 0, 0, 0, 0, time.UTC)
}
