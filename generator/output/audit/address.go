package audit

import (
	"net/url"
	"path"
	"strings"

	"mingshan/generator/base/diag"
)

// use says what a browser does with an address.
type use int

const (
	follow use = iota // a reader may choose to go there
	load              // the browser fetches it by itself
	show              // fetched as a picture; small ones may be data: addresses
)

// address looks at one href, src or url() of the file and records where in the site it lands.
func (r *report) address(raw string, u use) {
	raw = strings.TrimSpace(raw)
	parsed, err := url.Parse(raw)
	switch {
	case err != nil:
		r.problem("link-bad", diag.Say("网址 %q 无法读懂", "address %q cannot be read", raw),
			diag.Say("检查网址的写法", "check how the address is written"))
	case parsed.Scheme != "":
		r.absolute(raw, parsed, u)
	case parsed.Host != "" || strings.HasPrefix(raw, "//"):
		if u == follow {
			r.scheme(raw)
		} else {
			r.foreign(raw)
		}
	case strings.HasPrefix(parsed.Path, "/"):
		r.problem("link-absolute", diag.Say("链接 %q 以“/”开头", `link %q begins with "/"`, raw),
			diag.Say("改用相对链接，否则站点放在子目录或从本机打开时会断", "use a relative link; this one breaks below a sub-path and from a memory stick"))
	default:
		r.internal(raw, parsed)
	}
}

// absolute judges an address that names its scheme.
func (r *report) absolute(raw string, parsed *url.URL, u use) {
	scheme := strings.ToLower(parsed.Scheme)
	switch {
	case scheme == "javascript" || scheme == "vbscript":
		r.problem("inline-script", diag.Say("链接里有脚本", "a link holds a script"),
			diag.Say("脚本放在单独的文件里", "keep scripts in files of their own"))
	case u == show && scheme == "data" && strings.HasPrefix(strings.ToLower(parsed.Opaque), "image/"):
	case u != follow:
		r.foreign(raw)
	case scheme == "http" || scheme == "https":
		if file, fragment, ok := r.audit.local(raw); ok {
			r.fetches = append(r.fetches, fetch{r.path, file, fragment})
		}
	case scheme == "mailto" || scheme == "tel":
	default:
		r.scheme(raw)
	}
}

func (r *report) scheme(raw string) {
	r.problem("link-scheme", diag.Say("链接 %q 不是 http、https、mailto 或 tel", "link %q is not http, https, mailto or tel", raw),
		diag.Say("写出完整的 https 网址", "write the whole https address"))
}

func (r *report) foreign(raw string) {
	if len(raw) > 80 {
		raw = strings.ToValidUTF8(raw[:80], "") + "…"
	}
	r.problem("foreign-host", diag.Say("页面会从站外取用 %q", "%q is fetched from outside the site", raw),
		diag.Say("把文件放进站点；只有读者自己点的链接可以指向站外", "put the file into the site; only links a reader chooses may lead outside"))
}

// internal records a relative link; a folder is no file, for from a memory stick nothing adds index.html.
func (r *report) internal(raw string, parsed *url.URL) {
	target := r.path
	if parsed.Path != "" {
		if strings.HasSuffix(parsed.Path, "/") || path.Base(parsed.Path) == "." || path.Base(parsed.Path) == ".." {
			r.problem("link-folder", diag.Say("链接 %q 指向文件夹", "link %q leads to a folder", raw),
				diag.Say("写到文件为止，例如 …/index.html", "name the file, such as …/index.html"))
			return
		}
		target = path.Join(path.Dir(r.path), parsed.Path)
	}
	r.fetches = append(r.fetches, fetch{r.path, target, parsed.Fragment})
}

// local gives the file of the site that an absolute address stands for; the site's own folders mean index.html.
func (a *Audit) local(address string) (file, fragment string, ok bool) {
	rest, ok := strings.CutPrefix(address, a.base)
	if !ok {
		if address != strings.TrimSuffix(a.base, "/") {
			return "", "", false
		}
		rest = ""
	}
	parsed, err := url.Parse("./" + rest)
	if err != nil {
		return "", "", false
	}
	file = strings.TrimPrefix(parsed.Path, "./")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	return file, parsed.Fragment, true
}

// srcset gives the addresses of a srcset attribute.
func srcset(value string) []string {
	var out []string
	for rest := value; ; {
		rest = strings.TrimLeft(rest, " \t\n\f\r,")
		if rest == "" {
			return out
		}
		end := strings.IndexAny(rest, " \t\n\f\r")
		if end < 0 {
			end = len(rest)
		}
		address := rest[:end]
		rest = rest[end:]
		if trimmed := strings.TrimRight(address, ","); trimmed != address {
			out = append(out, trimmed)
			continue
		}
		out = append(out, address)
		if comma := strings.IndexByte(rest, ','); comma >= 0 {
			rest = rest[comma:]
		} else {
			rest = ""
		}
	}
}

// css looks at every url() and @import of a style sheet.
func (r *report) css(text string) {
	text = dropComments(text)
	for i := 0; i < len(text); {
		switch {
		case startsWith(text[i:], "url("):
			value, n := cssValue(text[i+4:], ')')
			r.address(value, show)
			i += 4 + n
		case startsWith(text[i:], "@import"):
			i += len("@import")
			rest := strings.TrimLeft(text[i:], " \t\r\n")
			if strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "'") {
				value, _ := cssValue(rest, ';')
				r.address(value, load)
			}
		default:
			i++
		}
	}
}

// startsWith compares without regard to ASCII case; lowering the whole text first could change its length.
func startsWith(text, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(text[:len(prefix)], prefix)
}

// cssValue reads a quoted string or everything up to end, and says how many bytes that took.
func cssValue(text string, end byte) (string, int) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	if start < len(text) && (text[start] == '"' || text[start] == '\'') {
		if n := strings.IndexByte(text[start+1:], text[start]); n >= 0 {
			return text[start+1 : start+1+n], start + n + 2
		}
	}
	n := strings.IndexByte(text, end)
	if n < 0 {
		n = len(text)
	}
	return strings.TrimSpace(text[:n]), n
}

func dropComments(text string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, text, _ = strings.Cut(rest, "*/")
	}
}
