package audit

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"mingshan/generator/base/diag"
)

const xhtml = "http://www.w3.org/1999/xhtml"

// sitemapEntry is one page in sitemap.xml.
type sitemapEntry struct {
	loc        string
	alternates map[string]string // hreflang → address
}

// xml reads a document to its end, gathers its words and calls each for every element.
func (r *report) xml(data []byte, w *words, each ...func(xml.StartElement)) {
	d := xml.NewDecoder(bytes.NewReader(data))
	roots, depth := 0, 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && depth == 0 && roots == 1 {
			return
		}
		if err != nil {
			r.problem("xml", diag.Say("XML 格式有误", "the XML is not well-formed"), diag.Msg{})
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
			for _, a := range t.Attr {
				w.attribute(strings.ToLower(a.Name.Local), a.Value)
			}
			for _, f := range each {
				f(t)
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			w.say(string(t))
		case xml.Comment:
			w.say(string(t))
		}
	}
}

// svg inspects a picture in a file of its own: it may be styled inside, but it fetches nothing and runs nothing.
func (r *report) svg(data []byte, w *words) {
	r.ids = map[string]bool{}
	r.xml(data, w, func(e xml.StartElement) {
		if strings.EqualFold(e.Name.Local, "script") {
			r.problem("inline-script", diag.Say("图片里有脚本", "there is a script in the picture"), moveToJS())
		}
		for _, a := range e.Attr {
			key := strings.ToLower(a.Name.Local)
			switch {
			case key == "id":
				r.ids[a.Value] = true
			case key == "href" || key == "src":
				r.address(a.Value, show)
			case len(key) > 2 && strings.HasPrefix(key, "on"):
				r.problem("inline-script", diag.Say("<%s> 带有事件属性 %s", "<%s> has the event attribute %s", e.Name.Local, key), moveToJS())
			case key == "style" || strings.HasPrefix(a.Value, "url("):
				r.css(a.Value)
			}
		}
	})
	// The text of <style> elements: to look at every url( of the file is simpler and misses nothing.
	if bytes.Contains(data, []byte("<style")) {
		r.css(string(data))
	}
}

func (r *report) json(data []byte) {
	if !json.Valid(data) {
		r.problem("json", diag.Say("JSON 格式有误", "the JSON is not valid"), diag.Msg{})
	}
}

func (r *report) jsonLines(data []byte) {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			r.json(line)
		}
	}
}

// csv promises what standards.md promises for downloads: UTF-8, no byte order mark, the same fields in each row.
func (r *report) csv(data []byte) {
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		r.problem("csv-bom", diag.Say("CSV 以字节顺序标记开头", "the CSV begins with a byte order mark"), diag.Msg{})
		data = data[3:]
	}
	if !utf8.Valid(data) {
		r.problem("csv-utf8", diag.Say("CSV 不是 UTF-8", "the CSV is not UTF-8"), diag.Msg{})
		return
	}
	rows := csv.NewReader(bytes.NewReader(data))
	rows.ReuseRecord = true
	for n := 0; ; n++ {
		_, err := rows.Read()
		if errors.Is(err, io.EOF) && n > 0 {
			return
		}
		if err != nil {
			r.problem("csv-rows", diag.Say("CSV 是空的，或各行列数不一", "the CSV is empty or its rows differ in the number of fields"), diag.Msg{})
			return
		}
	}
}

// sitemap reads the pages of sitemap.xml; that it is well-formed is checked elsewhere.
func (r *report) sitemap(data []byte) []sitemapEntry {
	var doc struct {
		URLs []struct {
			Loc   string `xml:"loc"`
			Links []struct {
				XMLName  xml.Name
				Rel      string `xml:"rel,attr"`
				HrefLang string `xml:"hreflang,attr"`
				Href     string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"url"`
	}
	if xml.Unmarshal(data, &doc) != nil {
		return nil
	}
	var out []sitemapEntry
	for _, u := range doc.URLs {
		e := sitemapEntry{strings.TrimSpace(u.Loc), map[string]string{}}
		for _, l := range u.Links {
			if l.XMLName.Space == xhtml && l.Rel == "alternate" {
				e.alternates[l.HrefLang] = l.Href
			}
		}
		out = append(out, e)
	}
	return out
}

// sitemapsOf gives the addresses that robots.txt calls site maps.
func sitemapsOf(robots string) []string {
	var out []string
	for line := range strings.Lines(robots) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(key), "sitemap") {
			out = append(out, strings.TrimSpace(value))
		}
	}
	slices.Sort(out)
	return out
}
