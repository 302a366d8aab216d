package config

import (
	"regexp"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
)

// routeCheck walks the route once from its start.
type routeCheck struct {
	doc       *facts.Doc
	route     Route
	questions map[string]int
	ends      map[string]int
	state     map[string]int // question → 0 unseen, 1 on the way, 2 done
	reached   map[string]bool
	problems  *diag.List
}

// checkRoute proves the route complete by itself: every answer leads on, no way leads back, everything can be reached and
// every end names a channel. That the channels exist, input/check holds against the register.
func checkRoute(doc *facts.Doc, r Route, d Deadlines, problems *diag.List) {
	c := &routeCheck{doc, r, map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}, problems}
	c.ids()
	c.pieces(d)
	if r.Start == "" {
		return
	}
	if _, ok := c.questions[r.Start]; !ok {
		c.unknown(r.Start, c.names(c.questions), "start")
		return
	}
	c.walk(r.Start)
	for i, q := range r.Questions {
		if q.ID != "" && c.state[q.ID] == 0 {
			c.add("route/unreachable", diag.Say("从头问起到不了这个问题", "no answer leads to this question"), diag.Say("在某个回答里写 ask，或删去这个问题", "let an answer ask it, or remove it"), "questions", i, "id")
		}
	}
	for i, e := range r.Ends {
		if e.ID != "" && !c.reached[e.ID] {
			c.add("route/unreachable", diag.Say("从头问起到不了这个结果", "no answer leads to this end"), diag.Say("在某个回答里写 end，或删去这个结果", "let an answer end in it, or remove it"), "ends", i, "id")
		}
	}
}

func (c *routeCheck) add(code string, text, hint diag.Msg, at ...any) {
	c.problems.Add(c.doc.Place(at...), code, text, hint)
}

// ids collects the names of questions and ends, which are anchors of one page.
func (c *routeCheck) ids() {
	shape := regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	name := func(into map[string]int, id string, i int, at ...any) {
		if id == "" {
			return
		}
		if !shape.MatchString(id) {
			c.add("route/id", diag.Say("id 不合格式", "the id has another form"), diag.Say("小写字母、数字和连字符，字母开头", "lower-case letters, digits and hyphens, a letter first"), at...)
		}
		_, question := c.questions[id]
		_, end := c.ends[id]
		if question || end {
			c.add("route/id-twice", diag.Say("id 用了两次", "the id is used twice"), diag.Say("问题和结果的 id 都不能相同", "no two questions or ends share an id"), at...)
			return
		}
		into[id] = i
	}
	for i, q := range c.route.Questions {
		name(c.questions, q.ID, i, "questions", i, "id")
	}
	for i, e := range c.route.Ends {
		name(c.ends, e.ID, i, "ends", i, "id")
	}
}

// pieces checks each question and end by itself.
func (c *routeCheck) pieces(d Deadlines) {
	for i, q := range c.route.Questions {
		if q.ID != "" && len(q.Answers) < 2 {
			c.add("route/dead-end", diag.Say("问题至少要有两个回答", "a question needs at least two answers"), diag.Say("补上回答，或把问题并入上一题", "add an answer, or merge the question into the one before"), "questions", i)
		}
		for n, a := range q.Answers {
			c.answer(a, "questions", i, "answers", n)
		}
	}
	for i, e := range c.route.Ends {
		if e.ID != "" && len(e.Channels) == 0 {
			c.add("route/dead-end", diag.Say("这个结果没有写渠道", "this end names no channel"), diag.Say("在 channels 里写 kind 和 level", "give kind and level under channels"), "ends", i)
		}
		for n, x := range e.Channels {
			checkLevel(c.doc, x.Level, c.problems, "ends", i, "channels", n, "level")
		}
		checkBasis(c.doc, e.Basis, c.problems, "ends", i, "basis")
		if e.Ladder != "" && !hasLadder(d, e.Ladder) {
			var names []string
			for _, l := range d.Ladders {
				names = append(names, l.ID)
			}
			c.unknown(e.Ladder, names, "ends", i, "ladder")
		}
	}
}

func hasLadder(d Deadlines, id string) bool {
	for _, l := range d.Ladders {
		if l.ID == id {
			return true
		}
	}
	return false
}

// answer checks that an answer leads to exactly one place, and that the place exists.
func (c *routeCheck) answer(a Answer, at ...any) {
	if (a.Ask == "") == (a.End == "") {
		c.add("route/dead-end", diag.Say("回答要写 ask（下一题）或 end（结果），只写一个", "an answer has either ask (the next question) or end"), diag.Say("写一个存在的 id", "give an id that exists"), at...)
		return
	}
	if _, ok := c.questions[a.Ask]; a.Ask != "" && !ok {
		c.unknown(a.Ask, c.names(c.questions), append(at, "ask")...)
	}
	if _, ok := c.ends[a.End]; a.End != "" && !ok {
		c.unknown(a.End, c.names(c.ends), append(at, "end")...)
	}
}

func (c *routeCheck) unknown(id string, known []string, at ...any) {
	hint := diag.Say("写一个存在的 id", "give an id that exists")
	if near, ok := facts.Nearest(id, known); ok {
		hint = diag.Say("是不是 %s？", "did you mean %s?", near)
	}
	c.add("route/unknown", diag.Say("没有这个 id", "there is no such id"), hint, at...)
}

func (c *routeCheck) names(from map[string]int) []string {
	var out []string
	for _, q := range c.route.Questions {
		if _, ok := from[q.ID]; ok {
			out = append(out, q.ID)
		}
	}
	for _, e := range c.route.Ends {
		if _, ok := from[e.ID]; ok {
			out = append(out, e.ID)
		}
	}
	return out
}

// walk follows every answer in depth; an answer that leads to a question still on the way closes a loop.
func (c *routeCheck) walk(id string) {
	c.state[id] = 1
	i := c.questions[id]
	for n, a := range c.route.Questions[i].Answers {
		c.reached[a.End] = true
		if _, ok := c.questions[a.Ask]; !ok {
			continue
		}
		switch c.state[a.Ask] {
		case 1:
			c.add("route/loop", diag.Say("这个回答又回到前面的问题，读者会绕圈子", "this answer leads back to an earlier question: readers go round in circles"), diag.Say("改成后面的问题或一个结果", "let it lead to a later question or an end"), "questions", i, "answers", n, "ask")
		case 0:
			c.walk(a.Ask)
		}
	}
	c.state[id] = 2
}
