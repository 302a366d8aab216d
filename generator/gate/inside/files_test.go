package inside_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"mingshan/generator/gate/inside"
)

func workbook(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
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
	return b.Bytes()
}

// TestWorkbook reads shared and inline strings, numbers with an exponent, hidden sheets, comments and properties.
func TestWorkbook(t *testing.T) {
	sheets, err := inside.Workbook(workbook(t, map[string]string{
		"xl/sharedStrings.xml": `<sst><si><t>title</t></si><si><r><t>139</t></r><r><t>12345617</t></r></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>inline</t></is></c></row>` +
			`<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>1.3912345617E10</v></c><c r="AA2" t="s"><v>99</v></c></row></sheetData><headerFooter><oddHeader>head</oddHeader></headerFooter></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet><c r="C3" t="str"><f>A1</f><v>cached</v></c></worksheet>`,
		"xl/comments1.xml":         `<comments><authors><author>someone</author></authors><comment><text><t>remark</t></text></comment></comments>`,
		"docProps/core.xml":        `<cp><creator>maker</creator></cp>`,
		"xl/workbook.xml":          `<workbook><sheets><sheet name="hidden one" state="hidden"/></sheets></workbook>`,
		"xl/styles.xml":            `<x>not words</x>`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range sheets {
		for _, c := range s.Cells {
			got[c.Text] = s.Name
			if c.Text == "13912345617" && c.Row == 2 && c.Column != 1 && c.Column != 2 {
				t.Errorf("at %d:%d", c.Row, c.Column)
			}
		}
	}
	for text, where := range map[string]string{"title": "sheet1", "inline": "sheet1", "13912345617": "sheet1", "cached": "sheet2", "remark": "comments1", "someone": "comments1", "maker": "core", "hidden one": "workbook", "head": "sheet1"} {
		if got[text] != where {
			t.Errorf("%q is in %q, want %q", text, got[text], where)
		}
	}
	if _, there := got["not words"]; there {
		t.Error("styles were read as words")
	}
	for _, bad := range [][]byte{nil, []byte("PK"), workbook(t, map[string]string{"xl/worksheets/sheet1.xml": "<a><b>"})} {
		if _, err := inside.Workbook(bad); err == nil {
			t.Errorf("%.20q is no workbook", bad)
		}
	}
}

// segment makes a JPEG segment.
func segment(marker byte, body string) string {
	return string([]byte{0xff, marker}) + string(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))) + body
}

// gps is a TIFF block with a place: 26°5′0.6″ N, 119°17′48″ E.
func gps() string {
	b := []byte("MM\x00*\x00\x00\x00\x08")
	u16, u32 := binary.BigEndian.AppendUint16, binary.BigEndian.AppendUint32
	entry := func(tag, kind uint16, n, v uint32) { b = u32(u32(u16(u16(b, tag), kind), n), v) }
	b = u16(b, 1)
	entry(0x8825, 4, 1, 26)
	b = u32(b, 0) // the next IFD: none; the GPS IFD begins at 26
	b = u16(b, 2)
	entry(2, 5, 3, 56)
	entry(4, 5, 3, 80)
	b = u32(b, 0)
	for _, v := range []uint32{26, 1, 5, 1, 6, 10, 119, 1, 17, 1, 48, 1} {
		b = u32(b, v)
	}
	return "Exif\x00\x00" + string(b)
}

// TestAttached lists what hides in picture files and finds nothing in what our own encoders write.
func TestAttached(t *testing.T) {
	var j, p bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 8, 8))
	if jpeg.Encode(&j, img, nil) != nil || png.Encode(&p, img) != nil {
		t.Fatal("encode")
	}
	for name, data := range map[string][]byte{"JPEG": j.Bytes(), "PNG": p.Bytes()} {
		if parts, ok := inside.Attached(data); !ok || len(parts) > 0 {
			t.Errorf("%s: %v, %v", name, parts, ok)
		}
		for n := range data {
			inside.Attached(data[:n])
		}
	}
	insert := func(data []byte, at int, piece string) []byte {
		return append(append(append([]byte{}, data[:at]...), piece...), data[at:]...)
	}
	chunk := func(kind, body string) string {
		return string(binary.BigEndian.AppendUint32(nil, uint32(len(body)))) + kind + body + "\x00\x00\x00\x00"
	}
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write([]byte("call 13912345617"))
	_ = w.Close()
	for _, c := range []struct {
		name, word string
		data       []byte
	}{
		{"EXIF", "lat 26.083500, lng 119.296667", insert(j.Bytes(), 2, segment(0xe1, gps()))},
		{"XMP", "creator", insert(j.Bytes(), 2, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<creator>x</creator>"))},
		{"IPTC", "caption", insert(j.Bytes(), 2, segment(0xed, "Photoshop 3.0\x00caption"))},
		{"ICC", "", insert(j.Bytes(), 2, segment(0xe2, "ICC_PROFILE\x00\x01\x01"))},
		{"comment", "13912345617", insert(j.Bytes(), 2, segment(0xfe, "13912345617"))},
		{"after the picture", "hidden", append(bytes.Clone(j.Bytes()), "hidden"...)},
		{"text", "13912345617", insert(p.Bytes(), 33, chunk("tEXt", "Comment\x0013912345617"))},
		{"text", "13912345617", insert(p.Bytes(), 33, chunk("zTXt", "Comment\x00\x00"+z.String()))},
		{"text", "13912345617", insert(p.Bytes(), 33, chunk("iTXt", "Comment\x00\x01\x00\x00\x00"+z.String()))},
		{"EXIF", "lat 26.0835", insert(p.Bytes(), 33, chunk("eXIf", gps()[6:]))},
		{"after the picture", "hidden", append(bytes.Clone(p.Bytes()), "hidden"...)},
	} {
		parts, ok := inside.Attached(c.data)
		if !ok || len(parts) != 1 || parts[0].Name != c.name || !strings.Contains(parts[0].Text, c.word) {
			t.Errorf("%s %q: %v, %v", c.name, c.word, parts, ok)
		}
	}
	if _, ok := inside.Attached([]byte("GIF89a")); ok {
		t.Error("a GIF is neither")
	}
}

// FuzzAttached: no picture file, however broken, is read past its end.
func FuzzAttached(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x04zTXta\x00\x00x"))
	f.Fuzz(func(t *testing.T, data []byte) { inside.Attached(data) })
}

// FuzzWorkbook: no archive, however broken, is more than an error.
func FuzzWorkbook(f *testing.F) {
	f.Add(workbook(f, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><c r="A1"><v>1</v></c></worksheet>`}))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, err := inside.Workbook(data)
		if err != nil && sheets != nil {
			t.Fatal("an error with cells")
		}
	})
}
