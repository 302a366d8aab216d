package pii

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAdhoc(t *testing.T) {
	s := New(Lists{})
	var total int
	var spent time.Duration
	for _, root := range []string{"../../../content", "../../../data", "../../../public", "/work/shared/domain", "../../../generator/testdata/site", "../../../README.md"} {
		filepath.Walk(root, func(p string, i os.FileInfo, err error) error {
			if err != nil || i.IsDir() || strings.HasSuffix(p, ".png") {
				return nil
			}
			b, _ := os.ReadFile(p)
			text := string(b)
			start := time.Now()
			fs := s.Scan("", text)
			spent += time.Since(start)
			total += len(text)
			for _, f := range fs {
				line, col := Position(text, f.Start)
				if !strings.Contains(p, "public") || strings.HasSuffix(p, "csv") {
					fmt.Printf("%s:%d:%d %s %s %q\n", p, line, col, f.Kind, f.Severity, text[f.Start:f.End])
				}
			}
			return nil
		})
	}
	fmt.Println(total, spent, float64(total)/1e6/spent.Seconds(), "MB/s")
}
