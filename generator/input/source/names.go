package source

import (
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"mingshan/generator/base/diag"
)

// ignored reports names that are nobody's content: notes for colleagues and the leftovers of programs.
func ignored(name string) bool {
	switch {
	case name == "README.md", name == "Thumbs.db", name == "desktop.ini":
		return true
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"):
		return true
	case strings.HasSuffix(name, ".swp"), strings.HasSuffix(name, ".swo"):
		return true
	}
	return len(name) > 1 && strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// folded gives one spelling for names that a file system without case, or with another normal form, takes for
// the same.
func folded(name string) string { return norm.NFC.String(strings.ToLower(strings.ToUpper(name))) }

// named refuses a name that would not survive on every system that carries the project or the site.
func (r *reader) named(file string) bool {
	name, at := path.Base(file), diag.Place{File: file}
	rename := diag.Say("换一个名字，最好只用小写字母、数字和连字符", "rename it, best with lower-case letters, digits and hyphens only")
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch {
	case !utf8.ValidString(name):
		r.refuse(at, "source/name-encoding", diag.Say("文件名不是 UTF-8", "the file's name is not UTF-8"), rename)
	case strings.ContainsFunc(name, unprintable):
		r.refuse(at, "source/name-control", diag.Say("文件名里有看不见的字符", "the file's name holds invisible characters"), rename)
	case strings.ContainsAny(name, `<>:"|?*\`):
		r.refuse(at, "source/name-character",
			diag.Say(`文件名里有 < > : " | ? * \ 之一`, `the file's name holds one of < > : " | ? * \`), rename)
	case strings.TrimSpace(name) != name, strings.HasSuffix(name, "."):
		r.refuse(at, "source/name-ends", diag.Say("文件名首尾有空格或句点", "the file's name begins or ends with a space, or ends with a dot"), rename)
	case reserved(stem):
		r.refuse(at, "source/name-reserved", diag.Say("这个名字在 Windows 上不能用", "Windows reserves this name"), rename)
	case !norm.NFC.IsNormalString(name):
		r.refuse(at, "source/name-nfc",
			diag.Say("文件名的字符是拆开的写法（NFD），不是合成的写法（NFC）", "the file's name is in decomposed Unicode (NFD), not composed (NFC)"),
			diag.Say("改名为 %[1]s", "rename it to %[1]s", norm.NFC.String(name)))
	default:
		return true
	}
	return false
}

// reserved lists the device names of MS-DOS, which Windows gives to no file, whatever the extension.
func reserved(stem string) bool {
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '1' && stem[3] <= '9'
}

// unprintable reports control characters, line separators, and characters without width.
func unprintable(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || bidirectional(r) ||
		r >= 0x200b && r <= 0x200f || r == 0x2028 || r == 0x2029 || r == 0x2060 || r == 0x061c || r == 0xfeff
}

// bidirectional reports the controls that reorder what follows them (Unicode UAX #9, explicit formatting).
func bidirectional(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }
