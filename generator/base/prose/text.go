package prose

import (
	"bufio"
	"bytes"
	stdhtml "html"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer/html"
)

// text gives the words of an inline tree as a reader sees them; a line break that was left in place is a space.
func (r *reader) text(n ast.Node) string {
	var b strings.Builder
	for leaf := range leaves(n) {
		b.WriteString(r.leafText(leaf))
		if t, ok := leaf.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// leaves gives the nodes without children below n, in order; pictures and raw HTML have no place in the text.
func leaves(n ast.Node) func(yield func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
			switch c.(type) {
			case *ast.Image, *ast.RawHTML:
				return ast.WalkSkipChildren, nil
			}
			if entering && c != n && !c.HasChildren() && !yield(c) {
				return ast.WalkStop, nil
			}
			return ast.WalkContinue, nil
		})
	}
}

// leafText gives the words of one leaf with backslash escapes and character references resolved.
func (r *reader) leafText(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Text:
		value := n.Value(r.src)
		if n.IsRaw() || !bytes.ContainsAny(value, `\&`) {
			return string(value)
		}
		// The HTML writer knows the rules; what it escaped is undone.
		var buf bytes.Buffer
		w := bufio.NewWriter(&buf)
		html.NewWriter(html.WithEscapedSpace()).Write(w, value)
		_ = w.Flush()
		return stdhtml.UnescapeString(buf.String())
	case *ast.String:
		return stdhtml.UnescapeString(string(n.Value))
	case *ast.AutoLink:
		return string(n.Label(r.src))
	}
	return ""
}

// closeBreaks takes away the soft line breaks of a block that would be a visible space in Chinese.
func (r *reader) closeBreaks(block ast.Node) {
	var all []rune
	var breaks []*ast.Text
	var at []int
	for leaf := range leaves(block) {
		all = append(all, []rune(r.leafText(leaf))...)
		if t, ok := leaf.(*ast.Text); ok && t.SoftLineBreak() && !t.IsRaw() {
			breaks, at = append(breaks, t), append(at, len(all))
		}
	}
	for i, t := range breaks {
		if closes(all[:at[i]], all[at[i]:], r.han) {
			t.SetSoftLineBreak(false)
		}
	}
}

// closes reports whether a line break between two runs of text prints nothing. It does between two wide characters
// and beside Chinese punctuation (CSS Text Module Level 3, segment break transformation); in a text that is mainly
// Chinese, also where only one side is wide: 共\n12\n项 is 共12项. Quotation marks and dashes are shared by both
// languages and take the side of the character behind them.
func closes(before, after []rune, han bool) bool {
	left, right := first(slices.Backward(before)), first(slices.All(after))
	if wide(left) && wide(right) {
		return true
	}
	if len(before) > 0 && widePunctuation(before[len(before)-1]) || len(after) > 0 && widePunctuation(after[0]) {
		return true
	}
	return han && (wide(left) || wide(right))
}

// first gives the first character that is not shared punctuation; 0 when there is none.
func first(seq func(func(int, rune) bool)) rune {
	for _, c := range seq {
		if !strings.ContainsRune("“”‘’—…·", c) {
			return c
		}
	}
	return 0
}

func wide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) || widePunctuation(c)
}

// widePunctuation covers CJK Symbols and Punctuation and the full-width forms of ASCII.
func widePunctuation(c rune) bool { return c >= 0x3000 && c <= 0x303f || c >= 0xff01 && c <= 0xff60 }

// mainlyHan reports a text with more Han characters than Latin words; a Latin word is counted as six letters.
func mainlyHan(src []byte) bool {
	han, latin := 0, 0
	for _, c := range string(src) {
		switch {
		case unicode.Is(unicode.Han, c):
			han++
		case unicode.Is(unicode.Latin, c):
			latin++
		}
	}
	return han > latin/6
}

// countWords counts Han characters and runs of other letters and digits; an apostrophe or hyphen inside a run does
// not end it.
func countWords(s string) int {
	n := 0
	inside := false
	for _, c := range s {
		switch {
		case unicode.Is(unicode.Han, c):
			n++
			inside = false
		case inWord(c):
			if !inside {
				n++
			}
			inside = true
		case c == '\'' || c == '’' || c == '-':
		default:
			inside = false
		}
	}
	return n
}

func inWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c) }
