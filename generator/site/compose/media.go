package compose

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"mingshan/generator/base/artifact"
	"mingshan/generator/gate/pixels"
	"mingshan/generator/gate/release"
	"mingshan/generator/site/view"
)

// picture is a cleared picture with the addresses of its sizes.
type picture struct {
	set   pixels.Set
	paths []string // one per variant
}

// collectMedia gives every cleared picture its addresses: folder and name of the source, width, digest.
func (k *Composer) collectMedia() {
	for source, set := range k.cleared.Pictures {
		stem := path.Base(path.Dir(source)) + "-" + strings.TrimSuffix(path.Base(source), path.Ext(source))
		p := picture{set: set}
		for _, v := range set.Variants {
			sum := sha256.Sum256(v.Data)
			p.paths = append(p.paths, fmt.Sprintf("media/%s-%d.%s.%s", stem, v.Width, hex.EncodeToString(sum[:4]), set.Ext))
		}
		k.media[source] = p
	}
}

// Media gives the picture files, in order of path.
func (k *Composer) Media() []artifact.File {
	var out []artifact.File
	for _, p := range k.media {
		for i, v := range p.set.Variants {
			out = append(out, artifact.File{Path: p.paths[i], Data: v.Data})
		}
	}
	slices.SortFunc(out, func(a, b artifact.File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// picture prints one picture of an entry; ok is false when the gate did not let it through.
func (g *page) picture(folder string, pic release.Picture) (view.Picture, bool) {
	m, ok := g.media[folder+pic.File]
	if !ok {
		return view.Picture{}, false
	}
	last := len(m.set.Variants) - 1
	show := min(1, last)
	out := view.Picture{Src: g.href(m.paths[show]), Width: m.set.Variants[show].Width, Height: m.set.Variants[show].Height,
		Alt: g.t(pic.Alt), Caption: g.t(pic.Caption), Credit: g.t(pic.Credit)}
	if last > 0 {
		var set []string
		for i, v := range m.set.Variants {
			set = append(set, fmt.Sprintf("%s %dw", g.href(m.paths[i]), v.Width))
		}
		out.SrcSet = strings.Join(set, ", ")
	}
	return out, true
}

func (g *page) pictures(folder string, all []release.Picture) []view.Picture {
	var out []view.Picture
	for _, pic := range all {
		if v, ok := g.picture(folder, pic); ok {
			out = append(out, v)
		}
	}
	return out
}

// ogImage is the absolute address of an entry's first picture, if any.
func (g *page) ogImage(folder string, all []release.Picture) string {
	for _, pic := range all {
		if m, ok := g.media[folder+pic.File]; ok {
			return g.site.BaseURL + m.paths[len(m.paths)-1]
		}
	}
	return ""
}

// cardPicture is the smallest size of an entry's first picture.
func (g *page) cardPicture(folder string, all []release.Picture) *view.Picture {
	for _, pic := range all {
		if v, ok := g.picture(folder, pic); ok {
			m := g.media[folder+pic.File]
			v.Src, v.Width, v.Height = g.href(m.paths[0]), m.set.Variants[0].Width, m.set.Variants[0].Height
			v.SrcSet, v.Caption, v.Credit = "", "", ""
			return &v
		}
	}
	return nil
}
