// Loads the pictures that a reader would have scrolled to; answers when each has loaded or failed.
(async () => {
	await Promise.all([...document.images].map((i) => {
		i.loading = "eager";
		return i.decode().catch(() => {});
	}));
	await document.fonts.ready;
	await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	return document.images.length;
})()
