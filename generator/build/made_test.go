package build_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/lang"
	"mingshan/generator/build"
	"mingshan/generator/cli"
	"mingshan/generator/gate/release"
	"mingshan/generator/input/source"
	"mingshan/generator/site/chart"
	"mingshan/generator/site/plan"
	"mingshan/generator/testkit/sites"
)

// The test binary is also two other programs, so that whole processes can be compared and killed: the command itself,
// and a build of a folder that prints the digest of every file it made.
const (
	asCommand = "MINGSHAN_BUILD_AS_COMMAND"
	asDigest  = "MINGSHAN_BUILD_AS_DIGEST"
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(asCommand) != "":
		os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr, os.Getenv))
	case os.Getenv(asDigest) != "":
		snap, _, err := source.Read(os.Getenv(asDigest), source.Options{Assets: build.Assets()})
		if err != nil {
			panic(err)
		}
		made := &sink{files: sites.Files{}}
		_, problems, err := build.Run(snap, build.Options{Theme: sites.Theme()}, &build.Memo{}, made)
		if err != nil || problems.Blocking() > 0 {
			panic(fmt.Sprint(err, problems.Sorted()))
		}
		fmt.Print(digests(made.files))
	default:
		os.Exit(m.Run())
	}
}

// sink keeps what a build makes.
type sink struct {
	mu    sync.Mutex
	files sites.Files
}

func (s *sink) Put(f artifact.File) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.files[f.Path]; there {
		return fmt.Errorf("%s is made twice", f.Path)
	}
	s.files[f.Path] = f.Data
	return artifact.CheckPath(f.Path)
}

// digests is one line a file, in order.
func digests(files sites.Files) string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&b, "%x %s\n", sha256.Sum256(files[path]), path)
	}
	return b.String()
}

// made builds files in this process and insists on a site.
func made(t testing.TB, files sites.Files, memo *build.Memo) sites.Files {
	t.Helper()
	out := &sink{files: sites.Files{}}
	_, problems, err := build.Run(files.Snapshot(), build.Options{Theme: sites.Theme()}, memo, out)
	if err != nil {
		t.Fatal(err)
	}
	sites.Silent(t, problems)
	return out.files
}

// withLibrary adds the chart library.
func withLibrary(t testing.TB, files sites.Files) sites.Files {
	t.Helper()
	files[chart.LibraryPath] = sites.Library(t, chart.LibraryPath)
	return files
}

// painted is a picture; seed makes it another.
func painted(t testing.TB, seed int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 640, 400))
	for y := range 400 {
		for x := range 640 {
			img.SetNRGBA(x, y, color.NRGBA{uint8(x * y), uint8(x / seed), uint8(y / 2), 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tiny is the tiny site with the library and a picture.
func tiny(t testing.TB) sites.Files {
	t.Helper()
	files := withLibrary(t, sites.Tiny(t))
	files["content/projects/warm-meals/cover.png"] = painted(t, 3)
	project := "content/projects/warm-meals/project.yaml"
	files.Set(project, string(files[project])+"pictures:\n  - file: cover.png\n    alt:\n      zh: 一张图\n      en: A picture\n    people: none\n")
	return files
}

// repository is this repository's site. One small picture stands for every cover, since re-encoding them takes
// seconds; the tiny site tells about pictures.
func repository(t testing.TB) sites.Files {
	t.Helper()
	files := withLibrary(t, sites.Real(t))
	small := painted(t, 3)
	for path := range files {
		if strings.HasSuffix(path, ".png") {
			files[path] = small
		}
	}
	return files
}

// real is the repository's site, built once for all tests that look at it.
func real(t testing.TB) (in, out sites.Files) {
	t.Helper()
	realOnce.Do(func() {
		realIn = repository(t)
		realOut = made(t, realIn, &realMemo)
	})
	if realOut == nil {
		t.Fatal("the real site could not be built; see the test that tried first")
	}
	return realIn, realOut
}

// cleared is what the gate lets out of that site, with the same pictures. Tests must not change it.
func cleared(t testing.TB) *release.Cleared {
	t.Helper()
	in, _ := real(t)
	clearedOnce.Do(func() { realCleared, _ = in.Clear(t) })
	if realCleared == nil {
		t.Fatal("the real site could not be cleared; see the test that tried first")
	}
	return realCleared
}

var (
	realOnce, clearedOnce sync.Once
	realIn, realOut       sites.Files
	realMemo              build.Memo // of that build, for tests that build almost the same site again
	realCleared           *release.Cleared
)

// datasetPage is the finished page of a dataset of that site. The last of each edition is kept, since it is asked for
// again for every figure on it.
func datasetPage(t testing.TB, tag lang.Tag, dataset string) *html.Node {
	t.Helper()
	path := plan.Path(tag, plan.Dataset, dataset, 1)
	last := lastPages[tag]
	if last == nil || last.path != path {
		_, out := real(t)
		doc, err := html.Parse(bytes.NewReader(out[path]))
		if err != nil {
			t.Fatal(err)
		}
		last = &parsed{path, doc}
		lastPages[tag] = last
	}
	return last.doc
}

type parsed struct {
	path string
	doc  *html.Node
}

var lastPages = map[lang.Tag]*parsed{}

// child builds a folder in another process, with more environment, and gives the digests.
func child(t testing.TB, dir string, env ...string) string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Dir = t.TempDir()
	cmd.Env = append(append(os.Environ(), asDigest+"="+dir), env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("build of %s: %v", dir, err)
	}
	return string(out)
}

// written puts files into a new folder, the last first, so that the disk lists them in another order.
func written(t testing.TB, files sites.Files, below string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), filepath.FromSlash(below))
	for _, path := range slices.Backward(slices.Sorted(maps.Keys(files))) {
		sites.Files{path: files[path]}.Write(t, dir)
	}
	return dir
}

// wantSame reports which files differ.
func wantSame(t testing.TB, what, want, got string) {
	t.Helper()
	if want == got {
		return
	}
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s: the first difference is\n%s\n%s", what, a[i], b[i])
		}
	}
	t.Fatalf("%s: %d lines and %d", what, len(a), len(b))
}
