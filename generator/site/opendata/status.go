package opendata

import (
	"mingshan/generator/base/lang"
	"mingshan/generator/gate/release"
)

// Code is one code of a status column with its meaning here.
type Code struct {
	Code string
	Name lang.Text
}

// StatusColumns names the columns beside a measure: its observation status and its confidentiality status.
func StatusColumns(measure string) []string {
	return []string{measure + "_OBS_STATUS", measure + "_CONF_STATUS"}
}

// Record is a measure's cell as three columns: number, observation status, confidentiality status.
func Record(c release.Cell) []string { return []string{Number(c), Observation(c), Confidentiality(c)} }

// Observation is a cell's code of CL_OBS_STATUS: A normal value, zero included; L missing, data were not collected; M
// missing, data cannot exist; Q missing, withheld.
func Observation(c release.Cell) string {
	switch c.State() {
	case release.Value:
		return "A"
	case release.Missing:
		return "L"
	case release.NotApplicable:
		return "M"
	}
	return "Q"
}

// Confidentiality is a cell's code of CL_CONF_STATUS: F free, or C confidential statistical information.
func Confidentiality(c release.Cell) string {
	if c.State() == release.Withheld {
		return "C"
	}
	return "F"
}

// Observations are the codes that Observation gives.
func Observations() []Code {
	return []Code{
		{"A", lang.Text{ZH: "数值，零也是数值", EN: "value, zero included"}},
		{"L", lang.Text{ZH: "未报送", EN: "not supplied"}},
		{"M", lang.Text{ZH: "不适用", EN: "not applicable"}},
		{"Q", lang.Text{ZH: "为保护隐私不公开", EN: "withheld to protect privacy"}},
	}
}

// Confidentialities are the codes that Confidentiality gives.
func Confidentialities() []Code {
	return []Code{
		{"F", lang.Text{ZH: "可以公开", EN: "free"}},
		{"C", lang.Text{ZH: "保密，不公开", EN: "confidential"}},
	}
}

// codeList is how the JSON explains a status: the member that holds it, the code list, its codes.
type codeList struct {
	Member string          `json:"member"`
	List   string          `json:"codeList"`
	Codes  map[string]both `json:"codes"`
}

func codeLists() []codeList {
	of := func(member, list string, codes []Code) codeList {
		out := codeList{member, list, map[string]both{}}
		for _, c := range codes {
			out.Codes[c.Code] = both{c.Name.ZH, c.Name.EN}
		}
		return out
	}
	return []codeList{of("s", "SDMX CL_OBS_STATUS 2.2", Observations()), of("c", "SDMX CL_CONF_STATUS 1.0", Confidentialities())}
}
