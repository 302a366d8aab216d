package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"mingshan/generator/base/diag"
	"mingshan/generator/input/source"
)

// TestTerms: one line of the glossary may be several terms, each with its forms.
func TestTerms(t *testing.T) {
	const head = "no,zh_hans,en,zh_hant_note,variants\n"
	for _, c := range []struct{ line, want string }{
		{`1,社会救助,social assistance,=,`, "社会救助: social assistance"},
		{`1,最低生活保障(低保),minimum living allowance (dibao),=,`, "最低生活保障|低保: minimum living allowance|dibao"},
		{`1,孤儿 / 弃婴,orphan / foundling,=,弃婴=abandoned infant / waif`, "孤儿: orphan|waif; 弃婴: foundling|abandoned infant|waif"},
		{`1,公开募捐资格,public fundraising credentials / qualification,=,`, "公开募捐资格: public fundraising credentials|qualification"},
		{`1,公示 / 公告,public notice (for comment) / announcement,=,`, "公示: public notice|public notice (for comment); 公告: announcement"},
		{`1,"全国慈善信息公开平台(慈善中国)","Platform (""Charity China"")",=,`, "全国慈善信息公开平台|慈善中国: Platform|Charity China"},
		{`1,乡镇(街道)民政服务站(原社工站),township (subdistrict) station (formerly another),=,`,
			"乡镇民政服务站|乡镇(街道)民政服务站|乡镇(街道)民政服务站(原社工站): township station|township (subdistrict) station|township (subdistrict) station (formerly another)"},
		{`1,"县(市、区)",county,=,`, "县(市、区): county"},
		{`1,乐善福行,"""Le Shan Fu Xing"" brand — keep pinyin",=,`, `乐善福行: "Le Shan Fu Xing" brand`},
		{`1,本站未收到…记录,no record,=,`, ""},
	} {
		var problems diag.List
		var out []string
		for _, x := range readGlossary(source.Make(map[string][]byte{glossaryFile: []byte(head + c.line + "\n")}), &problems) {
			out = append(out, strings.Join(x.ZH, "|")+": "+strings.Join(x.EN, "|"))
		}
		if got := strings.Join(out, "; "); got != c.want || problems.Len() > 0 {
			t.Errorf("%s: %s, want %s (%d problems)", c.line, got, c.want, problems.Len())
		}
	}
	if readGlossary(source.Make(nil), new(diag.List)) != nil {
		t.Error("terms without a file")
	}
}

// TestTranslationsDefaults: what is left out is filled in, and what is no strictness is said.
func TestTranslationsDefaults(t *testing.T) {
	var problems diag.List
	var x Translations
	var c Config
	c.SiteFacts = decode(source.Make(map[string][]byte{siteFile: []byte("title: {zh: 甲, en: a}\n")}), siteFile, &struct{}{}, new(diag.List))
	checkTranslations(c.SiteFacts, &x, &problems)
	if got := fmt.Sprint(x); got != "{block block block block warn warn -1}" || problems.Len() > 0 {
		t.Error(got)
	}
	x.Numbers, x.MaxStale = "loud", -3
	checkTranslations(c.SiteFacts, &x, &problems)
	if problems.Blocking() != 2 || x.Numbers != "block" || slices.ContainsFunc(problems.Sorted(), func(p diag.Problem) bool { return p.Code != "config/translations" }) {
		t.Errorf("%+v, %d problems", x, problems.Len())
	}
}
