package pixels

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// errBare is a fault of the program: an encoder wrote more than pixels.
var errBare = errors.New("the encoded picture holds more than pixels")

// bare insists that an encoded picture is what is needed to draw it and nothing else: no APPn segment and no comment in
// a JPEG; no eXIf, iCCP, text or other optional chunk in a PNG; nothing after the end.
func bare(data []byte) error {
	if bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")) {
		return barePNG(data)
	}
	return bareJPEG(data)
}

func barePNG(data []byte) error {
	for i := 8; i+12 <= len(data); {
		n := int(binary.BigEndian.Uint32(data[i:]))
		kind := string(data[i+4 : i+8])
		if !slices.Contains([]string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND"}, kind) {
			return fmt.Errorf("%w: PNG chunk %q", errBare, kind)
		}
		i += 12 + n
		if kind == "IEND" && i == len(data) {
			return nil
		}
	}
	return fmt.Errorf("%w: PNG without an end, or with more behind it", errBare)
}

// bareJPEG allows quantisation tables, frame, Huffman tables and scan (ITU-T T.81 table B.1), in this order up to the
// scan, which ends the file.
func bareJPEG(data []byte) error {
	if !bytes.HasPrefix(data, []byte("\xff\xd8")) || !bytes.HasSuffix(data, []byte("\xff\xd9")) {
		return fmt.Errorf("%w: JPEG without an end, or with more behind it", errBare)
	}
	for i := 2; i+4 <= len(data) && data[i] == 0xff; {
		marker := data[i+1]
		switch marker {
		case 0xdb, 0xc0, 0xc2, 0xc4:
		case 0xda:
			if bytes.Index(data[i:], []byte("\xff\xd9"))+i == len(data)-2 { // coded data never holds this pair
				return nil
			}
			return fmt.Errorf("%w: JPEG with more behind the picture", errBare)
		default:
			return fmt.Errorf("%w: JPEG marker %#x", errBare, marker)
		}
		i += 2 + int(binary.BigEndian.Uint16(data[i+2:]))
	}
	return fmt.Errorf("%w: JPEG without a scan", errBare)
}
