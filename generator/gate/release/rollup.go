package release

import (
	"strings"

	"mingshan/generator/base/diag"
)

// rollUp names the ways to make the cells of the table larger.
func (c *clearing) rollUp() diag.Msg {
	var zh, en []string
	for _, d := range c.table.Dims {
		switch d.Field.Type {
		case "period":
			zh, en = append(zh, "按年公布"), append(en, "publish by year")
		case "region":
			zh, en = append(zh, "按设区市公布"), append(en, "publish by city")
		default:
			zh, en = append(zh, "合并“"+d.Field.Title.ZH+"”的类别"), append(en, "join categories of “"+d.Field.Title.EN+"”")
		}
	}
	if len(zh) == 0 {
		return diag.Msg{}
	}
	return diag.Msg{ZH: strings.Join(zh, "，或"), EN: strings.Join(en, ", or ")}
}
