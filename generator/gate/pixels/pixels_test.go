package pixels

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"testing"
)

// corners is a picture whose corners have four colours, wide enough that JPEG keeps them: red and green above, blue
// and white below.
func corners(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{255, 0, 0, 255}
			switch {
			case y < h/2 && x >= w/2:
				c = color.NRGBA{0, 255, 0, 255}
			case y >= h/2 && x < w/2:
				c = color.NRGBA{0, 0, 255, 255}
			case y >= h/2:
				c = color.NRGBA{255, 255, 255, 255}
			}
			m.Set(x, y, c)
		}
	}
	return m
}

// read names the corner colours of a picture: top left, top right, bottom left, bottom right.
func read(t *testing.T, data []byte) string {
	t.Helper()
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatalf("what came out cannot be read: %v", err)
	}
	b := m.Bounds()
	out := ""
	for _, p := range []image.Point{{b.Min.X + 4, b.Min.Y + 4}, {b.Max.X - 5, b.Min.Y + 4}, {b.Min.X + 4, b.Max.Y - 5}, {b.Max.X - 5, b.Max.Y - 5}} {
		r, g, bl, _ := m.At(p.X, p.Y).RGBA()
		switch high := [3]bool{r > 0x8000, g > 0x8000, bl > 0x8000}; high {
		case [3]bool{true, false, false}:
			out += "r"
		case [3]bool{false, true, false}:
			out += "g"
		case [3]bool{false, false, true}:
			out += "b"
		case [3]bool{true, true, true}:
			out += "w"
		default:
			out += "?"
		}
	}
	return out
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exif is a TIFF block with an orientation and a place (GPS latitude as text, so that it can be looked for).
func exif(order binary.ByteOrder, orientation uint16) []byte {
	var b bytes.Buffer
	if order == binary.LittleEndian {
		b.WriteString("II*\x00")
	} else {
		b.WriteString("MM\x00*")
	}
	put := func(v any) { _ = binary.Write(&b, order, v) } // bytes.Buffer does not fail
	put(uint32(8))
	put(uint16(3)) // entries
	entry := func(tag, kind uint16, n, value uint32) { put(tag); put(kind); put(n); put(value) }
	entry(0x010e, 2, 20, 50)
	put(uint16(0x0112))
	put(uint16(3))
	put(uint32(1))
	put(orientation)
	put(uint16(0))
	entry(0x8825, 4, 1, 80)
	put(uint32(0))
	b.WriteString("GPS 26.0745N 119.2965E home of Granny Lian")
	return b.Bytes()
}

// withSegments puts segments after the start of a JPEG.
func withSegments(data []byte, segments ...[]byte) []byte {
	out := bytes.Clone(data[:2])
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, data[2:]...)
}

func segment(marker byte, payload []byte) []byte {
	out := []byte{0xff, marker, 0, 0}
	binary.BigEndian.PutUint16(out[2:], uint16(len(payload)+2))
	return append(out, payload...)
}

// markers lists the markers of a JPEG before its scan.
func markers(data []byte) []byte {
	var out []byte
	for i := 2; i+4 <= len(data) && data[i] == 0xff && data[i+1] != 0xda; {
		out = append(out, data[i+1])
		i += 2 + int(binary.BigEndian.Uint16(data[i+2:]))
	}
	return out
}

func TestJPEGComesOutUprightAndBare(t *testing.T) {
	upright := map[uint16]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb"}
	plain := jpegOf(t, corners(96, 64))
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		for o := uint16(0); o <= 9; o++ {
			want, turned := upright[o], o >= 5 && o <= 8
			if want == "" {
				want = upright[1] // 0 and 9 mean nothing
			}
			in := withSegments(plain,
				segment(0xe0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")),
				segment(0xe1, append([]byte("Exif\x00\x00"), exif(order, o)...)),
				segment(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00<x>Granny Lian</x>")),
				segment(0xed, []byte("Photoshop 3.0\x00Granny Lian")),
				segment(0xfe, []byte("comment: Granny Lian")))
			set, err := Clear(in)
			if err != nil || set.Ext != "jpg" || len(set.Variants) != 1 {
				t.Fatalf("orientation %d: %v, %s, %d variants", o, err, set.Ext, len(set.Variants))
			}
			v := set.Variants[0]
			if turned != (v.Width == 64 && v.Height == 96) || !turned != (v.Width == 96 && v.Height == 64) {
				t.Errorf("orientation %d: %d×%d", o, v.Width, v.Height)
			}
			if got := read(t, v.Data); got != want {
				t.Errorf("orientation %d: corners %s, want %s", o, got, want)
			}
			for _, m := range markers(v.Data) {
				if m >= 0xe1 && m <= 0xef || m == 0xfe {
					t.Errorf("orientation %d: marker %x came through", o, m)
				}
			}
			for _, secret := range []string{"Granny", "Exif", "GPS", "26.0745", "adobe"} {
				if bytes.Contains(v.Data, []byte(secret)) {
					t.Errorf("orientation %d: %q came through", o, secret)
				}
			}
		}
	}
}

func TestOrientationOfBrokenExifIsNone(t *testing.T) {
	plain := jpegOf(t, corners(32, 32))
	whole := exif(binary.LittleEndian, 6)
	far := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(far[4:], 0xfffffff0)
	back := bytes.Clone(whole)
	binary.LittleEndian.PutUint32(back[4:], 2)
	many := bytes.Clone(whole[:10])
	binary.LittleEndian.PutUint16(many[8:], 0xffff)
	for name, block := range map[string][]byte{"empty": nil, "short": whole[:7], "cut in the entries": whole[:15], "far away": far, "into its own head": back, "too many entries": many} {
		set, err := Clear(withSegments(plain, segment(0xe1, append([]byte("Exif\x00\x00"), block...))))
		if err != nil || read(t, set.Variants[0].Data) != "rgbw" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// chunk is a PNG chunk.
func chunk(kind string, payload []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	out = append(append(out, kind...), payload...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

func TestPNGKeepsNoWords(t *testing.T) {
	plain := pngOf(t, corners(40, 40))
	const head = 8 + 25 // signature and IHDR
	var in []byte
	in = append(in, plain[:head]...)
	in = append(in, chunk("tEXt", []byte("Author\x00Granny Lian"))...)
	in = append(in, chunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00Granny Lian"))...)
	in = append(in, chunk("eXIf", exif(binary.BigEndian, 1))...)
	in = append(in, chunk("tIME", []byte{7, 234, 11, 20, 1, 2, 3})...)
	in = append(in, plain[head:]...)
	set, err := Clear(in)
	if err != nil || set.Ext != "png" || len(set.Variants) != 1 {
		t.Fatalf("%v, %s, %d variants", err, set.Ext, len(set.Variants))
	}
	out := set.Variants[0].Data
	if got := read(t, out); got != "rgbw" {
		t.Errorf("corners %s", got)
	}
	for i := 8; i+8 <= len(out); {
		switch kind := string(out[i+4 : i+8]); kind {
		case "IHDR", "IDAT", "IEND", "PLTE", "tRNS":
		default:
			t.Errorf("chunk %s came through", kind)
		}
		i += 12 + int(binary.BigEndian.Uint32(out[i:]))
	}
	for _, secret := range []string{"Granny", "GPS", "adobe"} {
		if bytes.Contains(out, []byte(secret)) {
			t.Errorf("%q came through", secret)
		}
	}
}

func TestPNGKeepsTransparency(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 20, 20)) // all transparent
	m.Set(10, 10, color.NRGBA{255, 0, 0, 255})
	set, err := Clear(pngOf(t, m))
	if err != nil {
		t.Fatal(err)
	}
	out, err := png.Decode(bytes.NewReader(set.Variants[0].Data))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, a := out.At(0, 0).RGBA(); a != 0 {
		t.Errorf("the corner has alpha %d", a)
	}
	if r, _, _, a := out.At(10, 10).RGBA(); a != 0xffff || r != 0xffff {
		t.Errorf("the dot is %d, alpha %d", r, a)
	}
}

func TestWhatFollowsThePictureIsLeftBehind(t *testing.T) {
	tail := []byte("PK\x03\x04 id-cards.zip <script>alert(1)</script>")
	for name, data := range map[string][]byte{"jpeg": jpegOf(t, corners(32, 32)), "png": pngOf(t, corners(32, 32))} {
		set, err := Clear(append(bytes.Clone(data), tail...))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, v := range set.Variants {
			if bytes.Contains(v.Data, []byte("PK\x03\x04")) || bytes.Contains(v.Data, []byte("script")) {
				t.Errorf("%s: the tail came through", name)
			}
		}
	}
}

func TestBombsAreRefusedUnread(t *testing.T) {
	header := func(w, h uint32) []byte {
		p := binary.BigEndian.AppendUint32(nil, w)
		p = binary.BigEndian.AppendUint32(p, h)
		return append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(p, 8, 6, 0, 0, 0))...)
	}
	for _, size := range [][2]uint32{{100_000, 100_000}, {40_000_001, 1}, {1, 40_000_001}, {6325, 6325}, {1<<31 - 1, 1}} {
		if _, err := Clear(header(size[0], size[1])); !errors.Is(err, ErrSize) && !errors.Is(err, ErrFormat) {
			t.Errorf("%v: %v", size, err)
		}
	}
	if _, err := Clear(header(6324, 6324)); err == nil || errors.Is(err, ErrSize) {
		t.Errorf("a picture within the limit but without data: %v", err)
	}
	big := jpegOf(t, corners(16, 16))
	for i := 2; i < len(big)-9; i++ {
		if big[i] == 0xff && big[i+1] == 0xc0 {
			binary.BigEndian.PutUint16(big[i+5:], 65000)
			binary.BigEndian.PutUint16(big[i+7:], 65000)
			break
		}
	}
	if _, err := Clear(big); !errors.Is(err, ErrSize) {
		t.Errorf("a JPEG that says 65000×65000: %v", err)
	}
}

func TestOtherFilesAreRefused(t *testing.T) {
	var animated bytes.Buffer
	if err := gif.Encode(&animated, corners(8, 8), nil); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "text": []byte("hello"), "html": []byte("<html></html>"), "svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
		"gif": animated.Bytes(), "pdf": []byte("%PDF-1.7"), "zip": []byte("PK\x03\x04"), "jpeg signature only": {0xff, 0xd8, 0xff}, "png signature only": []byte("\x89PNG\r\n\x1a\n"),
	} {
		if set, err := Clear(data); !errors.Is(err, ErrFormat) || len(set.Variants) > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole := pngOf(t, corners(64, 64))
	if set, err := Clear(whole[:len(whole)/2]); err == nil || len(set.Variants) > 0 {
		t.Errorf("half a picture: %v", err)
	}
}

func TestVariantsHaveTheStandardSizes(t *testing.T) {
	for _, x := range []struct {
		w, h int
		want [][2]int
	}{
		{1, 1, [][2]int{{1, 1}}},
		{300, 200, [][2]int{{300, 200}}},
		{480, 10, [][2]int{{480, 10}}},
		{481, 100, [][2]int{{480, 100}, {481, 100}}},
		{1000, 500, [][2]int{{480, 240}, {960, 480}, {1000, 500}}},
		{1440, 144, [][2]int{{480, 48}, {960, 96}, {1440, 144}}},
		{2000, 1000, [][2]int{{480, 240}, {960, 480}, {1440, 720}}},
		{3000, 1, [][2]int{{480, 1}, {960, 1}, {1440, 1}}},
	} {
		set, err := Clear(pngOf(t, image.NewGray(image.Rect(0, 0, x.w, x.h))))
		if err != nil {
			t.Fatal(err)
		}
		var got [][2]int
		for _, v := range set.Variants {
			got = append(got, [2]int{v.Width, v.Height})
			c, err := png.DecodeConfig(bytes.NewReader(v.Data))
			if err != nil || c.Width != v.Width || c.Height != v.Height {
				t.Errorf("%d×%d: a variant says %d×%d and is %d×%d: %v", x.w, x.h, v.Width, v.Height, c.Width, c.Height, err)
			}
		}
		if len(got) != len(x.want) {
			t.Errorf("%d×%d: %v, want %v", x.w, x.h, got, x.want)
			continue
		}
		for i := range got {
			if got[i] != x.want[i] {
				t.Errorf("%d×%d: %v, want %v", x.w, x.h, got, x.want)
			}
		}
	}
}

func TestClearTwiceIsTheSame(t *testing.T) {
	in := jpegOf(t, corners(600, 400))
	a, errA := Clear(in)
	b, errB := Clear(in)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	for i := range a.Variants {
		if !bytes.Equal(a.Variants[i].Data, b.Variants[i].Data) {
			t.Errorf("variant %d differs", i)
		}
	}
}

func FuzzClear(f *testing.F) {
	small := jpegOf(f, corners(16, 16))
	f.Add(small)
	f.Add(withSegments(small, segment(0xe1, append([]byte("Exif\x00\x00"), exif(binary.LittleEndian, 6)...))))
	f.Add(pngOf(f, corners(16, 16)))
	f.Add([]byte{0xff, 0xd8, 0xff, 0xe1, 0x00, 0x02})
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 1<<20 {
			t.Skip("large pictures are slow, not interesting")
		}
		set, err := Clear(data)
		if (err == nil) != (len(set.Variants) > 0) {
			t.Errorf("%d variants and error %v", len(set.Variants), err)
		}
		for _, v := range set.Variants {
			if _, _, err := image.Decode(bytes.NewReader(v.Data)); err != nil {
				t.Errorf("what came out cannot be read: %v", err)
			}
		}
	})
}

func BenchmarkClear(b *testing.B) {
	in := withSegments(jpegOf(b, corners(2400, 1600)), segment(0xe1, append([]byte("Exif\x00\x00"), exif(binary.LittleEndian, 6)...)))
	for b.Loop() {
		if _, err := Clear(in); err != nil {
			b.Fatal(err)
		}
	}
}

// TestPaintedPNG: what a JPEG says in far fewer bytes goes as one, unless something of it can be seen through; what is
// drawn in flat colours stays a PNG.
func TestPaintedPNG(t *testing.T) {
	painted := func(alpha uint8) image.Image {
		m := image.NewNRGBA(image.Rect(0, 0, 200, 120))
		for y := range 120 {
			for x := range 200 {
				wave := 90 + 60*math.Sin(float64(x)/9)*math.Cos(float64(y)/7)
				m.SetNRGBA(x, y, color.NRGBA{uint8(wave), uint8(wave + float64(x%5)), uint8(wave + float64(y%7)), alpha})
			}
		}
		return m
	}
	flat := image.NewNRGBA(image.Rect(0, 0, 200, 120))
	for i := range flat.Pix {
		flat.Pix[i] = 0xff
	}
	for _, x := range []struct {
		name, want string
		picture    image.Image
	}{{"painted", "jpg", painted(255)}, {"seen through", "png", painted(200)}, {"flat", "png", flat}} {
		set, err := Clear(pngOf(t, x.picture))
		if err != nil || set.Ext != x.want {
			t.Errorf("%s: %q, %v; want %s", x.name, set.Ext, err, x.want)
			continue
		}
		if _, format, err := image.DecodeConfig(bytes.NewReader(set.Variants[0].Data)); err != nil || (format == "jpeg") != (x.want == "jpg") {
			t.Errorf("%s: the bytes are %s, %v", x.name, format, err)
		}
	}
}
