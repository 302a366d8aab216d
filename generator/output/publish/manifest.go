package publish

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

const (
	manifestName = "manifest.json"
	madeBy       = "mingshan"
)

// Entry is one line of manifest.json: a file of the site.
type Entry struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // lower-case hexadecimal
}

// manifest is the wire form; made_by is the mark by which Open knows its own folders.
type manifest struct {
	MadeBy string  `json:"made_by"`
	Format int     `json:"format"`
	Files  []Entry `json:"files"`
}

// encodeManifest sorts the entries by path and writes one file a line, so that two sites can be compared by diff.
func encodeManifest(entries []Entry) ([]byte, error) {
	slices.SortFunc(entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n\"made_by\": %q,\n\"format\": 1,\n\"files\": [\n", madeBy)
	for i, e := range entries {
		line, err := json.Marshal(e)
		if err != nil {
			return nil, fmt.Errorf("publish: manifest line of %s: %w", e.Path, err)
		}
		b.Write(line)
		if i < len(entries)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]\n}\n")
	return b.Bytes(), nil
}

// decodeManifest reads a manifest of ours; any other JSON is an error.
func decodeManifest(data []byte) ([]Entry, error) {
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", manifestName, err)
	}
	if m.MadeBy != madeBy || m.Format != 1 {
		return nil, errors.New(manifestName + " is not one of ours")
	}
	return m.Files, nil
}
