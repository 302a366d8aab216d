package release

import (
	"maps"
	"slices"

	"mingshan/generator/base/diag"
)

// spots refuses places in a table that do not exist: a code with a slip in it would be passed over, and what the editor
// asked for would not be done.
func (c *clearing) spots(all []*clearing) diag.List {
	var problems diag.List
	p := c.raw.Schema.Privacy
	for i, k := range p.Keep {
		c.nowhere(c, k.At, &problems, "keep", i, "at")
	}
	for i, k := range p.Known {
		c.nowhere(c, k.At, &problems, "known", i, "at")
	}
	for i, k := range p.Links {
		c.nowhere(c, k.At, &problems, "links", i, "at")
		n := slices.IndexFunc(all, func(o *clearing) bool { return o.raw.Schema.ID == k.Dataset })
		if n < 0 {
			problems.Add(c.raw.Schema.Facts.Place("privacy", "links", i, "dataset"), "schema/link",
				diag.Say("没有“%s”这个数据表", "there is no dataset %q", diag.Safe(k.Dataset)), diag.Say("改正名称；数据表叫作 data/ 里 CSV 的文件名", "correct the name; a dataset is called like its CSV in data/"))
			continue
		}
		here, _ := c.raw.Schema.Field(k.Measure)
		if there, ok := all[n].raw.Schema.Field(k.Same); !ok || !there.Additive() || there.Role != here.Role || there.Type != here.Type {
			problems.Add(c.raw.Schema.Facts.Place("privacy", "links", i, "same"), "schema/link",
				diag.Say("“%s”不是数据表 %s 里 role、type 与“%s”相同的度量", "%q is no measure of dataset %s with the role and the type of %q", diag.Safe(k.Same), k.Dataset, k.Measure),
				diag.Say("写那张表里同一个数的字段", "name the field of that table that holds the same figure"))
		}
		c.nowhere(all[n], k.There, &problems, "links", i, "there")
	}
	return problems
}

// nowhere refuses dimensions and codes that a table does not have. The path leads to where they were written.
func (c *clearing) nowhere(in *clearing, at map[string]string, problems *diag.List, path ...any) {
	for _, id := range slices.Sorted(maps.Keys(at)) {
		place := c.raw.Schema.Facts.Place(append([]any{"privacy"}, append(slices.Clone(path), id)...)...)
		d, ok := in.table.Dim(id)
		switch _, there := d.Node(at[id]); {
		case !ok && in != c: // the schema's check has told of those of its own table
			problems.Add(place, "schema/link", diag.Say("“%s”不是数据表 %s 的维度", "%q is no dimension of dataset %s", diag.Safe(id), in.raw.Schema.ID), diag.Say("没有写的维度取合计", "a dimension left out means its total"))
		case ok && !there:
			problems.Add(place, "schema/spot", diag.Say("数据表 %s 的“%s”里没有“%s”", "dataset %s has no %[3]q in %[2]q", in.raw.Schema.ID, id, diag.Safe(at[id])),
				diag.Say("写表里有的代码；取合计就删去这一行", "use a code of the table; for the total remove this line"))
		}
	}
}
