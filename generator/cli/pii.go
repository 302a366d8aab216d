package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/pii"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/source"
)

// mostRead is the largest file that is looked at.
const mostRead = 64 << 20

func (a *app) pii() *cobra.Command {
	format := "text"
	c := &cobra.Command{
		Use:   "pii PATH…",
		Short: a.say("在任何文件里找个人信息，只显示打码后的值", "look for personal data in any files; values are shown masked"),
		Long: a.say(`在文件或文件夹里找个人信息：身份证号、手机号、银行卡、车牌、住址、未成年人姓名等。

文本、CSV（UTF-8、UTF-16、GB18030）、XLSX 的全部单元格，以及 JPEG、PNG 里附带的信息都会看；
全角数字、中文数字、零宽字符和分隔符都能识别。值只以打码的形式显示。

-C 指定项目：其中登记的公开渠道不算个人信息，data/rules/pii-baseline.yaml 里的豁免有效。
--format json 另给出豁免要用的散列值。

退出状态：0 没有发现；3 有发现（包括请人复核的）；2 命令行写错；1 有文件读不了。
没有看的文件（PDF、Word 等）会逐一列出。`, `Looks for personal data in files and folders: identity numbers, telephones, bank cards, plates, homes, children's names.

It reads texts, CSV (UTF-8, UTF-16, GB18030), every cell of an XLSX, and what JPEG and PNG files hold besides the picture.
Full-width and Chinese digits, characters without width and separators hide nothing. Values are shown masked only.

-C names a project: its public channels are no personal data, and the waivers in data/rules/pii-baseline.yaml hold.
--format json also gives the hash that a waiver needs.

Exit statuses: 0 nothing found; 3 something was found, if only for review; 2 the command line is wrong; 1 a file cannot be
read. Files that were not looked at (PDF, Word, …) are listed.`),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New(a.say("要写出文件或文件夹", "name files or folders"))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return usageError{fmt.Errorf("--format %q: text | json", format)}
			}
			return a.lookAt(args, format == "json" || a.json)
		},
	}
	c.Flags().StringVar(&format, "format", "text", a.say("输出格式：text 或 json", "output: text or json"))
	return c
}

// lookAt scans every file and prints what was found.
func (a *app) lookAt(paths []string, asJSON bool) error {
	o, err := a.options()
	if err != nil {
		return err
	}
	files, err := listed(paths)
	if err != nil {
		return err
	}
	scanner, err := a.known(o.AsOf, o.Today)
	if err != nil {
		return err
	}
	var found []release.Found
	var unread []string
	for _, name := range files {
		data, err := readFile(name)
		if err != nil {
			return fmt.Errorf("%s: %w", scanner.Masked(filepath.ToSlash(name)), reason(err))
		}
		more, ok := release.Look(scanner, filepath.ToSlash(name), a.key(name), data, described(name))
		found = append(found, more...)
		if !ok {
			unread = append(unread, scanner.Masked(filepath.ToSlash(name)))
		}
	}
	if err := a.printFound(found, unread, len(files), asJSON); err != nil {
		return err
	}
	if len(found) > 0 {
		return errBlocked
	}
	return nil
}

// known gives a scanner that knows the project named by -C; a folder that holds none is no mistake here.
func (a *app) known(asOf, today calendar.Date) (*pii.Scanner, error) {
	if asOf.IsZero() {
		asOf = today
	}
	snap := source.Make(nil)
	if _, err := os.Lstat(filepath.Join(a.dir, "content", "site.yaml")); err == nil {
		if snap, _, err = source.Read(a.dir, source.Options{}); err != nil {
			return nil, err
		}
	}
	return release.Known(snap, asOf), nil
}

// listed gives the files named, and those in the folders named, each once and in order. Links, hidden folders and
// installed packages are passed over.
func listed(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		if _, err := os.Stat(p); err != nil {
			return nil, reason(err)
		}
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return reason(err)
			case d.IsDir() && name != p && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules"):
				return fs.SkipDir
			case d.Type().IsRegular() || name == p && !d.IsDir():
				out = append(out, filepath.Clean(name))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// reason is an error without the path, which may itself be personal.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// readFile reads a file of up to mostRead bytes.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostRead+1))
	if err == nil && len(data) > mostRead {
		err = fmt.Errorf("larger than %d MiB", mostRead>>20)
	}
	return data, err
}

// key is a file's path from the project's root, as the baseline names it; as given, for files elsewhere.
func (a *app) key(name string) string {
	root, err := filepath.Abs(a.dir)
	if err != nil {
		return filepath.ToSlash(name)
	}
	full, err := filepath.Abs(name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	if inside, err := filepath.Rel(root, full); err == nil && filepath.IsLocal(inside) {
		return filepath.ToSlash(inside)
	}
	return filepath.ToSlash(name)
}

// described reports a CSV with a schema beside it, which a build asks whether its rows are persons.
func described(name string) bool {
	_, err := os.Stat(strings.TrimSuffix(name, filepath.Ext(name)) + ".yaml")
	return err == nil
}

// foundJSON is the wire form of a finding.
type foundJSON struct {
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Kind     string `json:"kind"`
	Severity string `json:"severity"`
	Masked   string `json:"masked,omitempty"`
	Hash     string `json:"hash,omitempty"` // for a waiver; only with a project that has a baseline
	Waivable bool   `json:"waivable"`
	Text     string `json:"text"`
}

// printFound prints findings, the files that were not looked at, and a last line that counts.
func (a *app) printFound(found []release.Found, unread []string, files int, asJSON bool) error {
	var problems diag.List
	for _, f := range found {
		f.Problem(&problems)
	}
	if asJSON {
		out := struct {
			Files    int         `json:"files"`
			Unread   []string    `json:"notLookedAt"`
			Findings []foundJSON `json:"findings"`
		}{files, append([]string{}, unread...), []foundJSON{}}
		for _, f := range found {
			var one diag.List
			f.Problem(&one)
			out.Findings = append(out.Findings, foundJSON{f.File, f.Line, f.Place.Column, string(f.Kind), f.Severity.String(), f.Mask, f.Hash, pii.Waivable(f.Kind), one.Sorted()[0].Text.In(a.lang)})
		}
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		return enc.Encode(out)
	}
	if err := problems.Write(a.err, a.lang); err != nil {
		return err
	}
	for _, name := range unread {
		_, _ = fmt.Fprintf(a.err, "%s: %s\n", diag.Safe(name), a.say("没有看：不是文本、CSV、XLSX、JPEG 或 PNG", "not looked at: neither text, CSV, XLSX, JPEG nor PNG"))
	}
	if !a.quiet {
		blocking := problems.Blocking()
		_, _ = fmt.Fprintln(a.out, a.say("看了 %d 个文件：%d 处必须删去，%d 处请人复核；没有看的文件 %d 个", "files: %d, to remove: %d, to review: %d, not looked at: %d",
			files-len(unread), blocking, len(found)-blocking, len(unread)))
	}
	return nil
}
