package check

import (
	"mingshan/generator/base/diag"
	"mingshan/generator/input/config"
	"mingshan/generator/input/content"
	"mingshan/generator/input/dataset"
)

func (c *checker) projects() {
	for _, p := range c.corpus.Projects {
		at := p.Facts.Place
		c.known("fields", p.Field, at("field"))
		c.known("organizations", p.Organization, at("organization"))
		for i, id := range p.Partners {
			c.known("organizations", id, at("partners", i))
		}
		for i, code := range p.Regions {
			c.region(code, at("regions", i))
		}
		for i, slug := range p.Topics {
			c.known("topics", slug, at("topics", i))
		}
	}
}

func (c *checker) stories() {
	for _, s := range c.corpus.Stories {
		at := s.Facts.Place
		c.known("fields", s.Field, at("field"))
		c.known("projects", s.Project, at("project"))
		c.region(s.Region, at("region"), config.RegionLevels(c.cfg.Privacy.Stories.Finest(s.Sensitive()))...)
		for i, slug := range s.Topics {
			c.known("topics", slug, at("topics", i))
		}
	}
}

func (c *checker) topics() {
	for _, t := range c.corpus.Topics {
		at := t.Facts.Place
		c.known("policies", t.Policy, at("policy"))
		for i, b := range t.Basis {
			c.known("policies", b.Policy, at("basis", i, "policy"))
		}
		c.parent(t)
		for i, id := range t.Datasets {
			if table, ok := c.set.Get(id); !ok || !pageOf(table) {
				c.problems.Add(at("datasets", i), "topic/dataset", diag.Say("“%s”没有数据集页面", "%q has no dataset page", diag.Safe(id)),
					diag.Say("改正名称；名册和代码表要 published: true 才有页面", "correct the name; registers and code lists have a page with published: true"))
			}
		}
		for i, name := range t.Figures {
			c.figure(name, at("figures", i))
		}
		for i, k := range t.KeyFigures {
			c.keyFigure(k, t.Facts, "key_figures", i)
		}
		for i, code := range t.Regions {
			c.region(code, at("regions", i))
		}
		for i, slug := range t.Stories {
			if !c.values["takedowns"][slug] { // as on the home page
				c.known("stories", slug, at("stories", i))
			}
		}
		for _, x := range []struct {
			key, list string
			names     []string
		}{{"fields", "fields", t.Fields}, {"projects", "projects", t.Projects}, {"campaigns", "campaigns", t.Campaigns}, {"organizations", "organizations", t.Partners}} {
			for i, name := range x.names {
				c.known(x.list, name, at(x.key, i))
			}
		}
	}
}

// parent reports a topic that is part of none, or of one that is itself a part: the list of topics has two steps.
func (c *checker) parent(t content.Topic) {
	c.known("topics", t.Parent, t.Facts.Place("parent"))
	for _, up := range c.corpus.Topics {
		if up.Slug == t.Parent && (up.Parent != "" || up.Slug == t.Slug) {
			c.problems.Add(t.Facts.Place("parent"), "topic/parent", diag.Say("parent 要写一个自己不从属于别人的条目", "parent has to be a topic that is part of no other"),
				diag.Say("写它上面的条目，或删去 parent", "name the topic above it, or leave parent out"))
		} else if up.Slug == t.Parent && up.Clause != t.Clause {
			c.problems.Add(t.Facts.Place("clause"), "topic/clause", diag.Say("clause 与上面的条目不同", "the clause is not that of the topic above"),
				diag.Say("写 clause: %d", "write clause: %d", up.Clause))
		}
	}
}

// pageOf reports whether a table has a page of its own.
func pageOf(t *dataset.Table) bool { return t.Schema.Kind == "aggregate" || t.Schema.Published }

func (c *checker) campaigns() {
	for _, x := range c.corpus.Campaigns {
		at := x.Facts.Place
		c.known("organizations", x.Organization, at("organization"))
		for i, code := range x.Regions {
			c.region(code, at("regions", i))
		}
		for i, slug := range x.Projects {
			c.known("projects", slug, at("projects", i))
		}
	}
}

func (c *checker) site() {
	at := c.cfg.SiteFacts.Place
	home := c.cfg.Site.Home
	for i, k := range home.Figures {
		c.keyFigure(k, c.cfg.SiteFacts, "home", "key_figures", i)
	}
	for i, name := range home.Charts {
		c.figure(name, at("home", "charts", i))
	}
	for i, slug := range home.Projects {
		c.known("projects", slug, at("home", "projects", i))
	}
	for i, slug := range home.Stories {
		if !c.values["takedowns"][slug] { // what was withdrawn must not stop the build, or it would stay online
			c.known("stories", slug, at("home", "stories", i))
		}
	}
	for _, slug := range StandingPages() {
		if !c.values["pages"][slug] {
			c.problems.Add(diag.Place{File: "content/pages/" + slug + "/page.yaml"}, "page/needed", diag.Say("缺少“%s”页", "the page %q is missing", slug),
				diag.Say("每个站点都要有关于、方法、隐私、无障碍、使用条款五页", "every site has about, method, privacy, accessibility and terms"))
		}
	}
}
