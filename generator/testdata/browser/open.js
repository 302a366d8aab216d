// Opens or closes all that is folded in the main part.
((open) => {
	for (const d of document.querySelectorAll("main details")) d.open = open;
})
