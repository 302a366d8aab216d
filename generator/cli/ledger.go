package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"mingshan/generator/base/artifact"
	"mingshan/generator/build"
	"mingshan/generator/gate/ledger"
	"mingshan/generator/gate/pii"
	"mingshan/generator/input/source"
)

func (a *app) ledger() *cobra.Command {
	c := &cobra.Command{
		Use:   "ledger",
		Short: a.say("公布账本：记下和核对公布过的数", "the ledger of what was published: record and verify"),
		Long: a.say(`data/ledger 里记着每次发布的每个数：公布了多少，或者不公开。有了它，两次发布合起来也算不出
小数目，公布过的数改了也会被发现。只记公布过的事实，可以放进版本库。

每次把 public/ 发布出去以后，运行 mingshan ledger record，并把 data/ledger 一起提交。
中途断了就再运行一次。账本不能手改；改了、少了，build 会指出是哪个文件，从版本库恢复即可。`, `data/ledger holds every figure of every release: its value, or that it was withheld. With it, two releases together
give no small count away, and a published figure that changes is noticed. It holds published facts only and
belongs into the repository.

Run 'mingshan ledger record' each time after public/ was put online, and commit data/ledger. If it was interrupted, run
it again. Nobody edits the ledger: what was changed or lost is named by every build, and restored from the repository.`),
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	c.AddCommand(&cobra.Command{
		Use:   "verify",
		Short: a.say("核对账本是否完整", "check that the ledger is whole"),
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.verifyLedger() },
	}, &cobra.Command{
		Use:   "record",
		Short: a.say("把现在公布的数记入账本", "add what is published now to the ledger"),
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.recordLedger() },
	})
	return c
}

// snapshot reads the project.
func (a *app) snapshot() (*source.Snapshot, outcome, error) {
	snap, problems, err := source.Read(a.dir, source.Options{Assets: build.Assets()})
	if err != nil {
		return nil, outcome{}, fmt.Errorf("%s: %w", a.say("打不开项目文件夹；用 -C 指定含有 content 和 data 的文件夹", "the project's folder cannot be opened; -C names the folder with content and data"), err)
	}
	problems.Rewrite(pii.New(pii.Lists{}).Masked)
	return snap, outcome{problems: problems}, nil
}

func (a *app) verifyLedger() error {
	snap, end, err := a.snapshot()
	if err != nil {
		return err
	}
	l, bad := ledger.Read(build.LedgerFiles(snap))
	end.problems.Append(bad)
	if end.problems.Blocking() > 0 {
		return a.refuse(end)
	}
	if a.quiet {
		return nil
	}
	if len(l.Releases) == 0 {
		_, _ = fmt.Fprintln(a.out, a.say("账本是空的：还没有记过发布", "the ledger is empty: no release was recorded"))
		return nil
	}
	for _, r := range l.Releases {
		_, _ = fmt.Fprintln(a.out, a.say("第 %d 次发布  %s  %d 格有变化", "release %d  %s  %d cells new or changed", r.Number, r.Date, r.Cells))
	}
	_, _ = fmt.Fprintln(a.out, a.say("账本完整：%d 次发布，共 %d 格", "the ledger is whole: %d releases, %d cells", len(l.Releases), len(l.Cells())))
	return nil
}

func (a *app) recordLedger() error {
	o, err := a.options()
	if err != nil {
		return err
	}
	snap, end, err := a.snapshot()
	if err != nil {
		return err
	}
	if end.problems.Blocking() > 0 {
		return a.refuse(end)
	}
	if head, was, ok := ledger.Resume(build.LedgerFiles(snap)); ok {
		if err := a.write(head); err != nil {
			return err
		}
		_, _ = fmt.Fprintln(a.out, a.say("接着记完上次断掉的第 %d 次发布", "finished recording release %d, which was interrupted", was.Number))
		if snap, end, err = a.snapshot(); err != nil {
			return err
		}
	}
	files, changed, problems, err := build.Record(snap, o, a.memo())
	if err != nil {
		return err
	}
	end.problems.Append(problems)
	if end.problems.Blocking() > 0 {
		return a.refuse(end)
	}
	if err := end.problems.Write(a.err, a.lang); err != nil {
		return err
	}
	if len(files) == 0 {
		_, _ = fmt.Fprintln(a.out, a.say("和账本相同，没有要记的", "nothing differs from the ledger; nothing to record"))
		return nil
	}
	if _, ok := snap.Get(ledger.Begin().Path); !ok {
		files = append([]artifact.File{ledger.Begin()}, files...)
	}
	for _, f := range files {
		if err := a.write(f); err != nil {
			return err
		}
	}
	_, _ = fmt.Fprintln(a.out, a.say("记下 %d 格：%s", "recorded %d cells: %s", changed, files[len(files)-2].Path))
	return nil
}

// write puts a file of the ledger in its place, whole or not at all; what is left of one that was not begins with a dot,
// and nothing reads it. The release comes before the head that names it: a crash between the two is found by verify, and
// recording goes on from there.
func (a *app) write(f artifact.File) error {
	name := filepath.Join(a.dir, filepath.FromSlash(f.Path))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	part := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".part")
	if err := os.WriteFile(part, f.Data, 0o644); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return os.Rename(part, name)
}

// refuse prints blocking problems.
func (a *app) refuse(end outcome) error { return a.finish(end, false) }
