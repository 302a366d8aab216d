package content

import (
	"regexp"
	"slices"
	"strings"

	"mingshan/generator/base/diag"
	"mingshan/generator/base/facts"
	"mingshan/generator/base/lang"
	"mingshan/generator/base/prose"
	"mingshan/generator/input/source"
)

const root = "content/"

// Read decodes everything under content/ but site.yaml. An entry with problems is still in the Corpus with what
// could be read, so that a later room does not report its absence as well. Whether the organization, region or
// dataset that an entry names exists is input/check's business.
func Read(snap *source.Snapshot) (Corpus, diag.List) {
	r := reader{snap: snap, slug: regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)}
	folders := r.folders()
	c := Corpus{
		Projects:  load(&r, folders["project"], (*reader).project),
		Stories:   load(&r, folders["story"], (*reader).story),
		Topics:    load(&r, folders["topic"], (*reader).topic),
		Notices:   load(&r, folders["notice"], (*reader).notice),
		Campaigns: load(&r, folders["campaign"], (*reader).campaign),
		Pages:     load(&r, folders["page"], (*reader).page),
	}
	return c, r.problems
}

// Kinds gives each kind's folder under content/ and the kind's own name, which is also its facts file's.
func Kinds() map[string]string {
	return map[string]string{"projects": "project", "stories": "story", "topics": "topic",
		"notices": "notice", "campaigns": "campaign", "pages": "page"}
}

type reader struct {
	snap     *source.Snapshot
	slug     *regexp.Regexp
	problems diag.List
}

// folder is one entry's files.
type folder struct {
	kind, slug, path string
	files            []source.File
}

// folders sorts the files by kind and entry, each kind in order of slug, and reports those that belong to none.
func (r *reader) folders() map[string][]*folder {
	out := map[string][]*folder{}
	kinds := Kinds()
	for _, f := range r.snap.Files(root) {
		if f.Path == root+"site.yaml" || f.Path == root+"translations.yaml" {
			continue
		}
		parts := strings.Split(strings.TrimPrefix(f.Path, root), "/")
		kind := kinds[parts[0]]
		switch {
		case len(parts) > 1 && kind == "":
			r.strayFolder(f.Path, parts[0])
			continue
		case len(parts) != 3:
			r.problems.Add(diag.Place{File: f.Path}, "content/stray-file", diag.Say("文件不在任何一篇内容的文件夹里", "the file is in no entry's folder"),
				diag.Say("内容放在 content/<类别>/<名称>/ 里，如 content/projects/new-leaf-fund/", "entries are folders content/<kind>/<slug>/, like content/projects/new-leaf-fund/"))
			continue
		}
		all := out[kind]
		if len(all) == 0 || all[len(all)-1].slug != parts[1] {
			all = append(all, &folder{kind: kind, slug: parts[1], path: root + parts[0] + "/" + parts[1] + "/"})
			out[kind] = all
		}
		last := all[len(all)-1]
		last.files = append(last.files, f)
	}
	for _, all := range out {
		slices.SortFunc(all, func(a, b *folder) int { return strings.Compare(a.slug, b.slug) })
	}
	return out
}

func (r *reader) strayFolder(path, name string) {
	known := []string{"campaigns", "notices", "pages", "projects", "stories", "topics"}
	hint := diag.Say("可用的文件夹：%[1]s", "known folders: %[1]s", strings.Join(known, ", "))
	if near, ok := facts.Nearest(name, known); ok {
		hint = diag.Say("是不是 %[1]s？", "did you mean %[1]s?", near)
	}
	r.problems.Add(diag.Place{File: path}, "content/stray-folder", diag.Say("content/ 下没有这一类", "content/ has no such kind of folder"), hint)
}

// load reads every entry of a kind; take hands out the parts that all kinds have after decoding, and checks the
// kind's own rules.
func load[T any](r *reader, folders []*folder, take func(*reader, *facts.Doc, *T) (*Entry, []Picture)) []T {
	out := make([]T, 0, len(folders))
	for _, f := range folders {
		var item T
		file := f.path + f.kind + ".yaml"
		doc := r.facts(file, &item)
		entry, pictures := take(r, doc, &item)
		*entry = Entry{Kind: f.kind, Slug: f.slug, Place: diag.Place{File: file}, Facts: doc, Prose: r.prose(f)}
		r.checkSlug(f)
		r.checkFiles(f, doc, pictures)
		out = append(out, item)
	}
	return out
}

// facts decodes the facts file; a missing one is a problem and reads as an empty Doc.
func (r *reader) facts(file string, into any) *facts.Doc {
	f, ok := r.snap.Get(file)
	if !ok {
		r.absent(file, diag.Say("标题、日期等事实写在这个文件里", "title, dates and other facts stand in this file"))
		return facts.Absent(file)
	}
	doc, problems := facts.Parse(file, f.Data)
	r.problems.Append(problems)
	r.problems.Append(doc.Decode(into))
	return doc
}

// prose parses zh.md and en.md; an entry needs both, because every page exists in every edition.
func (r *reader) prose(f *folder) map[lang.Tag]prose.Doc {
	out := make(map[lang.Tag]prose.Doc, len(lang.Editions()))
	for _, tag := range lang.Editions() {
		path := f.path + string(tag) + ".md"
		file, ok := r.snap.Get(path)
		if !ok {
			r.absent(path, diag.Say("每篇内容都有中文 zh.md 和英文 en.md", "every entry has zh.md in Chinese and en.md in English"))
			continue
		}
		doc, problems := prose.Parse(path, file.Data)
		r.problems.Append(problems)
		if doc.Empty() && problems.Blocking() == 0 {
			r.problems.Add(diag.Place{File: path, Line: 1, Column: 1}, "content/prose-empty", diag.Say("没有正文", "there is no text"),
				diag.Say("写上正文；各语言都要有", "write the text; every language needs it"))
		}
		out[tag] = doc
	}
	return out
}

func (r *reader) absent(path string, hint diag.Msg) {
	if !r.snap.Refused(path) {
		r.problems.Add(diag.Place{File: path}, "content/missing-file", diag.Say("缺少这个文件", "this file is missing"), hint)
	}
}

// checkSlug refuses folder names that would not make a lasting address, or that another page already has.
func (r *reader) checkSlug(f *folder) {
	at := diag.Place{File: strings.TrimSuffix(f.path, "/")}
	const limit = 60
	if !r.slug.MatchString(f.slug) || len(f.slug) > limit {
		r.problems.Add(at, "content/slug", diag.Say("文件夹的名字不能用作网址", "the folder's name cannot be part of an address"),
			diag.Say("只用小写字母、数字和单个连字符，不超过 %d 个字符", "lower-case letters, digits and single hyphens, at most %d characters", limit))
	}
	taken := []string{"404", "assets", "campaigns", "compare", "complaints", "data", "disclosure", "index", "notices", "organizations", "projects",
		"regions", "search", "sitemap", "stories", "topics", "withheld"}
	if f.slug == "index" || f.kind == "page" && slices.Contains(taken, f.slug) {
		r.problems.Add(at, "content/slug-taken", diag.Say("这个网址已经是别的页面的", "another page has this address"),
			diag.Say("换一个名字", "choose another name"))
	}
}

// checkFiles compares the pictures that the facts declare with the files that are there.
func (r *reader) checkFiles(f *folder, doc *facts.Doc, pictures []Picture) {
	name := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*\.(png|jpg|jpeg)$`)
	declared := map[string]bool{}
	for i, p := range pictures {
		at := doc.Place("pictures", i, "file")
		switch {
		case p.File == "":
			continue
		case declared[p.File]:
			r.problems.Add(at, "content/picture-twice", diag.Say("这张图片声明了两次", "this picture is declared twice"),
				diag.Say("只留一处", "keep one of them"))
			continue
		case !name.MatchString(p.File):
			r.problems.Add(at, "content/picture-name", diag.Say("图片的文件名不能用作网址", "the picture's file name cannot be part of an address"),
				diag.Say("小写字母、数字和连字符，以 .png、.jpg 或 .jpeg 结尾，与事实文件放在一起", "lower-case letters, digits and hyphens, ending in .png, .jpg or .jpeg, beside the facts file"))
		case !r.has(f, p.File) && !r.snap.Refused(f.path+p.File):
			r.problems.Add(at, "content/picture-missing", diag.Say("没有这个图片文件", "there is no such picture file"),
				diag.Say("把图片放在事实文件旁边，或删去这一项", "put the picture beside the facts file, or remove this item"))
		}
		declared[p.File] = true
		r.oneOf(doc, p.People, []string{"none", "consented", "back-view"}, "pictures", i, "people")
	}
	for _, file := range f.files {
		base := strings.TrimPrefix(file.Path, f.path)
		picture := strings.HasSuffix(base, ".png") || strings.HasSuffix(base, ".jpg") || strings.HasSuffix(base, ".jpeg")
		switch {
		case base == f.kind+".yaml", base == "zh.md", base == "en.md", declared[base]:
		case picture && !doc.Has():
			// The declaration cannot be seen: the facts are absent or cannot be parsed, which is reported already.
		case picture:
			r.problems.Add(diag.Place{File: file.Path}, "content/picture-undeclared",
				diag.Say("图片没有在 %s.yaml 里声明", "the picture is not declared in %s.yaml", f.kind),
				diag.Say("在 pictures 下写明 file、alt 和 people，或删去图片", "declare file, alt and people under pictures, or remove the picture"))
		default:
			r.problems.Add(diag.Place{File: file.Path}, "content/stray-file", diag.Say("这里用不到这个文件", "this file is not used here"),
				diag.Say("这里只有 %[1]s.yaml、zh.md、en.md 和图片", "only %[1]s.yaml, zh.md, en.md and pictures belong here", f.kind))
		}
	}
}

func (r *reader) has(f *folder, name string) bool {
	return slices.ContainsFunc(f.files, func(file source.File) bool { return file.Path == f.path+name })
}
