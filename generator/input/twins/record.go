package twins

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/source"
)

// RecordFile keeps what was confirmed.
const RecordFile = "content/translations.yaml"

// record is one line of it: digests of both languages, day and role.
type record struct{ zh, en, on, by string }

var recordForm = regexp.MustCompile(`^([a-p]{12}) ([a-p]{12}) (\d{4}-\d{2}-\d{2}) ([a-z][a-z-]{0,39})$`)

// Role reports what may stand for who confirmed: a role in small letters, such as editor; never a name.
func Role(s string) bool { return regexp.MustCompile(`^[a-z][a-z-]{0,39}$`).MatchString(s) }

// digests reckons with the texts of both languages and their lengths. Their order does not matter: the rows of a table may
// stand in any.
func (e *Entry) digests() {
	zh, en := sha256.New(), sha256.New()
	pairs := slices.Clone(e.pairs)
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(strings.Compare(a.zh.text, b.zh.text), strings.Compare(a.en.text, b.en.text))
	})
	for _, p := range pairs {
		zh.Write([]byte(p.zh.text))
		zh.Write([]byte{0})
		en.Write([]byte(p.en.text))
		en.Write([]byte{0})
		for _, c := range p.zh.words {
			if unicode.Is(unicode.Han, c) {
				e.Han++
			}
		}
		e.English += len(strings.Fields(p.en.words))
	}
	e.zh, e.en = letters(zh.Sum(nil)), letters(en.Sum(nil))
}

// letters writes the first 48 bits of a digest as twelve letters from a to p: digits might look like somebody's number.
func letters(sum []byte) string {
	const most = 6
	var b strings.Builder
	for _, c := range sum[:most] {
		b.WriteByte('a' + c>>4)
		b.WriteByte('a' + c&15)
	}
	return b.String()
}

// records reads what was confirmed, and says of each entry what is known of its translation. Where there is no file,
// nobody keeps one, and nothing is reported.
func (c *comparer) records(snap *source.Snapshot, entries []Entry) {
	c.known = map[string]record{}
	doc := facts.Absent(RecordFile)
	f, kept := snap.Get(RecordFile)
	if kept {
		var file struct {
			Confirmed map[string]string `facts:"confirmed"`
		}
		var bad diag.List
		doc, bad = facts.Parse(RecordFile, f.Data)
		bad.Append(doc.Decode(&file))
		c.problems.Append(bad)
		for _, key := range slices.Sorted(maps.Keys(file.Confirmed)) {
			m := recordForm.FindStringSubmatch(file.Confirmed[key])
			day := calendar.Date{}
			if m != nil {
				day, _ = calendar.Parse(m[3])
			}
			if m == nil || day.IsZero() {
				c.problems.Add(doc.Place("confirmed", key), "twins/record", diag.Say("这一行不是本程序写的", "this line was not written by the program"),
					diag.Say("删去这一行，再运行 mingshan check --translations --confirm %s", "remove the line and run mingshan check --translations --confirm %s", diag.Safe(key)))
				continue
			}
			c.known[key] = record{m[1], m[2], m[3], m[4]}
		}
	}
	here, open := map[string]bool{}, 0
	for i := range entries {
		e := &entries[i]
		here[e.Key] = true
		if e.judge(c.known); e.State == Confirmed || !kept {
			continue
		}
		open++
		c.unsettled(e)
	}
	for _, key := range slices.Sorted(maps.Keys(c.known)) {
		if !here[key] {
			c.problems.Warn(doc.Place("confirmed", key), "twins/gone", diag.Say("这一行说的内容已经没有了", "what this line speaks of is no longer there"),
				diag.Say("下次确认时本程序会删去它", "the program removes it when something is confirmed next"))
		}
	}
	if most := c.levels.MaxStale; kept && most >= 0 && open > most && c.levels.Stale != "off" {
		c.problems.Add(diag.Place{File: RecordFile}, "twins/stale-many", diag.Say("译文过时或没有确认的有 %d 篇，最多容忍 %d 篇", "%d translations are stale or unconfirmed; at most %d are borne", open, most),
			diag.Say("用 mingshan check --translations 查看，改好后用 --confirm 确认；上限是 content/site.yaml 的 translations.max_stale", "mingshan check --translations lists them; mend and confirm them with --confirm; translations.max_stale in content/site.yaml is the limit"))
	}
}

// judge compares what stands there with what was confirmed.
func (e *Entry) judge(known map[string]record) {
	r, ok := known[e.Key]
	e.On, e.By = r.on, r.by
	switch {
	case !ok:
		e.State = Unconfirmed
	case r.zh == e.zh:
		e.State = Confirmed
	case r.en == e.en:
		e.State = Stale
	default:
		e.State = Changed
	}
}

// unsettled reports an entry whose English nobody confirmed for this Chinese.
func (c *comparer) unsettled(e *Entry) {
	at := diag.Place{File: e.pairs[0].en.at.File}
	hint := diag.Say("核对译文，然后运行 mingshan check --translations --confirm %s", "look through the translation, then run mingshan check --translations --confirm %s", e.Key)
	switch e.State {
	case Stale:
		c.report(c.levels.Stale, "twins/stale", at, diag.Say("中文在 %s 确认译文之后改过，英文没有跟上", "the Chinese changed after the English was confirmed on %s, and the English did not", e.On), hint)
	case Changed:
		c.report(c.levels.Stale, "twins/changed", at, diag.Say("中英文在 %s 确认之后都改过", "both languages changed after they were confirmed on %s", e.On), hint)
	default:
		c.report(c.levels.Stale, "twins/unconfirmed", at, diag.Say("译文还没有人确认", "nobody has confirmed the translation"), hint)
	}
}

// Confirmation is what confirming leads to.
type Confirmation struct {
	File    []byte   // what RecordFile has to hold
	Done    []string // keys that are confirmed now
	Refused []string // keys with a difference that blocks
	Unknown []string // paths that lead to no entry
}

// Confirm records that the English of the entries at the paths says what their Chinese says. A path may name an entry, one of
// its files, or a folder of many. Entries with a difference that blocks are left as they are.
func (r Report) Confirm(paths []string, on calendar.Date, role string) Confirmation {
	var out Confirmation
	lines := map[string]record{}
	asked := make([]bool, len(paths))
	for _, e := range r.Entries {
		if was, ok := r.records[e.Key]; ok {
			lines[e.Key] = was
		}
		wanted := false
		for i, p := range paths {
			if covers(p, e.Key) {
				asked[i], wanted = true, true
			}
		}
		switch {
		case !wanted:
		case e.Blocked:
			out.Refused = append(out.Refused, e.Key)
		default:
			if was := lines[e.Key]; was.zh != e.zh || was.en != e.en {
				lines[e.Key] = record{e.zh, e.en, on.String(), role}
			}
			out.Done = append(out.Done, e.Key)
		}
	}
	for i, p := range paths {
		if !asked[i] {
			out.Unknown = append(out.Unknown, p)
		}
	}
	var b strings.Builder
	b.WriteString(recordHead)
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		l := lines[key]
		b.WriteString("  " + key + ": " + strings.Join([]string{l.zh, l.en, l.on, l.by}, " ") + "\n")
	}
	if len(lines) == 0 {
		b.WriteString("  {}\n")
	}
	out.File = []byte(b.String())
	return out
}

const recordHead = `# 由 mingshan check --translations --confirm 写入，不要手改；合并时两边的行都留下，再确认一次。
# Written by mingshan check --translations --confirm, never by hand; in a merge keep the lines of both sides and confirm again.
# 每行：内容: 中文摘要 英文摘要 日期 角色 / each line: entry: digest of the Chinese, of the English, day, role
confirmed:
`

// covers reports that a path names an entry, a file of it, or a folder above it.
func covers(path, key string) bool {
	path = strings.Trim(strings.TrimPrefix(path, "./"), "/")
	if path == "" || path == "." || path == key || strings.HasPrefix(key, path+"/") {
		return true
	}
	for _, file := range []string{".yaml", ".csv"} {
		if strings.TrimSuffix(path, file) == key {
			return true
		}
	}
	rest, ok := strings.CutPrefix(path, key+"/")
	return ok && !strings.Contains(rest, "/")
}
