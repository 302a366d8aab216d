package main

// safeguardFiles are the tables of section 2 and 3 of the policy: giving and fields of help, money, inspection, training,
// integrity and publicity.
func safeguardFiles(p places) []file {
	return []file{handInHand(p), projectFields(p), campaignIncome(p), budget(p), inspectionTotals(p), training(p), integrity(p), publicity(p)}
}

func handInHand(p places) file {
	f := file{path: "data/aggregates/handinhand.csv", head: []string{"period", "region", "orgs", "households", "amount"}}
	for i, y := range years() {
		for _, c := range p.counties {
			row := []string{y, c.code}
			if silent("handinhand", c.code, y) {
				f.rows = append(f.rows, append(row, "", "", ""))
				continue
			}
			s := draws("handinhand", c.code, y)
			level := draws("handinhand", c.code).skewed()
			households := s.count(scale(210_000, c.size, 1000+130*int64(i))*level/1000, 260)
			switch {
			case s.chance(14):
				households = 0
			case s.chance(45): // it has only just begun
				households = 1 + s.below(14)
			}
			orgs := min(households, 1+s.count(scale(5_000, c.size, 1000+80*int64(i)), 400))
			f.rows = append(f.rows, append(row, whole(orgs), whole(households), yuan(households*s.around(1_460, 420)*100)))
		}
	}
	return f
}

func projectFields(p places) file {
	f := file{path: "data/aggregates/project_fields.csv", head: []string{"period", "region", "field", "projects", "people", "spent"}}
	fields := []struct {
		rate
		people int64 // for each project
		each   int64 // yuan for each person
	}{{rate{"fulao", 27_000}, 420, 190}, {rate{"jikun", 22_000}, 160, 1_150}, {rate{"zhucan", 11_000}, 95, 980}, {rate{"huyou", 14_000}, 130, 540},
		{rate{"zhuxue", 31_000}, 110, 2_600}, {rate{"zhuyi", 16_000}, 140, 1_720}, {rate{"xiangcun", 19_000}, 310, 460}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, k := range fields {
				row := []string{y, u.code, k.code}
				s := draws("project_fields", u.code, y, k.code)
				if s.chance(9) {
					f.rows = append(f.rows, append(row, "", "", ""))
					continue
				}
				level := draws("project_fields", u.code, k.code).around(1000, 280)
				projects := s.count(scale(k.mean, u.size, 1000+70*int64(i))*level/1000, 140)
				people := projects * s.around(k.people*1000, k.people*240) / 1000
				f.rows = append(f.rows, append(row, whole(projects), whole(people), yuan(people*s.around(k.each*100, k.each*18))))
			}
		}
	}
	return f
}

// mode is a way of public fundraising.
type mode struct {
	rate
	each, growth int64 // fen for each gift; growth each year, in thousandths
}

func modes() []mode {
	return []mode{{rate{"online", 38_000_000}, 3_900, 160}, {rate{"offline", 2_600_000}, 118_000, 20}}
}

// campaign draws the gifts of one unit and the i-th of years(), and how much they come to; ok is false where they were not reported.
func campaign(u place, i int, m mode) (gifts, fen int64, ok bool) {
	s := draws("campaign_income", u.code, years()[i], m.code)
	ok = !s.chance(15)
	gifts = s.count(scale(m.mean, u.size*u.size/1000, 1000+m.growth*int64(i)), 220)
	return gifts, gifts * s.around(m.each, m.each/6), ok
}

func campaignIncome(p places) file {
	f := file{path: "data/aggregates/campaign_income.csv", head: []string{"period", "region", "mode", "gifts", "amount"}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, m := range modes() {
				row := []string{y, u.code, m.code}
				gifts, fen, ok := campaign(u, i, m)
				if !ok {
					f.rows = append(f.rows, append(row, "", ""))
					continue
				}
				f.rows = append(f.rows, append(row, whole(gifts), yuan(fen)))
			}
		}
	}
	return f
}

func budget(p places) file {
	f := file{path: "data/aggregates/budget.csv", head: []string{"period", "region", "line", "budgeted", "spent"}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, l := range []rate{{"fund", 1_200}, {"platform", 1_400}, {"purchase", 4_700}, {"work", 1_100}} { // thousand yuan
				s := draws("budget", u.code, y, l.code)
				budgeted := scale(l.mean, u.size, 1000+45*int64(i)) * s.around(1000, 160) / 1000
				row := []string{y, u.code, l.code, yuan(budgeted * 100_000)}
				if s.chance(32) {
					f.rows = append(f.rows, append(row, "")) // the outturn was not sent in
					continue
				}
				f.rows = append(f.rows, append(row, yuan(budgeted*s.around(93_500, 7_500))))
			}
		}
	}
	return f
}

func inspectionTotals(p places) file {
	f := file{path: "data/aggregates/inspection_totals.csv", head: []string{"period", "region", "kind", "inspected", "problems", "corrected"}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, k := range []struct {
				rate
				problems int64
			}{{rate{"report", 64_000}, 210}, {rate{"visit", 21_000}, 340}, {rate{"special", 9_000}, 420}} {
				row := []string{y, u.code, k.code}
				s := draws("inspection_totals", u.code, y, k.code)
				if s.chance(12) {
					f.rows = append(f.rows, append(row, "", "", ""))
					continue
				}
				n := s.count(scale(k.mean, u.size, 1000+60*int64(i)), 200)
				problems := s.part(n, k.problems, 90)
				f.rows = append(f.rows, append(row, whole(n), whole(problems), whole(s.part(problems, 900, 90))))
			}
		}
	}
	return f
}

func training(p places) file {
	f := file{path: "data/aggregates/training.csv", head: []string{"period", "region", "sessions", "county_sessions", "hours", "people"}}
	for i, q := range quarters() {
		for _, u := range p.units {
			row := []string{q, u.code}
			s := draws("training", u.code, q)
			if s.chance(12) {
				f.rows = append(f.rows, append(row, "", "", "", ""))
				continue
			}
			sessions := s.count(scale(6_000, u.size, trend(i, [4]int64{760, 1180, 1040, 1020}, 12)), 320)
			f.rows = append(f.rows, append(row, whole(sessions), whole(draws("training level", u.code, q).part(sessions, 640, 90)), whole(sessions*s.around(6_200, 1_900)/1000), whole(sessions*s.around(46_000, 13_000)/1000)))
		}
	}
	return f
}

func integrity(p places) file {
	f := file{path: "data/aggregates/integrity_checks.csv", head: []string{"period", "region", "rechecked", "declared", "passed_on"}}
	for i, y := range years() {
		for _, u := range p.units {
			s := draws("integrity", u.code, y)
			rechecked := s.count(scale(1_900_000, u.size, 1000+50*int64(i)), 130)
			declared := s.count(scale(240_000, u.size, 1000-40*int64(i)), 160)
			f.rows = append(f.rows, []string{y, u.code, whole(rechecked), whole(declared), whole(s.count(scale(31_000, u.size, 1000-60*int64(i)), 260))})
		}
	}
	return f
}

func publicity(p places) file {
	f := file{path: "data/aggregates/publicity_items.csv", head: []string{"period", "region", "medium", "items"}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, m := range []struct {
				rate
				growth int64
			}{{rate{"press", 96_000}, -30}, {rate{"new_media", 310_000}, 140}, {rate{"onsite", 58_000}, 50}} {
				row := []string{y, u.code, m.code}
				s := draws("publicity", u.code, y, m.code)
				if s.chance(12) {
					f.rows = append(f.rows, append(row, ""))
					continue
				}
				f.rows = append(f.rows, append(row, whole(s.count(scale(m.mean, u.size, 1000+m.growth*int64(i)), 190))))
			}
		}
	}
	return f
}
