package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// place is a county or a reporting unit; size and rural are in thousandths of a typical one.
type place struct {
	code  string
	size  int64
	rural int64 // how much village life there is: 0 in the inner districts

	zh, en string // short names
}

// places are the covered counties and the ten reporting units, in order of code.
type places struct{ counties, units []place }

// readPlaces takes the covered places from the code list and gives each its size. Pingtan is in both lists.
func readPlaces(list []byte) (places, error) {
	var p places
	records, err := csv.NewReader(bytes.NewReader(list)).ReadAll()
	if err != nil {
		return p, fmt.Errorf("regions: %w", err)
	}
	if len(records) == 0 {
		return p, errors.New("regions: no header")
	}
	column := func(name string) int { return slices.Index(records[0], name) }
	code, name, level, parent, covered := column("code"), column("name_en"), column("level"), column("parent"), column("covered")
	zh, en := column("short_zh"), column("short_en")
	if min(code, name, level, parent, covered, zh, en) < 0 {
		return p, errors.New("regions: a column of code, name_en, short_zh, short_en, level, parent, covered is missing")
	}
	for _, r := range records[1:] {
		if r[covered] == "no" {
			continue
		}
		if r[level] == "county" || r[level] == "unit" {
			c := county(r[code], r[parent], r[name])
			c.zh, c.en = r[zh], r[en]
			p.counties = append(p.counties, c)
		}
		if r[level] == "city" || r[level] == "unit" {
			p.units = append(p.units, place{code: r[code], size: citySize(r[code])})
		}
	}
	return p, nil
}

// county gives a county its size. Districts have fewer villages than counties, the six inner ones none.
func county(code, parent, name string) place {
	city := parent
	if code == "350128" {
		city = code
	}
	kind, rural := int64(900), int64(1150)
	switch {
	case strings.Contains(name, "District"):
		kind, rural = 800, 420
	case strings.HasSuffix(name, "City"):
		kind, rural = 1250, 1000
	}
	s := draws("size", code)
	of := citySize(city)
	if city == code {
		of = 500 // Pingtan is a unit of one county, and that is not much smaller than others
	}
	size := of * kind / 1000 * (550 + s.below(900)) / 1000
	switch code {
	case "350102", "350103", "350203", "350206", "350502", "350503": // wholly urban: no village programme
		rural = 0
	}
	return place{code: code, size: size, rural: rural}
}

// of are the counties that report to a unit.
func (p places) of(unit string) []place {
	var out []place
	for _, c := range p.counties {
		if unitOf(c.code) == unit {
			out = append(out, c)
		}
	}
	return out
}

// citySize is how large the counties of a city are, chosen by hand and meant only roughly.
func citySize(code string) int64 {
	switch code {
	case "350100":
		return 1200
	case "350200":
		return 1000
	case "350300":
		return 1250
	case "350400":
		return 620
	case "350500":
		return 1350
	case "350600":
		return 1000
	case "350700":
		return 680
	case "350800":
		return 850
	case "350900":
		return 760
	}
	return 430 // Pingtan
}

// quarters are the twelve quarters of the demonstration, oldest first.
func quarters() []string {
	return []string{"2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3"}
}

// since counts quarters from 2024Q4, the first full quarter after the policy took effect, for the i-th of quarters():
// growth is reckoned from there, so that earlier quarters can be added and change nothing after them.
func since(i int) int64 { return int64(i) - 4 }

// years are the complete years before the as-of date.
func years() []string { return []string{"2023", "2024", "2025"} }

// trend is season times growth for the i-th of quarters(), in thousandths. The season has Q1 to Q4; growth is per quarter.
func trend(i int, season [4]int64, growth int64) int64 {
	return season[(i+3)%4] * (1000 + growth*since(i)) / 1000
}
