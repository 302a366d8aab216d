package theme_test

import (
	"regexp"
	"strings"
	"testing"

	"mingshan/generator/base/lang"
	"mingshan/generator/site/theme"
	"mingshan/generator/testkit/sites"
)

// The theme that we ship speaks every edition, and each with words of its own.
func TestWordsOfTheShippedTheme(t *testing.T) {
	words, problems := sites.Theme().Words()
	sites.Silent(t, problems)
	if zh, en := words.Words(lang.ZH).T("legend-withheld"), words.Words(lang.EN).T("legend-withheld"); zh == en || zh == "" || en == "" {
		t.Errorf("a word is %q and %q", zh, en)
	}
	if unknown := words.Unknown(); len(unknown) != 0 {
		t.Errorf("unknown words: %v", unknown)
	}
}

// A word that one language lacks is a problem at the file of that language.
func TestWordsMissingInOneLanguage(t *testing.T) {
	half := theme.Theme{Name: "half", Text: func(tag string) []byte {
		if tag == "zh" {
			return []byte("nav.home: 首页\nnav.data: 数据\n")
		}
		return []byte("nav.home: Home\n")
	}}
	_, problems := half.Words()
	if problems.Blocking() != 1 || !strings.HasPrefix(problems.Sorted()[0].Place.File, "themes/half/text/") {
		t.Errorf("%d problems: %+v", problems.Blocking(), problems.Sorted())
	}
}

// A fingerprinted name depends on the bytes and on nothing else.
func TestFingerprinted(t *testing.T) {
	a, b, c := theme.Fingerprinted("banyan", "css", []byte("a{}")), theme.Fingerprinted("banyan", "css", []byte("a{}")), theme.Fingerprinted("banyan", "css", []byte("b{}"))
	if a.Path != b.Path || a.Path == c.Path || string(a.Data) != "a{}" {
		t.Errorf("names are %s, %s and %s", a.Path, b.Path, c.Path)
	}
	if !regexp.MustCompile(`^assets/banyan\.[0-9a-f]{10}\.css$`).MatchString(a.Path) {
		t.Errorf("the name is %s", a.Path)
	}
}
