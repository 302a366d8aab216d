package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
	"mingshan/generator/build"
	"mingshan/generator/input/source"
	"mingshan/generator/input/twins"
)

// translationFlags choose what `mingshan check --translations` does.
type translationFlags struct {
	report, confirm, all bool
	role                 string
}

// ask holds the command line to what goes together.
func (f translationFlags) ask(a *app, paths []string) error {
	switch {
	case !f.report && (f.confirm || f.all):
		return usageError{errors.New(a.say("--confirm 和 --all 要与 --translations 一起用", "--confirm and --all go with --translations"))}
	case !f.confirm && len(paths) > 0:
		return usageError{errors.New(a.say("路径只与 --translations --confirm 一起用", "paths go with --translations --confirm only"))}
	case f.confirm && len(paths) == 0:
		return usageError{errors.New(a.say("--confirm 后面写要确认的路径；全部写 .", "--confirm needs the paths to confirm; . is everything"))}
	case !twins.Role(f.role):
		return usageError{errors.New(a.say("--by 写角色，小写字母，如 editor；不写姓名", "--by is a role in small letters, such as editor, and no name"))}
	}
	return nil
}

// translations reports how the languages agree, and confirms.
func (a *app) translations(f translationFlags, paths []string) error {
	if err := f.ask(a, paths); err != nil {
		return err
	}
	o, err := a.options()
	if err != nil {
		return err
	}
	snap, problems, err := source.Read(a.dir, source.Options{Assets: build.Assets()})
	if err != nil {
		return fmt.Errorf("%s: %w", a.say("打不开项目文件夹；用 -C 指定含有 content 和 data 的文件夹", "the project's folder cannot be opened; -C names the folder with content and data"), err)
	}
	report, found := build.Translations(snap, o)
	problems.Append(found)
	if f.confirm && report.Entries != nil {
		on := o.AsOf
		if on.IsZero() {
			on = o.Today
		}
		return a.confirm(report.Confirm(paths, on, f.role), problems)
	}
	return a.printTranslations(report, problems, f.all)
}

// confirm writes what was confirmed and says what was not.
func (a *app) confirm(c twins.Confirmation, problems diag.List) error {
	for _, p := range c.Unknown {
		_, _ = fmt.Fprintln(a.err, a.say("没有这篇内容：%s", "there is no such entry: %s", diag.Safe(p)))
	}
	if len(c.Unknown) > 0 {
		return usageError{errors.New(a.say("什么也没有确认；路径写成 content/topics/〈名称〉 或 data/registers/〈名称〉.csv 的样子", "nothing was confirmed; write paths like content/topics/NAME or data/registers/NAME.csv"))}
	}
	if len(c.Done) > 0 {
		if err := a.write(artifact.File{Path: twins.RecordFile, Data: c.File}); err != nil {
			return err
		}
	}
	if !a.quiet {
		_, _ = fmt.Fprintln(a.out, a.say("确认了 %d 篇：%s", "confirmed: %d in %s", len(c.Done), twins.RecordFile))
	}
	if len(c.Refused) == 0 {
		return nil
	}
	if err := problems.Write(a.err, a.lang); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(a.err, a.say("有 %d 篇中英文不一致，没有确认：%s", "not confirmed, since the languages differ (%d): %s", len(c.Refused), strings.Join(c.Refused, ", ")))
	return errBlocked
}

// translationDoc is one entry as JSON gives it.
type translationDoc struct {
	Entry       string         `json:"entry"`
	State       twins.State    `json:"state"`
	ConfirmedOn string         `json:"confirmedOn,omitempty"`
	ConfirmedBy string         `json:"confirmedBy,omitempty"`
	Differences map[string]int `json:"differences"`
	Han         int            `json:"chineseCharacters"`
	English     int            `json:"englishWords"`
}

func (a *app) printTranslations(report twins.Report, problems diag.List, all bool) error {
	if a.json {
		list, err := problems.JSON(a.lang)
		if err != nil {
			return err
		}
		docs := []translationDoc{}
		for _, e := range report.Entries {
			d := translationDoc{e.Key, e.State, e.On, e.By, map[string]int{}, e.Han, e.English}
			for _, r := range twins.Rules() {
				d.Differences[string(r)] = e.Found[r]
			}
			docs = append(docs, d)
		}
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(struct {
			Entries  []translationDoc `json:"entries"`
			Blocking int              `json:"blockingProblems"`
			Problems json.RawMessage  `json:"problems"`
		}{docs, problems.Blocking(), list}); err != nil {
			return err
		}
	} else {
		if err := problems.Write(a.err, a.lang); err != nil {
			return err
		}
		if err := a.tableOfTranslations(report, all); err != nil {
			return err
		}
	}
	if problems.Blocking() > 0 {
		return errBlocked
	}
	return nil
}

// tableOfTranslations prints a line for each entry that needs somebody, or for all, and the sums.
func (a *app) tableOfTranslations(report twins.Report, all bool) error {
	if a.quiet {
		return nil
	}
	states := map[twins.State]string{twins.Confirmed: a.say("已确认", "confirmed"), twins.Unconfirmed: a.say("未确认", "unconfirmed"),
		twins.Stale: a.say("译文过时", "stale"), twins.Changed: a.say("都改过", "changed")}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, a.say("内容\t标题\t链接\t简码\t数字\t术语\t用词\t译文", "entry\theadings\tlinks\tfigures\tnumbers\tterms\twording\ttranslation"))
	confirmed, differing, shown := 0, 0, 0
	for _, e := range report.Entries {
		line, sum := e.Key, 0
		for _, r := range twins.Rules() {
			line += fmt.Sprintf("\t%d", e.Found[r])
			sum += e.Found[r]
		}
		state := states[e.State]
		if e.On != "" {
			state += " " + e.On + " " + e.By
		}
		if e.State == twins.Confirmed {
			confirmed++
		}
		if sum > 0 {
			differing++
		}
		if all || sum > 0 || e.State != twins.Confirmed {
			shown++
			_, _ = fmt.Fprintln(w, line+"\t"+state)
		}
	}
	if shown > 0 {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	late := slices.DeleteFunc(slices.Clone(report.Entries), func(e twins.Entry) bool { return e.State == twins.Confirmed || e.State == twins.Unconfirmed })
	_, err := fmt.Fprintln(a.out, a.say("%d 篇：%d 篇中英文有差异，%d 篇已确认，%d 篇确认之后改过", "%d entries: %d differ between the languages, %d are confirmed, %d changed since",
		len(report.Entries), differing, confirmed, len(late)))
	return err
}
