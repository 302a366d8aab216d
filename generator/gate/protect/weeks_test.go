package protect

import (
	"fmt"
	"math"
	"strconv"
)

// weeks makes the large table: 84 counties in 10 cities, 8 categories, 96 weeks in 24 months, 8 quarters and 2 years, with all
// margins 112,005 cells, of which 9,043 are small (8 %). Counties and categories differ in size as in the benchmark table.
func weeks(width int64) System {
	rnd := splitmix(11)
	city := map[string]string{}
	var rows [][]string
	for a := range 84 {
		area := fmt.Sprintf("c%02d", a)
		city[area] = fmt.Sprintf("city%d", a*10/84)
		people := math.Exp(float64(rnd.next(1000))/1000*2.6 - 1.3)
		for c := range 8 {
			share := []float64{744, 205, 13, 143, 62, 37, 9.3, 25}[c] * people * (0.6 + float64(rnd.next(800))/1000)
			for q := range 96 {
				n := int(share * (0.7 + float64(rnd.next(600))/1000))
				if rnd.next(60) == 0 && n < 12 {
					n = 0
				}
				rows = append(rows, []string{area, strconv.Itoa(c), fmt.Sprintf("w%02d", q), strconv.Itoa(n)})
			}
		}
	}
	return newTable(rows, []func(string) []string{
		func(code string) []string { return []string{city[code], "all"} },
		func(string) []string { return []string{"all"} },
		func(code string) []string {
			n, _ := strconv.Atoi(code[1:])
			return []string{fmt.Sprint("m", n/4), fmt.Sprint("q", n/12), fmt.Sprint("y", n/48), "all"}
		},
	}, 1, 10, width)
}
