package release

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"mingshan/generator/gate/pii"
	"mingshan/generator/input/source"
)

// TestLook looks at files of every kind that `mingshan pii` reads, in the encodings that spreadsheets write.
func TestLook(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("姓名,电话\n王建国,13912345617\n")
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("call 13912345617\n")
	if err != nil {
		t.Fatal(err)
	}
	var picture, book bytes.Buffer
	if png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))) != nil {
		t.Fatal("encode")
	}
	plain := picture.String()
	located := plain[:33] + "\x00\x00\x00\x24tEXtComment\x00lat 26.083451, lng 119.29653\x00\x00\x00\x00" + plain[33:]
	z := zip.NewWriter(&book)
	for name, text := range map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row><c r="A1" t="str"><v>姓名</v></c></row><row><c r="A2" t="str"><v>王建国</v></c></row></sheetData></worksheet>`} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	s := Known(source.Make(nil), asOf())
	for _, c := range []struct {
		name, data string
		kind       pii.Kind // "" nothing
		readable   bool
	}{
		{"a.txt", "call 13912345617\n", pii.Mobile, true},
		{"a.txt", wide, pii.Mobile, true},
		{"a.csv", gb, pii.Mobile, true},
		{"a.csv", gb, pii.Name, true},
		{"a.csv", gb, pii.Microdata, true},
		{"a.csv", "x\n\"ring\n13912345617\"\n", pii.Mobile, true},
		{"a.csv", "a,\"b\nc", "", true},
		{"a.xlsx", book.String(), pii.Name, true},
		{"a.xlsx", book.String(), pii.Microdata, true},
		{"a.xlsx", "PK no book", "", false},
		{"a.png", plain, "", true},
		{"a.png", located, pii.Coordinates, true},
		{"a.png", located[:60], "", false},
		{"a.pdf", "%PDF\x00\x01", "", false},
		{"13912345617.pdf", "%PDF\x00\x01", pii.Mobile, false},
	} {
		found, readable := Look(s, "folder/"+c.name, "folder/"+c.name, []byte(c.data), false)
		hit := c.kind == "" && len(found) == 0 || slices.ContainsFunc(found, func(f Found) bool { return f.Kind == c.kind })
		if !hit || readable != c.readable {
			t.Errorf("%s: want %q, readable %v; got %v, %v", c.name, c.kind, c.readable, found, readable)
		}
	}
	if found, _ := Look(s, "a.csv", "a.csv", []byte(gb), true); slices.ContainsFunc(found, func(f Found) bool { return f.Kind == pii.Microdata }) {
		t.Error("a CSV with a schema was asked whether its rows are persons")
	}
}
