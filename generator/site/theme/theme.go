// Package theme is what a theme is to the program: typed templates that take view values, one style sheet, an icon, scripts
// and UI strings. The program never looks inside; templates never look out.
package theme

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/a-h/templ"

	"mingshan/generator/base/artifact"
	"mingshan/generator/base/diag"
	"mingshan/generator/base/lang"
)

// Theme is a theme as a value. themes/banyan is the one we ship.
type Theme struct {
	Name    string
	Page    func(view any) (templ.Component, error) // a pointer to a struct of site/view
	CSS     []byte
	Favicon []byte // SVG
	Early   []byte // a script that runs before a page is painted
	Text    func(tag string) []byte
	Scripts map[string][]byte         // scripts of parts, by name; ES modules that import nothing
	Engine  []byte                    // the script that draws charts in a browser; it imports packages
	Ink     func(token string) string // the light colour of a token that charts are drawn with
}

// Words reads the theme's UI strings; what is missing in one language is a problem.
func (t Theme) Words() (*lang.Strings, diag.List) {
	files := map[lang.Tag]lang.StringsFile{}
	for _, tag := range lang.Editions() {
		files[tag] = lang.StringsFile{File: "themes/" + t.Name + "/text/" + string(tag) + ".yaml", Data: t.Text(string(tag))}
	}
	return lang.ParseStrings(files)
}

// Fingerprinted names a file by the digest of its bytes, so that a browser may keep it for ever.
func Fingerprinted(name, ext string, data []byte) artifact.File {
	sum := sha256.Sum256(data)
	return artifact.File{Path: "assets/" + name + "." + hex.EncodeToString(sum[:5]) + "." + ext, Data: data}
}
