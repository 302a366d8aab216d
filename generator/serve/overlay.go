package serve

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"mingshan/generator/base/diag"
)

// dress adds the reload script to a page, and the panel of problems if there are any. Both go to the very end: the
// parser puts what follows </html> into the body, and the page's own bytes stay as they were built.
func (s *stage) dress(page []byte, at scene) []byte {
	var b bytes.Buffer
	b.Grow(len(page) + 1024)
	b.Write(page)
	if at.troubled() {
		b.WriteString(s.panel(at))
	}
	fmt.Fprintf(&b, `<meta name="mingshan-generation" content="%s"><script src="/.mingshan/reload.js" defer></script>`,
		html.EscapeString(at.generation))
	return b.Bytes()
}

// plain is the page before there is a good site.
func (s *stage) plain(at scene) []byte {
	title := diag.Say("还没有可以预览的站点", "no site to show yet").In(s.lang)
	page := fmt.Sprintf(`<!doctype html><html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>%s</title></head><body class="mingshan-plain"><h1>%[2]s</h1>`,
		diag.Say("zh-Hans", "en").In(s.lang), html.EscapeString(title))
	return s.dress([]byte(page), at)
}

// panel lists the problems over the last good page, in the editor's language; every text is escaped.
func (s *stage) panel(at scene) string {
	say := func(zh, en string, args ...any) string {
		return html.EscapeString(diag.Say(zh, en, args...).In(s.lang))
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<link rel="stylesheet" href="/.mingshan/overlay.css"><section id="mingshan-overlay" role="alert" lang="%s" aria-label="%s">`,
		diag.Say("zh-Hans", "en").In(s.lang), say("须改正的问题", "problems to mend"))
	head := say("须改正的问题：%d 个（页面仍是上一版）", "problems to mend: %d (the page is the last good site)", len(at.problems))
	if at.tree == nil {
		head = say("须改正的问题：%d 个", "problems to mend: %d", len(at.problems))
	}
	if at.failure != nil {
		head = say("生成出错", "the build failed")
	}
	fmt.Fprintf(&b, `<header><strong>%s</strong> <button type="button" id="mingshan-dismiss">%s</button></header>`, head, say("收起", "Hide"))
	if at.failure != nil {
		fmt.Fprintf(&b, `<p>%s</p>`, html.EscapeString(diag.Safe(at.failure.Error())))
	}
	b.WriteString("<ul>")
	for _, p := range at.problems {
		place := p.File
		if p.Line > 0 {
			place += fmt.Sprintf(":%d", p.Line)
		}
		if p.Line > 0 && p.Column > 0 {
			place += fmt.Sprintf(":%d", p.Column)
		}
		text := p.Text.In(s.lang)
		if p.Severity == diag.Warning {
			text = diag.Say("提醒：", "warning: ").In(s.lang) + text
		}
		fmt.Fprintf(&b, `<li><code>%s</code> <span>%s</span> <small>[%s]</small>`,
			html.EscapeString(diag.Safe(place)), html.EscapeString(diag.Safe(text)), html.EscapeString(p.Code))
		if hint := p.Hint.In(s.lang); hint != "" {
			fmt.Fprintf(&b, `<p>%s</p>`, html.EscapeString(diag.Safe(hint)))
		}
		b.WriteString("</li>")
	}
	b.WriteString("</ul></section>")
	return b.String()
}

// rebase makes the relative links of a page start from its own address, whatever address it is served at. The base
// stands before the first element that may link; optional tags may have been minified away.
func rebase(page []byte, address string) []byte {
	lower := bytes.Clone(page[:min(len(page), 2048)])
	for i, c := range lower { // ASCII only: positions must stay those of page
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	at := 0
	for _, tag := range []string{"<!doctype", "<html", "<head"} {
		if i := bytes.Index(lower, []byte(tag)); i >= 0 && (tag != "<head" || !bytes.HasPrefix(lower[i:], []byte("<header"))) {
			if end := bytes.IndexByte(lower[i:], '>'); end >= 0 {
				at = max(at, i+end+1)
			}
		}
	}
	base := `<base href="` + html.EscapeString(address) + `">`
	return bytes.Join([][]byte{page[:at], page[at:]}, []byte(base))
}

// reloadJS follows the preview's events. It runs in the preview only; no published page has it.
const reloadJS = `"use strict";
(() => {
  const own = document.querySelector('meta[name="mingshan-generation"]');
  const shown = own ? own.content : "";
  const events = new EventSource("/.mingshan/events");
  events.addEventListener("generation", (e) => { if (e.data !== shown) location.reload(); });
  events.addEventListener("reload", () => location.reload());
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (e) => { if (e.persisted) location.reload(); });
  const panel = document.getElementById("mingshan-overlay");
  if (!panel) return;
  const hide = () => panel.remove();
  document.getElementById("mingshan-dismiss").addEventListener("click", hide);
  addEventListener("keydown", (e) => { if (e.key === "Escape") hide(); });
})();
`

// overlayCSS dresses the panel; it shares nothing with the theme, so a broken theme cannot hide it.
const overlayCSS = `#mingshan-overlay{position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:60vh;overflow:auto;box-sizing:border-box;
padding:12px 20px;background:#fffdf7;color:#1c1c1c;border-top:4px solid #b3261e;font:16px/1.6 system-ui,sans-serif;text-align:start}
#mingshan-overlay header{display:flex;justify-content:space-between;align-items:center;gap:16px}
#mingshan-overlay strong{color:#b3261e;font-size:18px}
#mingshan-overlay button{min-height:44px;padding:0 16px;border:1px solid #555;background:#fff;color:#1c1c1c;font:inherit;cursor:pointer}
#mingshan-overlay ul{margin:8px 0;padding-inline-start:20px}
#mingshan-overlay li{margin:6px 0}
#mingshan-overlay code{font:14px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
#mingshan-overlay p{margin:0;color:#444}
#mingshan-overlay small{color:#555}
.mingshan-plain{font:18px/1.7 system-ui,sans-serif;margin:40px auto;max-width:40em;padding:0 20px}
@media print{#mingshan-overlay{display:none}}
`
