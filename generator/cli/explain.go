package cli

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"mingshan/generator/base/lang"
	"mingshan/generator/build"
	"mingshan/generator/gate/attack"
	"mingshan/generator/gate/release"
)

func (a *app) explain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain DATASET CELL",
		Short: a.say("说明一个数为什么公布或不公布（不公开的一侧）", "say why a figure is shown or withheld (private side)"),
		Long: a.say(`说明隐私关口对一个数的决定：它是多少、为什么不公布、读者最多能推算到什么范围、由哪些合计牵连、
以前的发布怎么说。输出含有未公开的数，只给内部看，不要转发。

CELL 写成 度量:维度=代码,维度=代码；没有写的维度取合计。度量和维度是说明文件（.yaml）里字段的 id。例如

  mingshan explain referrals helped:period=2026Q2,region=350102`, `Says what the privacy gate decided about a figure: what it is, why it is withheld, how closely a reader can work it out,
which totals it hangs on, and what earlier releases said. The output holds figures that are not public: keep it inside.

Write CELL as MEASURE:DIMENSION=CODE,DIMENSION=CODE; a dimension left out means its total. Measures and dimensions are the
ids of fields in the dataset's .yaml. For example

  mingshan explain referrals helped:period=2026Q2,region=350102`),
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error { return a.explainCell(args[0], args[1]) },
	}
}

func (a *app) explainCell(dataset, cell string) error {
	measure, nodes, _ := strings.Cut(cell, ":")
	at := map[string]string{}
	for part := range strings.SplitSeq(nodes, ",") {
		dim, code, ok := strings.Cut(part, "=")
		if !ok && part != "" {
			return usageError{errors.New(a.say("格子写成 度量:维度=代码,维度=代码", "write the cell as MEASURE:DIMENSION=CODE,DIMENSION=CODE"))}
		}
		if ok {
			at[dim] = code
		}
	}
	o, err := a.options()
	if err != nil {
		return err
	}
	snap, end, err := a.snapshot()
	if err != nil {
		return err
	}
	e, ok, problems := build.Explain(snap, o, dataset, measure, at)
	end.problems.Append(problems)
	if !ok && end.problems.Blocking() > 0 {
		return a.refuse(end)
	}
	if !ok {
		return usageError{errors.New(a.say("没有这个格子；核对数据表、度量、维度和代码", "there is no such cell; check the dataset, the measure, the dimensions and the codes"))}
	}
	if err := end.problems.Write(a.err, a.lang); err != nil {
		return err
	}
	a.printExplanation(e)
	return nil
}

func (a *app) printExplanation(e release.Explanation) {
	line := func(zh, en string, args ...any) { _, _ = fmt.Fprintln(a.out, a.say(zh, en, args...)) }
	_, _ = fmt.Fprintln(a.out, a.named(e.Name))
	if !e.Reported {
		line("没有报来", "not supplied")
		return
	}
	value := scaled(float64(e.Value), e.Scale)
	switch e.Reason {
	case release.Shown:
		line("公布：%s", "shown: %s", value)
	case release.Small:
		line("不公布：%s，少于 %d", "withheld: %s is fewer than %d", value, e.Least)
	case release.Telling:
		line("不公布：%s，一组人里差不多人人都是这个结果", "withheld: %s is nearly everybody in the group", value)
	case release.Following:
		line("不公布：%s，它对应的人数不公布", "withheld: %s goes with a count that is withheld", value)
	case release.Given:
		line("不公布：%s，主要是一两个人出的", "withheld: %s is mostly the money of one or two givers", value)
	case release.Before:
		line("不公布：%s，以前的发布没有公布它", "withheld: %s was withheld in an earlier release", value)
	case release.Guarding:
		line("不公布：%s，公布了就能算出别的小数目", "withheld: with %s shown, a small count could be worked out", value)
	}
	if e.Reason == release.Shown {
		a.printPast(e)
		return
	}
	line("读者能推算的范围：%s 到 %s", "what a reader can work out: %s to %s", scaled(e.Low, e.Scale), scaled(e.High, e.Scale))
	if e.Need > 0 {
		grade := map[attack.Grade]string{
			attack.Certified: a.say("有整数表为证", "proved by two whole tables"),
			attack.RealOnly:  a.say("只有实数证明", "proved in real numbers only"),
			attack.Risky:     a.say("不安全", "not safe"),
		}[e.Grade]
		line("要求的宽度：%s（%s）", "room it has to keep: %s (%s)", scaled(float64(e.Need), e.Scale), grade)
	}
	if e.Away > 0 {
		line("要求离实数至少：%s", "distance it has to keep from the value: %s", scaled(float64(e.Away), e.Scale))
	}
	for _, r := range e.Relations {
		total := a.named(r.Total)
		if r.Total == nil {
			total = a.say("（不印出的合计）", "(a total that is not printed)")
		}
		line("合计“%s”里，一同不公布的还有 %d 个", "total “%s”: %d more withheld with it", total, len(r.Hidden))
		for _, h := range r.Hidden {
			_, _ = fmt.Fprintln(a.out, "  -", a.named(h))
		}
	}
	a.printPast(e)
}

// printPast says what earlier releases showed.
func (a *app) printPast(e release.Explanation) {
	for _, p := range e.Past {
		r := e.Releases[p.Release-1]
		if p.Shown {
			_, _ = fmt.Fprintln(a.out, a.say("第 %d 次发布（%s）公布：%s", "release %d (%s) showed %s", r.Number, r.Date, scaled(float64(p.Value), e.Scale)))
			continue
		}
		_, _ = fmt.Fprintln(a.out, a.say("第 %d 次发布（%s）没有公布", "release %d (%s) withheld it", r.Number, r.Date))
	}
}

// named joins a name in the language of messages.
func (a *app) named(texts []lang.Text) string {
	var out []string
	for _, t := range texts {
		if a.lang == "zh" {
			out = append(out, t.ZH)
		} else {
			out = append(out, t.EN)
		}
	}
	return strings.Join(out, " × ")
}

// scaled writes a number of so many decimal places.
func scaled(x float64, places int) string {
	if math.IsInf(x, 0) {
		return "∞"
	}
	return fmt.Sprintf("%.*f", places, x/math.Pow10(places))
}
