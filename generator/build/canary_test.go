package build_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"mingshan/generator/base/artifact"
	"mingshan/generator/build"
	"mingshan/generator/cli"
	"mingshan/generator/testkit/sites"
)

// canary is invented personal data that is planted and looked for.
type canary struct {
	name, text string
	secret     []string // pieces of it that nobody may see
}

// canaries are made when the test runs: the numbers have right check digits, because the rules ask for them, and stand
// nowhere in this repository.
func canaries() []canary {
	body := "350102" + "20150307" + "418"
	sum := 0
	for i, c := range body {
		weight := 1
		for range 17 - i {
			weight = weight * 2 % 11
		}
		sum += int(c-'0') * weight
	}
	id := body + string("10X98765432"[sum%11]) // ISO 7064 MOD 11-2 (GB 11643)
	card := "621700181000" + "731"
	luhn := 0
	for i := range len(card) {
		d := int(card[len(card)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		luhn += d
	}
	card += fmt.Sprint((10 - luhn%10) % 10) // ISO/IEC 7812
	phone := "139" + "0731" + "9041"
	return []canary{
		{"identity number", "身份证" + id, []string{id, id[4:14]}},
		{"mobile", phone, []string{phone, phone[3:9]}},
		{"bank card", "卡号" + card, []string{card, card[4:12]}},
		{"child", "林小鸢（7岁）", []string{"林小鸢", "小鸢"}},
		{"home", "家住金丝路73号9栋401室", []string{"金丝路73号", "401室"}},
		{"e-mail", "canary7319@mail.cn", []string{"canary7319"}},
	}
}

// kinds is the tiny site with an input of every kind that the site reads: a picture, registers of donors and takedowns, a
// baseline, and a story with everything that a story can say.
func kinds(t *testing.T) sites.Files {
	t.Helper()
	f, real := tiny(t), sites.Real(t)
	for _, name := range []string{"data/registers/donors.yaml", "data/registers/takedowns.yaml", "data/registers/platforms.yaml", "data/registers/platforms.csv", "data/codes/donation_bands.yaml", "data/codes/donation_bands.csv"} {
		f[name] = real[name]
	}
	f.Set("data/registers/donors.csv", "id,name_zh,name_en,year,project,band,consent_scope,consent_granted,consent_expires,consent_withdrawn\n"+
		"d-1,茶行,Tea house,2026,warm-meals,1k-10k,name amount web,2026-01-01,2027-01-01,\n"+"d-2,某人,Somebody,2026,warm-meals,1k-10k,,,,\n")
	f.Set("data/registers/takedowns.csv", "id,kind,date\ngone,story,2026-11-01\n")
	f.Set("data/rules/pii-baseline.yaml", "salt: any sixteen characters\nwaivers:\n  - value: 0123456789abcdef0123456789abcdef\n    path: content/pages/about/zh.md\n    rule: email\n    role: data protection desk\n    reason:\n      zh: 公开\n      en: public\n    expires: 2027-06-30\n")
	f["content/stories/noon/cover.png"] = painted(t, 5)
	story := "content/stories/noon/story.yaml"
	f.Set(story, string(f[story])+"mentions:\n  - health\npictures:\n  - file: cover.png\n    alt:\n      zh: 一张图\n      en: A picture\n    caption:\n      zh: 说明\n      en: Caption\n    credit:\n      zh: 本站\n      en: This portal\n    people: none\n")
	return f
}

// place is one place of an input where a canary can stand.
type place struct {
	file, what string
	line       string                   // of a facts file or schema, as it stands there
	plant      func(text string) string // the whole file with the canary at the place
}

var yamlLine = regexp.MustCompile(`^(\s*(?:- )?(?:[A-Za-z_]+: )?)([^#\s].*)$`)

// placesOf finds every value of a facts file or schema, every column of a table in its first and last row, and the end
// of a text.
func placesOf(name string, data []byte) []place {
	var out []place
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	replace := func(i int, line func(text string) string) func(string) string {
		return func(text string) string {
			all := slices.Clone(lines)
			all[i] = line(text)
			return strings.Join(all, "\n") + "\n"
		}
	}
	switch path.Ext(name) {
	case ".md":
		out = append(out, place{name, "a paragraph", "", func(text string) string { return string(data) + "\n\n甲，" + text + "。\n" }},
			place{name, "a heading", "", func(text string) string { return string(data) + "\n\n## " + text + "\n\n乙\n" }},
			place{name, "a title of a link", "", func(text string) string { return string(data) + "\n\n[丙](/index.html \"" + text + "\")\n" }})
	case ".yaml":
		for i, l := range lines {
			m := yamlLine.FindStringSubmatch(l)
			if m == nil || strings.HasSuffix(m[2], ":") {
				continue
			}
			out = append(out, place{name, fmt.Sprintf("line %d", i+1), strings.TrimSpace(l), replace(i, func(text string) string {
				value := strings.Trim(m[2], `"'`)
				return m[1] + `"` + value + "，" + text + `"`
			})})
			if i%10 == 0 {
				out = append(out, place{name, fmt.Sprintf("a comment behind line %d", i+1), "# " + strings.TrimSpace(l), replace(i, func(text string) string { return l + " # " + text })})
			}
		}
	case ".csv":
		for _, i := range []int{0, 1, len(lines) - 1} {
			cells := strings.Split(lines[min(i, len(lines)-1)], ",")
			for c := range cells {
				out = append(out, place{name, fmt.Sprintf("row %d, column %d", i+1, c+1), "", replace(min(i, len(lines)-1), func(text string) string {
					all := slices.Clone(cells)
					all[c] = strings.TrimSpace(all[c] + " " + text)
					return strings.Join(all, ",")
				})})
			}
		}
	}
	return out
}

// TestCanariesInEveryKindOfInput plants personal data at every place of every input file of a site that has one of each
// kind, one of the canaries in turn. Each time either the build is blocked and no message says what was planted, or no
// byte of the site does.
func TestCanariesInEveryKindOfInput(t *testing.T) {
	base := kinds(t)
	if out := made(t, base, &build.Memo{}); len(out) < 50 {
		t.Fatalf("the untouched site has %d files", len(out))
	}
	all := canaries()
	var places []place
	tried := map[string]bool{} // the same line of another schema is the same kind of place
	for _, name := range slices.Sorted(maps.Keys(base)) {
		if !strings.HasPrefix(name, "themes/") {
			for _, p := range placesOf(name, base[name]) {
				if line := path.Dir(name) + " " + p.line; p.line == "" || !tried[line] {
					tried[line] = true
					places = append(places, p)
				}
			}
		}
	}
	var blocked atomic.Int64
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			memo := &build.Memo{}
			for i := w; i < len(places); i += workers {
				p, c := places[i], all[i%len(all)]
				files := base.Clone()
				files.Set(p.file, p.plant(c.text))
				if hidden(t, p.file+", "+p.what+", "+c.name, files, memo, c.secret) {
					blocked.Add(1)
				}
			}
		})
	}
	wg.Wait()
	n := int(blocked.Load())
	t.Logf("%d canaries at as many places of %d files; %d blocked, the others are nowhere", len(places), len(base), n)
	if len(places) < 700 || n*100 < len(places)*98 {
		t.Errorf("%d of %d canaries were blocked: the test shows little", n, len(places))
	}
}

// hidden builds the site and looks for what was planted in messages and bytes; it reports whether the build was blocked.
func hidden(t *testing.T, where string, files sites.Files, memo *build.Memo, secrets []string) bool {
	t.Helper()
	out := &sink{files: sites.Files{}}
	_, problems, err := build.Run(files.Snapshot(), build.Options{Theme: sites.Theme()}, memo, artifact.Sink(out))
	if err != nil {
		for _, s := range secrets {
			if strings.Contains(err.Error(), s) {
				t.Errorf("%s: the error says it", where)
			}
		}
		return true
	}
	for _, x := range problems.Sorted() {
		for _, said := range []string{x.File, x.Text.ZH, x.Text.EN, x.Hint.ZH, x.Hint.EN} {
			for _, s := range secrets {
				if strings.Contains(said, s) {
					t.Errorf("%s: a message says %q of it [%s]", where, s, x.Code)
				}
			}
		}
	}
	if problems.Blocking() > 0 {
		return true
	}
	for file, data := range out.files {
		for _, s := range secrets {
			if bytes.Contains(data, []byte(s)) || strings.Contains(file, s) {
				t.Errorf("%s: %s holds %q", where, file, s)
			}
		}
	}
	return false
}

// TestCanariesInPictures hides personal data in what picture files bring along, and behind their end: the site is made
// and holds none of it.
func TestCanariesInPictures(t *testing.T) {
	base := kinds(t)
	memo := &build.Memo{}
	c := canaries()[0]
	chunk := func(kind string, data []byte) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
		out = append(append(out, kind...), data...)
		return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(append([]byte(kind), data...)))
	}
	plain := painted(t, 5)
	end := len(plain) - 12 // IEND
	spliced := func(kind string, data string) []byte {
		return slices.Concat(plain[:end], chunk(kind, []byte(data)), plain[end:])
	}
	var photo bytes.Buffer
	still, _, err := image.Decode(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&photo, still, nil); err != nil {
		t.Fatal(err)
	}
	comment := func(marker byte, text string) []byte {
		segment := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(text)+2))
		return slices.Concat(photo.Bytes()[:2], segment, []byte(text), photo.Bytes()[2:])
	}
	for about, data := range map[string][]byte{
		"tEXt": spliced("tEXt", "Comment\x00"+c.text), "iTXt": spliced("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+c.text),
		"eXIf": spliced("eXIf", "MM\x00*"+c.text), "behind the end": append(slices.Clone(plain), c.text...),
		"comment of a JPEG": comment(0xfe, c.text), "EXIF of a JPEG": comment(0xe1, "Exif\x00\x00MM\x00*"+c.text), "IPTC of a JPEG": comment(0xed, "Photoshop 3.0\x00"+c.text),
	} {
		files := base.Clone()
		files["content/stories/noon/cover.png"] = data
		if hidden(t, about, files, memo, c.secret) {
			t.Errorf("%s: the build was blocked, so nothing is known about pictures", about)
		}
	}
}

// TestCanariesInWhatNobodyPublishes plants words that no scanner can know where an input is for editors only.
func TestCanariesInWhatNobodyPublishes(t *testing.T) {
	const word = "kanarienvogel"
	base := kinds(t)
	memo := &build.Memo{}
	for about, plant := range map[string]func(sites.Files){
		"reference of a consent": func(f sites.Files) { f.Edit(t, "content/stories/noon/story.yaml", "consent-record-4471", word) },
		"comment": func(f sites.Files) {
			for name := range f {
				if path.Ext(name) == ".yaml" {
					f.Set(name, "# "+word+"\n"+string(f[name]))
				}
			}
		},
		"reason of a waiver":    func(f sites.Files) { f.Edit(t, "data/rules/pii-baseline.yaml", "en: public", "en: "+word) },
		"salt":                  func(f sites.Files) { f.Edit(t, "data/rules/pii-baseline.yaml", "any sixteen characters", word+word) },
		"donor without consent": func(f sites.Files) { f.Edit(t, "data/registers/donors.csv", "Somebody", word) },
		"kind of sensitive matter": func(f sites.Files) {
			f.Edit(t, "data/rules/privacy.yaml", "      - belief\n", "      - belief\n      - "+word+"\n")
			f.Edit(t, "content/stories/noon/story.yaml", "  - health", "  - "+word)
		},
		"picture that is not shown": func(f sites.Files) {
			f.Edit(t, "content/stories/noon/story.yaml", "file: cover.png", "file: "+word+".png")
			f["content/stories/noon/"+word+".png"] = f["content/stories/noon/cover.png"]
			delete(f, "content/stories/noon/cover.png")
			f.Edit(t, "content/stories/noon/story.yaml", "people: none", "people: back-view")
			f.Edit(t, "content/stories/noon/story.yaml", "en: Caption", "en: "+word)
		},
	} {
		files := base.Clone()
		plant(files)
		if hidden(t, about, files, memo, []string{word}) {
			t.Errorf("%s: the build was blocked, so nothing is known about it", about)
		}
	}
}

// TestCanariesInTheCommand: what the command prints and leaves behind says nothing of what was planted either.
func TestCanariesInTheCommand(t *testing.T) {
	base := kinds(t)
	for i, name := range []string{"content/pages/about/zh.md", "content/stories/noon/story.yaml", "data/registers/donors.csv", "data/aggregates/referrals.csv", "data/codes/fields.csv", "data/rules/privacy.yaml"} {
		c := canaries()[i%len(canaries())]
		files := base.Clone()
		places := placesOf(name, base[name])
		files.Set(name, places[len(places)/2].plant(c.text))
		dir := written(t, files, "site")
		var out, bad bytes.Buffer
		for _, args := range [][]string{{"build", "-C", dir, "--lang", "zh"}, {"build", "-C", dir, "--lang", "en", "--json"}} {
			cli.Main(args, &out, &bad, func(string) string { return "" })
		}
		if out.Len()+bad.Len() == 0 {
			t.Errorf("%s: the command says nothing", name)
		}
		for _, s := range c.secret {
			if strings.Contains(out.String()+bad.String(), s) {
				t.Errorf("%s: the command says %q", name, s)
			}
			for file, data := range sites.Tree(t, dir) {
				if file != name && bytes.Contains(data, []byte(s)) {
					t.Errorf("%s: %s holds %q", name, file, s)
				}
			}
		}
	}
}
