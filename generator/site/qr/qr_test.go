package qr_test

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mingshan/generator/site/qr"
)

const address = "https://mingshan.example/zh/projects/warm-winter-canteens.html"

// read paints the drawing again, module by module.
func read(t *testing.T, svg string) (dark [][]bool, title string) {
	t.Helper()
	var drawing struct {
		ViewBox string `xml:"viewBox,attr"`
		Title   string `xml:"title"`
		Paths   []struct {
			Class string `xml:"class,attr"`
			D     string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(svg), &drawing); err != nil {
		t.Fatal(err)
	}
	box := strings.Fields(drawing.ViewBox)
	span, err := strconv.Atoi(box[2])
	if err != nil || box[2] != box[3] || len(drawing.Paths) != 2 || drawing.Paths[0].Class != "qr-paper" || drawing.Paths[1].Class != "qr-ink" {
		t.Fatalf("not a square of ground and modules: %s", svg[:200])
	}
	dark = make([][]bool, span)
	for y := range dark {
		dark[y] = make([]bool, span)
	}
	d := drawing.Paths[1].D
	runs := regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(d, -1)
	length := 0
	for _, r := range runs {
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(r[i+1])
		}
		if n[2] != n[3] {
			t.Errorf("a run that does not close: %s", r[0])
		}
		for x := range n[2] {
			dark[n[1]][n[0]+x] = true
		}
		length += len(r[0])
	}
	if length != len(d) {
		t.Error("the path holds more than runs of modules")
	}
	return dark, drawing.Title
}

// TestStructure: quiet zone, size of a version, finder and timing patterns, the dark module.
func TestStructure(t *testing.T) {
	svg, err := qr.SVG(address, "a < b")
	if err != nil {
		t.Fatal(err)
	}
	all, title := read(t, svg)
	if title != "a < b" {
		t.Errorf("title %q", title)
	}
	size := len(all) - 2*qr.Quiet
	if qr.Quiet != 4 || size < 21 || (size-17)%4 != 0 {
		t.Fatalf("%d modules and a margin of %d are no QR code", size, qr.Quiet)
	}
	for y, line := range all {
		for x, dark := range line {
			inside := x >= qr.Quiet && x < qr.Quiet+size && y >= qr.Quiet && y < qr.Quiet+size
			if dark && !inside {
				t.Errorf("the quiet zone is dark at %d, %d", x, y)
			}
		}
	}
	at := func(x, y int) bool { return all[y+qr.Quiet][x+qr.Quiet] }
	for _, corner := range [][2]int{{0, 0}, {size - 7, 0}, {0, size - 7}} {
		for y := range 7 {
			for x := range 7 {
				ring := max(abs(x-3), abs(y-3))
				if at(corner[0]+x, corner[1]+y) != (ring != 2) {
					t.Errorf("finder pattern at %v is wrong at %d, %d", corner, x, y)
				}
			}
		}
	}
	for i := 8; i < size-8; i++ {
		if at(i, 6) != (i%2 == 0) || at(6, i) != (i%2 == 0) {
			t.Errorf("timing pattern is wrong at %d", i)
		}
	}
	if !at(8, size-8) {
		t.Error("the dark module is light")
	}
	// The format bits, read without their mask, name level M (00).
	if at(0, 8) != true || at(1, 8) != false {
		t.Error("the format bits do not name level M")
	}
}

func abs(n int) int { return max(n, -n) }

// TestSameTextSameBytes, and another text gives another code.
func TestSameTextSameBytes(t *testing.T) {
	a, _ := qr.SVG(address, "t")
	b, _ := qr.SVG(address, "t")
	c, _ := qr.SVG(strings.Replace(address, "/zh/", "/en/", 1), "t")
	if a != b || a == c {
		t.Error("the code does not follow the text")
	}
}

func TestTooLong(t *testing.T) {
	if _, err := qr.SVG(strings.Repeat("x", 5000), "t"); err == nil {
		t.Error("five thousand characters were taken")
	}
}
