package facts

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
)

// Pair is one text that a file gives in both languages.
type Pair struct {
	Key  string // where in the file: "milestones.2.text"; list positions from 0
	Text lang.Text
	ZH   diag.Place
	EN   diag.Place
}

// Texts lists every {zh: …, en: …} of the file, in order, whatever struct it is decoded into.
func (d *Doc) Texts() []Pair {
	var out []Pair
	if d.root != nil {
		d.pairs(d.root, nil, &out)
	}
	return out
}

func (d *Doc) pairs(n *yaml.Node, path []string, out *[]Pair) {
	if zh, en := child(n, "zh"), child(n, "en"); n.Kind == yaml.MappingNode && zh != nil && en != nil &&
		zh.Kind == yaml.ScalarNode && en.Kind == yaml.ScalarNode {
		*out = append(*out, Pair{strings.Join(path, "."), lang.Text{ZH: zh.Value, EN: en.Value}, d.at(zh), d.at(en)})
		return
	}
	for i, c := range n.Content {
		switch {
		case n.Kind == yaml.SequenceNode:
			d.pairs(c, append(path, strconv.Itoa(i)), out)
		case n.Kind == yaml.MappingNode && i%2 == 1:
			d.pairs(c, append(path, n.Content[i-1].Value), out)
		}
	}
}
