package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
	"mingshan/generator/build"
	"mingshan/generator/input/source"
	"mingshan/generator/serve"
)

func (a *app) serve() *cobra.Command {
	var addr string
	var poll bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: a.say("本机预览：改动后自动重建并刷新", "preview on this machine; rebuild and reload on every edit"),
		Long:  a.say("在本机预览网站。改动 content/ 或 data/ 后自动重建，浏览器自动刷新。\n有问题时继续显示上一个好的版本，并列出问题。不写 public/。", "Preview the site on this machine. An edit in content/ or data/ rebuilds it and reloads the browser.\nWith problems the last good site stays, under a list of them. public/ is not written."),
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			o, err := a.options()
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			memo := a.memo()
			return serve.Run(ctx, serve.Options{Root: a.dir, Watch: []string{"content", "data"}, Addr: addr, Poll: poll, Lang: a.lang, Log: a.err,
				Build: func(context.Context) (*artifact.Tree, diag.List, error) { return a.preview(o, memo) },
				Ready: func(url string) {
					_, _ = fmt.Fprintln(a.out, a.say("预览地址 %s（按 Ctrl+C 结束）", "preview at %s (Ctrl+C to stop)", url))
				}})
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8117", a.say("本机地址和端口", "local address and port"))
	cmd.Flags().BoolVar(&poll, "poll", false, a.say("用轮询发现改动（网络盘、虚拟机共享文件夹）", "find edits by polling (network drives, shared folders)"))
	return cmd
}

// preview builds the whole site in memory, through the same gate and audit as build.
func (a *app) preview(o build.Options, memo *build.Memo) (*artifact.Tree, diag.List, error) {
	snap, problems, err := source.Read(a.dir, source.Options{Assets: build.Assets()})
	if err != nil || problems.Blocking() > 0 {
		return nil, problems, err
	}
	tree := artifact.NewTree()
	_, found, err := build.Run(snap, o, memo, tree)
	problems.Append(found)
	return tree, problems, err
}
