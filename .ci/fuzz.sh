#!/bin/sh
# Runs every Fuzz function, one after the other, for the time given. Go fuzzes one function of one package at a time.
# All of them run even when one fails; what failed is listed at the end.
set -eu

time=${1:-20s}
failed=
found=0
for file in $(find generator themes -name node_modules -prune -o -name '*_test.go' -print | LC_ALL=C sort); do
	for name in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
		found=$((found + 1))
		package=./$(dirname "$file")
		echo "== $package $name ($time)"
		go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" "$package" || failed="$failed $package:$name"
	done
done
if [ "$found" = 0 ]; then
	echo "没有找到模糊测试 / no fuzz function found" >&2
	exit 1
fi
if [ -n "$failed" ]; then
	echo "未通过 / failed:$failed" >&2
	exit 1
fi
