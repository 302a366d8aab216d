package release

import (
	"path/filepath"
	"reflect"
	"runtime"
	"testing"
	"time"

	"mingshan/generator/gate/ledger"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
	"mingshan/generator/input/source"
)

// demo reads the data of this repository, with its rules.
func demo(t testing.TB) (dataset.Set, config.Config) {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	snap, bad, err := source.Read(filepath.Join(filepath.Dir(here), "..", "..", ".."), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	silent(t, bad)
	set, bad := dataset.Read(snap)
	silent(t, bad)
	cfg, bad := config.Read(snap)
	silent(t, bad)
	return set, cfg
}

func TestWitnessesAgree(t *testing.T) {
	set, cfg := demo(t)
	set = consentedRows(set, cfg.Site.AsOf)
	at := time.Now()
	first, bad := Clear(set, content.Corpus{}, cfg.Privacy, nil, cfg.Site.AsOf, noPicture)
	t.Log(time.Since(at), tell(t, bad))
	files, _, err := (&ledger.Ledger{}).Record(cfg.Site.AsOf, "rules", first.Published())
	if err != nil {
		t.Fatal(err)
	}
	var as []ledger.File
	for _, f := range files {
		as = append(as, ledger.File(f))
	}
	before := read(t, as)
	at = time.Now()
	again, bad := Clear(set, content.Corpus{}, cfg.Privacy, before, cfg.Site.AsOf, noPicture)
	t.Log(time.Since(at), tell(t, bad), reflect.DeepEqual(first.Tables, again.Tables))
	at = time.Now()
	all, bad := Witnesses(set, cfg.Privacy, before, cfg.Site.AsOf, 12)
	t.Log(time.Since(at), tell(t, bad))
	for i, w := range all {
		at = time.Now()
		got, bad := Clear(w, content.Corpus{}, cfg.Privacy, before, cfg.Site.AsOf, noPicture)
		same := ""
		for k := range got.Tables {
			n := 0
			for r, row := range set.Tables[k].Rows() {
				for c := range set.Tables[k].Schema.Fields {
					if set.Tables[k].At(row, c).Text() != w.Tables[k].At(w.Tables[k].Rows()[r], c).Text() {
						n++
					}
				}
			}
			if n > 0 {
				same += " " + set.Tables[k].Schema.ID + ":"
				if !reflect.DeepEqual(got.Tables[k], again.Tables[k]) {
					same += "DIFF"
				}
			}
			_ = n
		}
		t.Log(i, time.Since(at), tell(t, bad), same)
	}
}
