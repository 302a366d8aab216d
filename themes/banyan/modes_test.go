package banyan

import (
	"bytes"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mingshan/themes/banyan/parts"
)

// TestModesWithoutScript: every choice that is not the device's own has its rule for the checked input, and another
// for the attribute that modes.js keeps; each such rule stands alone, since a browser drops a list with a selector that
// it does not know.
func TestModesWithoutScript(t *testing.T) {
	var out bytes.Buffer
	if err := parts.Modes(words{t, textOf(t, "zh")}).Render(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	css, script := string(CSS()), string(Early())
	inputs := regexp.MustCompile(`<input type="radio" name="(\w+)" value="(\w+)" id="([\w-]+)"( checked)?`).FindAllStringSubmatch(out.String(), -1)
	if len(inputs) != 7 {
		t.Fatalf("%d choices, want 7: %s", len(inputs), out.String())
	}
	for _, in := range inputs {
		name, value, id, checked := in[1], in[2], in[3], in[4] != ""
		if id != name+"-"+value || checked != (value == "auto") || !strings.Contains(script, `"`+name+`"`) {
			t.Errorf("the choice %s of %s has the id %s, checked %v; modes.js needs name-value", value, name, id, checked)
		}
		if value == "auto" {
			continue
		}
		byInput := regexp.MustCompile(`\n\t:root:has\(#` + id + `:checked\) (\{[^}]+\})`).FindStringSubmatch(css)
		byScript := regexp.MustCompile(`\n\t:root\[data-` + name + `="` + value + `"\] (\{[^}]+\})`).FindStringSubmatch(css)
		if byInput == nil || byScript == nil || byInput[1] != byScript[1] {
			t.Errorf("%s: the rules with and without script differ: %v and %v", id, byInput, byScript)
		}
	}
	zoom, err := strconv.ParseFloat(regexp.MustCompile(`data-type="large"\] \{ --zoom: ([\d.]+)`).FindStringSubmatch(css)[1], 64)
	if err != nil || zoom < 1.25 {
		t.Errorf("large type is %v times the usual size, want at least 1.25", zoom)
	}
	if strings.Contains(out.String(), "<form") {
		t.Error("the settings are a form; the site takes nothing from its readers")
	}
}

// palette reads the colours of one mode from the tokens.
func palette(t *testing.T, strong, dark bool) map[string]string {
	t.Helper()
	line := regexp.MustCompile(`--([\w-]+): var\(--plain, var\(--light, (#\w+)\) var\(--dark, (#\w+)\)\) var\(--strong, (.+)\);`)
	pair := regexp.MustCompile(`var\(--light, (#\w+)\) var\(--dark, (#\w+)\)`)
	same := regexp.MustCompile(`^var\(--([\w-]+)\)$`)
	out := map[string]string{}
	pick := func(light, night string) string {
		if dark {
			return night
		}
		return light
	}
	for _, m := range line.FindAllStringSubmatch(string(CSS()), -1) {
		switch {
		case !strong:
			out[m[1]] = pick(m[2], m[3])
		case same.MatchString(m[4]):
			out[m[1]] = out[same.FindStringSubmatch(m[4])[1]]
		default:
			p := pair.FindStringSubmatch(m[4])
			if p == nil {
				t.Fatalf("--%s: %q is neither two colours nor another token", m[1], m[4])
			}
			out[m[1]] = pick(p[1], p[2])
		}
	}
	return out
}

// luminance is that of WCAG 2.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	hex := strings.TrimPrefix(colour, "#")
	if len(hex) == 3 {
		hex = strings.Repeat(hex[:1], 2) + strings.Repeat(hex[1:2], 2) + strings.Repeat(hex[2:], 2)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatalf("%q is no colour", colour)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestContrast holds words to 4.5:1 in every mode and to 7:1 in high contrast, which has no greys either.
func TestContrast(t *testing.T) {
	for _, mode := range []struct {
		name         string
		strong, dark bool
		least        float64
	}{{"light", false, false, 4.5}, {"dark", false, true, 4.5}, {"contrast", true, false, 7}, {"contrast, dark", true, true, 7}} {
		p := palette(t, mode.strong, mode.dark)
		hold := func(ink, paper string, least float64) {
			t.Helper()
			a, b := luminance(t, p[ink]), luminance(t, p[paper])
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < least {
				t.Errorf("%s: %s %s on %s %s is %.2f:1, want %.1f:1", mode.name, ink, p[ink], paper, p[paper], ratio, least)
			}
		}
		for _, ink := range []string{"ink", "soft", "green", "seal", "soon", "chart-ink"} {
			for _, paper := range []string{"paper", "wash", "green-wash", "seal-wash", "chart-paper"} {
				hold(ink, paper, mode.least)
			}
		}
		for step, ink := range map[string]string{"step-1": "step-ink", "step-2": "step-ink", "step-3": "step-ink", "step-4": "step-ink-deep", "step-5": "step-ink-deep"} {
			hold(ink, step, mode.least)
		}
		if !mode.strong {
			continue
		}
		for _, grey := range []string{"soft", "rule", "rule-strong", "chart-rule"} {
			if p[grey] != p["ink"] {
				t.Errorf("%s: --%s is %s, not the ink", mode.name, grey, p[grey])
			}
		}
		for _, series := range []string{"chart-1", "chart-2", "chart-3", "chart-4", "chart-5", "chart-6"} {
			hold(series, "paper", 4.5)
		}
	}
}
