package dataset

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

var errEncoding = errors.New("neither UTF-8, UTF-16 with a mark, nor GB18030")

// Text gives the words of a CSV as UTF-8 whatever its encoding, for rooms that look at all of them; false for bytes
// that are no text.
func Text(data []byte) (string, bool) {
	text, _, err := decode(data)
	return text, err == nil
}

// decode gives the text of a CSV as UTF-8 and the name of the encoding it was in. Excel in China saves GB18030
// without saying so: bytes that are not UTF-8 are tried as GB18030 and refused if any character is unknown.
func decode(data []byte) (string, string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		if !utf8.Valid(data) {
			return "", "", errEncoding
		}
		return string(data[3:]), "UTF-8 BOM", nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16(data, unicode.LittleEndian, "UTF-16LE")
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16(data, unicode.BigEndian, "UTF-16BE")
	case utf8.Valid(data):
		return string(data), "UTF-8", nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || strings.ContainsRune(string(out), utf8.RuneError) {
		return "", "", errEncoding
	}
	return string(out), "GB18030", nil
}

func utf16(data []byte, order unicode.Endianness, name string) (string, string, error) {
	if len(data)%2 != 0 {
		return "", "", errEncoding
	}
	out, err := unicode.UTF16(order, unicode.ExpectBOM).NewDecoder().Bytes(data)
	if err != nil || strings.ContainsRune(string(out), utf8.RuneError) {
		return "", "", errEncoding
	}
	return string(out), name, nil
}
