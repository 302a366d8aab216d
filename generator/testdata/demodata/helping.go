package main

import (
	"fmt"
	"strings"
	"time"
)

// helpingFiles are the tables of clauses 3, 6 and 7: places and ways of helping.
func helpingFiles(p places) []file {
	return []file{stations(p), coverage(p), lotteryUse(p), shopFlows(p), digitalGiving(p), pairings(p), wishThemes(p), festivals(p)}
}

// station is one row of the register of stations: a place where people are helped.
type station struct {
	kind, region     string
	town, number     int64 // the township it stands in and its number among its kind in the county, from 1
	host, operator   string
	services, serves [2]string // Chinese, English
	hours            [2]string
	house            int64 // its number in a road that does not exist
	opened, verified time.Time
	placeZH, placeEN string
}

// stationKind is what the stations of a kind have in common.
type stationKind struct {
	code     string
	name     [2]string
	hosts    []string
	runs     []string
	services [][2]string
	serves   [][2]string
	hours    [][2]string
}

func stationKinds() []stationKind {
	return []stationKind{
		{code: "civil", name: [2]string{"民政服务站", "Civil-Affairs Service Station"},
			hosts: []string{"township_office", "township_office", "community_centre", "own"}, runs: []string{"purchased", "purchased", "township"},
			services: [][2]string{{"政策咨询、协助申请、需求登记", "advice, applications, registering needs"},
				{"入户探访、双向转介、微心愿", "home visits, two-way referral, micro-wishes"}},
			serves: [][2]string{{"本乡镇（街道）居民", "residents of the township or subdistrict"}},
			hours:  [][2]string{{"周一至周五上午、下午", "weekdays, mornings and afternoons"}, {"周一至周六上午", "mornings, Monday to Saturday"}}},
		{code: "love", name: [2]string{"爱心驿站", "Love Station"},
			hosts: []string{"community_centre", "shop", "shop"}, runs: []string{"community", "charity", "business"},
			services: [][2]string{{"饮水、歇脚、热饭、药箱", "water, a seat, a microwave oven, first aid"},
				{"歇脚、雨具、量血压", "a seat, umbrellas, blood pressure checks"}},
			serves: [][2]string{{"户外劳动者、邻居", "outdoor workers, neighbours"}, {"附近老人、路人", "older neighbours, passers-by"}},
			hours:  [][2]string{{"每天，早七点至晚七点", "daily, 7 a.m. to 7 p.m."}, {"营业时间", "shop hours"}}},
		{code: "lottery", name: [2]string{"福彩公益驿站", "Welfare Lottery Public-Welfare Station"},
			hosts: []string{"shop", "shop", "community_centre"}, runs: []string{"business", "charity", "community"},
			services: [][2]string{{"饮水、歇脚、雨具", "water, a seat, umbrellas"}, {"歇脚、阅读、代收物资", "a seat, books, collecting gifts"}},
			serves:   [][2]string{{"户外劳动者、邻居", "outdoor workers, neighbours"}},
			hours:    [][2]string{{"营业时间", "shop hours"}, {"每天，早八点至晚八点", "daily, 8 a.m. to 8 p.m."}}},
		{code: "supermarket", name: [2]string{"慈善超市", "Charity Shop"},
			hosts: []string{"shop", "own", "community_centre"}, runs: []string{"charity", "purchased", "community"},
			services: [][2]string{{"收旧物、义卖、凭券领取", "collects, sells, gives against vouchers"},
				{"收捐赠、平价卖、急难发放", "collects, sells cheaply, gives in emergencies"}},
			serves: [][2]string{{"救助对象领取，人人可捐可买", "people on assistance; all may give and buy"}},
			hours:  [][2]string{{"周二至周日白天", "daytime, Tuesday to Sunday"}, {"周一、周三、周五白天", "daytime, Monday, Wednesday and Friday"}}},
	}
}

// townships is how many townships and subdistricts the demonstration gives a county.
func townships(c place) int64 { return 8 + draws("townships", c.code).below(10) }

// stationsOf are the stations of a county, kind by kind.
func stationsOf(c place) []station {
	var out []station
	towns := townships(c)
	for _, k := range stationKinds() {
		if k.code == "civil" { // at most one in each township; some counties have not got round to all of theirs
			reach := 790 + draws("reach", c.code).below(230)
			for t := int64(1); t <= towns; t++ {
				s := draws("station", c.code, k.code, whole(t))
				if s.chance(reach) {
					out = append(out, k.station(c, s, t, t))
				}
			}
			continue
		}
		mean := map[string]int64{"love": 3_200, "lottery": 1_500, "supermarket": 1_700}[k.code]
		n := draws("stations", c.code, k.code).count(scale(mean, c.size, 1000), 600)
		for i := int64(1); i <= n; i++ {
			s := draws("station", c.code, k.code, whole(i))
			out = append(out, k.station(c, s, 1+s.below(towns), i))
		}
	}
	return out
}

func (k stationKind) station(c place, s *stream, town, number int64) station {
	pick := func(n int) int64 { return s.below(int64(n)) }
	opened := time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(s.below(2100))) // to the end of November 2025
	if k.code == "civil" && s.chance(700) {
		opened = opened.AddDate(0, 0, -int(opened.Sub(time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC)).Hours()/48)) // most are older
	}
	return station{kind: k.code, region: c.code, town: town, number: number, host: k.hosts[pick(len(k.hosts))], operator: k.runs[pick(len(k.runs))],
		services: k.services[pick(len(k.services))], serves: k.serves[pick(len(k.serves))], hours: k.hours[pick(len(k.hours))], house: 1 + s.below(99),
		opened: opened, verified: time.Date(2026, 8, 24, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(s.below(85))),
		placeZH: c.zh + k.name[0], placeEN: c.en + " " + k.name[1]}
}

// row is the station as the register has it. Nothing in it leads to a real door or telephone.
func (s station) row() []string {
	return []string{fmt.Sprintf("%s%d（示范）", s.placeZH, s.number), fmt.Sprintf("%s %d (demonstration)", s.placeEN, s.number), s.kind, s.region, whole(s.town),
		s.services[0], s.services[1], s.serves[0], s.serves[1], s.hours[0], s.hours[1],
		fmt.Sprintf("示范路%d号", s.house), fmt.Sprintf("%d Demonstration Road", s.house), s.host, s.operator, "12345",
		s.opened.Format(time.DateOnly), s.verified.Format(time.DateOnly), fmt.Sprintf("%s-%s-%02d", s.region, s.kind, s.number)}
}

func stations(p places) file {
	f := file{path: "data/registers/stations.csv", head: []string{"name_zh", "name_en", "type", "region", "town", "services_zh", "services_en", "serves_zh", "serves_en",
		"hours_zh", "hours_en", "address_zh", "address_en", "host", "operator", "phone", "opened_on", "verified_on", "id"}}
	for _, c := range p.counties {
		for _, s := range stationsOf(c) {
			f.rows = append(f.rows, s.row())
		}
	}
	return f
}

// coverage counts the register of stations: how many of each kind were open at the end of a year, and in how many townships.
func coverage(p places) file {
	f := file{path: "data/aggregates/station_coverage.csv", head: []string{"period", "region", "townships", "civil_towns", "no_civil", "civil", "platform", "love", "lottery", "supermarket",
		"in_centres", "in_shops", "in_own", "platform_towns", "no_platform"}}
	for i, y := range years() {
		for _, c := range p.counties {
			if i < len(years())-1 && silent("coverage", c.code, y) { // the newest year agrees with the register everywhere
				f.rows = append(f.rows, append([]string{y, c.code}, make([]string, len(f.head)-2)...))
				continue
			}
			towns := townships(c)
			kinds, hosts, civil, platform := map[string]int64{}, map[string]int64{}, map[int64]bool{}, map[int64]bool{}
			for _, s := range stationsOf(c) {
				if s.opened.Format("2006") > y {
					continue
				}
				kinds[s.kind]++
				if s.kind == "civil" {
					civil[s.town] = true
					continue
				}
				platform[s.town] = true
				hosts[s.host]++
			}
			row := []string{y, c.code}
			for _, n := range []int64{towns, int64(len(civil)), towns - int64(len(civil)), kinds["civil"], kinds["love"] + kinds["lottery"] + kinds["supermarket"],
				kinds["love"], kinds["lottery"], kinds["supermarket"], hosts["community_centre"], hosts["shop"], hosts["own"], int64(len(platform)), towns - int64(len(platform))} {
				row = append(row, whole(n))
			}
			f.rows = append(f.rows, row)
		}
	}
	return f
}

// lotteryUse is what lottery stations were given and used in a year, and how many have announced it.
func lotteryUse(p places) file {
	f := file{path: "data/aggregates/lottery_use.csv", head: []string{"period", "region", "stations_n", "announced_n", "allocated", "spent"}}
	for i, y := range years() {
		for _, c := range p.counties {
			if silent("lottery_use", c.code, y) {
				f.rows = append(f.rows, []string{y, c.code, "", "", "", ""})
				continue
			}
			n := int64(0)
			for _, s := range stationsOf(c) {
				if s.kind == "lottery" && s.opened.Format("2006") <= y {
					n++
				}
			}
			s := draws("lottery_use", c.code, y)
			announced := s.part(n, []int64{930, 880, 560}[i], 90) // the use of 2025 has to be announced by the end of 2026
			allocated := n * 100 * s.around(52_000, 16_000)
			f.rows = append(f.rows, []string{y, c.code, whole(n), whole(announced), yuan(allocated), yuan(allocated / 1000 * s.around(905, 80))})
		}
	}
	return f
}

// shopFlows is what went into charity shops and what came out of them.
func shopFlows(p places) file {
	f := file{path: "data/aggregates/supermarket_flows.csv", head: []string{"period", "region", "in_kind", "sold", "aid_out", "households"}}
	for i, y := range years() {
		for _, u := range p.units {
			if silent("shops", u.code, y) {
				f.rows = append(f.rows, []string{y, u.code, "", "", "", ""})
				continue
			}
			shops := int64(0)
			for _, c := range p.of(u.code) {
				for _, s := range stationsOf(c) {
					if s.kind == "supermarket" && s.opened.Format("2006") <= y {
						shops++
					}
				}
			}
			if shops == 0 { // nothing goes into no shop
				f.rows = append(f.rows, []string{y, u.code, "0", "0", "0", "0"})
				continue
			}
			s := draws("shops", u.code, y)
			in := shops * (1000 + 70*int64(i)) * s.around(20_000, 3_600) // near 200,000 yuan for a shop
			sold := in / 1000 * s.around(365, 60)
			aid := (in - sold) / 1000 * s.around(915, 60)
			f.rows = append(f.rows, []string{y, u.code, yuan(in), yuan(sold), yuan(min(aid, in-sold)), whole(aid / s.around(41_000, 6_000))})
		}
	}
	return f
}

// digitalGiving is small gifts by telephone, and gifts whose receipts are recorded on a chain: a part of what is given online.
func digitalGiving(p places) file {
	f := file{path: "data/aggregates/digital_giving.csv", head: []string{"period", "region", "kind", "projects_n", "gifts", "amount"}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, k := range []struct {
				code                 string
				projects, gifts, fen int64
				share                int64 // at most so much of all gifts online, in thousandths
			}{{"fingertip", 9_500, 2_100, 2_650, 420}, {"onchain", 2_600, 820, 8_900, 70}} {
				s := draws("digital", u.code, y, k.code)
				if s.chance(12) {
					f.rows = append(f.rows, []string{y, u.code, k.code, "", "", ""})
					continue
				}
				projects := s.count(scale(k.projects, u.size, 1000+180*int64(i)), 240)
				online, _, _ := campaign(u, i, modes()[0])
				gifts := min(projects*s.around(k.gifts, k.gifts/3), draws("digital of online", u.code, y, k.code).part(online, k.share, k.share/14))
				f.rows = append(f.rows, []string{y, u.code, k.code, whole(projects), whole(gifts), yuan(gifts * s.around(k.fen, k.fen/5))})
			}
		}
	}
	return f
}

// pairings is who helps where: charities of the province and of four units, and the counties that they are paired with.
// Every county has a row for every giver, so that not paired (0) and not reported (empty) can be told apart.
func pairings(p places) file {
	f := file{path: "data/aggregates/pairings.csv", head: []string{"period", "region", "giver", "pairs", "households", "amount"}}
	givers := []struct {
		code  string
		share int64 // of the counties of the hills and the island that it is paired with, in thousandths
	}{{"province", 620}, {"fuzhou", 400}, {"xiamen", 420}, {"quanzhou", 360}, {"putian", 180}}
	for i, y := range years() {
		for _, c := range p.counties {
			hills := strings.Contains("3504 3507 3508 3509", c.code[:4]) || c.code == "350128"
			for _, g := range givers {
				row := []string{y, c.code, g.code}
				if silent("pairings", c.code, y) {
					f.rows = append(f.rows, append(row, "", "", ""))
					continue
				}
				share := g.share
				switch {
				case !hills && g.code == "province" && c.code[4] >= '2': // no districts of the cities by the sea
					share = 160
				case !hills:
					share = 0
				}
				// Whether the two are paired is settled once; the number of pairs grows.
				if !draws("paired", c.code, g.code).chance(share) {
					f.rows = append(f.rows, append(row, "0", "0", "0"))
					continue
				}
				s := draws("pairings", c.code, g.code, y)
				pairs := 1 + s.below(3) + int64(i)/2
				households := pairs * s.around(46, 38)
				f.rows = append(f.rows, append(row, whole(pairs), whole(households), yuan(households*s.around(218_000, 60_000))))
			}
		}
	}
	return f
}

// wishThemes is what the wishes of the online lists were about; they are a part of all micro-wishes.
func wishThemes(p places) file {
	f := file{path: "data/aggregates/wish_themes.csv", head: []string{"period", "region", "theme", "posted", "claimed", "fulfilled", "median_days"}}
	themes := []struct {
		rate
		days int64 // half days from posting to fulfilment
	}{{rate{"daily_goods", 172_000}, 19}, {rate{"study", 148_000}, 17}, {rate{"health_aids", 83_000}, 31}, {rate{"small_repairs", 74_000}, 44}, {rate{"company", 96_000}, 24}}
	for i, q := range quarters() {
		for _, u := range p.units {
			var all int64 // posted, online or on paper
			missing := true
			for _, c := range p.of(u.code) {
				if w, ok := wished(c, i); ok {
					all += w.posted
					missing = false
				}
			}
			missing = missing || silent("wish_themes", u.code, q)
			online := draws("wishes online", u.code).around(470, 55)
			weights, sum := make([]int64, len(themes)), int64(0)
			for n, k := range themes {
				weights[n] = k.mean
				if k.code == "study" { // before the school year
					weights[n] = k.mean * [4]int64{730, 930, 1600, 770}[(i+3)%4] / 1000
				}
				sum += weights[n]
			}
			for n, k := range themes {
				row := []string{q, u.code, k.code}
				if missing {
					f.rows = append(f.rows, append(row, "", "", "", ""))
					continue
				}
				s := draws("wish_themes", u.code, q, k.code)
				posted := s.count(all*online*weights[n]/sum, 140)
				claimed := s.part(posted, 890, 70)
				fulfilled := s.part(claimed, 860, 90)
				days := "z" // there is no median over nothing
				if fulfilled > 0 {
					days = halves(s.around(k.days, 6))
				}
				f.rows = append(f.rows, append(row, whole(posted), whole(claimed), whole(fulfilled), days))
			}
		}
	}
	return f
}

// festivals is what was given at festivals, in money and in goods.
func festivals(p places) file {
	f := file{path: "data/aggregates/festival_aid.csv", head: []string{"period", "region", "event", "households", "amount", "goods"}}
	for i, y := range years() {
		for _, u := range p.units {
			for _, e := range []struct {
				code             string
				mean, fen, goods int64 // households; money and goods for each
			}{{"spring_festival", 5_200_000, 61_000, 17_000}, {"dragon_boat", 1_150_000, 15_000, 9_000}, {"mid_autumn", 1_420_000, 18_000, 9_500},
				{"double_ninth", 1_050_000, 21_000, 7_500}, {"major_event", 260_000, 42_000, 12_000}} {
				s := draws("festival", u.code, y, e.code)
				row := []string{y, u.code, e.code}
				if s.chance(12) {
					f.rows = append(f.rows, append(row, "", "", ""))
					continue
				}
				n := s.count(scale(e.mean, u.size, 1000+35*int64(i)), 190)
				if e.code == "major_event" && s.chance(220) {
					n = 0 // no year has one everywhere
				}
				f.rows = append(f.rows, append(row, whole(n), yuan(n*s.around(e.fen, e.fen/6)), yuan(n*s.around(e.goods, e.goods/5))))
			}
		}
	}
	return f
}
