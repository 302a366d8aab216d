package check

import (
	"slices"

	"mingshan/generator/base/calendar"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
)

// channelRow is what the rules ask of one row of channels.csv.
type channelRow struct {
	kind, region, phone, transfer string
	empty                         map[string]bool // columns without a value
	open                          bool            // there is some way through: phone, e-mail, address or web page
	verified                      calendar.Date
	at                            diag.Place
}

// Channels holds data/registers/channels.csv against data/rules: numbers that take no complaints, channels nobody checked
// for long, regions left without one, and the decision tree. A register that is missing is reported by Run. Own is the day
// up to which somebody could have checked a channel: the as-of date or, for one who looks ahead, the site's own day. A channel
// that is too old by then blocks; one that only will be on the as-of date is a warning.
func Channels(cfg config.Complaints, corpus content.Corpus, set dataset.Set, asOf, own calendar.Date) diag.List {
	c := &checker{set: set, corpus: corpus, values: map[string]map[string]bool{}, names: map[string]map[string]string{}}
	c.collect()
	c.problems = diag.List{} // of the lists themselves; Run reports them
	t, ok := set.Get("channels")
	if !ok || len(c.levels) == 0 {
		return diag.List{} // without channels or regions there is nothing to hold against the rules
	}
	h := &channelCheck{checker: c, rules: cfg.Channels, doc: cfg.ChannelsFacts, rows: channelRows(t), asOf: asOf, own: own, file: t.File}
	for _, r := range h.rows {
		h.row(r)
	}
	h.transferOnce()
	for i, x := range cfg.Channels.Hotlines {
		for n, kind := range x.Kinds {
			c.known("channel_kinds", kind, cfg.ChannelsFacts.Place("hotlines", i, "kinds", n))
		}
	}
	for i, x := range cfg.Channels.Cover {
		h.cover(i, x)
	}
	for i, x := range cfg.Channels.Complete {
		h.complete(i, x, t.Schema)
	}
	h.route(cfg.Route, cfg.RouteFacts)
	c.known("pages", cfg.Route.Quiet, cfg.RouteFacts.Place("quiet"))
	c.corrections(asOf)
	return c.problems
}

type channelCheck struct {
	*checker
	rules config.ChannelRules
	doc   *facts.Doc
	rows  []channelRow
	asOf  calendar.Date
	own   calendar.Date
	file  string
}

func channelRows(t *dataset.Table) []channelRow {
	var out []channelRow
	for _, row := range t.Rows() {
		text := func(field string) string {
			if col := t.Column(field); col >= 0 {
				return t.At(row, col).Text()
			}
			return ""
		}
		empty := map[string]bool{}
		for col, f := range t.Schema.Fields {
			empty[f.ID] = !t.At(row, col).Present()
		}
		r := channelRow{empty: empty, kind: text("kind"), region: text("region"), phone: text("phone"), transfer: text("transfer"), at: diag.Place{File: t.File, Line: row.Line()}}
		r.open = r.phone != "" || text("email") != "" || text("url") != "" || text("post_zh") != ""
		r.verified, _ = calendar.Parse(text("verified_on")) // the schema has checked its form; an empty one is told there
		out = append(out, r)
	}
	return out
}

// row checks one channel by itself.
func (h *channelCheck) row(r channelRow) {
	for _, x := range h.rules.Refused {
		if x.Number == r.phone {
			h.problems.Add(r.at, "channel/refused", diag.Msg{ZH: x.Number + " 不受理这类投诉：" + x.Reason.ZH, EN: x.Number + " takes no such complaints: " + x.Reason.EN},
				diag.Say("换成受理单位的号码；没有就写 %s，transfer 写 yes", "give the number of the office in charge, or %s with transfer: yes", h.rules.Transfer))
		}
	}
	if !r.open {
		h.problems.Add(r.at, "channel/no-way", diag.Say("这个渠道没有电话、邮箱、网址，也没有通信地址", "this channel has no phone, e-mail, web page or postal address"),
			diag.Say("至少写一样；没有自己的号码，phone 写 %s，transfer 写 yes", "give at least one; without a number of its own, phone is %s and transfer yes", h.rules.Transfer))
	}
	if r.transfer == "yes" && r.phone != h.rules.Transfer {
		h.problems.Add(r.at, "channel/transfer", diag.Say("写明转接，电话却不是 %s", "it says that calls are transferred, but the number is not %s", h.rules.Transfer),
			diag.Say("phone 写 %s；有自己的号码就把 transfer 改成 no", "make phone %s, or transfer no if it has a number of its own", h.rules.Transfer))
	}
	h.hotline(r)
	h.fresh(r)
}

// hotline keeps the state's short numbers to the kinds of channel that the rules name: 12388 is no charity's telephone.
func (h *channelCheck) hotline(r channelRow) {
	if !config.Short(r.phone) || r.phone == h.rules.Transfer && r.transfer == "yes" {
		return
	}
	instead := diag.Say("换成受理单位自己的号码；没有就写 %s，transfer 写 yes", "give the office’s own number, or %s with transfer: yes", h.rules.Transfer)
	at := slices.IndexFunc(h.rules.Hotlines, func(x config.Hotline) bool { return x.Number == r.phone })
	switch {
	case at >= 0 && !slices.Contains(h.rules.Hotlines[at].Kinds, r.kind):
		x := h.rules.Hotlines[at]
		h.problems.Add(r.at, "channel/hotline", diag.Msg{ZH: x.Number + " 不是“" + r.kind + "”渠道的号码：" + x.Reason.ZH, EN: x.Number + " is not the number of a channel of the kind " + r.kind + ": " + x.Reason.EN}, instead)
	case at < 0 && r.phone != h.rules.Transfer:
		h.problems.Add(r.at, "channel/hotline", diag.Say("%s 是短号，data/rules/channels.yaml 没有写明它属于哪一类渠道", "%s is a short number, and data/rules/channels.yaml does not say which kind of channel it belongs to", r.phone),
			diag.Say("有出处的，由批准岗位写进 hotlines；否则换成受理单位自己的号码，或写 %s、transfer 写 yes", "with a source, have the approver enter it under hotlines; else give the office’s own number, or %s with transfer: yes", h.rules.Transfer))
	}
}

// fresh asks how long ago somebody checked the channel.
func (h *channelCheck) fresh(r channelRow) {
	if r.verified.IsZero() {
		return
	}
	ring := diag.Say("派专人拨打核对，再改写 verified_on 和 verified_by", "have a person ring it, then renew verified_on and verified_by")
	switch age := r.verified.DaysUntil(h.asOf); {
	case age < 0:
		h.problems.Warn(r.at, "channel/verified-ahead", diag.Say("核对日期在基准日之后", "it was verified after the as-of date"), diag.Say("不是补建以前的版本，就改正 verified_on", "correct verified_on, unless this builds the site as of an earlier day"))
	case age > h.rules.BlockDays.Value && r.verified.DaysUntil(h.own) <= h.rules.BlockDays.Value:
		h.problems.Warn(r.at, "channel/will-be-stale", diag.Say("到那天就有 %d 天没有核对了，超过 %d 天不得发布", "by then not verified for %d days; above %d it may not be published", age, h.rules.BlockDays.Value), ring)
	case age > h.rules.BlockDays.Value:
		h.problems.Add(r.at, "channel/stale", diag.Say("已有 %d 天没有核对，超过 %d 天不得发布", "not verified for %d days; above %d it may not be published", age, h.rules.BlockDays.Value), ring)
	case age > h.rules.WarnDays.Value:
		h.problems.Warn(r.at, "channel/aging", diag.Say("已有 %d 天没有核对，超过 %d 天就该核对了", "not verified for %d days; it is due after %d", age, h.rules.WarnDays.Value), ring)
	}
}

// transferOnce keeps the number that passes callers on to one row of its own: every other one says that it transfers.
func (h *channelCheck) transferOnce() {
	own := 0
	for _, r := range h.rows {
		if r.phone != h.rules.Transfer || r.transfer != "no" {
			continue
		}
		if own++; own > 1 {
			h.problems.Add(r.at, "channel/transfer", diag.Say("%s 不是这个单位自己的号码", "%s is not this office’s own number", h.rules.Transfer), diag.Say("transfer 写 yes", "make transfer yes"))
		}
	}
}

// cover names each region of the level that has no channel of the kind.
func (h *channelCheck) cover(i int, x config.Cover) {
	if !h.values["channel_kinds"][x.Kind] {
		h.known("channel_kinds", x.Kind, h.doc.Place("cover", i, "kind"))
		return
	}
	for _, code := range h.demanded(x.Level) {
		if slices.ContainsFunc(h.rows, func(r channelRow) bool { return r.kind == x.Kind && r.region == code && r.open }) {
			continue
		}
		h.problems.Add(diag.Place{File: h.file}, "channel/uncovered", diag.Msg{
			ZH: code + " 没有“" + x.Kind + "”渠道：" + x.Reason.ZH, EN: code + " has no channel of the kind " + x.Kind + ": " + x.Reason.EN},
			diag.Say("加一行；没有自己的号码，phone 写 %s，transfer 写 yes", "add a row; without a number of its own, phone is %s and transfer yes", h.rules.Transfer))
	}
}

// complete names what a channel of the kind leaves empty that has to be public (duties CP-03).
func (h *channelCheck) complete(i int, x config.Complete, schema dataset.Schema) {
	for n, id := range x.Fields {
		if _, ok := schema.Field(id); !ok {
			h.problems.Add(h.doc.Place("complete", i, "fields", n), "channel/field", diag.Say("渠道册没有这一列", "the register of channels has no such column"), diag.Say("列名见 data/registers/channels.yaml", "see data/registers/channels.yaml for its columns"))
			continue
		}
		for _, r := range h.rows {
			if r.kind == x.Kind && r.empty[id] {
				h.problems.Add(r.at, "channel/incomplete", diag.Msg{ZH: "“" + id + "”没有填：" + x.Reason.ZH, EN: id + " is empty: " + x.Reason.EN}, diag.Say("补上这一格", "fill the cell"))
			}
		}
	}
}

// demanded lists the regions of a level that are inside coverage; of the level registering, those where an organisation
// is registered: the authority that registered it handles complaints about it (民发〔2016〕139号, article 3).
func (h *channelCheck) demanded(level string) []string {
	var out []string
	if level == config.Registering {
		if t, ok := h.set.Get("organizations"); ok && t.Column("region") >= 0 {
			for _, row := range t.Rows() {
				if code := t.At(row, t.Column("region")).Text(); !slices.Contains(out, code) {
					out = append(out, code)
				}
			}
		}
		slices.Sort(out)
		return out
	}
	for _, code := range keys(h.values["regions"]) {
		if h.covered[code] && h.isAt(code, level) {
			out = append(out, code)
		}
	}
	return out
}

// isAt reports whether a region stands at a level of jurisdiction: Pingtan is a reporting unit and a county.
func (h *channelCheck) isAt(code, level string) bool {
	if level == "province" {
		return h.levels[code] == "province"
	}
	return slices.Contains(levelsFor(level), h.levels[code])
}

// route holds the decision tree against the register: each end has its channels, each channel is at some end.
func (h *channelCheck) route(r config.Route, doc *facts.Doc) {
	told := make([]bool, len(h.rows))
	for i, e := range r.Ends {
		for n, x := range e.Channels {
			found := false
			for k, row := range h.rows {
				if row.kind == x.Kind && h.isAt(row.region, x.Level) && row.open {
					told[k], found = true, true
				}
			}
			if !found && x.Kind != "" {
				h.problems.Add(doc.Place("ends", i, "channels", n), "route/no-channel", diag.Say("渠道册里没有这一级的“%s”渠道，这条路走不通", "the register has no channel %q at this level: this way leads nowhere", diag.Safe(x.Kind)),
					diag.Say("在 %s 里补上，或改成已有的渠道", "add it to %s, or name a channel that exists", h.file))
			}
		}
	}
	for k, row := range h.rows {
		if !told[k] && row.open && len(r.Ends) > 0 {
			h.problems.Add(row.at, "route/channel-unreachable", diag.Say("“该找谁”没有一条路通向这个渠道", "no way of the guide leads to this channel"),
				diag.Say("在 data/rules/complaint-route.yaml 的 ends 里写上它的 kind 和级别", "name its kind and level at an end of data/rules/complaint-route.yaml"))
		}
	}
}
