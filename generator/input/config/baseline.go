package config

import (
	"regexp"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/input/source"
)

const baselineFile = "data/rules/pii-baseline.yaml"

// Baseline is data/rules/pii-baseline.yaml: findings of the scanner for personal data that may stand. The file may be
// missing. Which rules can be waived at all, gate/release checks.
type Baseline struct {
	Salt    string   `facts:"salt"` // at least 16 characters; another salt makes every waiver void
	Waivers []Waiver `facts:"waivers,optional"`

	Facts *facts.Doc // for the places of later rules; nil when there is no file
}

// Waiver lets one value pass in one file until it expires.
type Waiver struct {
	Value   string        `facts:"value"` // salted hash, as `mingshan pii --format json` prints it
	Path    string        `facts:"path"`  // of the input file, from the project's root
	Rule    string        `facts:"rule"`  // kind, such as address
	Role    string        `facts:"role"`  // who decided; never a person's name
	Reason  lang.Text     `facts:"reason"`
	Expires calendar.Date `facts:"expires"` // last day on which it holds
}

// readBaseline decodes the file where there is one.
func readBaseline(snap *source.Snapshot, problems *diag.List) Baseline {
	var b Baseline
	if _, ok := snap.Get(baselineFile); !ok {
		return b
	}
	b.Facts = decode(snap, baselineFile, &b, problems)
	if b.Salt != "" && len(b.Salt) < 16 {
		problems.Add(b.Facts.Place("salt"), "config/salt", diag.Say("salt 太短", "the salt is too short"),
			diag.Say("至少 16 个字符，随意敲就行", "at least 16 characters; type anything"))
	}
	hash := regexp.MustCompile(`^[0-9a-f]{32}$`)
	for i, w := range b.Waivers {
		if w.Value != "" && !hash.MatchString(w.Value) {
			problems.Add(b.Facts.Place("waivers", i, "value"), "config/waiver-value", diag.Say("不是 32 位十六进制的散列值", "is not a hash of 32 hexadecimal digits"),
				diag.Say("这里只写散列值，绝不写原值；用 mingshan pii --format json 查看", "give the hash and never the value itself; mingshan pii --format json prints it"))
		}
	}
	return b
}
