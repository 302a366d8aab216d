// Package pii finds personal data in words, before anybody publishes them: identity numbers, telephones, bank cards,
// plates, addresses, birth dates, children's names and their like, in Chinese and English.
//
// It is used three times: gate/release asks it about every input, output/audit about every finished byte, and the
// command `mingshan pii` about any file an editor names.
//
//	scanner := pii.New(pii.Lists{Phones: []string{"0591-12345678"}}) // what is public, and may stand anywhere
//	for _, f := range scanner.Scan("content/pages/about/zh.md", text) {
//		line, column := pii.Position(text, f.Start)
//		…                                    // f.Kind, f.Severity, f.Mask; never the value
//	}
//
// Text is folded first, each character keeping its place in the original: full-width, circled and other digits
// become 0–9, Chinese digits too (一 壹 〇 幺), characters without width are gone, dashes are one dash. Then numbers are
// read across single separators. So １３８-0013-8000, 一三八 0013 8000 and 138.0013.8000 are one number.
//
// What has a check digit is told from any other number by it: resident identity numbers by GB 11643 (ISO 7064
// MOD 11-2), unified social credit codes by GB 32100 (mod 31; a valid one belongs to an organisation and is let
// through), bank cards by Luhn (ISO/IEC 7812), identity cards of Hong Kong and Taiwan by theirs, and the machine
// readable zone of travel documents by the weights 7-3-1 (ICAO 9303). The rest needs a form, or a form and words.
//
// A finding blocks, or asks for review where only a person can tell. A Finding does not hold the value: it has a
// masked form, and, where the lists have a salt, a hash that a baseline can name (see Waiver).
//
// Lines are read one by one: a number that is broken over two lines of a source is found in the finished page, where
// the line break is a space.
package pii

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Kind is what was found; it is the second half of the problem's code, pii/<kind>.
type Kind string

// The kinds. Those that Waivable refuses have no way round.
const (
	ResidentID  Kind = "resident-id"  // 居民身份证 18 or 15 digits, residence permits and foreigners' cards of that form
	CreditCode  Kind = "credit-code"  // 统一社会信用代码 with a wrong check character
	HongKongID  Kind = "hongkong-id"  // HKID
	TaiwanID    Kind = "taiwan-id"    // 国民身份证统一编号, 居留证统一证号
	Permit      Kind = "permit"       // 港澳居民来往内地通行证, 台胞证, 往来港澳/台湾通行证
	Passport    Kind = "passport"     // by words and form
	MRZ         Kind = "mrz"          // machine readable zone
	Mobile      Kind = "mobile"       // mainland mobile number
	Landline    Kind = "landline"     // landline, 400 and 800 numbers that are not listed
	BankCard    Kind = "bank-card"    // by Luhn, and 62 or words
	Account     Kind = "account"      // a number beside 账号 that may be a card
	Plate       Kind = "plate"        // vehicle plate
	Email       Kind = "email"        // e-mail address that is not listed
	Handle      Kind = "handle"       // WeChat or QQ name
	Address     Kind = "address"      // somebody's home
	BirthDate   Kind = "birth-date"   // a day of birth
	Minor       Kind = "minor"        // name and age of a child
	Name        Kind = "name"         // a name after a word like 受助人
	Coordinates Kind = "coordinates"  // a point in Fujian, to ten metres
	Mix         Kind = "mix"          // illness, village and age in one paragraph
	Microdata   Kind = "microdata"    // a table of persons; see gate/persons
	Metadata    Kind = "picture-data" // text or a place kept inside a picture file
)

// Severity says whether a finding stops publication. The zero value does.
type Severity int

const (
	// Block stops publication.
	Block Severity = iota
	// Review asks a person to look.
	Review
)

// String gives the word used in JSON output.
func (s Severity) String() string {
	if s == Review {
		return "review"
	}
	return "block"
}

// Finding is one piece of personal data in a text.
type Finding struct {
	Kind       Kind
	Severity   Severity
	Start, End int    // bytes of the text that was scanned
	Mask       string // 1101**********002X; fit for messages
	Hash       string // of kind and value, for a baseline; "" without a salt
}

// Lists are what may stand on a public page, and what a baseline lets through.
type Lists struct {
	Phones    []string // of public offices, in any spelling
	Emails    []string // of the publisher and of public offices
	Domains   []string // whose e-mail addresses belong to nobody, such as example; see also RFC 2606
	Addresses []string // of public offices
	Names     []string // pseudonyms, with consent or without
	Salt      string
	Waivers   []Waiver
}

// Scanner finds personal data. It is safe for concurrent use. Use New.
type Scanner struct {
	phones, emails map[string]bool
	domains        []string
	addresses      []string // folded, without white space
	names          map[string]bool
	salt           string
	waivers        map[waived]bool
	marks          []mark    // by rune, for the basic plane
	lineBuffers    sync.Pool // of *line
}

// New makes a Scanner that knows the lists.
func New(l Lists) *Scanner {
	s := &Scanner{phones: map[string]bool{}, emails: map[string]bool{}, names: map[string]bool{}, salt: l.Salt, waivers: map[waived]bool{}, marks: markTable()}
	for _, p := range l.Phones {
		if d := national(onlyDigits(p)); d != "" {
			s.phones[d] = true
		}
	}
	for _, e := range l.Emails {
		s.emails[strings.ToLower(strings.TrimSpace(e))] = true
	}
	s.domains = append([]string{"example", "invalid", "test", "localhost", "example.com", "example.org", "example.net"}, l.Domains...)
	for _, a := range l.Addresses {
		if a = squeezed(a); a != "" {
			s.addresses = append(s.addresses, a)
		}
	}
	for _, n := range l.Names {
		s.names[strings.TrimSpace(n)] = true
	}
	for _, w := range l.Waivers {
		s.waivers[waived{w.Value, w.Rule, w.Path}] = true
		s.waivers[waived{w.Value, w.Rule, ""}] = true
	}
	s.lineBuffers.New = func() any { return new(line) }
	return s
}

// Scan finds personal data in a text, in order of place. The path is that of the file, for the baseline; "" is any
// path: a waived value may also stand on the pages that are made from the file.
func (s *Scanner) Scan(path, text string) []Finding { return s.lines(path, text, false) }

// Figures looks at what is numbers and no prose: geometry of a drawing, numbers of a JSON file. There only numbers
// that prove themselves by a check digit, written without separators, are personal data.
func (s *Scanner) Figures(path, text string) []Finding { return s.lines(path, text, true) }

// Field scans one cell of a table; the column's title is taken for the words that stand before it. Places are those in
// the cell. In a column of amounts a number that looks like a telephone is an amount.
func (s *Scanner) Field(path, title, cell string, amount bool) []Finding {
	switch {
	case len(cell) < 5:
		return nil
	case amount:
		return s.Figures(path, cell)
	case title == "" || len(title) > 80:
		return s.Scan(path, cell)
	}
	lead := strings.ReplaceAll(title, "\n", " ") + "："
	var out []Finding
	for _, f := range s.Scan(path, lead+cell) {
		if f.Start >= len(lead) {
			f.Start, f.End = f.Start-len(lead), f.End-len(lead)
			out = append(out, f)
		}
	}
	return out
}

// Masked gives a file's name as messages may hold it: personal data in it is masked.
func (s *Scanner) Masked(path string) string {
	var b strings.Builder
	from := 0
	for _, f := range s.Scan("", path) {
		if f.Start >= from {
			b.WriteString(path[from:f.Start] + f.Mask)
			from = f.End
		}
	}
	return b.String() + path[from:]
}

// Position turns a byte offset into line and column, both from 1, the column in characters. For many offsets of one
// text, in their order, use a Ruler.
func Position(text string, at int) (line, column int) { return NewRuler(text).Position(at) }

// Ruler finds lines and columns in one text without counting from its beginning each time.
type Ruler struct {
	text             string
	at, line, column int
}

// NewRuler stands at the beginning of the text.
func NewRuler(text string) *Ruler { return &Ruler{text, 0, 1, 1} }

// Position gives line and column of a byte offset.
func (r *Ruler) Position(at int) (line, column int) {
	if at = min(max(at, 0), len(r.text)); at < r.at {
		*r = *NewRuler(r.text)
	}
	piece := r.text[r.at:at]
	if i := strings.LastIndexByte(piece, '\n'); i >= 0 {
		r.line += strings.Count(piece, "\n")
		r.column = 1
		piece = piece[i+1:]
	}
	r.column += utf8.RuneCountInString(piece)
	r.at = at
	return r.line, r.column
}

func (s *Scanner) lines(path, text string, figures bool) []Finding {
	l := s.lineBuffers.Get().(*line)
	defer s.lineBuffers.Put(l)
	var out []Finding
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		if worth(text[start:end], figures) {
			*l = line{scanner: s, text: text[start:end], base: start, figures: figures,
				g: l.g[:0], anchors: l.anchors[:0], row: l.row[:0], taken: l.taken[:0], found: l.found[:0]}
			l.fold(l.g)
			l.find()
			for _, f := range l.found {
				if !s.Waived(f, path) {
					out = append(out, f)
				}
			}
		}
		start = end + 1
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Kind, b.Kind))
	})
	return slices.Compact(out)
}

// worth is the first look at a line, by its bytes alone: most lines of a page hold nothing that a rule could use.
func worth(text string, figures bool) bool {
	digits, sign := 0, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 0x80:
			if !figures {
				return true
			}
		case c >= '0' && c <= '9':
			if digits++; digits >= 5 {
				return true
			}
		case c == '@' || c == ':' || c == '<':
			sign = true
		}
	}
	return !figures && (sign || digits > 0 && len(text) >= 12 || strings.Contains(text, "at]") || strings.Contains(text, "at)") || strings.Contains(text, " dot ") || strings.Contains(text, " DOT ") ||
		strings.Contains(text, "aged ") || strings.Contains(text, "year-old") || strings.Contains(text, "years old") || strings.Contains(text, "years of age"))
}

// Kinds lists every kind, in the order of the manual.
func Kinds() []Kind {
	return []Kind{ResidentID, CreditCode, HongKongID, TaiwanID, Permit, Passport, MRZ, Mobile, Landline, BankCard, Account, Plate, Email,
		Handle, Address, BirthDate, Minor, Name, Coordinates, Mix, Microdata, Metadata}
}
