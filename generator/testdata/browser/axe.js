// Runs axe over the page, or over the part that is named, with every rule of WCAG 2.0 to 2.2, A and AA, and the best
// practices, less those that are named; answers with violations.
(async ({ part, less = [] }) => {
	const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
	const found = await axe.run(part || document, { runOnly: { type: "tag", values: tags }, rules: Object.fromEntries(less.map((id) => [id, { enabled: false }])), resultTypes: ["violations"], preload: false });
	return found.violations.map((v) => {
		const at = v.nodes.slice(0, 3).map((n) => `${n.target.join(" ")} (${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? ""})`);
		return `axe ${v.id}: ${v.help}; ${v.nodes.length} × ${at.join(" | ")}`;
	});
})
