package config_test

import (
	"testing"

	"mingshan/generator/base/calendar"
	"mingshan/generator/input/config"
	"mingshan/generator/input/source"
	"mingshan/generator/testkit/sites"
)

// TestHolidaysOfTheRealSite adds up each year's table: the weekdays off are the statutory holidays of the year (11 days, 13 since
// 2025: 全国年节及纪念日放假办法), each of which falls on a weekday or is given one, and one for every weekend day made up for.
func TestHolidaysOfTheRealSite(t *testing.T) {
	files := sites.Real(t)
	c, problems := config.Read(files.Snapshot())
	sites.Silent(t, problems)
	for _, y := range []struct{ year, statutory, madeUp int }{
		{2024, 11, 8}, {2025, 13, 5}, {2026, 13, 6},
	} {
		if !c.Holidays.Known(y.year) {
			t.Fatalf("%d has no table", y.year)
		}
		off, work := 0, 0
		for d := (calendar.Date{Year: y.year, Month: 1, Day: 1}); d.Year == y.year; d = d.AddDays(1) {
			rest, known := c.Holidays.Rest(d)
			switch {
			case !known:
				t.Fatalf("%s is not known", d)
			case rest && !d.Weekend():
				off++
			case !rest && d.Weekend():
				work++
			}
		}
		if off != y.statutory+y.madeUp || work != y.madeUp {
			t.Errorf("%d: %d weekdays off and %d weekend days at work, want %d and %d", y.year, off, work, y.statutory+y.madeUp, y.madeUp)
		}
	}
	if c.Holidays.Known(2023) || c.Holidays.Known(2027) {
		t.Error("a year without a notice is known")
	}
}

const holidayHead = "year,from,to,kind,name_zh,name_en,source,confirmed_by\n"

// withHolidays are the files of rules with a table of holidays.
func withHolidays(text string) map[string][]byte {
	files := rulesFiles()
	files["content/site.yaml"], files["data/rules/privacy.yaml"], files["data/rules/holidays.csv"] = []byte(site), []byte(privacy), []byte(text)
	return files
}

// TestHolidaysRefused reads what is wrong as a problem with its line, and goes on.
func TestHolidaysRefused(t *testing.T) {
	for text, lines := range map[string][]int{
		holidayHead + "2026,2026-01-01,2026-01-03,off,元旦,New Year,x,y\n": nil,
		"year,from,to\n": {1},
		"year,from,to,kind,name,name_en,source,confirmed_by\n":                                                   {1},
		holidayHead + "2026,2026-01-03,2026-01-01,off,元旦,New Year,x,y\n2026,2026-02-30,2026-03-01,off,a,b,x,y\n": {2, 3},
		holidayHead + "2026,2026-01-01,2026-12-31,off,元旦,New Year,x,y\n":                                         {2},
		holidayHead + "2026,2026-01-01,2026-01-03,rest,元旦,New Year,x,y\n":                                        {2},
		holidayHead + "2026,2026-01-01,2026-01-03,off,\"元旦,New Year,x,y\n":                                       {2},
	} {
		_, problems := config.Read(source.Make(withHolidays(text)))
		all := problems.Sorted()
		if len(all) != len(lines) {
			t.Errorf("%q: %v", text, all)
			continue
		}
		for i, p := range all {
			if p.Code != "holidays/line" || p.Line != lines[i] {
				t.Errorf("%q: %+v, want line %d", text, p, lines[i])
			}
		}
	}
}

func FuzzHolidays(f *testing.F) {
	f.Add(holidayHead + "2026,2026-01-01,2026-01-03,off,元旦,New Year,x,y\n")
	f.Add(holidayHead + "2026,2026-01-04,2026-01-04,work,a,b,x,\"y\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, _ := config.Read(source.Make(withHolidays(text)))
		if _, known := c.Holidays.LastDay(calendar.Date{Year: 2026, Month: 1, Day: 1}); known && !c.Holidays.Known(2026) {
			t.Fatal("an answer about a year that is not known")
		}
	})
}
