package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
	"mingshan/generator/build"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/source"
	"mingshan/generator/output/publish"
)

func (a *app) build() *cobra.Command {
	return &cobra.Command{
		Use:   "build",
		Short: a.say("生成网站到 public/", "build the site into public/"),
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.run(true) },
	}
}

func (a *app) check() *cobra.Command {
	f := translationFlags{role: "editor"}
	c := &cobra.Command{
		Use:   "check",
		Short: a.say("检查全部内容和数据，不写任何文件", "check all content and data; write nothing"),
		Long: a.say(`检查全部内容和数据，不写任何文件。

--translations 只看中英文是否一致：标题、链接、数字简码、数字（1.2亿 即 120 million）、术语（data/rules/glossary.csv）、
用词（data/rules/wording.yaml），以及译文确认之后中文有没有改过。默认只列有差异或没有确认的；--all 列出全部。
--translations --confirm 路径… 核对过译文之后用：把摘要、日期和角色（--by）记进 content/translations.yaml。
路径是一篇内容、其中一个文件或一个文件夹，. 是全部；中英文还不一致的不会确认。
严格程度写在 content/site.yaml 的 translations 下。

退出状态：0 没有必须改正的；3 有；2 命令行写错；1 机器或程序出错。`, `Checks all content and data and writes nothing.

--translations looks at the two languages only: headings, links, shortcodes, numbers (1.2亿 is 120 million), agreed terms
(data/rules/glossary.csv), wording (data/rules/wording.yaml), and whether the Chinese changed after its English was
confirmed. Only what differs or is not confirmed is listed; --all lists everything.
--translations --confirm PATH… is for when you have looked through a translation: digests, the day and the role (--by) go
into content/translations.yaml. A path is an entry, one of its files or a folder; . is everything. What still differs
is not confirmed.
How strict each rule is stands in content/site.yaml under translations.

Exit statuses: 0 nothing has to be mended; 3 something has; 2 the command line is wrong; 1 the machine or the program failed.`),
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, paths []string) error {
			if f.report || f.confirm || f.all || len(paths) > 0 {
				return a.translations(f, paths)
			}
			return a.run(false)
		},
	}
	c.Flags().BoolVar(&f.report, "translations", false, a.say("比较中英文，逐篇报告", "compare the two languages and report on each entry"))
	c.Flags().BoolVar(&f.confirm, "confirm", false, a.say("与 --translations 一起：确认这些路径的译文", "with --translations: confirm the translations at the paths"))
	c.Flags().BoolVar(&f.all, "all", false, a.say("与 --translations 一起：列出全部", "with --translations: list everything"))
	c.Flags().StringVar(&f.role, "by", f.role, a.say("谁确认的：角色，不写姓名", "who confirms: a role, no name"))
	return c
}

// tally counts files and bytes on their way to a sink; next may be nil.
type tally struct {
	mu    sync.Mutex
	files int
	bytes int64
	next  artifact.Sink
}

// Put counts the file and hands it on.
func (t *tally) Put(f artifact.File) error {
	t.mu.Lock()
	t.files++
	t.bytes += int64(len(f.Data))
	t.mu.Unlock()
	if t.next == nil {
		return artifact.CheckPath(f.Path)
	}
	return t.next.Put(f)
}

// outcome is what a build or check ends with.
type outcome struct {
	build.Result
	problems  diag.List
	files     int
	bytes     int64
	seconds   float64
	published bool
}

// run builds the site; with write false everything is done but publishing.
func (a *app) run(write bool) error {
	start := time.Now()
	o, err := a.options()
	if err != nil {
		return err
	}
	report := a.progress(start)
	o.Progress = report.event
	report.event(build.Event{Stage: "read"})
	snap, problems, err := source.Read(a.dir, source.Options{Assets: build.Assets()})
	if err != nil {
		return fmt.Errorf("%s: %w", a.say("打不开项目文件夹；用 -C 指定含有 content 和 data 的文件夹", "the project's folder cannot be opened; -C names the folder with content and data"), err)
	}
	report.event(build.Event{Stage: "read", Done: len(snap.Files("")), Total: len(snap.Files("")), End: true})
	problems.Rewrite(pii.New(pii.Lists{}).Masked) // a name of a file may be somebody's number
	end := outcome{problems: problems}
	if problems.Blocking() == 0 {
		if err := a.make(snap, o, write, &end, report); err != nil {
			report.clear()
			return err
		}
	}
	end.seconds = time.Since(start).Seconds()
	report.clear()
	return a.finish(end, write)
}

// make runs the corridor into the staging folder and publishes what has no blocking problem.
func (a *app) make(snap *source.Snapshot, o build.Options, write bool, end *outcome, report *progress) error {
	count := &tally{}
	var staging *publish.Staging
	if write {
		var err error
		if staging, err = publish.Open(a.public(), a.dir, filepath.Join(a.dir, "content"), filepath.Join(a.dir, "data")); err != nil {
			return fmt.Errorf("%s: %w", a.say("不能写到输出文件夹；另选一个空文件夹，或本程序以前生成的文件夹", "the output folder cannot be used; name an empty one, or one made by mingshan"), err)
		}
		defer func() { _ = staging.Abort() }()
		count.next = staging
	}
	memo := a.memo()
	result, problems, err := build.Run(snap, o, memo, count)
	if err != nil {
		return err
	}
	if write {
		a.keep(memo)
	}
	end.problems.Append(problems)
	end.Result, end.files, end.bytes = result, count.files, count.bytes
	if !write || end.problems.Blocking() > 0 {
		return nil
	}
	report.event(build.Event{Stage: "publish"})
	stats, err := staging.Commit()
	if err != nil {
		return err
	}
	end.published = true
	report.event(build.Event{Stage: "publish", Done: stats.Files, Total: stats.Files, End: true})
	return nil
}

// public is the output folder.
func (a *app) public() string {
	if a.output != "" {
		return a.output
	}
	return filepath.Join(a.dir, "public")
}

// summary is the JSON form of an outcome.
type summary struct {
	Published bool            `json:"published"`
	AsOf      string          `json:"asOf"`
	Pages     int             `json:"pages"`
	Editions  int             `json:"editions"`
	Files     int             `json:"files"`
	Bytes     int64           `json:"bytes"`
	Withheld  int             `json:"withheldCells"`
	Blocking  int             `json:"blockingProblems"`
	Warnings  int             `json:"warnings"`
	Seconds   float64         `json:"seconds"`
	Problems  json.RawMessage `json:"problems"`
}

// finish prints the problems and the last line, and turns blocking problems into the exit status.
func (a *app) finish(end outcome, write bool) error {
	blocking := end.problems.Blocking()
	warnings := len(end.problems.Sorted()) - blocking
	if a.json {
		list, err := end.problems.JSON(a.lang)
		if err != nil {
			return err
		}
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(summary{end.published, end.AsOf.String(), end.Pages, end.Editions, end.files, end.bytes, end.Withheld, blocking, warnings, end.seconds, list}); err != nil {
			return err
		}
	} else {
		if err := end.problems.Write(a.err, a.lang); err != nil {
			return err
		}
		if blocking == 0 && !a.quiet {
			_, _ = fmt.Fprintln(a.out, a.say("%d 页，%d 种语言，%d 个文件，%s；不公开的数 %d 个；问题 %d 个；用时 %.1f 秒",
				"%d pages, %d editions, %d files, %s; %d withheld cells; %d problems; %.1f seconds",
				end.Pages, end.Editions, end.files, megabytes(end.bytes), end.Withheld, warnings, end.seconds))
		}
	}
	if blocking == 0 {
		return nil
	}
	if !a.json {
		left := a.say("；public/ 保持原样", "; public/ is unchanged")
		if !write {
			left = ""
		}
		count := a.say("%d 个问题需要改正", "%d problems to mend", blocking)
		if blocking == 1 {
			count = a.say("1 个问题需要改正", "1 problem to mend")
		}
		_, _ = fmt.Fprintln(a.err, count+left)
	}
	return errBlocked
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
