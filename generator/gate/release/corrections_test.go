package release

import (
	"testing"

	"mingshan/generator/input/content"
)

// corrected is a folder with counts, one of them small, and one correction.
func corrected(row string) folder {
	d := data()
	d.put("aggregates", "helped", "period region", counted(field("people", "integer", "role: count")+field("spent", "money_cny", "role: amount", "follows: people")),
		"period,region,people,spent\n2026Q2,350102,40,1200.50\n2026Q2,350103,60,900\n2026Q2,350203,3,70\n2026Q2,350206,50,80\n")
	d.put("registers", "corrections", "id", field("id", "string", "required: true")+field("target_kind", "code", "values: [project, organization, campaign, story, notice, topic, dataset]")+field("target", "string")+field("record", "string")+field("field", "string")+
		field("date", "date")+field("old", "string")+field("new", "string")+field("what_zh", "string")+field("what_en", "string")+field("reason_zh", "string")+field("reason_en", "string")+field("complaint", "period"),
		"id,target_kind,target,record,field,date,old,new,what_zh,what_en,reason_zh,reason_en,complaint\n"+row+"\n")
	return d
}

// A correction prints no number that the table does not show, no small old count, and nothing but what the table says now.
func TestCorrectionsGoThroughTheGate(t *testing.T) {
	for row, refused := range map[string]bool{
		"1,dataset,helped,2026Q2/350102,people,2026-10-09,45,40,,,原因,why,2026Q3":        false,
		"1,dataset,helped,2026Q2/350102,people,2026-10-09,0,40,,,原因,why,":               false,
		"1,dataset,helped,2026Q2/350102,spent,2026-10-09,1250.50,1200.50,,,原因,why,":     false,
		"1,dataset,helped,2026Q2/350102,spent,2026-10-09,1250.50,1200.5,,,原因,why,":      false,
		"1,dataset,helped,,people,2026-10-09,,,数略有减少,slightly lower,原因,why,":            false,
		"1,project,x,,start,2026-10-09,2026-01-02,2026-01-01,,,原因,why,":                 false,
		"1,dataset,helped,2026Q2/350203,people,2026-10-09,45,3,,,原因,why,":               true, // withheld now
		"1,dataset,helped,2026Q2/350203,spent,2026-10-09,45,70,,,原因,why,":               true, // follows a withheld count
		"1,dataset,helped,2026Q2/350102,people,2026-10-09,4,40,,,原因,why,":               true, // was too small to be shown
		"1,dataset,helped,2026Q2/350102,people,2026-10-09,45,41,,,原因,why,":              true, // not what the table says
		"1,dataset,helped,2026Q2/350102,people,2026-10-09,some,40,,,原因,why,":            true,
		"1,dataset,helped,2026Q2/350999,people,2026-10-09,45,40,,,原因,why,":              true, // no such row
		"1,dataset,helped,,people,2026-10-09,45,40,,,原因,why,":                           true,
		"1,project,x,,start,2026-10-09,,,,,原因,why,":                                     true, // says nothing
		"1,project,x,,start,2026-10-09,2026-01-02,2026-01-01,改了,changed,原因,why,":        true, // says it twice
		"1,dataset,helped,2026Q2/350102,people,2026-10-09,45,40,降为四十,now forty,原因,why,": true,
	} {
		out, problems := Clear(corrected(row).set(t), content.Corpus{}, rules(), nil, asOf(), noPicture)
		got := problems.Sorted()
		if refused && (len(got) != 1 || got[0].Code != "correction/value" || got[0].Line != 2 || len(out.Corrections) != 0) {
			t.Errorf("%s: let through: %v", row, got)
		}
		if !refused && (len(got) > 0 || len(out.Corrections) != 1) {
			t.Errorf("%s: %v", row, got)
		}
	}
	if got := corrected("1,project,x,,start,2026-11-21,2026-01-02,2026-01-01,,,原因,why,").cleared(t).Corrections; len(got) != 0 {
		t.Errorf("a correction of tomorrow is shown: %+v", got)
	}
	x := corrected("7,dataset,helped,2026Q2/350102,people,2026-10-09,45,40,,,原因,why,2026Q3").cleared(t).Corrections[0]
	if x.ID != "7" || x.Kind != "dataset" || x.Old != "45" || x.New != "40" || x.Date.String() != "2026-10-09" || x.Complaint.String() != "2026Q3" || x.Reason.EN != "why" {
		t.Errorf("%+v", x)
	}
}
