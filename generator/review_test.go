package main_test

import (
	"strings"
	"testing"
)

// rolesOfReview are lines of site.yaml.
func rolesOfReview(mode string) string {
	return "review:\n  mode: " + mode + "\n  roles:\n    - id: desk\n      title:\n        zh: 内容审核岗\n        en: content review desk\n"
}

// TestDraftsAreLeftOut holds back, one after the other, an entry of each kind that nobody approved: where approval is
// required nothing of it is in any file, links to it are words, and the build says what it left out; where approval is only
// shown, it is published, and pages say who approved the others.
func TestDraftsAreLeftOut(t *testing.T) {
	b := newBench(t)
	const approved = "review:\n  by: desk\n  on: 2026-11-20\n"
	entries := map[string]string{
		"content/projects/warm-meals/project.yaml": "en/projects/warm-meals.html", "content/stories/noon/story.yaml": "en/stories/noon.html", "content/topics/referral/topic.yaml": "en/topics/referral.html",
		"content/notices/release/notice.yaml": "en/notices/release.html", "content/campaigns/week/campaign.yaml": "en/campaigns/week.html", "content/pages/terms/page.yaml": "en/terms.html",
	}
	standing := []string{"about", "accessibility", "method", "privacy"}
	site := func(mode, draft string) func(*editor) {
		return func(e *editor) {
			e.add("content/site.yaml", rolesOfReview(mode))
			for file := range entries {
				if file != draft {
					e.add(file, approved)
					continue
				}
				e.swap(file, "title:\n", "title:\n  # a draft\n")
				text := e.read(file)
				_, rest, _ := strings.Cut(text, "en: ")
				title, _, _ := strings.Cut(rest, "\n")
				e.put(file, strings.Replace(text, "en: "+title+"\n", "en: "+title+" Canary-draft-5521\n", 1))
			}
			for _, slug := range standing {
				e.add("content/pages/"+slug+"/page.yaml", approved)
			}
		}
	}
	for draft, page := range entries {
		t.Run(page, func(t *testing.T) {
			files, problems := b.build(t, site("required", draft))
			if problems.Blocking() > 0 || !strings.Contains(told(problems), draft+": warning: is not approved and not published [review/missing]") {
				t.Fatalf("want a site and the notice review/missing:\n%s", told(problems))
			}
			nowhere(t, files, "Canary-draft-5521")
			if _, there := files[page]; there {
				t.Errorf("%s was published", page)
			}
		})
	}
	const draft, page = "content/projects/warm-meals/project.yaml", "en/projects/warm-meals.html"
	files, problems := b.build(t, site("shown", draft))
	if told(problems) != "" {
		t.Fatalf("approval is not required:\n%s", told(problems))
	}
	somewhere(t, files, "Canary-draft-5521")
	if text := string(files[page]); strings.Contains(text, "content review desk") {
		t.Errorf("%s says that somebody approved it", page)
	}
	for _, other := range entries {
		if text := string(files[other]); other != page && (!strings.Contains(text, "content review desk, ") || !strings.Contains(string(files[strings.Replace(other, "en/", "zh/", 1)]), "内容审核岗，2026年11月")) {
			t.Errorf("%s does not say who approved it, or when", other)
		}
	}
}
