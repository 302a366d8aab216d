// Package prose is Markdown as a value: parse once, then ask for HTML, words, links and headings.
package prose

// Doc is one parsed Markdown text. The zero Doc is empty.
type Doc struct{}
