package audit

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
)

// statements are the marks of what has to stand beside an appeal for money (慈善法 25): who raises it, the certificate, the
// plan, how to reach them, how to look it up.
var statements = []string{"organization", "certificate", "plan", "contact", "lookup"}

// Giving goes through a designated platform (慈善法 27), so no file of the site may hold a way to pay: the address that a
// payment code stands for, or an account number beside the words that offer it. All of this is in small letters.
var (
	paymentCodes = []string{"wxp://", "weixin://wxpay", "alipay://", "alipays://", "qr.alipay.com", "payapp.weixin.qq.com", "wx.tenpay.com", "qr.95516.com"}
	accountHints = []string{"开户", "账", "帐", "account", "iban"}
	bankAccount  = regexp.MustCompile(`(开户行|开户银行|收款账[号户]|捐赠账[号户]|捐款账[号户]|汇款账[号户]|银行账[号户]|对公账[号户]|bank account|account (no\.?|number)|iban)` + between + `{0,24}[0-9][0-9 -]{7,}[0-9]`)
	// Beside the bare word only what is as long as an account: 12 digits and more, however they are grouped.
	anyAccount = regexp.MustCompile(`([账帐][号户]|\baccounts?\b)` + between + `{0,16}([0-9]([ -]|<[^<>]*>)?){11,}[0-9]`)
)

// between is what may stand between the words and the number: signs, words and the tags that set them off.
const between = `([^0-9<]|<[^<>]*>)`

// money looks for ways to pay in the bytes of a text file.
func (r *report) money(data []byte) {
	data = small(data)
	switch {
	case slices.ContainsFunc(paymentCodes, func(code string) bool { return bytes.Contains(data, []byte(code)) }):
		r.problem("payment", diag.Say("有收款码的网址", "there is the address of a payment code"), takeItOut())
	case offersAccount(data):
		r.problem("payment", diag.Say("有银行账号", "there is a bank account"), takeItOut())
	}
}

// small copies the bytes with the letters A to Z made small.
func small(data []byte) []byte {
	out := bytes.Clone(data)
	for i, b := range out {
		if 'A' <= b && b <= 'Z' {
			out[i] = b + 'a' - 'A'
		}
	}
	return out
}

// offersAccount looks only around the words that an account stands beside: patterns over every byte of the site would take
// longer than the rest of the audit.
func offersAccount(data []byte) bool {
	const before, reach = 8, 400 // bytes: of the words in front of the hint; of what may stand between and a number set in tags
	for _, hint := range accountHints {
		for from := 0; ; {
			i := bytes.Index(data[from:], []byte(hint))
			if i < 0 {
				break
			}
			at := from + i
			window := data[max(0, at-before):min(len(data), at+reach)]
			if bankAccount.Match(window) || anyAccount.Match(window) {
				return true
			}
			from = at + len(hint)
		}
	}
	return false
}

func takeItOut() diag.Msg {
	return diag.Say("删去；捐赠只经民政部指定的平台，写备案编号和平台", "remove it; giving goes through a designated platform: give the filing number and the platform")
}

// appeal asks of a page that offers a way to give, or says anything of a fundraising, that it says all it has to.
func (s *scan) appeal() {
	if !s.gives && len(s.stated) == 0 {
		return
	}
	for _, mark := range statements {
		if !slices.Contains(s.stated, mark) {
			s.problem("appeal", diag.Say("募捐页缺少法定信息 %q", "a page of a fundraising lacks the statement %q", mark),
				diag.Say("慈善法第二十五条：组织名称、资格证书、募捐方案、联系方式、查询方法都要显著公布", "Charity Law art. 25: organization, certificate, plan, contact and how to look it up are shown"))
		}
	}
}

// ics inspects a calendar (RFC 5545 §3.1): lines end in CRLF and have at most 75 octets, components close, and every event
// has an id of its own.
func (r *report) ics(data []byte) {
	bad := func(zh, en string, args ...any) {
		r.problem("ics", diag.Say(zh, en, args...), diag.Msg{})
	}
	if !bytes.HasSuffix(data, []byte("\r\n")) || bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) {
		bad("日历的行尾不是 CRLF", "a line of the calendar does not end in CRLF")
		return
	}
	var open []string
	seen := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSuffix(string(data), "\r\n"), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case len(line) > 75:
			bad("日历有一行超过 75 个字节", "a line of the calendar has more than 75 octets")
		case name == "BEGIN":
			open = append(open, value)
		case name == "END":
			if len(open) == 0 || open[len(open)-1] != value {
				bad("日历的 %s 没有配对", "%s of the calendar does not pair", value)
				return
			}
			open = open[:len(open)-1]
		case name == "UID":
			if seen[value] {
				bad("日历里 UID 重复", "a UID stands twice in the calendar")
			}
			seen[value] = true
		}
	}
	if len(open) > 0 || !strings.HasPrefix(string(data), "BEGIN:VCALENDAR\r\n") {
		bad("日历没有完整的 VCALENDAR", "the calendar is no whole VCALENDAR")
	}
}
