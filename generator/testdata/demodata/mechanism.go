package main

import (
	"slices"
	"strings"
	"time"
)

// mechanismFiles are the tables of clauses 1, 3 and 4: who sits together and how often, the platform and its alerts, support.
func mechanismFiles(p places) []file {
	return []file{bodies(p), meetings(p), platform(p), alerts(p), incentives(p)}
}

// member is an organization that sits in a coordinating body, by kind; no person is named.
type member struct{ zh, en string }

// bodies is the register of coordinating bodies of cities and counties. Where nothing was supplied the row says so by its
// empty cells.
func bodies(p places) file {
	f := file{path: "data/registers/mechanism_bodies.csv",
		head: []string{"region", "level", "form", "bodies_n", "lead_zh", "lead_en", "members_zh", "members_en", "members_n", "since", "doc_no", "id"}}
	first := []member{{"民政", "civil affairs"}, {"红十字会", "Red Cross Society"}, {"共青团", "Communist Youth League"}, {"妇联", "Women’s Federation"}, {"慈善总会", "charity federation"}}
	more := []member{{"教育", "education"}, {"卫生健康", "health"}, {"医疗保障", "medical insurance"}, {"住房和城乡建设", "housing"}, {"人力资源和社会保障", "human resources"}, {"残联", "Disabled Persons’ Federation"}, {"工会", "trade unions"}, {"农业农村", "agriculture"}}
	add := func(code, level string) {
		s := draws("bodies", code)
		id := "mb-" + code
		if s.chance(110) && level == "county" {
			f.rows = append(f.rows, []string{code, level, "", "", "", "", "", "", "", "", "", id})
			return
		}
		form := []string{"joint_meeting", "joint_meeting", "coordination_group", "working_group"}[s.below(4)]
		members := slices.Clone(first)
		for _, m := range more {
			if s.chance(430) {
				members = append(members, m)
			}
		}
		var zh, en []string
		for _, m := range members {
			zh, en = append(zh, m.zh), append(en, m.en)
		}
		lead := member{"县（市、区）民政局", "county bureau of civil affairs"}
		if level == "city" {
			lead = member{"市民政局", "municipal bureau of civil affairs"}
		}
		if code == "350128" {
			lead = member{"区社会事业局", "Social Affairs Bureau"}
		}
		since := quarterEnd("2024Q3").AddDate(0, 0, int(12+s.below(520)))
		if level == "city" {
			since = quarterEnd("2024Q3").AddDate(0, 0, int(8+s.below(80)))
		}
		f.rows = append(f.rows, []string{code, level, form, "1", lead.zh, lead.en, strings.Join(zh, "、"), strings.Join(en, ", "), whole(int64(len(members))),
			since.Format(time.DateOnly), "示范协〔" + since.Format("2006") + "〕" + whole(1+s.below(40)) + "号", id})
	}
	for _, u := range p.units {
		add(u.code, "city")
	}
	for _, c := range p.counties {
		if c.code == "350128" { // a reporting unit with one body, which stands among the cities
			f.rows = append(f.rows, []string{c.code, "county", "", "z", "", "", "", "", "z", "", "", "mb-" + c.code + "-county"})
			continue
		}
		add(c.code, "county")
	}
	return f
}

// meetings counts joint meetings and how far the matters raised there got, step by step.
func meetings(p places) file {
	f := file{path: "data/aggregates/coordination_meetings.csv", head: []string{"period", "region", "held_n", "met_n", "raised", "assessed", "followed", "helped", "reported"}}
	for i, q := range quarters() {
		for _, u := range p.units {
			s := draws("meetings", u.code, q)
			row := []string{q, u.code}
			if silent("meetings", u.code, q) {
				f.rows = append(f.rows, append(row, "", "", "", "", "", "", ""))
				continue
			}
			counties := countiesIn(u.code)
			met := min(counties, s.count(counties*(470+22*int64(i)), 260))
			held := met + s.part(met, 240, 160) + s.below(2) // some meet twice, and now and then the unit itself
			if counties == 1 {
				met = min(held, 1)
			}
			if held == 0 {
				f.rows = append(f.rows, append(row, "0", "0", "0", "0", "0", "0", "0"))
				continue
			}
			raised := s.count(held*26_000, 220)
			assessed := s.part(raised, 950, 40)
			followed := s.part(assessed, 900, 60)
			helped := s.part(followed, 850, 80)
			reported := s.part(helped, 880, 90)
			f.rows = append(f.rows, append(row, whole(held), whole(met), whole(raised), whole(assessed), whole(followed), whole(helped), whole(reported)))
		}
	}
	return f
}

// platform counts what civil affairs and charities exchanged. Organizations connected only grow in number.
func platform(p places) file {
	f := file{path: "data/aggregates/platform_metrics.csv", head: []string{"period", "region", "exchanges_n", "records", "orgs_connected_n", "uptime"}}
	for _, u := range p.units {
		connected := draws("platform", u.code).count(u.size*5, 200)
		for i, q := range quarters() {
			s := draws("platform", u.code, q)
			row := []string{q, u.code}
			connected += s.below(1 + u.size/400)
			if silent("platform", u.code, q) {
				f.rows = append(f.rows, append(row, "", "", "", ""))
				continue
			}
			exchanges := s.count(scale(58_000, u.size, 1000+45*int64(i)), 150)
			records := exchanges * s.around(46_000, 14_000) / 1000
			up := 1000 - s.below(14)*s.below(3)/2
			f.rows = append(f.rows, append(row, whole(exchanges), whole(records), whole(connected), tenths(up)))
		}
	}
	slices.SortStableFunc(f.rows, func(a, b []string) int { return strings.Compare(a[0], b[0]) })
	return f
}

// tenths writes a number of tenths.
func tenths(n int64) string {
	if n%10 == 0 {
		return whole(n / 10)
	}
	return whole(n/10) + "." + whole(n%10)
}

// alerts counts the alerts of the monitoring of the low-income population, by what set them off.
func alerts(p places) file {
	f := file{path: "data/aggregates/monitoring.csv", head: []string{"period", "region", "alert_type", "alerts", "checked", "aided"}}
	types := []struct {
		rate
		aided int64 // of those checked, in thousandths
	}{{rate{"medical_cost", 640_000}, 410}, {rate{"income_drop", 420_000}, 300}, {rate{"education_cost", 210_000}, 350}, {rate{"accident", 150_000}, 520}, {rate{"status_change", 330_000}, 180}}
	for i, q := range quarters() {
		for _, u := range p.units {
			for _, k := range types {
				row := []string{q, u.code, k.code}
				if silent("alerts", u.code, q) {
					f.rows = append(f.rows, append(row, "", "", ""))
					continue
				}
				when := trend(i, [4]int64{1080, 970, 960, 1010}, 8)
				if k.code == "education_cost" {
					when = trend(i, [4]int64{840, 820, 1560, 860}, 8)
				}
				s := draws("alerts", u.code, q, k.code)
				n := s.count(scale(k.mean, u.size*u.size/1000, when), 200)
				checked := s.part(n, 935, 50)
				f.rows = append(f.rows, append(row, whole(n), whole(checked), whole(s.part(checked, k.aided, 90))))
			}
		}
	}
	return f
}

// incentives is the register of support, one row for each kind, unit and year, with its document. Premises and fee relief are given at what they would have cost.
func incentives(p places) file {
	f := file{path: "data/registers/incentives.csv", head: []string{"period", "region", "incentive", "orgs_n", "amount", "doc_no", "id"}}
	kinds := []struct {
		rate
		each int64 // yuan for an organization
	}{{rate{"venture_philanthropy", 6_000}, 84_000}, {rate{"subsidy", 9_000}, 36_000}, {rate{"premises", 5_000}, 58_000}, {rate{"fee_relief", 11_000}, 7_400}}
	for i, y := range years() {
		for _, u := range p.units {
			for n, k := range kinds {
				s := draws("incentives", u.code, y, k.code)
				row, id := []string{y, u.code, k.code}, "in-"+y+"-"+u.code+"-"+strings.ReplaceAll(k.code, "_", "-")
				if silent("incentives", u.code, y) {
					f.rows = append(f.rows, append(row, "", "", "", id))
					continue
				}
				orgs := s.count(scale(k.mean, u.size, 1000+120*int64(i)), 400)
				if orgs == 0 || s.chance(40) { // not every place is able to
					f.rows = append(f.rows, append(row, "0", "0", "", id))
					continue
				}
				doc := "示范激〔" + y + "〕" + whole(10*int64(n)+1+s.below(9)) + "号"
				f.rows = append(f.rows, append(row, whole(orgs), yuan(orgs*k.each*s.around(100_000, 35_000)/1000), doc, id))
			}
		}
	}
	return f
}

// countiesIn is how many counties report to a unit; TestCountiesIn holds it to the code list. It is not counted from the
// places at hand, so that leaving some out changes nothing for the rest.
func countiesIn(unit string) int64 {
	return map[string]int64{"350100": 12, "350200": 6, "350300": 5, "350400": 11, "350500": 11, "350600": 11, "350700": 10, "350800": 7, "350900": 9, "350128": 1}[unit]
}
