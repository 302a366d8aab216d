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
// payment code stands for, or an account number beside the words that offer it.
var (
	paymentCode = regexp.MustCompile(`(?i)wxp://|weixin://wxpay|alipays?://|qr\.alipay\.com|payapp\.weixin\.qq\.com|wx\.tenpay\.com|qr\.95516\.com`)
	bankAccount = regexp.MustCompile(`(?i)(开户行|开户银行|收款账[号户]|捐赠账[号户]|捐款账[号户]|银行账[号户]|对公账[号户]|bank account|account (no\.?|number)|iban)[^0-9<]{0,24}[0-9][0-9 -]{7,}[0-9]`)
)

// money looks for ways to pay in the bytes of a text file.
func (r *report) money(data []byte) {
	switch {
	case paymentCode.Match(data):
		r.problem("payment", diag.Say("有收款码的网址", "there is the address of a payment code"), takeItOut())
	case bankAccount.Match(data):
		r.problem("payment", diag.Say("有银行账号", "there is a bank account"), takeItOut())
	}
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
