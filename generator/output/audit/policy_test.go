package audit_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mingshan/generator/output/audit"
	"mingshan/generator/testkit/sites"
)

// TestPolicy: only figures by themselves may stand in other sites' pages, and both languages of the README tell whoever
// sets up the server the same policy.
func TestPolicy(t *testing.T) {
	for file, want := range map[string]string{
		"index.html": "'none'", "zh/data/referrals.html": "'none'", "zh/embed.html": "'none'",
		"zh/embed/referrals-trend.html": "*",
	} {
		if got := audit.Policy(file); !strings.HasSuffix(got, "; frame-ancestors "+want) {
			t.Errorf("%s: %s", file, got)
		}
	}
	readme, err := os.ReadFile(filepath.Join(sites.Root(t), "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	own := strings.TrimSuffix(audit.Policy("index.html"), "'none'") + "$mingshan_frame"
	if n := bytes.Count(readme, []byte(own)); n != 2 {
		t.Errorf("the README states the policy %d times, want 2: %s", n, own)
	}
}
