package pii

import (
	"regexp"
	"strconv"
	"strings"
)

// find applies the rules, the surest first: what one has claimed, no later one reads as something else. Each rule is
// asked only where the line holds what it cannot do without.
func (l *line) find() {
	if l.figures {
		if groups := l.groups(false); l.digits >= 15 {
			l.resident(groups, false, false)
			l.cards(groups)
		}
		return
	}
	if l.marks&markAngle != 0 && (l.digits >= 6 || strings.Contains(l.text, "<<") || strings.Contains(l.text, "＜＜")) {
		l.zones()
	}
	if l.digits >= 4 {
		l.numbers()
	}
	if l.marks&markAt != 0 || l.letters >= 6 && (strings.Contains(l.text, "at") || strings.Contains(l.text, "AT")) {
		l.emails()
	}
	l.handles()
	if l.digits >= 2 {
		l.plates()
	}
	if l.digits >= 1 {
		l.homes()
	}
	if l.digits >= 4 {
		l.births()
	}
	l.minors()
	l.named()
	if l.digits >= 1 && (l.marks&markAge != 0 || l.letters > 20) {
		l.mixes()
	}
}

// numbers applies the rules for long numbers.
func (l *line) numbers() {
	groups := l.groups(false)
	marked, loose := longest(groups)
	if l.digits >= 8 && l.letters+l.digits >= 18 {
		l.creditCodes()
	}
	if loose >= 15 {
		l.resident(groups, false, false)
	}
	if marked >= 4 {
		l.documents(groups)
	}
	l.points(groups)
	if marked >= 16 {
		l.cards(groups)
	}
	if loose >= 17 {
		l.resident(groups, false, true)
	}
	if marked >= 11 {
		l.mobiles(groups)
	}
	if loose >= 11 {
		l.parted(groups)
	}
	if marked >= 7 {
		l.landlines(groups, marked)
	}
	if l.digits >= 6 && l.letters > 0 {
		for _, g := range groups {
			if l.like(g.from-1) || l.like(g.to) {
				alike := l.groups(true)
				l.resident(alike, true, false)
				l.mobiles(alike)
				return
			}
		}
	}
}

var sexagesimal = regexp.MustCompile(`([0-9]{2,3}) ?[°度] ?([0-9]{1,2}) ?['′’分] ?[0-9]{1,2}(?:\.[0-9]+)? ?(?:["″”秒]|'')`)

// points finds places in Fujian to ten metres or better: four decimals of a degree, or seconds.
func (l *line) points(groups []group) {
	type decimal struct {
		span
		value float64
	}
	var last decimal
	for k := 1; k < len(groups); k++ {
		a, b := groups[k-1], groups[k]
		if n := a.to - a.from; n < 2 || n > 3 || b.to-b.from < 4 || b.from != a.to+1 || l.rune(a.to) != '.' {
			continue
		}
		d := decimal{span{a.from, b.to}, degrees(l.read(a.span) + "." + l.read(b.span))}
		pair := last.to > 0 && d.from-last.to <= 24 && (north(last.value) && east(d.value) || east(last.value) && north(d.value))
		alone := (north(d.value) || east(d.value)) && l.near(d.span, 12, 0, "经度", "纬度", "东经", "北纬", "latitude", "longitude", "lat", "lng", "lon")
		switch {
		case pair:
			l.report(Coordinates, Block, span{last.from, d.to}, l.words(last.from, last.to)+","+l.words(d.from, d.to))
		case alone:
			l.report(Coordinates, Block, d.span, l.words(d.from, d.to))
		}
		last = d
	}
	l.marked(markDegree, func(i int) {
		if !l.digit(i-1) && l.rune(i-1) != ' ' {
			return
		}
		text, back := l.window(i-5, i+16)
		if m := sexagesimal.FindStringSubmatchIndex(text); m != nil {
			v := degrees(text[m[2]:m[3]]) + degrees(text[m[4]:m[5]])/60
			if north(v) || east(v) {
				l.report(Coordinates, Block, span{back[m[0]], back[m[1]]}, text[m[0]:m[1]])
			}
		}
	})
}

func degrees(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return v
}

// north and east are the box around Fujian and its islands.
func north(v float64) bool { return v >= 23.3 && v <= 28.5 }
func east(v float64) bool  { return v >= 115.7 && v <= 120.9 }
