// Package pages has one template for every kind of page: one view type, one template, one stem.
//
// A page is the body between masthead and colophon; the frame around it is base.templ of the theme. Pages put parts
// in order and give the headings their words; they choose nothing.
package pages
