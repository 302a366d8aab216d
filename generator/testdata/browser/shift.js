// Walks the whole page from top to bottom, so that what loads late does, and answers with what moved since the load: the
// sum over all layout shifts that no input of the reader caused, and the worst of them.
(async () => {
	const entries = [];
	const seen = new PerformanceObserver((list) => entries.push(...list.getEntries()));
	seen.observe({ type: "layout-shift", buffered: true });
	const frame = () => new Promise((done) => requestAnimationFrame(done));
	for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight * 0.8) {
		scrollTo(0, y);
		await frame();
	}
	await Promise.all([...document.images].map((i) => i.decode().catch(() => {})));
	for (let i = 0; i < 3; i++) await frame();
	entries.push(...seen.takeRecords());
	seen.disconnect();
	scrollTo(0, 0);
	const moved = entries.filter((e) => !e.hadRecentInput);
	const worst = moved.toSorted((a, b) => b.value - a.value)[0];
	const box = (r) => [r.x, r.y, r.width, r.height].map(Math.round).join(" ");
	const source = ({ node, previousRect, currentRect }) =>
		`<${node?.nodeName ?? "?"}> ${node?.parentElement?.className ?? ""} ${(node?.textContent ?? "").trim().slice(0, 40)} (${box(previousRect)} → ${box(currentRect)})`;
	return {
		sum: moved.reduce((sum, e) => sum + e.value, 0),
		worst: worst ? `${worst.value.toFixed(4)} after ${Math.round(worst.startTime)} ms by ${worst.sources.map(source).join("; ")}` : "",
	};
})()
