package cli

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: a.say("显示版本", "print the version"),
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			version, revision := "devel", ""
			if info, ok := debug.ReadBuildInfo(); ok {
				if info.Main.Version != "" && info.Main.Version != "(devel)" {
					version = info.Main.Version
				}
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = s.Value
					}
				}
			}
			if a.json {
				return json.NewEncoder(a.out).Encode(map[string]string{"version": version, "revision": revision, "go": runtime.Version()})
			}
			_, err := fmt.Fprintf(a.out, "mingshan %s %s %s\n", version, revision, runtime.Version())
			return err
		},
	}
}

// status is a help topic: cobra prints its long text for `mingshan help status`.
func (a *app) status() *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: a.say("退出状态的含义", "what the exit statuses mean"),
		Long: a.say(`退出状态

  0  完成
  1  机器或程序出错（磁盘满、没有权限、缺少前端包……）；public/ 保持原样
  2  命令行写错
  3  内容或数据有必须改正的问题；public/ 保持原样

只有提醒而没有必须改正的问题时，状态为 0。`, `Exit statuses

  0  done
  1  the machine or the program failed (disk full, no permission, front-end packages missing, …); public/ is unchanged
  2  the command line is wrong
  3  the inputs have problems that must be mended; public/ is unchanged

Warnings alone end with 0.`),
	}
}
