package source

import (
	"bytes"
	"unicode/utf8"

	"mingshan/generator/base/diag"
)

const (
	maxLine = 1 << 20
	// maxReports per file: a photograph saved as .md would otherwise bury every other problem.
	maxReports = 10
)

// lines refuses a file with a line above 1 MiB, which is never a person's work and slows every room down.
func (r *reader) lines(name string, data []byte) bool {
	for number := 1; len(data) > 0; number++ {
		n := bytes.IndexByte(data, '\n') + 1
		if n == 0 {
			n = len(data)
		}
		if n > maxLine {
			r.refuse(diag.Place{File: name, Line: number}, "source/long-line",
				diag.Say("这一行超过 1 MiB", "this line is longer than 1 MiB"),
				diag.Say("检查文件是否损坏，或换行符是否丢失", "see whether the file is damaged or has lost its line ends"))
			return false
		}
		data = data[n:]
	}
	return true
}

// text refuses a text file that is not UTF-8 or holds characters that a reader cannot see.
func (r *reader) text(name string, data []byte) bool {
	if wide := bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}); wide {
		r.refuse(diag.Place{File: name, Line: 1, Column: 1}, "source/encoding", diag.Say("是 UTF-16，不是 UTF-8", "is UTF-16, not UTF-8"),
			diag.Say("在编辑器里另存为 UTF-8", "save the file as UTF-8 in the editor"))
		return false
	}
	reports, line, column := 0, 1, 0
	for len(data) > 0 && reports < maxReports {
		c, n := utf8.DecodeRune(data)
		data = data[n:]
		column++
		at := diag.Place{File: name, Line: line, Column: column}
		switch {
		case c == utf8.RuneError && n == 1:
			r.refuse(at, "source/encoding", diag.Say("不是 UTF-8 文字", "not UTF-8 text"),
				diag.Say("可能是 GBK（ANSI）编码：在编辑器里另存为 UTF-8", "perhaps it is GBK (ANSI): save the file as UTF-8 in the editor"))
			return false // what follows is the same mistake
		case c == '\n':
			line, column = line+1, 0
		case bidirectional(c):
			reports++
			r.refuse(at, "source/bidi", diag.Say("有改变文字方向的隐形字符 U+%04X", "invisible character U+%04X that turns the direction of text", c),
				diag.Say("删去它；中文和英文都不需要", "delete it; neither Chinese nor English needs it"))
		case c < 0x20 && c != '\t' && c != '\r', c >= 0x7f && c < 0xa0:
			reports++
			r.refuse(at, "source/control", diag.Say("有控制字符 U+%04X", "control character U+%04X", c),
				diag.Say("删去这个看不见的字符", "delete this invisible character"))
		}
	}
	return reports == 0
}
