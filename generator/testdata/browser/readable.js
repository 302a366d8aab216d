// Remembers every piece of text in the main part that a reader can see or unfold on a screen, drawings left aside, which are drawn anew for each
// width; paper.js asks for it again.
(() => {
	for (const d of document.querySelectorAll("main details")) d.open = true;
	const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
	window.mingshanRead = [];
	while (walker.nextNode()) {
		const text = walker.currentNode;
		const e = text.parentElement;
		if (text.data.trim() && !e.closest("svg") && e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) window.mingshanRead.push(text);
	}
	for (const d of document.querySelectorAll("main details")) d.open = false;
	return window.mingshanRead.length;
})()
