// Looks at the page as it would be printed and answers with complaints: what could be read on the screen is lost, or the
// paper is not white. What paper has no use for is named here.
((sheet) => {
	const complaints = [];
	const useless = [
		"[data-enhanced], button, .figure-embed", // for fingers and for other sites
		"summary, .fold-label", // what it would unfold stands open
		".skip, .crumbs, .pager, .neighbours, .facets, .jump, .contents, .section-all, .complaint-more, .leave, .leave-note, .download, .downloads", // ways to go elsewhere
		...sheet, // what a kind of page leaves to the web for the sake of one sheet
	].join(", ");
	const shown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && e.getClientRects().length > 0;
	const lost = new Map();
	for (const text of window.mingshanRead) {
		const e = text.parentElement;
		if (e.closest(useless) || shown(e)) continue;
		const at = e.closest("[class]")?.getAttribute("class") ?? e.localName;
		lost.set(at, [...(lost.get(at) ?? []), text.data.trim()]);
	}
	for (const [at, all] of lost) complaints.push(`not on paper: ${all.length} × in .${at}: "${all[0].slice(0, 40)}"`);
	for (const f of document.querySelectorAll("main .figure:has(.figure-picture)")) {
		if (![...f.querySelectorAll(".figure-picture > svg")].some(shown)) complaints.push(`no drawing on paper: ${f.id}`);
	}
	const clear = /^rgba\(0, 0, 0, 0\)$|^transparent$/;
	const white = (e) => clear.test(getComputedStyle(e).backgroundColor) || getComputedStyle(e).backgroundColor === "rgb(255, 255, 255)";
	for (const e of [document.documentElement, document.body, ...document.querySelectorAll("body > *, main > *, th, td:not(.is-step)")]) { // a heat table's shades are what it says
		if (shown(e) && !white(e)) complaints.push(`paper of <${e.localName}.${e.className}> is ${getComputedStyle(e).backgroundColor}`);
	}
	return [...new Set(complaints)];
})
