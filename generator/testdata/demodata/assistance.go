package main

// assistanceFiles makes the tables of assistance and referral in detail, and the standards.
func assistanceFiles(p places) []file {
	return []file{toCharity(p), toCivil(p), reasons(p), groupsReferred(p), specialAid(p), standards(p)}
}

// band gives the factor by which a place differs from others of its size, in thousandths; it keeps it from quarter to
// quarter. The spread is smaller than that of stream.skewed, or tables with many codes would have small cells only.
func band(names ...string) int64 { return draws(names...).around(1000, 480) }

// tally is how far cases of referral from government to charity got.
type tally struct{ referred, consented, accepted, helped int64 }

func (t tally) plus(u tally) tally {
	return tally{t.referred + u.referred, t.consented + u.consented, t.accepted + u.accepted, t.helped + u.helped}
}

// whys are the two reasons for which civil affairs refers people to charities, in the order of tallies.
func whys() []string {
	return []string{"not_eligible_but_in_difficulty", "still_in_difficulty_after_aid"}
}

// pass is a category of people referred to charities.
type pass struct {
	rate
	among  int64    // how many of a thousand counties refer anybody of it at all
	months int64    // how many of a thousand quarters have any
	season [4]int64 // Q1 to Q4
	first  int64    // referred for the first reason, in thousandths
}

func passes() []pass {
	winter := [4]int64{1120, 950, 930, 1080}
	return []pass{
		{rate{"dibao", 112_000}, 1000, 994, winter, 0},
		{rate{"tekun", 44_000}, 1000, 992, winter, 0},
		{rate{"dibao_margin", 88_000}, 1000, 992, winter, 640},
		{rate{"rigid_expense", 78_000}, 1000, 990, winter, 560},
		{rate{"disaster", 130_000}, 560, 400, [4]int64{300, 760, 1650, 560}, 480},
		{rate{"temp_hardship", 84_000}, 1000, 990, winter, 610},
		{rate{"medical_emergency", 42_000}, 620, 960, winter, 700},
		{rate{"other_province", 46_000}, 430, 980, winter, 820},
	}
}

// passed draws the cases of one county, quarter and category by reason; ok is false where the county did not report.
func passed(c place, i int, k pass) (out [2]tally, ok bool) {
	q := quarters()[i]
	if silent("referrals", c.code, q) {
		return out, false
	}
	s := draws("to charity", c.code, q, k.code)
	if !draws("to charity at all", c.code, k.code).chance(k.among) || !s.chance(k.months) {
		return out, true
	}
	level := band("to charity", c.code, k.code)
	all := s.count(scale(k.mean, c.size, trend(i, k.season, 20))*level/1000, 240)
	// So few are asked at one desk, without a form. (Where all steps of a funnel are small at once, none can move without
	// the others, and the gate has to hide much around them in all four tables of referral.)
	if all < 13 {
		all = 0
	}
	first := s.part(all, k.first, 70)
	if k.first == 0 {
		first = 0 // who is on the rolls is eligible
	}
	for r, n := range []int64{first, all - first} {
		t := tally{referred: n}
		t.consented = s.part(t.referred, 925, 45)
		t.accepted = s.part(t.consented, 865, 50)
		t.helped = s.part(t.accepted, 830, 70)
		out[r] = t
	}
	return out, true
}

// open says whether a county has not yet said, for the newest quarter, who was helped.
func open(c place, i int) bool {
	return i == len(quarters())-1 && draws("still open", c.code, quarters()[i]).chance(40)
}

// days is a median in half days; there is none over nobody.
func days(s *stream, n, mid, width int64) string {
	if n == 0 {
		return "z"
	}
	return halves(s.around(mid, width))
}

func toCharity(p places) file {
	f := file{path: "data/aggregates/referrals_to_charity.csv", head: []string{"period", "region", "category", "referred", "consented", "accepted", "helped", "median_days"}}
	for i, q := range quarters() {
		for _, c := range p.counties {
			for _, k := range passes() {
				row := []string{q, c.code, k.code}
				by, ok := passed(c, i, k)
				if !ok {
					f.rows = append(f.rows, append(row, "", "", "", "", ""))
					continue
				}
				t := by[0].plus(by[1])
				helped, median := whole(t.helped), days(draws("to charity", c.code, q, k.code, "days"), t.helped, 34-since(i), 12)
				if open(c, i) {
					helped, median = "", ""
				}
				f.rows = append(f.rows, append(row, whole(t.referred), whole(t.consented), whole(t.accepted), helped, median))
			}
		}
	}
	return f
}

// found is how far cases got that charities found and brought to civil affairs.
type found struct{ found, told, assisted, granted, refused, pending int64 }

// brought draws the cases of one county and quarter; ok is false where the county did not report.
func brought(c place, i int) (out found, ok bool) {
	q := quarters()[i]
	if silent("referrals", c.code, q) {
		return out, false
	}
	s := draws("to civil", c.code, q)
	out.found = s.count(scale(300_000, c.size, trend(i, [4]int64{1090, 960, 930, 1060}, 18))*band("to civil", c.code)/1000, 220)
	if s.chance(8) {
		out.found = 0
	}
	out.told = s.part(out.found, 940, 35)
	out.assisted = s.part(out.told, 860, 60)
	out.granted = s.part(out.assisted, 640, 60)
	out.refused = s.part(out.assisted-out.granted, 500, 70)
	out.pending = out.assisted - out.granted - out.refused
	return out, true
}

func toCivil(p places) file {
	f := file{path: "data/aggregates/referrals_to_civil.csv", head: []string{"period", "region", "found", "told_county", "assisted_application", "granted", "refused", "pending", "median_days"}}
	for i, q := range quarters() {
		for _, c := range p.counties {
			row := []string{q, c.code}
			b, ok := brought(c, i)
			if !ok {
				f.rows = append(f.rows, append(row, "", "", "", "", "", "", ""))
				continue
			}
			f.rows = append(f.rows, append(row, whole(b.found), whole(b.told), whole(b.assisted), whole(b.granted), whole(b.refused), whole(b.pending),
				days(draws("to civil", c.code, q, "days"), b.granted, 48-since(i), 14)))
		}
	}
	return f
}

// referrals adds up both directions: the four steps that they have in common.
func referrals(p places) file {
	f := file{path: "data/aggregates/referrals.csv", head: []string{"period", "region", "direction", "referred", "consented", "accepted", "helped", "median_days"}}
	for i, q := range quarters() {
		for _, c := range p.counties {
			b, ok := brought(c, i)
			if !ok {
				f.rows = append(f.rows, []string{q, c.code, "gov2charity", "", "", "", "", ""}, []string{q, c.code, "charity2gov", "", "", "", "", ""})
				continue
			}
			var t tally
			for _, k := range passes() {
				by, _ := passed(c, i, k)
				t = t.plus(by[0]).plus(by[1])
			}
			helped, median := whole(t.helped), days(draws("referrals", c.code, q, "days"), t.helped, 34-since(i), 10)
			if open(c, i) {
				helped, median = "", ""
			}
			f.rows = append(f.rows, []string{q, c.code, "gov2charity", whole(t.referred), whole(t.consented), whole(t.accepted), helped, median},
				[]string{q, c.code, "charity2gov", whole(b.found), whole(b.told), whole(b.assisted), whole(b.granted), days(draws("to civil", c.code, q, "days"), b.granted, 48-since(i), 14)})
		}
	}
	return f
}

// unitOf is the reporting unit of a county: its city, or Pingtan itself.
func unitOf(code string) string {
	if code == "350128" {
		return code
	}
	return code[:4] + "00"
}

// reasons adds up, by reporting unit and reason, what toCharity has by county and category.
func reasons(p places) file {
	f := file{path: "data/aggregates/referral_reasons.csv", head: []string{"period", "region", "reason", "referred", "consented", "accepted", "declined", "helped"}}
	for i, q := range quarters() {
		for _, u := range p.units {
			var sum [2]tally
			reported, said := 0, 0 // counties that did, and that said who was helped
			for _, c := range p.counties {
				if unitOf(c.code) != u.code {
					continue
				}
				for _, k := range passes() {
					by, ok := passed(c, i, k)
					if !ok {
						continue
					}
					reported++
					if open(c, i) {
						by[0].helped, by[1].helped = 0, 0
					} else {
						said++
					}
					sum[0], sum[1] = sum[0].plus(by[0]), sum[1].plus(by[1])
				}
			}
			for r, t := range sum {
				row := []string{q, u.code, whys()[r]}
				switch {
				case reported == 0:
					f.rows = append(f.rows, append(row, "", "", "", "", ""))
				case said == 0:
					f.rows = append(f.rows, append(row, whole(t.referred), whole(t.consented), whole(t.accepted), whole(t.consented-t.accepted), ""))
				default:
					f.rows = append(f.rows, append(row, whole(t.referred), whole(t.consented), whole(t.accepted), whole(t.consented-t.accepted), whole(t.helped)))
				}
			}
		}
	}
	return f
}

// passedIn counts what some counties referred to charities in a year. The first of the years is in the tables with its last
// quarter only: it is taken four times.
func passedIn(counties []place, year string) int64 {
	all, in := int64(0), int64(0)
	for i, q := range quarters() {
		if q[:4] != year {
			continue
		}
		in++
		for _, c := range counties {
			for _, k := range passes() {
				by, _ := passed(c, i, k)
				all += by[0].referred + by[1].referred
			}
		}
	}
	return all * 4 / in
}

// groupsReferred are the groups that the policy asks to look after first, by year and reporting unit: a part of all referred.
func groupsReferred(p places) file {
	f := file{path: "data/aggregates/referral_groups.csv", head: []string{"period", "region", "group", "referred", "consented", "helped"}}
	groups := []rate{{"elderly", 300}, {"frail", 48}, {"ill", 200}, {"disabled", 128}, {"twhkmo", 2}} // of a thousand referred to charities
	for _, y := range years() {
		for _, u := range p.units {
			all := passedIn(p.of(u.code), y)
			for _, g := range groups {
				row := []string{y, u.code, g.code}
				s := draws("groups", u.code, y, g.code)
				if s.chance(12) {
					f.rows = append(f.rows, append(row, "", "", ""))
					continue
				}
				mean := all * g.mean * draws("groups", u.code, g.code).around(1000, 250) / 1000
				if g.code == "twhkmo" && (u.code == "350200" || u.code == "350100" || u.code == "350128") {
					mean *= 3 // where most of them live
				}
				referred := s.count(mean, 100)
				consented := s.part(referred, 915, 40)
				helped := s.part(consented, 760, 60)
				f.rows = append(f.rows, append(row, whole(referred), whole(consented), whole(helped)))
			}
		}
	}
	return f
}

// specialAid are the categories of recipients that are told by city only.
func specialAid(p places) file {
	f := file{path: "data/aggregates/special_groups_aid.csv", head: []string{"period", "region", "category", "persons", "spend"}}
	kinds := []struct {
		rate
		pay int64 // yuan per person and quarter
	}{{rate{"orphan", 210_000}, 4200}, {rate{"de_facto_unattended", 640_000}, 3900}, {rate{"displaced", 160_000}, 310}}
	for i, q := range quarters() {
		for _, u := range p.units {
			for _, k := range kinds {
				row := []string{q, u.code, k.code}
				s := draws("special", u.code, q, k.code)
				if s.chance(9) {
					f.rows = append(f.rows, append(row, "", ""))
					continue
				}
				when := 1000 - 6*since(i)
				if k.code == "displaced" {
					when = trend(i, [4]int64{1180, 920, 900, 1060}, 2)
				}
				persons := s.count(scale(k.mean, u.size, when)*band("special", u.code, k.code)/1000, 40)
				f.rows = append(f.rows, append(row, whole(persons), yuan(persons*k.pay*s.around(1000+8*since(i), 40)/10)))
			}
		}
	}
	return f
}

// standards are what a month of aid comes to, by reporting unit, category and year. A figure is set once a year, never
// falls, and keeps its order: the allowance below the support of those in extreme hardship, that below an orphan's.
func standards(p places) file {
	f := file{path: "data/registers/standards.csv", head: []string{"id", "region", "category", "amount", "valid_from", "valid_to", "doc_no"}}
	for _, u := range p.units {
		number := u.code[3:4] // cities are numbered from 1
		if u.code == "350128" {
			number = "10"
		}
		s := draws("standards", u.code)
		base := 760 + u.size/8 + 5*s.below(9) // yuan a month, of the first year
		for i, y := range years() {
			dibao := base * (1000 + 48*int64(i)) / 1000 / 5 * 5
			from, to, doc := next(y)+"-01-01", next(y)+"-12-31", "示范标准〔"+next(y)+"〕"+number+"号"
			if i == len(years())-1 {
				to = "" // holds on the as-of date
			}
			for _, k := range []rate{{"dibao", dibao}, {"tekun", dibao * 13 / 10 / 5 * 5}, {"orphan", dibao*17/10/5*5 + 100}} {
				f.rows = append(f.rows, []string{u.code + "-" + k.code + "-" + next(y), u.code, k.code, whole(k.mean), from, to, doc})
			}
		}
	}
	return f
}

// next is the year after one.
func next(year string) string {
	n := int64(0)
	for _, d := range year {
		n = n*10 + int64(d-'0')
	}
	return whole(n + 1)
}
