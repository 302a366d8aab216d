#!/bin/sh
# Prints the browser that the browser tests drive; nothing where there is none. Everything else goes to stderr.
#
# root on Debian (a CI machine) gets Chromium and the Chinese fonts installed. Anybody else is told what to do, and
# the browser tests skip; with CI=true a missing browser is a failure, because a check that never runs proves nothing.
set -eu

say() { printf '%s\n' "$@" >&2; }

browser() {
	if [ -n "${MINGSHAN_CHROME-}" ]; then
		if [ ! -x "$MINGSHAN_CHROME" ]; then
			say "MINGSHAN_CHROME 不是可执行文件 / MINGSHAN_CHROME is not an executable file"
			exit 1
		fi
		printf '%s\n' "$MINGSHAN_CHROME"
		return
	fi
	for name in chromium chromium-browser google-chrome google-chrome-stable \
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
		"/Applications/Chromium.app/Contents/MacOS/Chromium"; do
		if path=$(command -v "$name"); then
			printf '%s\n' "$path"
			return
		fi
	done
}

# Without a Chinese font every character is the same empty box, and a screenshot shows nothing.
chinese_font() {
	[ "$(uname)" = Darwin ] || { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh 2>/dev/null)" ]; }
}

found=$(browser)
missing=
[ -n "$found" ] || missing=chromium
chinese_font || missing="$missing fonts-noto-cjk"

if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
	say "安装 / installing: $missing"
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086 # a list of package names
	apt-get update >&2 && apt-get install -y --no-install-recommends $missing >&2 ||
		say "安装未成功 / the installation did not succeed"
	found=$(browser)
fi

if [ -z "$found" ]; then
	say "没有找到 Chromium 或 Google Chrome，浏览器测试将跳过。" \
		"    请安装其中之一（Debian：sudo apt-get install chromium fonts-noto-cjk），" \
		"    或设 MINGSHAN_CHROME=/浏览器/的/路径，再运行 make test。" \
		"no Chromium or Google Chrome found; the browser tests will be skipped" \
		"    install one (Debian: sudo apt-get install chromium fonts-noto-cjk)," \
		"    or set MINGSHAN_CHROME=/path/to/the/browser, and run make test again"
	if [ "${CI-}" = true ]; then
		say "CI=true：缺少浏览器即为失败 / CI=true: a missing browser is a failure"
		exit 1
	fi
elif ! chinese_font; then
	say "没有中文字体，截图中的汉字会是方框；请安装 fonts-noto-cjk" \
		"no Chinese font: Chinese will be boxes in screenshots; install fonts-noto-cjk"
fi
printf '%s\n' "$found"
