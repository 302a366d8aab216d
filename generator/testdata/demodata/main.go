// Command demodata makes the synthetic figures of the demonstration: every data/aggregates/*.csv
// and, in data/registers, project_reports.csv, mechanism_bodies.csv and incentives.csv. Nothing in them was counted anywhere; the files say so in their schemas.
//
// Run it from the root of the repository, after any change here:
//
//	go run ./generator/testdata/demodata
//
// # Method
//
// A county has a size, in thousandths of a typical county: a factor of its city, a factor of its kind (county-level
// city, county, district) and one drawn factor. A mean for each figure is multiplied by the size, by the season of
// the quarter and by slow growth, and spread by a drawn factor. The steps of a funnel are drawn shares of the step
// before, so a later step is never larger; sums are made by adding their parts. About one county-quarter in a
// hundred is left empty, as when a county does not report, and some last steps are left empty where only the
// result is not known yet. Means are chosen so that a few per cent of the counts lie from 1 to 9 and go through the
// privacy gate, some are 0 and most are neither. Only the finest rows are written: no totals.
//
// # Chance
//
// The seed is fixed (Seed). Each draw comes from a splitmix64 stream of its own, started from the seed and the names
// of what is drawn (dataset, county, quarter, code), so that adding a dataset or a county changes no other number.
// Arithmetic is in whole numbers: the bytes are the same on every machine. splitmix64 is written from Steele, Lea
// and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Seed starts every stream. It is the document number of the policy and the year: 117, 2024.
const Seed = 1172024

// file is one finished CSV.
type file struct {
	path string // from the repository's root, with slashes
	head []string
	rows [][]string
}

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "demodata:", err)
		os.Exit(1)
	}
}

// run reads the code list of regions under root and writes every file.
func run(root string) error {
	list, err := os.ReadFile(filepath.Join(root, "data", "codes", "regions.csv"))
	if err != nil {
		return fmt.Errorf("%w (run from the repository's root)", err)
	}
	places, err := readPlaces(list)
	if err != nil {
		return err
	}
	for _, f := range files(places) {
		data, err := f.bytes()
		if err != nil {
			return fmt.Errorf("%s: %w", f.path, err)
		}
		if err := os.WriteFile(filepath.Join(root, filepath.FromSlash(f.path)), data, 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d rows\n", f.path, len(f.rows))
	}
	return nil
}

// files makes every table.
func files(p places) []file {
	return slices.Concat([]file{referrals(p), aid(p), needs(p), wishes(p), villages(p), services(p), volunteers(p), complaints(p), donations(p), reports()},
		assistanceFiles(p), mechanismFiles(p), helpingFiles(p), safeguardFiles(p))
}

// bytes gives the CSV: UTF-8, LF, quotes only where needed.
func (f file) bytes() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(f.head); err != nil {
		return nil, err
	}
	if err := w.WriteAll(f.rows); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
