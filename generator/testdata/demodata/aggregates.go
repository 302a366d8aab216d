package main

// rate is a code with its mean for a typical county, in thousandths.
type rate struct {
	code string
	mean int64
}

// scale is a mean for a place in a quarter.
func scale(mean, size, when int64) int64 { return mean * size / 1000 * when / 1000 }

// silent says whether a place did not report at all.
func silent(dataset, code, period string) bool {
	return draws("silent", dataset, code, period).chance(9)
}

func aid(p places) file {
	f := file{path: "data/aggregates/aid_aggregates.csv", head: []string{"period", "region", "category", "persons", "spend"}}
	type category struct {
		rate
		pay    int64 // yuan per person and quarter
		spread int64 // of it, in thousandths: little where a standard is paid, much where each case is another
	}
	categories := []category{{rate{"dibao", 4_200_000}, 1980, 60}, {rate{"tekun", 790_000}, 5340, 60}, {rate{"dibao_margin", 640_000}, 470, 160}, {rate{"rigid_expense", 64_000}, 1360, 480},
		{rate{"disaster", 420_000}, 240, 480}, {rate{"temp_hardship", 310_000}, 880, 480}, {rate{"medical_emergency", 96_000}, 3100, 560}, {rate{"other_province", 130_000}, 690, 480}}
	for i, q := range quarters() {
		for _, c := range p.counties {
			for _, k := range categories {
				row := []string{q, c.code, k.code}
				if silent("aid", c.code, q) {
					f.rows = append(f.rows, append(row, "", ""))
					continue
				}
				// The county keeps its level from quarter to quarter; only the last factor is drawn anew.
				level := draws("aid", c.code, k.code).skewed()
				s := draws("aid", c.code, k.code, q)
				persons := s.count(scale(k.mean, c.size, 1000+4*since(i))*level/1000, 45)
				switch k.code {
				case "rigid_expense":
					if s.chance(14) {
						persons = 0
					}
				case "disaster": // many homes or none, most of them in the typhoon season
					persons = persons * [4]int64{150, 700, 2100, 500}[(i+3)%4] / 1000
					if persons < 30 || !s.chance([4]int64{120, 300, 620, 250}[(i+3)%4]) {
						persons = 0
					}
				case "medical_emergency", "other_province":
					if !draws("aid at all", c.code, k.code).chance(700) {
						persons = 0
					}
				}
				spend := persons * k.pay * s.around(1000+9*since(i), k.spread) / 10
				f.rows = append(f.rows, append(row, whole(persons), yuan(spend)))
			}
		}
	}
	return f
}

func needs(p places) file {
	f := file{path: "data/aggregates/needs.csv", head: []string{"period", "region", "need_type", "registered", "matched", "unmet", "median_days_to_match"}}
	types := []struct {
		rate
		days int64 // until it is matched, in half days
	}{{rate{"living", 310_000}, 30}, {rate{"medical", 262_000}, 44}, {rate{"education", 174_000}, 36}, {rate{"care", 208_000}, 52}, {rate{"housing", 96_000}, 96}}
	for i, q := range quarters() {
		for _, c := range p.counties {
			for _, n := range types {
				row := []string{q, c.code, n.code}
				if silent("needs", c.code, q) {
					f.rows = append(f.rows, append(row, "", "", "", ""))
					continue
				}
				when := trend(i, [4]int64{1130, 960, 940, 1040}, 6)
				if n.code == "education" {
					when = trend(i, [4]int64{820, 760, 1650, 840}, 6)
				}
				s := draws("needs", c.code, q, n.code)
				level := draws("needs", c.code, n.code).skewed()
				registered := s.count(scale(n.mean, c.size, when)*level/1000, 250)
				matched := s.part(registered, 690+9*since(i), 110)
				f.rows = append(f.rows, append(row, whole(registered), whole(matched), whole(registered-matched),
					days(draws("needs", c.code, q, n.code, "days"), matched, n.days-since(i), 16)))
			}
		}
	}
	return f
}

func wishes(p places) file {
	f := file{path: "data/aggregates/micro_wishes.csv", head: []string{"period", "region", "posted", "claimed", "fulfilled"}}
	for i, q := range quarters() {
		for _, c := range p.counties {
			row := []string{q, c.code}
			w, ok := wished(c, i)
			if !ok {
				f.rows = append(f.rows, append(row, "", "", ""))
				continue
			}
			f.rows = append(f.rows, append(row, whole(w.posted), whole(w.claimed), whole(w.fulfilled)))
		}
	}
	return f
}

// wish is how far micro-wishes got.
type wish struct{ posted, claimed, fulfilled int64 }

// wished draws the micro-wishes of one county and quarter; ok is false where the county did not report.
func wished(c place, i int) (w wish, ok bool) {
	q := quarters()[i]
	if silent("wishes", c.code, q) {
		return w, false
	}
	s := draws("wishes", c.code, q)
	level := draws("wishes", c.code).skewed()
	if c.code == "350128" { // told by theme too, where fewer would be small counts only
		level = 5600
	}
	w.posted = s.count(scale(96_000, c.size, trend(i, [4]int64{1240, 820, 1010, 1060}, 22))*level/1000, 380)
	if s.chance(10) {
		w.posted = 0
	}
	w.claimed = s.part(w.posted, 890, 90)
	w.fulfilled = s.part(w.claimed, 860, 110)
	return w, true
}

func villages(p places) file {
	f := file{path: "data/aggregates/village_mutual_aid.csv", head: []string{"period", "region", "projects_n", "raised", "spent", "beneficiaries"}}
	for i, y := range years() {
		for _, c := range p.counties {
			row := []string{y, c.code}
			if silent("villages", c.code, y) {
				f.rows = append(f.rows, append(row, "", "", "", ""))
				continue
			}
			s := draws("villages", c.code, y)
			projects := s.count(scale(11_000, c.size, c.rural)*(1000+210*int64(i))/1000, 500)
			raised := projects * s.around(4_620_000, 1_900_000)
			spent := raised / 1000 * s.around(860, 110)
			people := s.count(projects*1000*s.around(70, 45), 300)
			f.rows = append(f.rows, append(row, whole(projects), yuan(raised), yuan(spent), whole(people)))
		}
	}
	return f
}

func services(p places) file {
	f := file{path: "data/aggregates/service_aid.csv", head: []string{"period", "region", "kind", "group", "persons", "hours", "bought_hours"}}
	kinds := []struct {
		rate
		hours  int64   // for each person and quarter
		groups []int64 // who is served, in thousandths, in the order of groups
	}{{rate{"care", 640_000}, 26, []int64{560, 70, 230, 140}}, {rate{"living", 1_180_000}, 11, []int64{520, 90, 260, 130}},
		{rate{"companionship", 410_000}, 7, []int64{390, 330, 160, 120}}}
	groups := []string{"elderly", "minors", "disabled", "severe_illness"}
	for i, q := range quarters() {
		for _, u := range p.units {
			for _, k := range kinds {
				missing := draws("services", u.code, q, k.code).chance(14)
				for g, group := range groups {
					row := []string{q, u.code, k.code, group}
					if missing {
						f.rows = append(f.rows, append(row, "", "", ""))
						continue
					}
					s := draws("services", u.code, q, k.code, group)
					mean := scale(k.mean, u.size*u.size/1000, trend(i, [4]int64{1060, 960, 970, 1030}, 34)) * k.groups[g] / 1000
					if u.code == "350128" && k.code == "companionship" {
						mean = 8_500 // a service that has just begun: some quarters are small
					}
					persons := s.count(mean, 160)
					hours := persons * s.around(k.hours*1000, k.hours*150) / 1000
					f.rows = append(f.rows, append(row, whole(persons), whole(hours), whole(draws("services bought", u.code, q, k.code, group).part(hours, 560, 110))))
				}
			}
		}
	}
	return f
}

func volunteers(p places) file {
	f := file{path: "data/aggregates/volunteering.csv", head: []string{"period", "region", "orgs", "volunteers", "hours"}}
	for i, q := range quarters() {
		for _, c := range p.counties {
			row := []string{q, c.code}
			if silent("volunteers", c.code, q) {
				f.rows = append(f.rows, append(row, "", "", ""))
				continue
			}
			s := draws("volunteers", c.code, q)
			mean := scale(1_450_000, c.size, trend(i, [4]int64{1180, 940, 1000, 1050}, 18))
			// In a few county-quarters the assistance teams hardly went out.
			if s.chance(34) {
				mean = 6_000
			}
			n := s.count(mean, 280)
			f.rows = append(f.rows, append(row, whole(min(n, 1+draws("volunteer teams", c.code, q).count(scale(11_000, c.size, 1000+15*int64(i)), 300))), whole(n), whole(n*s.around(6400, 1500)/1000)))
		}
	}
	return f
}

func complaints(p places) file {
	f := file{path: "data/aggregates/complaint_stats.csv", head: []string{"period", "region", "received", "accepted", "closed", "upheld", "median_days"}}
	for i, q := range quarters() {
		for _, u := range p.units {
			s := draws("complaints", u.code, q)
			received := s.count(scale(176_000, u.size, trend(i, [4]int64{1080, 980, 960, 1020}, 14)), 170)
			accepted := s.part(received, 880, 60)
			closed := s.part(accepted, 910, 60)
			upheld := s.part(closed, 265, 60)
			f.rows = append(f.rows, []string{q, u.code, whole(received), whole(accepted), whole(closed), whole(upheld), halves(s.around(38-since(i), 9))})
		}
	}
	return f
}

func donations(p places) file {
	f := file{path: "data/aggregates/donation_sources.csv", head: []string{"period", "region", "source", "amount", "largest", "second", "projects_n"}}
	sources := []struct {
		rate
		each int64 // thousand yuan for each project
	}{{rate{"mainland", 290_000}, 270}, {rate{"taiwan", 7_000}, 310}, {rate{"hongkong", 26_000}, 520}, {rate{"macao", 9_000}, 430}, {rate{"overseas_chinese", 34_000}, 560}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, src := range sources {
				s := draws("donations", u.code, y, src.code)
				row := []string{y, u.code, src.code}
				if s.chance(20) {
					f.rows = append(f.rows, append(row, "", "", "", ""))
					continue
				}
				mean := scale(src.mean, u.size*u.size/1000, 1000+65*int64(i))
				if src.code != "mainland" && (u.code == "350500" || u.code == "350300" || u.code == "350200") {
					mean *= 2 // home of many people abroad
				}
				n := s.count(mean, 420) // gifts that are large; somewhat more than four go to one project
				amount := n * src.each * s.around(100_000, 30_000)
				// Few projects hang on few givers.
				largest := s.part(amount, min(880, 120+1500/(n+1)), 60)
				second := s.part(amount-largest, 300, 120)
				f.rows = append(f.rows, append(row, yuan(amount), yuan(min(largest, amount)), yuan(min(second, largest)), whole((n*235+999)/1000)))
			}
		}
	}
	return f
}
