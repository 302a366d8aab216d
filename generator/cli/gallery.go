package cli

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/theme"
	"mingshan/generator/site/view"
	"mingshan/themes/banyan/samples"
)

func (a *app) gallery() *cobra.Command {
	return &cobra.Command{
		Use:   "gallery",
		Short: a.say("把主题的每个部件和每种页面写成样张（.cache/gallery）", "write samples of every part and page of the theme (.cache/gallery)"),
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return a.writeGallery() },
	}
}

// galleryModes are the ways a page may look: a name, and the attributes on the html element that bring it about.
func galleryModes() [][2]string {
	return [][2]string{
		{"light", `data-scheme="light"`}, {"dark", `data-scheme="dark"`},
		{"contrast", `data-scheme="light" data-contrast="more"`}, {"contrast-dark", `data-scheme="dark" data-contrast="more"`},
		{"large", `data-scheme="light" data-type="large"`}, {"print", ""},
	}
}

// writeGallery writes <mode>/<edition>/<name>.html and an index that leads to each.
func (a *app) writeGallery() error {
	out := a.output
	if out == "" {
		out = filepath.Join(a.dir, ".cache", "gallery")
	}
	t := Theme()
	words, problems := t.Words()
	if problems.Blocking() > 0 {
		if err := problems.Write(a.err, a.lang); err != nil {
			return err
		}
		return errBlocked
	}
	var groups []view.Group
	files := 0
	for _, mode := range galleryModes() {
		sheet := t.CSS
		if mode[0] == "print" {
			sheet = paper(sheet)
		}
		if err := write(filepath.Join(out, mode[0], "style.css"), sheet); err != nil {
			return err
		}
		if err := write(filepath.Join(out, mode[0], "favicon.svg"), t.Favicon); err != nil {
			return err
		}
		for _, tag := range lang.Editions() {
			pages, err := galleryPages(t, samples.New(string(tag), words.Words(tag)))
			if err != nil {
				return err
			}
			group := view.Group{Title: mode[0] + " · " + string(tag)}
			for _, name := range slices.Sorted(maps.Keys(pages)) {
				at := mode[0] + "/" + string(tag) + "/" + name + ".html"
				page := bytes.Replace(pages[name], []byte("<html "), []byte("<html "+mode[1]+" "), 1)
				if err := write(filepath.Join(out, filepath.FromSlash(at)), page); err != nil {
					return err
				}
				group.Links = append(group.Links, view.Link{Text: name, Href: at})
				files++
			}
			groups = append(groups, group)
		}
	}
	var index bytes.Buffer
	if err := samples.Index(a.lang, a.say("明善主题样张", "Gallery of the theme"), groups).Render(context.Background(), &index); err != nil {
		return fmt.Errorf("gallery: %w", err)
	}
	if err := write(filepath.Join(out, "index.html"), index.Bytes()); err != nil {
		return err
	}
	if !a.quiet {
		_, _ = fmt.Fprintln(a.out, a.say("%d 张样张：%s", "%d samples: %s", files, filepath.Join(out, "index.html")))
	}
	return nil
}

// galleryPages renders every part and every kind of page in one edition.
func galleryPages(t theme.Theme, s samples.Sampler) (map[string][]byte, error) {
	out := map[string][]byte{}
	for name, v := range s.Pages() {
		c, err := t.Page(v)
		if err != nil {
			return nil, fmt.Errorf("gallery: %w", err)
		}
		var b bytes.Buffer
		if err := c.Render(context.Background(), &b); err != nil {
			return nil, fmt.Errorf("gallery %s: %w", name, err)
		}
		out[name] = b.Bytes()
	}
	for _, p := range s.Parts() {
		var b bytes.Buffer
		if err := p.Show(s.Frame()).Render(context.Background(), &b); err != nil {
			return nil, fmt.Errorf("gallery %s: %w", p.Name, err)
		}
		out[p.Name] = b.Bytes()
	}
	return out, nil
}

// paper turns a sheet so that a screen shows what would be printed, as wide as an A4 sheet between its margins.
func paper(css []byte) []byte {
	turned := strings.NewReplacer("@media print", "@media all", "@media screen", "@media speech").Replace(string(css))
	return []byte(turned + "\nbody { inline-size: 180mm; margin: 16mm auto; }\n")
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
