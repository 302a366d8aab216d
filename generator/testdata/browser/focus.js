// Puts the focus on everything that can have it, one after the other, and answers with complaints: where the focus cannot
// be seen (WCAG 2.4.7, 1.4.11), or what has it is out of view or under something else (WCAG 2.4.11). Figures that come
// alive when used are waited for.
(async () => {
	const complaints = [];
	const say = (...words) => complaints.push(words.join(" "));
	const name = (e) => `<${e.localName}.${e.getAttribute("class") ?? ""}> "${(e.getAttribute("aria-label") ?? e.textContent ?? "").trim().slice(0, 40)}"`;
	const settings = document.querySelector(".modes");
	if (settings) settings.open = true;
	for (const d of document.querySelectorAll("main details")) d.open = true;
	const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, [tabindex]")].filter((e) =>
		e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }));

	const parse = (colour) => {
		const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
		return { r, g, b, a };
	};
	const light = ({ r, g, b }) => {
		const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
		return 0.2126 * x + 0.7152 * y + 0.0722 * z;
	};
	const contrast = (a, b) => {
		const [x, y] = [light(parse(a)), light(parse(b))].toSorted((m, n) => n - m);
		return (x + 0.05) / (y + 0.05);
	};
	const ground = (e) => {
		for (let p = e; p; p = p.parentElement) {
			const colour = getComputedStyle(p).backgroundColor;
			if (parse(colour).a > 0.99) return colour;
		}
		return "rgb(255, 255, 255)";
	};
	// The rings that the element and what is drawn in it have now.
	const rings = (e) => {
		const own = getComputedStyle(e);
		const out = [{ on: own.outlineStyle !== "none", wide: parseFloat(own.outlineWidth), colour: own.outlineColor,
			ground: ground(parseFloat(own.outlineOffset) < 0 ? e : e.parentElement) }];
		for (const shape of e.querySelectorAll("svg rect, svg path")) {
			const s = getComputedStyle(shape);
			if (s.stroke !== "none") out.push({ on: true, wide: parseFloat(s.strokeWidth), colour: s.stroke, ground: ground(e) });
		}
		return out;
	};
	const key = (ring) => JSON.stringify(ring);
	// The part of the window through which an element can be seen: what it scrolls in may show less.
	const frame = (e) => {
		const out = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
		for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) {
			if (getComputedStyle(p).overflowX === "visible" || p instanceof SVGElement) continue;
			const b = p.getBoundingClientRect();
			out.left = Math.max(out.left, b.left);
			out.top = Math.max(out.top, b.top);
			out.right = Math.min(out.right, b.right);
			out.bottom = Math.min(out.bottom, b.bottom);
		}
		return out;
	};
	// Asks a grid of points of what is in view of an element whether they are free.
	const sees = (e) => {
		const view = frame(e);
		let points = 0;
		let free = 0;
		let cover = "";
		const rects = [...e.getClientRects()].filter((r) => r.width && r.height);
		for (const r of rects) {
			const [left, top, right, bottom] = [Math.max(r.left, view.left), Math.max(r.top, view.top), Math.min(r.right, view.right), Math.min(r.bottom, view.bottom)];
			if (right - left < 4 || bottom - top < 4) continue;
			// The box of a shape is larger than the shape, so only its middle is asked.
			for (const [i, j] of e instanceof SVGElement ? [[0.5, 0.5]] : [[0.1, 0.2], [0.5, 0.2], [0.9, 0.2], [0.5, 0.5], [0.1, 0.8], [0.5, 0.8], [0.9, 0.8]]) {
				const hit = document.elementFromPoint(left + (right - left) * i, top + (bottom - top) * j);
				points++;
				if (hit && (e.contains(hit) || hit.contains(e) && hit.localName === "label")) free++;
				else if (hit) cover = name(hit);
			}
		}
		return { points, free, cover, box: rects[0] ? [rects[0].left, rects[0].top, rects[0].right, rects[0].bottom].map(Math.round) : [] };
	};

	const before = new Map(all.map((e) => [e, new Set(rings(e).map(key))]));
	for (const e of all) {
		if (settings) settings.open = settings.contains(e);
		e.focus({ focusVisible: true });
		if (document.activeElement !== e) {
			say("cannot have the focus:", name(e));
			continue;
		}
		const fresh = rings(e).filter((ring) => !before.get(e).has(key(ring)) && ring.on && ring.wide >= 2);
		if (!fresh.length) say("the focus does not show:", name(e));
		else if (!fresh.some((ring) => contrast(ring.colour, ring.ground) >= 3)) say(`the focus is faint, ${fresh[0].colour} on ${fresh[0].ground}:`, name(e));
		const seen = sees(e);
		if (!seen.points) say(`has the focus out of view, at ${seen.box} of ${innerWidth} × ${innerHeight}:`, name(e));
		else if (seen.free * 2 < seen.points) say(`has the focus while it is covered (${seen.free} of ${seen.points} points are free):`, name(e), "by", seen.cover);
	}
	document.activeElement?.blur();
	if (settings) settings.open = false;

	// A figure that was used comes alive.
	const used = [...document.querySelectorAll(".figure[data-engine] .figure-picture:has(> script)")].filter((e) => e.checkVisibility());
	const until = performance.now() + 5000;
	while (used.some((e) => !e.classList.contains("is-live")) && performance.now() < until) await new Promise((done) => setTimeout(done, 50));
	for (const e of used) if (!e.classList.contains("is-live")) say("a figure that was used did not come alive:", name(e));
	for (const d of document.querySelectorAll("main details")) d.open = false;
	scrollTo(0, 0);
	return { complaints, stops: all.length };
})()
