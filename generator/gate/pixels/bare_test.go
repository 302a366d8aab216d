package pixels

import (
	"bytes"
	"errors"
	"image/jpeg"
	"image/png"
	"testing"
)

// TestOnlyPixelsComeOut: whatever a picture brings along, what comes out passes, and each thing that could be left in
// an encoded file is noticed.
func TestOnlyPixelsComeOut(t *testing.T) {
	var j, p bytes.Buffer
	if jpeg.Encode(&j, corners(32, 16), nil) != nil || png.Encode(&p, corners(32, 16)) != nil {
		t.Fatal("encode")
	}
	for _, data := range [][]byte{j.Bytes(), p.Bytes()} {
		set, err := Clear(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range set.Variants {
			if err := bare(v.Data); err != nil {
				t.Error(err)
			}
		}
	}
	insert := func(data []byte, at int, piece string) []byte {
		return append(append(bytes.Clone(data[:at]), piece...), data[at:]...)
	}
	for name, data := range map[string][]byte{
		"APP1":     insert(j.Bytes(), 2, "\xff\xe1\x00\x08Exif\x00\x00"),
		"APP2":     insert(j.Bytes(), 2, "\xff\xe2\x00\x04ab"),
		"APP13":    insert(j.Bytes(), 2, "\xff\xed\x00\x04ab"),
		"comment":  insert(j.Bytes(), 2, "\xff\xfe\x00\x04ab"),
		"tail":     append(bytes.Clone(j.Bytes()), "more"...),
		"two":      append(bytes.Clone(j.Bytes()), j.Bytes()...),
		"cut":      j.Bytes()[:j.Len()-2],
		"eXIf":     insert(p.Bytes(), 33, "\x00\x00\x00\x00eXIf\x00\x00\x00\x00"),
		"iCCP":     insert(p.Bytes(), 33, "\x00\x00\x00\x00iCCP\x00\x00\x00\x00"),
		"tEXt":     insert(p.Bytes(), 33, "\x00\x00\x00\x00tEXt\x00\x00\x00\x00"),
		"iTXt":     insert(p.Bytes(), 33, "\x00\x00\x00\x00iTXt\x00\x00\x00\x00"),
		"PNG tail": append(bytes.Clone(p.Bytes()), 0),
		"no PNG":   p.Bytes()[:20],
		"nothing":  nil,
	} {
		if err := bare(data); !errors.Is(err, errBare) {
			t.Errorf("%s passes: %v", name, err)
		}
	}
}
