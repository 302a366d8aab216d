// Package source reads what editors wrote, once, into a Snapshot. Nothing below it touches the disk, so a build
// sees one state of the files however long it takes, and serve can compare two states by their digests.
//
// It reads content/ and data/ under the project's root, and single theme files named in Options.Assets. It never
// leaves the root (os.Root), follows no symbolic link, and opens only ordinary files.
//
//	snap, problems, err := source.Read(".", source.Options{})
//	for _, f := range snap.Files("content/projects/") { … }
//
// README.md, files whose name begins with a dot, and the leftovers of editors and desktops (x~, #x#, ~$x.xlsx,
// x.swp, Thumbs.db, desktop.ini) are passed over in silence. A file that cannot be used is reported and left out
// of the Snapshot, which remembers it: see Snapshot.Refused. Refused are
//
//   - names that not every system, archive or web server carries: control and direction characters, <>:"|?*\,
//     spaces or dots at the ends, names reserved by Windows, names that are not Unicode NFC (a Mac may write é as
//     two characters; the same name then looks alike and is another), two names that differ only in case;
//   - what is not a file or folder: symbolic links, pipes, sockets, devices;
//   - files above 64 MiB and lines above 1 MiB;
//   - .yaml and .md that are not UTF-8 or hold invisible characters that change what a reader sees (bidirectional
//     controls: Boucher and Anderson, "Trojan Source", 2021). The encoding of .csv is input/dataset's business.
package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"mingshan/generator/base/diag"
)

const (
	maxBytes = 64 << 20
	maxDepth = 16
	siteFile = "content/site.yaml"
)

// Options says what to read besides content/ and data/.
type Options struct {
	// Assets are single files under the root that are read where they exist, such as a theme's library. They
	// are not checked as text.
	Assets []string
	// MaxBytes is the largest file that is read; 0 means 64 MiB.
	MaxBytes int64
}

// Read takes the snapshot of the project at root. The Snapshot holds every usable file even where there are
// problems. The error is for a root that cannot be opened.
func Read(root string, options Options) (*Snapshot, diag.List, error) {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return nil, diag.List{}, fmt.Errorf("open project: %w", err)
	}
	defer dir.Close()
	if options.MaxBytes <= 0 {
		options.MaxBytes = maxBytes
	}
	r := reader{root: dir, limit: options.MaxBytes, snap: Make(nil)}
	if _, err := dir.Lstat(siteFile); err != nil {
		r.refuse(diag.Place{File: siteFile}, "source/no-site",
			diag.Say("没有这个文件，这里不是明善的项目文件夹", "there is no such file: this is not a mingshan project folder"),
			diag.Say("进入含有 content/ 和 data/ 的文件夹再运行，或用 -C 指定", "run in the folder that holds content/ and data/, or name it with -C"))
	}
	for _, top := range []string{"content", "data"} {
		if info, err := dir.Lstat(top); err == nil {
			r.entry(top, info.Mode().Type(), 1)
		}
	}
	for _, asset := range options.Assets {
		if info, err := dir.Lstat(asset); err == nil && info.Mode().IsRegular() {
			r.file(path.Clean(asset))
		}
	}
	r.snap.sort()
	return r.snap, r.problems, nil
}

type reader struct {
	root     *os.Root
	limit    int64
	snap     *Snapshot
	problems diag.List
}

// refuse reports a file that is not used.
func (r *reader) refuse(at diag.Place, code string, text, hint diag.Msg) {
	r.snap.refused[at.File] = true
	r.problems.Add(at, code, text, hint)
}

// folder reads the entries of one folder; twins in case are refused both, for no system could say which is meant.
func (r *reader) folder(dir string, depth int) {
	if depth > maxDepth {
		r.refuse(diag.Place{File: dir}, "source/too-deep", diag.Say("文件夹嵌套太深", "folders are nested too deep"), diag.Msg{})
		return
	}
	f, err := r.root.Open(dir)
	if err != nil {
		r.unreadable(dir, err)
		return
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	if err != nil {
		r.unreadable(dir, err)
		return
	}
	names := map[string]int{}
	for _, e := range entries {
		names[folded(e.Name())]++
	}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		switch {
		case ignored(e.Name()):
		case !r.named(name):
		case names[folded(e.Name())] > 1:
			r.refuse(diag.Place{File: name}, "source/name-twins",
				diag.Say("同一文件夹里有只差大小写的两个名字", "two names in this folder differ only in upper and lower case"),
				diag.Say("改掉一个：Windows 和 macOS 会把它们当成同一个文件", "rename one: Windows and macOS take them for the same file"))
		default:
			r.entry(name, e.Type(), depth)
		}
	}
}

// entry reads one folder or file, or refuses what is neither.
func (r *reader) entry(name string, kind fs.FileMode, depth int) {
	at := diag.Place{File: name}
	switch {
	case kind.IsDir():
		r.folder(name, depth+1)
	case kind.IsRegular():
		if r.typed(name) {
			r.file(name)
		}
	case kind&fs.ModeSymlink != 0:
		r.refuse(at, "source/symlink", diag.Say("是符号链接，不读取", "is a symbolic link and is not read"),
			diag.Say("把文件本身放到这里", "put the file itself here"))
	default:
		r.refuse(at, "source/not-a-file", diag.Say("不是普通文件，不读取", "is not an ordinary file and is not read"),
			diag.Say("删去它", "remove it"))
	}
}

// typed refuses files of a kind that no room reads, so that a misspelled extension is not overlooked.
func (r *reader) typed(name string) bool {
	ext := path.Ext(name)
	known := ".yaml .md .png .jpg .jpeg"
	if strings.HasPrefix(name, "data/") {
		known = ".csv .yaml"
	}
	if ext != "" && contains(known, ext) {
		return true
	}
	hint := diag.Say("这里只放 %[1]s 文件", "only %[1]s files belong here", known)
	switch low := strings.ToLower(ext); {
	case low == ".yml":
		hint = diag.Say("扩展名写全：.yaml", "write the extension in full: .yaml")
	case ext != "" && contains(known, low):
		hint = diag.Say("扩展名用小写：%[1]s", "write the extension in lower case: %[1]s", low)
	case low == ".xlsx" || low == ".xls" || low == ".ods":
		hint = diag.Say("在电子表格里另存为 CSV（UTF-8）", "save it from the spreadsheet as CSV (UTF-8)")
	case low == ".docx" || low == ".doc" || low == ".txt":
		hint = diag.Say("正文写在 zh.md 和 en.md", "prose belongs in zh.md and en.md")
	}
	r.refuse(diag.Place{File: name}, "source/file-type", diag.Say("不是这里会用到的文件", "not a kind of file that is used here"), hint)
	return false
}

// contains looks for an extension in a list separated by spaces.
func contains(list, ext string) bool {
	for e := range strings.FieldsSeq(list) {
		if e == ext {
			return true
		}
	}
	return false
}

// file reads one ordinary file; its size is asked first, so a file above the limit is never read.
func (r *reader) file(name string) {
	f, err := r.root.Open(name)
	if err != nil {
		r.unreadable(name, err)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		r.unreadable(name, err)
		return
	}
	if !info.Mode().IsRegular() || info.Size() > r.limit {
		r.large(name)
		return
	}
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead)
	n, err := io.Copy(&b, io.LimitReader(f, r.limit+1))
	if err != nil {
		r.unreadable(name, err)
		return
	}
	if n > r.limit { // it grew meanwhile
		r.large(name)
		return
	}
	data := b.Bytes()
	switch path.Ext(name) {
	case ".yaml", ".md":
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		if !r.lines(name, data) || !r.text(name, data) {
			return
		}
	case ".csv":
		if !r.lines(name, data) {
			return
		}
	}
	r.snap.files = append(r.snap.files, File{name, data, sha256.Sum256(data)})
}

func (r *reader) large(name string) {
	r.refuse(diag.Place{File: name}, "source/too-large",
		diag.Say("文件超过 %d MiB，不读取", "file is larger than %d MiB and is not read", r.limit>>20),
		diag.Say("缩小或拆开文件", "make the file smaller or split it"))
}

func (r *reader) unreadable(name string, err error) {
	text := diag.Say("读不了", "cannot be read")
	if errors.Is(err, fs.ErrPermission) {
		text = diag.Say("没有读取的权限", "may not be read: permission denied")
	}
	r.refuse(diag.Place{File: name}, "source/unreadable", text, diag.Say("检查文件的权限和磁盘", "check the file's permissions and the disk"))
}
