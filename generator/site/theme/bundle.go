package theme

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"mingshan/generator/base/artifact"
)

// EngineName is the name of the chart engine among the bundles.
const EngineName = "charts"

// notices are the licences that go with published packages, in the order of the package.
func notices() []string {
	return []string{"echarts/NOTICE", "echarts/LICENSE", "echarts/licenses/LICENSE-d3", "zrender/LICENSE", "tslib/LICENSE.txt"}
}

// Bundle makes the theme's scripts ready for a browser: fingerprinted and minified files by name. Each is one file that
// runs without modules, because a browser loads no module from a memory stick. packages holds what npm installed (the
// folder node_modules) for the chart engine, which is published with the licences of what is in it; nil leaves the
// engine out, and pictures stay pictures. The same sources give the same bytes.
func (t Theme) Bundle(packages fs.FS) (map[string]artifact.File, error) {
	out := map[string]artifact.File{}
	for name, source := range t.Scripts {
		code, err := bundle(name, source, nil)
		if err != nil {
			return nil, err
		}
		out[name] = Fingerprinted(name, "js", code)
	}
	if packages == nil {
		return out, nil
	}
	code, err := bundle(EngineName, t.Engine, packages)
	if err != nil {
		return nil, err
	}
	out[EngineName] = Fingerprinted(EngineName, "js", code)
	licences, err := licences(packages)
	out["licences"] = artifact.File{Path: "assets/licences.txt", Data: licences}
	return out, err
}

// licences are the terms of the packages in the engine, one after the other.
func licences(packages fs.FS) ([]byte, error) {
	var text bytes.Buffer
	for _, name := range notices() {
		data, err := fs.ReadFile(packages, name)
		if err != nil {
			return nil, fmt.Errorf("licence of a package: %w", err)
		}
		fmt.Fprintf(&text, "%s\n\n%s\n\n", name, bytes.TrimSpace(data))
	}
	return text.Bytes(), nil
}

// bundle makes one file of a script and all that it imports.
func bundle(name string, source []byte, packages fs.FS) ([]byte, error) {
	options := api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: string(source), Sourcefile: name + ".js", Loader: api.LoaderJS},
		Bundle: true, Format: api.FormatIIFE, Platform: api.PlatformBrowser, Target: api.ES2019, Charset: api.CharsetUTF8,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone,
		Define:  map[string]string{"process.env.NODE_ENV": `"production"`},
		Plugins: []api.Plugin{{Name: "packages", Setup: func(b api.PluginBuild) { shelf{packages}.open(b) }}},
		Write:   false, LogLevel: api.LogLevelSilent,
	}
	if packages != nil {
		options.Banner = map[string]string{"js": "/*! Apache ECharts, zrender, tslib: licences in licences.txt */"}
	}
	result := api.Build(options)
	if len(result.Errors) > 0 {
		first := slices.MinFunc(result.Errors, func(a, b api.Message) int { return cmp.Compare(a.Text, b.Text) })
		return nil, fmt.Errorf("bundle %s.js: %s", name, first.Text)
	}
	return result.OutputFiles[0].Contents, nil
}

// shelf gives esbuild the files of the packages, which would else look for them on the disk.
type shelf struct{ packages fs.FS }

const namespace = "package"

func (s shelf) open(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		name, err := s.find(a)
		if err != nil {
			return api.OnResolveResult{}, err
		}
		// ECharts' parts register nothing when they are loaded; what is not used may go.
		return api.OnResolveResult{Path: name, Namespace: namespace, SideEffects: api.SideEffectsFalse}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		data, err := fs.ReadFile(s.packages, a.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		text := string(data)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJS}, nil
	})
}

// find gives the file that an import means: relative to the importing file, or a package's file, written with or
// without its extension. tslib's only file stands for its name.
func (s shelf) find(a api.OnResolveArgs) (string, error) {
	name := a.Path
	if strings.HasPrefix(name, ".") {
		name = path.Join(path.Dir(a.Importer), name)
	}
	if s.packages == nil {
		return "", fmt.Errorf("%q is a package, and there are none", a.Path)
	}
	for _, try := range []string{name, name + ".js", name + "/" + name + ".es6.js"} {
		if info, err := fs.Stat(s.packages, try); err == nil && info.Mode().IsRegular() {
			return try, nil
		}
	}
	return "", fmt.Errorf("no package has %q", a.Path)
}
