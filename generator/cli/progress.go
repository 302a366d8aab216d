package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode"

	"mingshan/generator/build"
)

// progress prints one line per stage with its count and time, and on a terminal a bar while a stage takes more than a
// second. Lines go to standard error.
type progress struct {
	app     *app
	mu      sync.Mutex
	out     io.Writer
	bars    bool
	stage   string
	begun   time.Time
	painted time.Time
	wide    bool // a bar stands on the current line
}

func (a *app) progress(start time.Time) *progress {
	p := &progress{app: a, out: a.err, bars: terminal(a.err), begun: start}
	if a.quiet || a.json {
		p.out = io.Discard
	}
	return p
}

// stageName words a stage for the editor.
func (p *progress) stageName(stage string) string {
	zh := map[string]string{"read": "读取", "check": "检查", "clear": "隐私关口", "plan": "规划", "render": "生成", "audit": "核验", "publish": "发布"}[stage]
	if p.app.lang == "zh" {
		return zh
	}
	return stage
}

// counted words what a stage counts.
func (p *progress) counted(stage string) string {
	switch stage {
	case "read", "publish":
		return p.app.say("个文件", "files")
	case "check", "clear":
		return p.app.say("张表", "tables")
	}
	return p.app.say("页", "pages")
}

// event takes news of a stage; it is safe for concurrent use.
func (p *progress) event(e build.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	switch {
	case e.End:
		p.wipe()
		_, _ = fmt.Fprintf(p.out, "%s %6d %s %7.2f s\n", pad(p.stageName(e.Stage), 8), e.Done, pad(p.counted(e.Stage), 6), now.Sub(p.begun).Seconds())
		p.begun = now
	case e.Stage != p.stage || e.Total == 0:
		p.stage, p.begun = e.Stage, now
	case p.bars && now.Sub(p.begun) > time.Second && now.Sub(p.painted) > 100*time.Millisecond:
		const width = 30
		full := width * e.Done / e.Total
		_, _ = fmt.Fprintf(p.out, "\r%s [%s%s] %d/%d", p.stageName(e.Stage), strings.Repeat("=", full), strings.Repeat(" ", width-full), e.Done, e.Total)
		p.painted, p.wide = now, true
	}
}

// pad fills a word up to a width in terminal cells; a Han character takes two.
func pad(s string, width int) string {
	for _, r := range s {
		width--
		if unicode.Is(unicode.Han, r) {
			width--
		}
	}
	return s + strings.Repeat(" ", max(0, width))
}

func (p *progress) wipe() {
	if p.wide {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
		p.wide = false
	}
}

// clear removes a bar that an early end left standing.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
}
