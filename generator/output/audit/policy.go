package audit

// Policy is the Content-Security-Policy under which a page of the site works in full: its own files and nothing else,
// no inline script or style, no form. A page below an "embed" folder may stand in anybody's page, every other page in
// none (the directive frame-ancestors is obeyed in a header only, so it is for whoever sets up the server; serve sends
// it too).
func Policy(file string) string {
	const own = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
		"font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors "
	if embedded(file) {
		return own + "*"
	}
	return own + "'none'"
}
