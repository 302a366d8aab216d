#!/bin/sh
# Every Go file, generated ones too, stands as gofmt would write it.
set -eu

unformatted=$(find generator themes -name node_modules -prune -o -type f -name '*.go' -exec gofmt -l {} +)
if [ -n "$unformatted" ]; then
	{
		echo "以下文件未经 gofmt 排版 / not as gofmt writes them:"
		echo "$unformatted"
		echo "    请运行 / run: gofmt -w FILE"
	} >&2
	exit 1
fi
