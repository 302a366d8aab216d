// Package diag holds problems that an editor can fix: where, what, and what to do.
//
// A mistake in content/ or data/ is a Problem, never a Go error: the stage that finds it goes on to find the
// rest, so an editor sees them all at once. A Go error means that the machine or the program failed.
//
// Every problem carries its words in both interface languages, side by side in the code that finds it, and a
// stable code in brackets that can be searched for:
//
//	data/aggregates/referrals.csv:14:6: column "accepted" is larger than "consented" [referral/order]
//	    hint: accepted counts only people who agreed to be referred
//
// A message names the column, never the cell: confidential data is not quoted.
package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// Msg is one message in the two languages an editor may read. The zero Msg is empty.
type Msg struct{ ZH, EN string }

// Say makes a message from a Chinese and an English format with the same arguments in the same order; use
// indexed verbs (%[2]s) where the order differs.
func Say(zh, en string, args ...any) Msg {
	if len(args) == 0 {
		return Msg{zh, en}
	}
	return Msg{fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)}
}

// In gives the message in the language ("zh" or "en"; anything else reads as "en").
func (m Msg) In(lang string) string {
	if lang == "zh" {
		return m.ZH
	}
	return m.EN
}

// Severity says whether a problem stops publication.
type Severity int

const (
	// Blocking problems leave public/ unchanged; the command exits with status 3.
	Blocking Severity = iota
	// Warning problems are printed and counted; the site is published.
	Warning
)

// String gives the word used in JSON output.
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "blocking"
}

// Place is a position in an input file: a slash-separated path from the project's root, line and column
// counted from 1 (columns in characters, not bytes). Zero line or column means "the file as a whole".
type Place struct {
	File         string
	Line, Column int
}

// Problem is one mistake in the inputs. The zero severity is Blocking: a finder has to ask for leniency.
type Problem struct {
	Place
	Code     string // stable, "area/what", e.g. "csv/header-unknown"
	Text     Msg    // lower case, no full stop
	Hint     Msg    // what to do; may be empty
	Severity Severity
}

// List collects problems. The zero List is ready for use. It is not safe for concurrent use.
type List struct{ all []Problem }

// Add appends a blocking problem.
func (l *List) Add(at Place, code string, text, hint Msg) {
	l.all = append(l.all, Problem{Place: at, Code: code, Text: text, Hint: hint})
}

// Warn appends a problem that does not stop publication.
func (l *List) Warn(at Place, code string, text, hint Msg) {
	l.all = append(l.all, Problem{Place: at, Code: code, Text: text, Hint: hint, Severity: Warning})
}

// Append adds the problems of another list.
func (l *List) Append(other List) { l.all = append(l.all, other.all...) }

// Rewrite passes every file name, text and hint through f, for words that may not be shown as they are.
func (l *List) Rewrite(f func(string) string) {
	for i := range l.all {
		p := &l.all[i]
		p.File = f(p.File)
		p.Text = Msg{f(p.Text.ZH), f(p.Text.EN)}
		p.Hint = Msg{f(p.Hint.ZH), f(p.Hint.EN)}
	}
}

// Len is the number of problems, warnings included.
func (l List) Len() int { return len(l.all) }

// Blocking is the number of problems that stop publication.
func (l List) Blocking() int {
	n := 0
	for _, p := range l.all {
		if p.Severity == Blocking {
			n++
		}
	}
	return n
}

// Sorted gives the problems by file, line, column and code, each once.
func (l List) Sorted() []Problem {
	out := slices.Clone(l.all)
	slices.SortStableFunc(out, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Text.EN, b.Text.EN))
	})
	return slices.Compact(out)
}

// Write prints the problems for a person, in the language.
func (l List) Write(w io.Writer, lang string) error {
	var b strings.Builder
	for _, p := range l.Sorted() {
		b.WriteString(Safe(p.File))
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
			if p.Column > 0 {
				fmt.Fprintf(&b, ":%d", p.Column)
			}
		}
		b.WriteString(": ")
		if p.Severity == Warning {
			b.WriteString(Say("提醒：", "warning: ").In(lang))
		}
		fmt.Fprintf(&b, "%s [%s]\n", Safe(p.Text.In(lang)), p.Code)
		if h := p.Hint.In(lang); h != "" {
			fmt.Fprintf(&b, "    %s%s\n", Say("改法：", "hint: ").In(lang), Safe(h))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// jsonProblem is the wire form of one problem in --json output.
type jsonProblem struct {
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Text     string `json:"text"`
	Hint     string `json:"hint,omitempty"`
}

// JSON gives the problems as a JSON array in the language, for --json.
func (l List) JSON(lang string) (json.RawMessage, error) {
	out := make([]jsonProblem, 0, len(l.all))
	for _, p := range l.Sorted() {
		out = append(out, jsonProblem{p.File, p.Line, p.Column, p.Code, p.Severity.String(), p.Text.In(lang), p.Hint.In(lang)})
	}
	return json.Marshal(out)
}

// Safe makes text from an input fit for a terminal: control and bidirectional-override characters are shown
// as escapes, so that a hostile file name or key cannot move the cursor or reverse a line.
func Safe(s string) string {
	if !strings.ContainsFunc(s, unsafe) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unsafe(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unsafe reports control characters (C0, C1, delete), bidirectional controls (Unicode UAX #9) and line
// separators.
func unsafe(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	case r == 0x2028, r == 0x2029, r == 0xfeff:
		return true
	case r == utf8.RuneError: // a byte that is not UTF-8; alone it may be a terminal's control sequence (C1)
		return true
	}
	return false
}
