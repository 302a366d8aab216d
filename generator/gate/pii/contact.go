package pii

import (
	"regexp"
	"slices"
	"strings"
)

// plates finds vehicle plates (GA 36-2018): province, letter, five characters; six for new energy, where the form is
// tried first: D, F and their like in front for small vehicles, at the end for large ones.
func (l *line) plates() {
	l.marked(markPlate, func(i int) {
		at := i + 1
		if l.rune(at) == ' ' {
			at++
		}
		city := upper(l.rune(at))
		if city < 'A' || city > 'Z' || city == 'I' {
			return
		}
		if at++; strings.ContainsRune(".- _", l.rune(at)) && l.rune(at) != 0 {
			at++
			if l.rune(at) == ' ' {
				at++
			}
		}
		body := []byte{}
		end := at
		for len(body) < 8 {
			if r := upper(l.rune(end)); r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
				body = append(body, byte(r))
				end++
				continue
			}
			if r := l.rune(end); len(body) > 0 && (r == ' ' || r == '.' || r == '-') && l.digit(end+1) && len(body) < 5 && end-at < 9 {
				end++
				continue
			}
			break
		}
		if plateBody(string(body), city, l.rune(end)) {
			l.report(Plate, Block, span{i, end}, string(l.g[i].r)+string(city)+string(body))
		}
	})
}

func upper(r rune) rune {
	if r >= 'a' && r <= 'z' {
		return r - 'a' + 'A'
	}
	return r
}

func plateBody(body string, city, next rune) bool {
	digits := 0
	for _, c := range body {
		if c == 'I' || c == 'O' {
			return false
		}
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	switch {
	case city == 'G' && strings.HasPrefix(body, "B"): // 新GB 18030 is a new standard
		return false
	case len(body) == 6:
		small := strings.IndexByte("ABCDEFGHJK", body[0]) >= 0 && numbers(body[2:])
		return small || strings.IndexByte("ABCDEFGHJK", body[5]) >= 0 && numbers(body[:5])
	case len(body) == 5:
		return digits >= 3
	case len(body) == 4:
		return digits >= 3 && next != 0 && strings.ContainsRune("学警挂港澳领使", next)
	}
	return false
}

// emails finds e-mail addresses, also such as name [at] host.cn and name at host dot cn.
func (l *line) emails() {
	l.marked(markAt, l.emailAt)
	l.english(func(i int) {
		text, back := l.window(i-70, i+80)
		for _, m := range spelledEmail.FindAllStringSubmatchIndex(text, -1) {
			bare := strings.EqualFold(text[m[3]:m[4]], " at ") // "meet at www.office.cn" is no address
			if bare && !strings.Contains(strings.ToLower(text[m[4]:m[5]]), " dot ") {
				continue
			}
			host := spelledDot.ReplaceAllString(text[m[4]:m[5]], ".")
			l.email(text[m[2]:m[3]], strings.ToLower(strings.ReplaceAll(host, " ", "")), span{back[m[2]], back[m[5]]})
		}
	}, " dot ", " DOT ", "at]", "at)", "at）", "at}", "AT]", "AT)", "at ]", "at )", "at】", "at>")
}

// emailAt reads what stands on both sides of a sign, a space on each side allowed.
func (l *line) emailAt(i int) {
	mail := func(k int, more string) bool {
		return l.alnum(k) || l.digit(k) || l.rune(k) != 0 && strings.ContainsRune(more, l.rune(k))
	}
	left, right := i-1, i+1
	if l.rune(left) == ' ' {
		left--
	}
	if l.rune(right) == ' ' {
		right++
	}
	start, end := left+1, right
	for mail(start-1, "._%+-") {
		start--
	}
	for mail(end, "._-") {
		end++
	}
	for end > right && strings.ContainsRune("._-", l.rune(end-1)) {
		end--
	}
	local, _ := l.window(start, left+1)
	host, _ := l.window(right, end)
	l.email(strings.Trim(local, "."), strings.ToLower(host), span{start, end})
}

var (
	spelledEmail = regexp.MustCompile(`([A-Za-z0-9][\w.+-]*)(?: ?[\[({<] ?(?:at|AT) ?[\])}>] ?| at | AT )([\w-]+(?:(?: ?\. ?| ?[\[({] ?(?:dot|DOT) ?[\])}] ?| dot | DOT )[\w-]+)+)`)
	spelledDot   = regexp.MustCompile(` ?[\[({] ?(?:dot|DOT) ?[\])}] ?| dot | DOT `)
)

func (l *line) email(local, host string, at span) {
	dot := strings.LastIndexByte(host, '.')
	if local == "" || dot < 1 && host != "localhost" || dot >= 0 && (len(host)-dot < 3 || numbers(host[dot+1:])) {
		return
	}
	address := strings.ToLower(local) + "@" + host
	public := l.scanner.emails[address] || slices.ContainsFunc(l.scanner.domains, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) })
	if public {
		l.claim(at)
		return
	}
	l.report(Email, Block, at, address)
}

// handles finds names in WeChat and QQ. Public accounts and groups are nobody's.
func (l *line) handles() {
	l.marked(markChat, func(i int) {
		if l.alnum(i) && l.alnum(i-1) || !chatWord(l, i) {
			return
		}
		text, back := l.window(i, i+48)
		m := handle.FindStringSubmatchIndex(text)
		if m == nil {
			return
		}
		word, between, name := strings.ToLower(text[m[2]:m[3]]), strings.ToLower(text[m[3]:m[4]]), text[m[4]:m[5]]
		chat := !strings.HasPrefix(word, "q") && word != "扣扣"
		switch {
		case len(word) == 2 && between == "" && word != "qq": // WX1234 is a code
		case chat && len(name) < 6, !chat && (!numbers(name) || len(name) < 5 || len(name) > 12):
		case chat && !strings.ContainsAny(name, "0123456789_-") && !strings.ContainsAny(between, ":号是为") && !strings.Contains(between, "id"): // "WeChat payment"
		default:
			l.report(Handle, Block, span{back[m[4]], back[m[5]]}, name)
		}
	})
}

// chatWord looks at the second character only, because w, q and v are frequent.
func chatWord(l *line, i int) bool {
	next := upper(l.rune(i + 1))
	switch upper(l.g[i].r) {
	case '微', '薇', '威':
		return next == '信'
	case '扣':
		return next == '扣'
	case 'Q':
		return next == 'Q'
	case 'V':
		return next == '信' || next == 'X'
	case 'W':
		return next == 'E' || next == 'X'
	}
	return false
}

var handle = regexp.MustCompile(`(?i)^(微信|薇信|威信|wechat|weixin|v信|vx|wx|qq|扣扣)(?: ?(?:号码|号|id|账号|帐号|account|number|no\.?))?(?: ?[:=\-] ?| ?[是为] ?| is | )?([a-z0-9][a-z0-9_\-]{4,19})`)
