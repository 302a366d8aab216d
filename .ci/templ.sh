#!/bin/sh
# The compiled templates (*_templ.go) are committed; this keeps them fresh.
#
#   sh .ci/templ.sh generate   compile every theme's templates where they stand
#   sh .ci/templ.sh check      compile a copy and compare; nothing in the tree is touched, so work in progress is safe
set -eu

# The version is left out, so that an update of the tool changes only what it compiles differently.
compile() {
	go tool templ generate -path "$1" -include-version=false
}

compiled_or_template() {
	find "$1" -name node_modules -prune -o -type f \( -name '*.templ' -o -name '*_templ.go' \) -print
}

check() {
	copy=$(mktemp -d)
	trap 'rm -rf "$copy"' EXIT
	cp go.mod "$copy/"
	for theme in themes/*/; do
		theme=${theme%/}
		compiled_or_template "$theme" | while IFS= read -r file; do
			case $file in
			*.templ)
				mkdir -p "$copy/$(dirname "$file")"
				cp "$file" "$copy/$file"
				;;
			esac
		done
		[ -d "$copy/$theme" ] || continue
		if ! compile "$copy/$theme" >"$copy/log" 2>&1; then
			cat "$copy/log" >&2
			exit 1
		fi
	done

	{
		compiled_or_template themes
		(cd "$copy" && compiled_or_template themes)
	} | grep '_templ\.go$' | sort -u | while IFS= read -r file; do
		cmp -s "$file" "$copy/$file" || echo "$file"
	done >"$copy/stale"
	if [ -s "$copy/stale" ]; then
		{
			echo "与模板不一致 / not what the templates compile to:"
			cat "$copy/stale"
			echo "    请运行 / run: sh .ci/templ.sh generate"
		} >&2
		exit 1
	fi
}

generate() {
	# A template that is gone takes its compiled file along.
	compiled_or_template themes | grep '_templ\.go$' | while IFS= read -r file; do
		[ -f "${file%_templ.go}.templ" ] || rm "$file"
	done
	for theme in themes/*/; do
		compile "${theme%/}"
	done
}

case ${1-} in
check) check ;;
generate) generate ;;
*)
	echo "usage: sh .ci/templ.sh check|generate" >&2
	exit 2
	;;
esac
