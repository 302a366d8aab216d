package config_test

import (
	"testing"

	"mingshan/generator/input/config"
)

const baseline = `salt: any sixteen characters
waivers:
  - value: 0123456789abcdef0123456789abcdef
    path: content/pages/about/zh.md
    rule: address
    role: data protection desk
    reason: {zh: 公开, en: public}
    expires: 2027-06-30
`

// TestBaselineFile reads the baseline where there is one, strictly; without it nothing is waived.
func TestBaselineFile(t *testing.T) {
	read := func(text string) (config.Config, []string) {
		files := map[string][]byte{"content/site.yaml": []byte(site), "data/rules/privacy.yaml": []byte(privacy)}
		if text != "" {
			files["data/rules/pii-baseline.yaml"] = []byte(text)
		}
		c, problems := readWith(files)
		var codes []string
		for _, p := range problems.Sorted() {
			codes = append(codes, p.Code)
		}
		return c, codes
	}
	if c, codes := read(""); len(codes) > 0 || c.Baseline.Facts != nil || c.Baseline.Salt != "" {
		t.Errorf("no file: %v", codes)
	}
	c, codes := read(baseline)
	if len(codes) > 0 || len(c.Baseline.Waivers) != 1 || c.Baseline.Waivers[0].Expires.String() != "2027-06-30" {
		t.Errorf("%v: %+v", codes, c.Baseline)
	}
	for text, code := range map[string]string{
		"salt: abc\n": "config/salt",
		"salt: any sixteen characters\nwaiver: []\n": "facts/unknown-key",
		"waivers: []\n": "facts/missing-key",
		baseline[:len(baseline)-len("2027-06-30\n")]: "facts/empty",
		"salt: any sixteen characters\nwaivers:\n  - value: '13912345617'\n    path: x\n    rule: email\n    role: desk\n    reason: {zh: 甲, en: a}\n    expires: 2027-06-30\n": "config/waiver-value",
	} {
		if _, codes := read(text); len(codes) != 1 || codes[0] != code {
			t.Errorf("want only %s: %v", code, codes)
		}
	}
}
