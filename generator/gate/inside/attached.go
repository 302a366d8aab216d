package inside

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Part is one piece that a picture file holds besides its pixels.
type Part struct {
	Name string // EXIF, XMP, IPTC, ICC, comment, text, …
	Text string // words in it; of EXIF also the place where the picture was taken, as "lat …, lng …"
}

// mostInflated is how much of a compressed text of a PNG is read.
const mostInflated = 1 << 20

// Attached lists what a JPEG or PNG file holds besides pixels; ok is false for a file that is neither or is broken.
// A colour profile counts: it can name its maker's device.
func Attached(data []byte) (parts []Part, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8")):
		return jpegParts(data)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return pngParts(data)
	}
	return nil, false
}

// jpegParts walks the segments (ITU-T T.81 annex B). After the picture there may be another file: that counts, too.
func jpegParts(data []byte) (parts []Part, ok bool) {
	i := 2
	for i+4 <= len(data) && data[i] == 0xff {
		marker := data[i+1]
		if marker == 0xff {
			i++
			continue
		}
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 2 || i+2+n > len(data) {
			return parts, false
		}
		segment := data[i+4 : i+2+n]
		switch {
		case marker >= 0xe1 && marker <= 0xef && !(marker == 0xee && bytes.HasPrefix(segment, []byte("Adobe"))):
			parts = append(parts, segmentPart(marker, segment))
		case marker == 0xfe:
			parts = append(parts, Part{"comment", printable(segment)})
		}
		i += 2 + n
		if marker == 0xda {
			end := bytes.LastIndex(data[i:], []byte("\xff\xd9"))
			if end < 0 {
				return parts, false
			}
			if rest := data[i+end+2:]; len(rest) > 0 {
				parts = append(parts, Part{"after the picture", printable(rest)})
			}
			return parts, true
		}
	}
	return parts, false
}

func segmentPart(marker byte, segment []byte) Part {
	switch {
	case marker == 0xe1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")):
		return Part{"EXIF", exif(segment[6:])}
	case marker == 0xe1:
		return Part{"XMP", printable(segment)}
	case marker == 0xe2 && bytes.HasPrefix(segment, []byte("ICC_PROFILE")):
		return Part{"ICC", ""}
	case marker == 0xed:
		return Part{"IPTC", printable(segment)}
	}
	return Part{fmt.Sprintf("APP%d", marker-0xe0), printable(segment)}
}

// pngParts walks the chunks (ISO/IEC 15948).
func pngParts(data []byte) (parts []Part, ok bool) {
	for i := 8; i+12 <= len(data); {
		n := int(binary.BigEndian.Uint32(data[i:]))
		if n < 0 || n > len(data)-i-12 {
			return parts, false
		}
		kind, body := string(data[i+4:i+8]), data[i+8:i+8+n]
		i += 12 + n
		switch kind {
		case "IHDR", "PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "hIST", "sPLT", "cICP":
		case "IEND":
			if i < len(data) {
				parts = append(parts, Part{"after the picture", printable(data[i:])})
			}
			return parts, true
		case "eXIf":
			parts = append(parts, Part{"EXIF", exif(body)})
		case "tEXt":
			parts = append(parts, Part{"text", latin(body)})
		case "zTXt", "iTXt":
			parts = append(parts, Part{"text", inflated(body)})
		case "iCCP":
			parts = append(parts, Part{"ICC", ""})
		default:
			parts = append(parts, Part{kind, printable(body)})
		}
	}
	return parts, false
}

// latin reads the ISO 8859-1 of a tEXt chunk; what is UTF-8 in spite of the standard is taken as that.
func latin(body []byte) string {
	if utf8.Valid(body) {
		return printable(body)
	}
	var b strings.Builder
	for _, c := range body {
		b.WriteRune(rune(c))
	}
	return printable([]byte(b.String()))
}

// inflated reads a zTXt or iTXt chunk: the keyword, and the text, plain or compressed.
func inflated(body []byte) string {
	keyword, _, _ := bytes.Cut(body, []byte{0})
	out := printable(body)
	for i := len(keyword) + 1; i < len(body) && i < len(keyword)+200; i++ {
		if body[i] != 0x78 { // the first byte of zlib's header
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(body[i:]))
		if err != nil {
			continue
		}
		text, err := io.ReadAll(io.LimitReader(z, mostInflated))
		_ = z.Close()
		if err == nil || len(text) > 0 {
			return string(keyword) + " " + printable(text)
		}
	}
	return out
}

// printable keeps the runs of four or more characters of UTF-8 that a person could read, one line each.
func printable(data []byte) string {
	var out []string
	var run strings.Builder
	n := 0
	flush := func() {
		if n >= 4 {
			out = append(out, run.String())
		}
		run.Reset()
		n = 0
	}
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		data = data[size:]
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			flush()
			continue
		}
		run.WriteRune(r)
		n++
	}
	flush()
	return strings.Join(out, "\n")
}

// exif reads the words of a TIFF block, and the place where it was taken (EXIF 2.3, GPS IFD 0x8825).
func exif(t []byte) string {
	words := printable(t)
	if len(t) < 8 {
		return words
	}
	var order binary.ByteOrder = binary.BigEndian
	if t[0] == 'I' {
		order = binary.LittleEndian
	}
	gps := 0
	entries(t, order, int(order.Uint32(t[4:])), func(tag uint16, at int) {
		if tag == 0x8825 {
			gps = int(order.Uint32(t[at+8:]))
		}
	})
	if gps == 0 {
		return words
	}
	var lat, lng string
	entries(t, order, gps, func(tag uint16, at int) {
		switch tag {
		case 2:
			lat = angle(t, order, int(order.Uint32(t[at+8:])))
		case 4:
			lng = angle(t, order, int(order.Uint32(t[at+8:])))
		}
	})
	if lat == "" || lng == "" {
		return words
	}
	return words + "\nlat " + lat + ", lng " + lng
}

// entries calls each for every entry of an IFD with its tag and place; what lies outside the block is left out.
func entries(t []byte, order binary.ByteOrder, at int, each func(tag uint16, at int)) {
	if at < 8 || at+2 > len(t) {
		return
	}
	n := int(order.Uint16(t[at:]))
	for k := range n {
		e := at + 2 + 12*k
		if e+12 > len(t) {
			return
		}
		each(order.Uint16(t[e:]), e)
	}
}

// angle reads degrees, minutes and seconds as three fractions.
func angle(t []byte, order binary.ByteOrder, at int) string {
	if at < 8 || at+24 > len(t) {
		return ""
	}
	v, unit := 0.0, 1.0
	for k := range 3 {
		num, den := order.Uint32(t[at+8*k:]), order.Uint32(t[at+8*k+4:])
		if den == 0 {
			return ""
		}
		v += float64(num) / float64(den) / unit
		unit *= 60
	}
	return fmt.Sprintf("%.6f", v)
}
