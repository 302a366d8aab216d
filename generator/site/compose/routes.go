package compose

import (
	"mingshan/generator/base/diag"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/plan"
)

// want is who should handle a complaint: a kind of channel, and the region whose channel it is.
type want struct{ kind, region string }

// wants says who handles complaints about the page. It is the one list that the box on the page and the check of the
// build read. authority is the organisation whose registering authority handles them; its ID is empty elsewhere.
func (g *page) wants() (list []want, authority release.Organization) {
	province := func(kinds ...string) []want {
		var out []want
		for _, kind := range kinds {
			out = append(out, want{kind, release.Province})
		}
		return out
	}
	registered := func(id string) release.Organization {
		return find(g.cleared.Organizations, func(o release.Organization) bool { return o.ID == id })
	}
	switch g.Kind {
	case plan.Home:
		return province("assistance_hotline", "charity"), authority
	case plan.Organization:
		o := registered(g.ID)
		return []want{{"charity", o.Region}}, o
	case plan.Project:
		p := find(g.cleared.Projects, func(x release.Project) bool { return x.Slug == g.ID })
		o := registered(p.Organization)
		return []want{{"charity", o.Region}}, o
	case plan.Campaign:
		x := find(g.cleared.Campaigns, func(x release.Campaign) bool { return x.Slug == g.ID })
		o := registered(x.Organization)
		return []want{{"charity", o.Region}, {"fundraising", x.Regions[0]}}, o
	case plan.Story:
		s := find(g.cleared.Stories, func(x release.Story) bool { return x.Slug == g.ID })
		p := find(g.cleared.Projects, func(x release.Project) bool { return x.Slug == s.Project })
		if o := registered(p.Organization); o.ID != "" {
			return []want{{"charity", o.Region}, {"data", release.Province}}, o
		}
		return []want{{"charity", s.Region}, {"data", release.Province}}, authority
	case plan.Region:
		return []want{{"charity", g.ID}, {"assistance_hotline", g.ID}}, authority
	case plan.Compare:
		return province("portal", "data"), authority
	case plan.Topic:
		return province("charity", "assistance_hotline"), authority
	case plan.Notice:
		return province("charity", "portal"), authority
	case plan.Dataset:
		return province("portal", "data"), authority
	case plan.Disclosure:
		return province("charity"), authority
	case plan.Withheld, plan.Tombstone:
		return province("data", "portal"), authority
	case plan.Standing:
		switch g.ID {
		case g.complaining.Route.Quiet:
			return nil, authority // where a reader goes to be away from this
		case "privacy":
			return province("data", "portal"), authority // PIPL 65, 网络数据安全管理条例 20
		case donorRights:
			return province("charity", "fundraising", "portal"), authority // 慈善法 42, 108
		case beneficiaryRights:
			return province("assistance_hotline", "charity", "portal"), authority // 社会救助法 60
		}
		return province("portal"), authority
	}
	return nil, authority
}

// CheckRoutes reports pages whose complaints nobody handles: it names the kind of channel and the region, one page, and
// how many more there are.
func (k *Composer) CheckRoutes() diag.List {
	type gap struct {
		first string
		pages int
	}
	gaps := map[want]*gap{}
	var order []want
	for _, pg := range k.plan.Pages {
		if pg.Edition == "" {
			continue
		}
		list, _ := k.at(pg, pg.Edition).wants()
		for _, w := range list {
			if len(k.channelsFor(w.kind, w.region)) > 0 {
				continue
			}
			if gaps[w] == nil {
				gaps[w] = &gap{first: pg.Path}
				order = append(order, w)
			}
			gaps[w].pages++
		}
	}
	var problems diag.List
	for _, w := range order {
		problems.Add(diag.Place{File: "data/registers/channels.csv"}, "complaint/no-route",
			diag.Say("%s 等 %d 页没有人受理投诉：%[4]s 及以上没有“%[3]s”渠道", "nobody handles complaints about %s and %d pages in all: there is no channel %q of %s or above", gaps[w].first, gaps[w].pages, w.kind, w.region),
			diag.Say("在渠道册里补上这一类渠道；没有自己的号码就由12345转接", "add such a channel to the register; without a number of its own, 12345 transfers the call"))
	}
	return problems
}
