package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// table is one finished file by its columns.
type table struct {
	file
	t *testing.T
}

func tableOf(t *testing.T, id string) table {
	t.Helper()
	f, ok := made(t)[id]
	if !ok {
		t.Fatalf("no table %s", id)
	}
	return table{f, t}
}

// number is a cell with a whole number.
func (f table) number(row []string, column string) int64 {
	f.t.Helper()
	n, err := strconv.ParseInt(f.text(row, column), 10, 64)
	if err != nil {
		f.t.Fatal(err)
	}
	return n
}

// The coverage of the newest year is the register of stations, counted: county by county, kind by kind.
func TestCoverageAgreesWithStations(t *testing.T) {
	register, counted := tableOf(t, "stations"), tableOf(t, "station_coverage")
	if len(register.rows) < 1000 {
		t.Errorf("%d stations, want at least 1000", len(register.rows))
	}
	want := map[string]int64{} // county/what → how many
	towns := map[string]bool{}
	for _, r := range register.rows {
		county, kind, town := register.text(r, "region"), register.text(r, "type"), register.text(r, "town")
		group := "platform"
		if kind == "civil" {
			group = "civil"
		} else {
			want[county+"/platform"]++
			want[county+"/"+map[string]string{"community_centre": "in_centres", "shop": "in_shops", "own": "in_own"}[register.text(r, "host")]]++
		}
		want[county+"/"+kind]++
		if !towns[county+group+town] {
			towns[county+group+town] = true
			want[county+"/"+group+"_towns"]++
		}
	}
	newest := years()[len(years())-1]
	counties := 0
	for _, r := range counted.rows {
		if counted.text(r, "period") != newest {
			continue
		}
		counties++
		county := counted.text(r, "region")
		for _, column := range []string{"civil", "civil_towns", "love", "lottery", "supermarket", "platform", "platform_towns", "in_centres", "in_shops", "in_own"} {
			if got := counted.number(r, column); got != want[county+"/"+column] {
				t.Errorf("%s in %s: %d, and %d in the register", column, county, got, want[county+"/"+column])
			}
		}
		all := counted.number(r, "townships")
		if all != counted.number(r, "civil_towns")+counted.number(r, "no_civil") || all != counted.number(r, "platform_towns")+counted.number(r, "no_platform") {
			t.Errorf("%s: townships with and without a station are not all of them", county)
		}
		if counted.number(r, "in_centres")+counted.number(r, "in_shops")+counted.number(r, "in_own") != counted.number(r, "platform") {
			t.Errorf("%s: the premises do not add up to the stations", county)
		}
	}
	if counties != 83 {
		t.Errorf("%d counties in %s, want 83", counties, newest)
	}
}

// No station leads to a real door or a real telephone, and each says that it is invented.
func TestStationsAreInvented(t *testing.T) {
	f := tableOf(t, "stations")
	address := regexp.MustCompile(`^示范路[0-9]+号$`)
	for _, r := range f.rows {
		if f.text(r, "phone") != "12345" || !address.MatchString(f.text(r, "address_zh")) || !strings.HasSuffix(f.text(r, "address_en"), " Demonstration Road") ||
			!strings.HasSuffix(f.text(r, "name_zh"), "（示范）") || !strings.HasSuffix(f.text(r, "name_en"), " (demonstration)") {
			t.Errorf("%s could be taken for a real station", f.text(r, "id"))
		}
		if opened, verified := f.text(r, "opened_on"), f.text(r, "verified_on"); opened > "2025-12-31" || verified <= opened || verified > "2026-11-20" {
			t.Errorf("%s opened %s and was verified %s", f.text(r, "id"), opened, verified)
		}
	}
}

// Nothing comes out of a shop or a fund that did not go in, and nothing is announced by more stations than there are.
func TestFlowsNarrow(t *testing.T) {
	shops := tableOf(t, "supermarket_flows")
	for _, r := range shops.rows {
		if shops.text(r, "in_kind") == "" {
			continue
		}
		if fen(t, shops.text(r, "sold"))+fen(t, shops.text(r, "aid_out")) > fen(t, shops.text(r, "in_kind")) {
			t.Errorf("shops of %v: more sold and given than received", r[:2])
		}
	}
	lottery, coverage := tableOf(t, "lottery_use"), tableOf(t, "station_coverage")
	stations := map[string]string{}
	for _, r := range coverage.rows {
		stations[r[0]+r[1]] = coverage.text(r, "lottery")
	}
	for _, r := range lottery.rows {
		n := lottery.text(r, "stations_n")
		if n == "" {
			continue
		}
		if known := stations[r[0]+r[1]]; known != "" && known != n {
			t.Errorf("lottery stations of %v: %s, and %s in the coverage", r[:2], n, known)
		}
		if lottery.number(r, "announced_n") > lottery.number(r, "stations_n") || fen(t, lottery.text(r, "spent")) > fen(t, lottery.text(r, "allocated")) {
			t.Errorf("lottery money of %v: more than there is", r[:2])
		}
	}
}

// Nobody is paired with a district of the cities by the sea: pairs go to where charity is weak.
func TestPairsLeaveOutDistrictsByTheSea(t *testing.T) {
	f := made(t)["pairings"]
	districts, paired := 0, 0
	for _, r := range f.rows {
		code, pairs := f.text(r, "region"), f.text(r, "pairs")
		if pairs != "0" && pairs != "" {
			paired++
		}
		if strings.Contains("3501 3502 3503 3505 3506", code[:4]) && code[4] < '2' {
			districts++
			if pairs != "0" && pairs != "" {
				t.Errorf("%s has %s pairs", code, pairs)
			}
		}
	}
	if districts < 300 || paired < 200 {
		t.Errorf("%d rows of districts, %d with pairs", districts, paired)
	}
}
