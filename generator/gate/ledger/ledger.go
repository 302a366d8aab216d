// Package ledger is what was published before: every cell of every release, shown with its value or hidden. It is needed
// because two releases that are safe alone can give small numbers away together, and because nothing that was once
// published can be taken back: archives and caches keep it.
//
// It holds published facts only, so it stands in the open, in data/ledger/: one file for each release, with the cells that
// are new or have changed since the one before, and head.csv, which names the newest.
//
//	data/ledger/0001-2026-11-20.csv
//	    release,1,2026-11-20
//	    after,                                      the digest of the file before; empty in the first
//	    policy,9f2c…                                the digest of the rules it was cleared by
//	    cell,referrals,referred,2026Q3|350102,123
//	    cell,referrals,referred,2026Q3|350104,H     hidden; no ledger says why
//	    end,2,77e1…                                 how many cells, and the digest of all bytes before this line
//	data/ledger/head.csv
//	    head,1,e03b…                                head,0, before the first
//
// Each file names the digest of the one before, so none can be changed, left out or put in between without all that
// follow being changed too; a second file after the same one is a fork. Read reports whatever does not fit, and a build
// with such a problem does not go on (privacy.md §4).
//
// A release is written before the head that names it. Killed between the two, the ledger has one release more than its
// head says: Read tells so, and Resume gives the head that is missing.
package ledger

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
)

// Folder is where the ledger stands, from the project's root.
const Folder = "data/ledger/"

// headFile names the newest release.
const headFile = Folder + "head.csv"

// hidden is written instead of a value.
const hidden = "H"

// Cell names a published number: a measure of a dataset at its nodes, joined by | in the order of the dimensions.
type Cell struct{ Dataset, Measure, At string }

func (c Cell) compare(d Cell) int {
	return cmp.Or(cmp.Compare(c.Dataset, d.Dataset), cmp.Compare(c.Measure, d.Measure), cmp.Compare(c.At, d.At))
}

// Mark is what readers were shown of a cell. The zero Mark is hidden.
type Mark struct {
	Shown bool
	Value int64 // scaled as in the release; 0 when hidden
}

// Release is one publication.
type Release struct {
	Number int
	Date   calendar.Date
	Policy string // digest of the rules
	Cells  int    // how many were new or changed
	Digest string // of its file
}

// Ledger is everything that was published. The zero Ledger is empty.
type Ledger struct {
	Releases []Release // oldest first
	marks    map[Cell][]Past
}

// Past is what readers were shown of a cell from one release until the next in which it changed.
type Past struct {
	Mark
	Release int // number of the release
}

// History gives all that readers saw of a cell, oldest first; nothing for a cell that was never published.
func (l *Ledger) History(c Cell) []Past { return l.marks[c] }

// Was gives what readers saw last of a cell; ok is false for a cell that was never published.
func (l *Ledger) Was(c Cell) (mark Mark, ok bool) {
	past := l.marks[c]
	if len(past) == 0 {
		return Mark{}, false
	}
	return past[len(past)-1].Mark, true
}

// EverHidden reports whether some release hid the cell: it may have been small then, so it stays hidden.
func (l *Ledger) EverHidden(c Cell) bool {
	return slices.ContainsFunc(l.marks[c], func(p Past) bool { return !p.Shown })
}

// Cells lists every cell that was ever published, in order.
func (l *Ledger) Cells() []Cell {
	return slices.SortedFunc(maps.Keys(l.marks), Cell.compare)
}

// File is a file of the ledger as it was read.
type File struct {
	Path string
	Data []byte
}

// Read checks the whole chain. Whatever does not fit is a problem, and the Ledger then must not be built upon.
func Read(files []File) (*Ledger, diag.List) {
	r := read(files)
	return r.ledger, r.problems
}

// Resume gives the head that an interrupted recording had still to write; ok is false where none was interrupted.
func Resume(files []File) (head artifact.File, release Release, ok bool) {
	r := read(files)
	if !r.unnamed {
		return artifact.File{}, Release{}, false
	}
	all := r.ledger.Releases
	return artifact.File{Path: headFile, Data: headLine(all)}, all[len(all)-1], true
}

// Begin gives the head of a ledger without releases. It is written before the first release, so that one that was
// interrupted can be told from one whose head was taken away.
func Begin() artifact.File { return artifact.File{Path: headFile, Data: headLine(nil)} }

func read(files []File) *reader {
	r := &reader{ledger: &Ledger{marks: map[Cell][]Past{}}}
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	var head []byte
	for _, f := range files {
		if f.Path == headFile {
			head = f.Data
			continue
		}
		if !r.release(f) {
			return r // what follows would only repeat it
		}
	}
	r.head(head)
	return r
}

type reader struct {
	ledger   *Ledger
	unnamed  bool // there is one release more than the head says
	problems diag.List
}

// bad reports what is wrong with a file.
func (r *reader) bad(path string, line int, code string, text diag.Msg) bool {
	r.problems.Add(diag.Place{File: path, Line: line}, code, text,
		diag.Say("账本只由 mingshan ledger record 写，不能手改；从版本库恢复 data/ledger 里原来的文件：git checkout -- data/ledger", "only 'mingshan ledger record' writes the ledger, nobody edits it; restore the files of data/ledger from the repository: git checkout -- data/ledger"))
	return false
}

// release reads one file and adds it to the chain.
func (r *reader) release(f File) bool {
	body, count, ok := r.sealed(f)
	if !ok {
		return false
	}
	in := csv.NewReader(bytes.NewReader(body))
	in.FieldsPerRecord = -1
	this := Release{Digest: digest(f.Data)}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		line := 1
		if err == nil {
			line, _ = in.FieldPos(0)
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			line = bad.Line
		}
		if err != nil || !r.record(&this, record) {
			return r.bad(f.Path, line, "ledger/line", diag.Say("这一行不是账本的写法", "this line is not written as a ledger's"))
		}
		if record[0] == "after" && record[1] != r.ledger.newest() {
			return r.bad(f.Path, line, "ledger/chain", diag.Say("接不上前一次发布：前面的文件被删去或改动过，或者同一次发布记了两遍", "does not follow the release before it: a file before it was removed or changed, or one release was recorded twice"))
		}
	}
	switch {
	case this.Number != len(r.ledger.Releases)+1:
		return r.bad(f.Path, 1, "ledger/gap", diag.Say("文件里写的是第 %d 次发布，前面却有 %d 次", "the file says that it is release %d, but there are %d before it", this.Number, len(r.ledger.Releases)))
	case f.Path != path(this):
		return r.bad(f.Path, 0, "ledger/name", diag.Say("文件应叫 %s", "the file should be called %s", path(this)))
	case this.Cells != count:
		return r.bad(f.Path, 0, "ledger/truncated", diag.Say("末行说有 %d 格，实有 %d 格", "the last line says %d cells, there are %d", count, this.Cells))
	}
	r.ledger.Releases = append(r.ledger.Releases, this)
	return true
}

// sealed checks the last line against all that stands before it.
func (r *reader) sealed(f File) (body []byte, cells int, ok bool) {
	at := bytes.LastIndex(bytes.TrimSuffix(f.Data, []byte("\n")), []byte("\n")) + 1
	record, err := csv.NewReader(bytes.NewReader(f.Data[at:])).Read()
	if err != nil || len(record) != 3 || record[0] != "end" {
		return nil, 0, r.bad(f.Path, 0, "ledger/truncated", diag.Say("没有末行，文件不完整", "there is no last line: the file is not whole"))
	}
	if record[2] != digest(f.Data[:at]) {
		return nil, 0, r.bad(f.Path, 0, "ledger/changed", diag.Say("内容与末行的摘要不符，文件被改过", "the content does not match the digest of the last line: the file was changed"))
	}
	cells, err = strconv.Atoi(record[1])
	return f.Data[:at], cells, err == nil || r.bad(f.Path, 0, "ledger/line", diag.Say("末行的格数不是整数", "the number of cells in the last line is not a whole number"))
}

// record takes one line.
func (r *reader) record(this *Release, record []string) bool {
	switch {
	case record[0] == "release" && len(record) == 3:
		number, err := strconv.Atoi(record[1])
		date, bad := calendar.Parse(record[2])
		this.Number, this.Date = number, date
		return err == nil && bad == nil
	case record[0] == "after" && len(record) == 2:
		return true
	case record[0] == "policy" && len(record) == 2:
		this.Policy = record[1]
		return true
	case record[0] == "cell" && len(record) == 5:
		mark := Mark{}
		if record[4] != hidden {
			value, err := strconv.ParseInt(record[4], 10, 64)
			if err != nil || record[4] != strconv.FormatInt(value, 10) {
				return false
			}
			mark = Mark{true, value}
		}
		c := Cell{record[1], record[2], record[3]}
		r.ledger.marks[c] = append(r.ledger.marks[c], Past{mark, this.Number})
		this.Cells++
		return true
	}
	return false
}

// head holds the newest release against head.csv, without which the last file could be taken away unseen.
func (r *reader) head(data []byte) {
	all := r.ledger.Releases
	if bytes.Equal(data, headLine(all)) || data == nil && len(all) == 0 {
		return
	}
	if n := len(all); n > 0 && bytes.Equal(data, headLine(all[:n-1])) {
		r.unnamed = true
		r.problems.Add(diag.Place{File: headFile}, "ledger/unfinished",
			diag.Say("第 %d 次发布已经写好，这里还没有记上：上次记账中途断了", "release %d stands in its file but is not named here: recording was interrupted", n),
			diag.Say("再运行一次 mingshan ledger record；那次发布没有上网的，就删去 %s", "run 'mingshan ledger record' again; if that release was never put online, remove %s", path(all[n-1])))
		return
	}
	text := diag.Say("与最新一次发布不符：有文件被删去、增加或改动", "does not match the newest release: a file was removed, added or changed")
	if data == nil {
		text = diag.Say("没有这个文件，不能确认账本完整", "there is no such file, so nothing says that the ledger is whole")
	}
	r.bad(headFile, 0, "ledger/head", text)
}

// newest is the digest of the newest release's file; "" for none.
func (l *Ledger) newest() string {
	if len(l.Releases) == 0 {
		return ""
	}
	return l.Releases[len(l.Releases)-1].Digest
}

// headLine is what head.csv says of releases.
func headLine(all []Release) []byte {
	digest := ""
	if len(all) > 0 {
		digest = all[len(all)-1].Digest
	}
	return fmt.Appendf(nil, "head,%d,%s\n", len(all), digest)
}

// Shown is a cell as it is published now.
type Shown struct {
	Cell
	Mark
}

// Record gives the files that add a release: its own, and head.csv. It holds the cells whose mark is another than before,
// so a release in which nothing changed has none; then changed is 0 and files is nil.
func (l *Ledger) Record(date calendar.Date, policy string, cells []Shown) (files []artifact.File, changed int, err error) {
	cells = slices.Clone(cells)
	slices.SortFunc(cells, func(a, b Shown) int { return a.compare(b.Cell) })
	this := Release{Number: len(l.Releases) + 1, Date: date, Policy: policy}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	lines := [][]string{{"release", strconv.Itoa(this.Number), date.String()}, {"after", l.newest()}, {"policy", policy}}
	for i, c := range cells {
		if i > 0 && c.Cell == cells[i-1].Cell {
			return nil, 0, fmt.Errorf("ledger: a cell of %s stands twice in one release", c.Dataset)
		}
		if was, ok := l.Was(c.Cell); ok && was == c.Mark {
			continue
		}
		value := hidden
		if c.Shown {
			value = strconv.FormatInt(c.Value, 10)
		}
		lines = append(lines, []string{"cell", c.Dataset, c.Measure, c.At, value})
		this.Cells++
	}
	if this.Cells == 0 {
		return nil, 0, nil
	}
	if err := w.WriteAll(lines); err != nil {
		return nil, 0, fmt.Errorf("ledger: %w", err)
	}
	data := fmt.Appendf(b.Bytes(), "end,%d,%s\n", this.Cells, digest(b.Bytes()))
	this.Digest = digest(data)
	return []artifact.File{{Path: path(this), Data: data}, {Path: headFile, Data: headLine(append(slices.Clip(l.Releases), this))}}, this.Cells, nil
}

func path(r Release) string { return fmt.Sprintf("%s%04d-%s.csv", Folder, r.Number, r.Date) }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
