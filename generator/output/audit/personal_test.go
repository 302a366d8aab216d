package audit

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"strings"
	"testing"

	"mingshan/generator/base/artifact"
	"mingshan/generator/gate/pii"
)

// pixel is a picture that holds pixels only.
func pixel() string {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2)))
	return b.String()
}

// noted is the picture with a text in it.
func noted(text string) string {
	body := "tEXtComment\x00" + text
	chunk := string(binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))) + body + string(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body))))
	p := pixel()
	return p[:33] + chunk + p[33:] // after IHDR
}

func workbook(cell string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"xl/sharedStrings.xml":     "<sst><si><t>" + cell + "</t></si></sst>",
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			panic(err)
		}
	}
	if z.Close() != nil {
		panic("zip")
	}
	return b.String()
}

// TestPersonalDataInFinishedFiles plants an invented person's number in every kind of finished file.
func TestPersonalDataInFinishedFiles(t *testing.T) {
	const number, card = "13912345617", "11010519491231002X"
	const page = "<!doctype html><html lang=zh-Hans><title>x</title><p>"
	for _, c := range []struct{ path, text, code string }{
		{"embed/a.html", page + "电话" + number, "pii/mobile"},
		{"embed/a.html", page + "电话139<b>1234</b><span>5617</span>", "pii/mobile"},
		{"embed/a.html", page + "<code>" + number + "</code>", "pii/mobile"},
		{"embed/a.html", page + "&#49;39 1234 5617", "pii/mobile"},
		{"embed/a.html", page + "<a title='" + number + "'>x</a>", "pii/mobile"},
		{"embed/a.html", page + "<i data-phone=" + number + ">x</i>", "pii/mobile"},
		{"embed/a.html", page + "<i data-n=" + card[:17] + "X>x</i>", "pii/resident-id"},
		{"embed/a.html", page + "<!-- " + number + " -->", "pii/mobile"},
		{"embed/a.html", page + `<script type="application/ld+json">{"telephone":"` + number + `"}</script>`, "pii/mobile"},
		{"embed/a.html", page + `<svg><text>` + number + `</text></svg>`, "pii/mobile"},
		{"embed/a.html", page + `<svg><path d="M` + card[:17] + `X"/></svg>`, "pii/resident-id"},
		{"data/x.json", `{"a":["` + number + `"]}`, "pii/mobile"},
		{"data/x.json", `{"a":6222021234567890128}`, "pii/bank-card"},
		{"data/x.json", `{"\u003139 1234 5617":1}`, "pii/mobile"},
		{"data/x.jsonl", "{\"a\":1}\n{\"a\":\"" + number + "\"}\n", "pii/mobile"},
		{"data/x.csv", "phone\n" + number + "\n", "pii/mobile"},
		{"data/x.csv", "note\n\"ring\n" + number + "\"\n", "pii/mobile"},
		{"a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><title>` + number + `</title></svg>`, "pii/mobile"},
		{"feed.xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title type="` + number + `">t</title></feed>`, "pii/mobile"},
		{"feed.xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>身份证１１０１０５１９４９１２３１００２Ｘ</title></feed>`, "pii/resident-id"},
		{"notes.txt", "ring " + number, "pii/mobile"},
		{"a.css", "/* " + number + " */", "pii/mobile"},
		{"media/" + number + ".png", pixel(), "pii/mobile"},
		{"media/a.png", noted("ring " + number), "pii/mobile"},
		{"media/a.png", noted("made by nobody"), "audit/picture-data"},
		{"data/x.xlsx", workbook(number), "pii/mobile"},
	} {
		a := New(Options{BaseURL: base, Personal: pii.New(pii.Lists{})})
		if err := a.Put(artifact.File{Path: c.path, Data: []byte(c.text)}); err != nil {
			t.Fatal(err)
		}
		found := false
		list := a.Finish()
		for _, p := range list.Sorted() {
			found = found || p.Code == c.code
			if strings.Contains(p.Text.EN+p.Text.ZH+p.Hint.EN, number) {
				t.Errorf("%s: a message says the number", c.path)
			}
		}
		if !found {
			t.Errorf("%s: no %s in %.80q", c.path, c.code, c.text)
		}
	}
}

// TestFiguresAreNoTelephones keeps amounts, coordinates of drawings and bare numbers from being taken for telephones.
func TestFiguresAreNoTelephones(t *testing.T) {
	for _, c := range []struct{ path, text string }{
		{"data/x.csv", "amount\n13912345617\n13912345617.5\n"},
		{"data/x.json", `{"amount":13912345617,"share":0.13912345617}`},
		{"embed/a.html", "<!doctype html><html lang=zh-Hans><title>x</title><svg viewBox='0 0 1 1'><path d='M139 1234 5617 L1.13912345617 3'/></svg><p>13,912,345,617 元<p data-value=13912345617>"},
		{"embed/a.html", "<!doctype html><html lang=zh-Hans><title>x</title><td>139<td>1234<td>5617"},
	} {
		a := New(Options{BaseURL: base, Personal: pii.New(pii.Lists{})})
		if err := a.Put(artifact.File{Path: c.path, Data: []byte(c.text)}); err != nil {
			t.Fatal(err)
		}
		list := a.Finish()
		for _, p := range list.Sorted() {
			if strings.HasPrefix(p.Code, "pii/") {
				t.Errorf("%s: %s", c.path, p.Code)
			}
		}
	}
}
