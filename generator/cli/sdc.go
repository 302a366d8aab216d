package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"mingshan/generator/base/diag"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/proof"
	"mingshan/generator/gate/protect"
)

// sdcFlags are the files that `mingshan sdc` is given.
type sdcFlags struct{ spec, out, certificate, pattern string }

func (a *app) sdc() *cobra.Command {
	var f sdcFlags
	c := &cobra.Command{
		Use:   "sdc --spec SPEC.yaml IN.csv",
		Short: a.say("对一个普通表格做披露控制（不公开的一侧）", "protect a flat table against disclosure (private side)"),
		Long:  a.sdcHelp(),
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if f.spec == "" {
				return usageError{errors.New(a.say("缺少 --spec", "--spec is missing"))}
			}
			return a.runSDC(f, args[0])
		},
	}
	c.Flags().StringVar(&f.spec, "spec", "", a.say("说明文件（YAML）", "the spec (YAML)"))
	c.Flags().StringVarP(&f.out, "output", "o", "", a.say("结果写到这个 CSV（默认写到屏幕）", "write the result to this CSV (default: standard output)"))
	c.Flags().StringVar(&f.certificate, "certificate", "", a.say("把证明写到这个 JSON（不公开）", "write the proofs to this JSON (private)"))
	c.Flags().StringVar(&f.pattern, "pattern", "", a.say("审查这个 CSV 给出的遮盖方案，而不是另做一个", "audit the pattern of this CSV instead of making one"))
	return c
}

// runSDC reads, protects or audits, and writes.
func (a *app) runSDC(f sdcFlags, input string) error {
	t, problems, err := readSDC(f, input)
	if err != nil {
		return err
	}
	var result sdcResult
	if problems.Blocking() == 0 {
		if result, err = t.decide(f, &problems); err != nil {
			return err
		}
	}
	if err := problems.Write(a.err, a.lang); err != nil {
		return err
	}
	if result.hidden == nil {
		return errBlocked
	}
	if err := a.writeSDC(f, t, result); err != nil {
		return err
	}
	if problems.Blocking() > 0 {
		return errBlocked
	}
	return nil
}

// readSDC reads the spec and the table.
func readSDC(f sdcFlags, input string) (*sdcTable, diag.List, error) {
	var problems diag.List
	text, err := os.ReadFile(f.spec)
	if err != nil {
		return nil, problems, usageError{err}
	}
	spec, doc, found := readSpec(filepath.ToSlash(f.spec), text)
	problems.Append(found)
	if problems.Blocking() > 0 {
		return nil, problems, nil
	}
	text, err = os.ReadFile(input)
	if err != nil {
		return nil, problems, usageError{err}
	}
	table, found := readTable(&spec, filepath.ToSlash(input), text, spec.columns())
	problems.Append(found)
	if problems.Blocking() > 0 {
		return nil, problems, nil
	}
	t, found := makeTable(&spec, doc, table)
	problems.Append(found)
	return t, problems, nil
}

// sdcResult is a pattern and what an attacker makes of it.
type sdcResult struct {
	hidden   []bool
	interval []attack.Interval
	verdict  map[int]attack.Verdict // primary cell → how it was proved
}

// decide makes a pattern or takes the given one, and attacks it.
func (t *sdcTable) decide(f sdcFlags, problems *diag.List) (sdcResult, error) {
	var r sdcResult
	through := map[int]int{}
	if f.pattern != "" {
		text, err := os.ReadFile(f.pattern)
		if err != nil {
			return r, usageError{err}
		}
		if r.hidden = t.readPattern(filepath.ToSlash(f.pattern), text, problems); r.hidden == nil {
			return r, nil
		}
	} else {
		made, err := protect.Protect(t.system, runtime.NumCPU())
		if errors.Is(err, protect.ErrSystem) {
			problems.Add(diag.Place{File: filepath.ToSlash(f.spec)}, "sdc/system", diag.Say("表自相矛盾：%s", "the table contradicts itself: %s", err.Error()), diag.Msg{})
			return r, nil
		}
		if err != nil {
			return r, err
		}
		r.hidden = made.Hidden
		for _, risk := range made.Risks {
			through[risk.Cell] = risk.Sum
		}
	}
	if err := t.attack(&r); err != nil {
		return r, err
	}
	t.report(f, &r, through, problems)
	return r, nil
}

// attack works out every interval and proves what is primary; the proofs are checked by gate/proof.
func (t *sdcTable) attack(r *sdcResult) error {
	cells := t.system.Cells
	sys := attack.System{Value: make([]int64, len(cells)), Low: make([]int64, len(cells)), Shown: make([]bool, len(cells))}
	var asked []int
	var targets []attack.Target
	for i, c := range cells {
		sys.Value[i], sys.Low[i], sys.Shown[i] = c.Value, c.Least, !r.hidden[i] && !c.Unprinted || c.Frozen
		if r.hidden[i] {
			asked = append(asked, i)
		}
		if primaryCell(c) {
			targets = append(targets, attack.Target{Cell: i, Need: c.Width, Up: c.Above, Down: c.Below})
		}
	}
	for _, s := range t.system.AllSums() {
		row := []attack.Term{{Cell: int(s.Total), Coef: -1}}
		for _, p := range s.Parts {
			row = append(row, attack.Term{Cell: int(p), Coef: 1})
		}
		sys.Rows = append(sys.Rows, row)
	}
	bounds, err := attack.Bounds(sys, asked)
	if err != nil {
		return err
	}
	r.interval = make([]attack.Interval, len(cells))
	for i, c := range cells {
		r.interval[i] = attack.Interval{Low: float64(c.Value), High: float64(c.Value), Proved: true}
	}
	for k, i := range asked {
		r.interval[i] = bounds[k]
	}
	audit, err := attack.Widths(sys, targets)
	if err != nil {
		return err
	}
	r.verdict = map[int]attack.Verdict{}
	published := publishedOf(sys)
	for _, v := range audit.Verdicts {
		if v.Grade == attack.Certified && checkProof(published, sys.Value, v) != nil {
			v.Grade = attack.RealOnly
		}
		r.verdict[v.Cell] = v
	}
	return nil
}

func primaryCell(c protect.Cell) bool { return c.Width > 0 || c.Above > 0 || c.Below > 0 }

func publishedOf(sys attack.System) proof.Published {
	p := proof.Published{Shown: sys.Shown, Value: sys.Value, Low: sys.Low}
	for _, row := range sys.Rows {
		terms := make([]proof.Term, len(row))
		for k, t := range row {
			terms[k] = proof.Term{Cell: t.Cell, Coef: t.Coef}
		}
		p.Rows = append(p.Rows, terms)
	}
	return p
}

// checkProof has the independent checker look at a verdict: its two tables, or each against the true one.
func checkProof(p proof.Published, truth []int64, v attack.Verdict) error {
	low, high := v.Low.Table(truth), v.High.Table(truth)
	err := proof.Agrees(p, low)
	if err == nil {
		err = proof.Agrees(p, high)
	}
	if err == nil && v.Need > 0 {
		err = proof.Differ(p, low, high, proof.Claim{Cell: v.Cell, Width: v.Need})
	}
	if err == nil && v.Up > 0 {
		err = proof.Differ(p, truth, high, proof.Claim{Cell: v.Cell, Width: v.Up})
	}
	if err == nil && v.Down > 0 {
		err = proof.Differ(p, low, truth, proof.Claim{Cell: v.Cell, Width: v.Down})
	}
	return err
}

// report makes a problem of every cell that is not safe; it names codes, never values.
func (t *sdcTable) report(f sdcFlags, r *sdcResult, through map[int]int, problems *diag.List) {
	sums := t.system.AllSums()
	for i, c := range t.system.Cells {
		v, ok := r.verdict[i]
		if !ok || v.Grade != attack.Risky || !primaryCell(c) {
			continue
		}
		at := diag.Place{File: filepath.ToSlash(f.spec)}
		label := diag.Safe(strings.Join(t.label(i), " × "))
		if !r.hidden[i] {
			problems.Add(at, "sdc/primary-shown", diag.Say("格子 %s 按规则要遮盖，却公布了", "the rules hide cell %s, and it is shown", label), diag.Msg{})
			continue
		}
		hint := diag.Say("合并相邻的代码，或少公布一层合计", "join neighbouring codes, or publish one level of totals less")
		if k, ok := through[i]; ok && k >= 0 && t.index[sums[k].Total] >= 0 {
			total := diag.Safe(strings.Join(t.label(int(sums[k].Total)), " × "))
			hint = diag.Say("从合计 %s 的构成可以推出；"+hint.ZH, "it shows through the parts of %s; "+hint.EN, total)
		}
		problems.Add(at, "sdc/risky", diag.Say("格子 %s 可以推算得太准", "cell %s can be worked out too closely", label), hint)
	}
}

// readPattern reads which cells a given pattern hides.
func (t *sdcTable) readPattern(name string, data []byte, problems *diag.List) []bool {
	need := make([]string, len(t.dims))
	for d, dim := range t.dims {
		need[d] = dim.spec.Column
	}
	f, found := readTable(t.spec, name, data, need)
	column, ok := 0, false
	for _, word := range protect.StatusColumns() {
		if c, there := f.column[word]; there && !ok {
			column, ok = c, true
		}
	}
	if !ok && found.Blocking() == 0 {
		found.Add(diag.Place{File: name, Line: 1}, "sdc/column-missing", diag.Say("缺少列 status", "column status is missing"), diag.Say("写 u（公布）、p 或 s（遮盖）", "u for shown, p or s for hidden"))
	}
	problems.Append(found)
	if found.Blocking() > 0 {
		return nil
	}
	hidden := make([]bool, len(t.system.Cells))
	for _, row := range f.rows {
		cell := map[string]string{}
		for _, dim := range t.dims {
			cell[dim.spec.Column] = row.cells[f.column[dim.spec.Column]]
		}
		i, ok := t.find(cell)
		if !ok || t.grid.Cells[i] < 0 || t.system.Cells[i].Unprinted {
			problems.Add(row.at(0), "sdc/no-such-cell", diag.Say("表里没有这个格子", "the table does not have this cell"), diag.Msg{})
			continue
		}
		switch protect.ReadStatus(row.cells[column]) {
		case protect.Published:
		case protect.Primary:
			hidden[i] = true
			if !primaryCell(t.system.Cells[i]) {
				t.protectCell(i)
			}
		case protect.Secondary:
			hidden[i] = true
		case protect.Unknown:
			problems.Add(row.at(column), "sdc/status", diag.Say("status 不认识这个词", "status does not know this word"), diag.Say("写 u（公布）、p 或 s（遮盖）", "u for shown, p or s for hidden"))
		}
	}
	if problems.Blocking() > 0 {
		return nil
	}
	return hidden
}

// writeSDC writes the table of statuses, the certificate, and a summary.
func (a *app) writeSDC(f sdcFlags, t *sdcTable, r sdcResult) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	head := []string{}
	for _, d := range t.dims {
		head = append(head, d.spec.Column)
	}
	tally := map[string]int{}
	err := w.Write(append(head, "value", "status", "low", "high", "proof"))
	for i, c := range t.system.Cells {
		if c.Unprinted || t.index[i] < 0 {
			continue
		}
		status, word := "u", ""
		switch {
		case r.hidden[i] && primaryCell(c):
			status = "p"
		case r.hidden[i]:
			status = "s"
		}
		if v, ok := r.verdict[i]; ok {
			word = map[attack.Grade]string{attack.Certified: "certified", attack.RealOnly: "real", attack.Risky: "risky"}[v.Grade]
		}
		tally[status]++
		tally[word]++
		span := r.interval[i]
		low, high := t.number(span.Low), t.number(span.High)
		if !span.Proved {
			low, high = "", ""
		}
		err = errors.Join(err, w.Write(append(t.label(i), t.number(float64(c.Value)), status, low, high, word)))
	}
	w.Flush()
	if err != nil {
		return fmt.Errorf("sdc: %w", err)
	}
	if f.out == "" {
		if _, err := a.out.Write(b.Bytes()); err != nil {
			return err
		}
	} else if err := os.WriteFile(f.out, b.Bytes(), 0o600); err != nil {
		return err
	}
	if f.certificate != "" {
		text, err := json.Marshal(t.certificate(r))
		if err != nil {
			return fmt.Errorf("sdc: %w", err)
		}
		if err := os.WriteFile(f.certificate, append(text, '\n'), 0o600); err != nil {
			return err
		}
	}
	if a.quiet {
		return nil
	}
	summary := a.say("%d 个格子：公布 %d，规则遮盖 %d，连带遮盖 %d；证明 %d，仅实数 %d，有风险 %d", "%d cells: %d published, %d primary, %d secondary; %d certified, %d in real numbers only, %d risky",
		tally["u"]+tally["p"]+tally["s"], tally["u"], tally["p"], tally["s"], tally["certified"], tally["real"], tally["risky"])
	_, err = fmt.Fprintln(a.err, summary)
	return err
}

// number writes a scaled number with as many decimals as it needs; infinite ones are empty.
func (t *sdcTable) number(x float64) string {
	if math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(math.Round(x/float64(t.scale)*1e7)/1e7, 'f', -1, 64)
}

// sdcCertificate is everything that proof.Check needs to check the claims again.
type sdcCertificate struct {
	Cells  []sdcCell  `json:"cells"`
	Sums   [][]int32  `json:"sums"` // the total, then its parts, as numbers of cells
	Claims []sdcClaim `json:"claims"`
}

type sdcCell struct {
	Codes []string `json:"codes,omitempty"`
	Shown bool     `json:"shown"`
	Value int64    `json:"value"` // in units of the last decimal
	Least int64    `json:"least"`
}

// sdcClaim says how wide a cell was shown to be, by two tables as moves away from the true one.
type sdcClaim struct {
	Cell  int     `json:"cell"`
	Width int64   `json:"width"`
	Grade string  `json:"grade"`
	Low   sdcMove `json:"low"`
	High  sdcMove `json:"high"`
}

type sdcMove struct {
	Cells []int32 `json:"cells"`
	By    []int64 `json:"by"`
}

func (t *sdcTable) certificate(r sdcResult) sdcCertificate {
	var out sdcCertificate
	for i, c := range t.system.Cells {
		cell := sdcCell{Shown: !r.hidden[i] && !c.Unprinted || c.Frozen, Value: c.Value, Least: c.Least}
		if t.index[i] >= 0 {
			cell.Codes = t.label(i)
		}
		out.Cells = append(out.Cells, cell)
	}
	for _, s := range t.system.AllSums() {
		out.Sums = append(out.Sums, append([]int32{s.Total}, s.Parts...))
	}
	for i := range t.system.Cells {
		if v, ok := r.verdict[i]; ok {
			out.Claims = append(out.Claims, sdcClaim{i, v.Width, v.Grade.String(), sdcMove(v.Low), sdcMove(v.High)})
		}
	}
	return out
}
