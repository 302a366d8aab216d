// Looks at the page as it is now shown and answers with a list of complaints; run through the debugger, so the site's
// own policy against scripts stays in force for the page.
(() => {
	const complaints = [];
	const root = document.documentElement;
	const width = root.clientWidth;
	const say = (...words) => complaints.push(words.join(" "));
	const name = (e) => {
		const at = e.id ? `#${e.id}` : e.getAttribute("class") ? `.${e.getAttribute("class").split(" ")[0]}` : "";
		const near = at ? "" : ` in ${e.parentElement?.closest("[class],[id]")?.getAttribute("class") ?? "body"}`;
		return `<${e.localName}${at}>${near} "${(e.textContent ?? "").trim().slice(0, 40)}"`;
	};
	const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
	const styles = new Map();
	const style = (e) => {
		if (!styles.has(e)) styles.set(e, getComputedStyle(e));
		return styles.get(e);
	};
	const clips = (e) => style(e).overflowX !== "visible";

	// The page never scrolls sideways, and nothing hides beyond its edge: only a region of its own may scroll.
	if (root.scrollWidth > width) say("the page scrolls sideways:", root.scrollWidth, ">", width);
	const contained = (e) => {
		for (let p = e.parentElement; p && p !== root; p = p.parentElement) if (clips(p)) return true;
		return false;
	};
	for (const e of document.body.querySelectorAll("*:not(svg *)")) {
		if (!shown(e) || e.closest(".skip, .unseen")) continue;
		const box = e.getBoundingClientRect();
		// The banner bleeds to the window's edges, scroll bar included, on purpose.
		if (box.width && (box.right > innerWidth + 1 || box.left < -1) && !contained(e)) say("beyond the edge:", name(e));
		const { overflowX, overflowY } = style(e);
		const scrolls = overflowX === "auto" || overflowX === "scroll";
		if (overflowX !== "visible" && !scrolls && e.scrollWidth > e.clientWidth + 1) say("text cut off:", name(e));
		if (/hidden|clip/.test(overflowY) && e.scrollHeight > e.clientHeight + 1) say("text cut off below:", name(e));
		if (scrolls && e.scrollWidth > e.clientWidth + 1 && e.tabIndex < 0 && !e.querySelector("a, button")) say("scrolls but not by keyboard:", name(e));
	}

	const titles = document.querySelectorAll("h1");
	if (titles.length !== 1) say("h1 elements:", titles.length);
	for (const h of titles) if (!shown(h) || !h.getBoundingClientRect().height) say("the h1 is not visible");
	if (document.querySelectorAll("main").length !== 1) say("main elements:", document.querySelectorAll("main").length);

	for (const i of document.images) {
		if (!i.complete || !i.naturalWidth) say("picture not loaded:", i.currentSrc || i.src);
		const ratio = i.getAttribute("width") / i.getAttribute("height");
		if (shown(i) && i.width && style(i).objectFit === "fill" && Math.abs(i.width / i.height - ratio) > 0.05) {
			say("picture distorted:", i.currentSrc);
		}
	}

	// Everything must be readable without JavaScript: a script is data, or one of the site's own files.
	for (const s of document.scripts) {
		if (s.src && !s.text && /\/assets\/[a-z]+\.[0-9a-f]{10}\.js$/.test(s.src)) continue;
		if (!/^application\/(ld\+)?json$/.test(s.type)) say("a script that runs:", s.src || s.text.slice(0, 60));
		else JSON.parse(s.text);
	}
	// What a script added may place itself; what the page brought along has no style or handler of its own.
	for (const e of document.querySelectorAll("*")) {
		if (e.closest("[data-enhanced]")) continue;
		for (const a of e.attributes) if (/^on|^style$/.test(a.name)) say("attribute", a.name, "on", name(e));
	}

	// What a reader acts with is large enough for a thumb: WCAG 2.5.5, also held by axe's target-size at its lower mark.
	const controls = "summary, button:not(.table-sort), .mode, .skip, .masthead-nav a, .masthead-folio a, .pager a, .downloads-file > a, .channel-reach a";
	for (const e of document.querySelectorAll(controls)) {
		if (!shown(e)) continue;
		const box = e.getBoundingClientRect();
		if (box.height && box.height < 43.5) say(`control only ${box.height.toFixed(1)}px high:`, name(e));
	}

	// A colour written as a variable in a drawing's attribute must arrive as that colour, not as black or nothing.
	const probe = document.createElement("i");
	document.body.append(probe);
	const colour = (value) => {
		probe.style.color = value;
		return getComputedStyle(probe).color;
	};
	const coloured = new Set();
	for (const svg of document.querySelectorAll(".figure-picture > svg")) {
		const whole = svg.getBoundingClientRect();
		if (!shown(svg)) continue;
		if (!(whole.width > 200 && whole.height > 80)) say("drawing without size:", name(svg));
		let series = 0;
		for (const e of svg.querySelectorAll("[fill], [stroke]")) {
			for (const property of ["fill", "stroke"]) {
				const value = e.getAttribute(property) ?? "";
				if (!value.startsWith("var(")) continue;
				const got = getComputedStyle(e)[property];
				const want = colour(value);
				if (got !== want) say(`${property} ${value} is ${got}, not ${want}, in`, name(svg));
				if (!/^var\(--chart-\d\)$/.test(value)) continue;
				if (got === "rgb(0, 0, 0)" || got === "none") say(`${property} ${value} is ${got} in`, name(svg));
				coloured.add(`${value} ${got}`);
				const box = e.getBBox();
				if (box.width || box.height) series++;
			}
		}
		if (series === 0) say("drawing without a series:", name(svg));
	}
	probe.remove();

	// Labels stay within their drawing, clear of each other and large enough to read; so do those of a live drawing.
	for (const svg of document.querySelectorAll(".figure-picture svg")) {
		if (!shown(svg)) continue;
		const whole = svg.getBoundingClientRect();
		const labels = [...svg.querySelectorAll("text")].filter((t) => t.textContent.trim() && shown(t)).map((t) => [t, t.getBoundingClientRect()]);
		labels.forEach(([t, a], i) => {
			if (a.left < whole.left - 2 || a.right > whole.right + 2 || a.top < whole.top - 2 || a.bottom > whole.bottom + 2) {
				say(`label "${t.textContent}" outside`, name(svg));
			}
			if (a.height < 9) say(`label "${t.textContent}" is ${a.height.toFixed(1)}px high in`, name(svg));
			for (const [u, b] of labels.slice(i + 1)) {
				const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
				const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
				if (across > 1 && down > a.height * 0.35) say(`labels "${t.textContent}" and "${u.textContent}" overlap in`, name(svg));
			}
		});
	}
	// A drawing inside a drawing cuts off what is larger than it.
	for (const t of document.querySelectorAll("svg svg text")) {
		const [a, whole] = [t.getBoundingClientRect(), t.closest("svg").getBoundingClientRect()];
		if (shown(t) && (a.left < whole.left - 1 || a.right > whole.right + 1)) say("text cut off by its tile:", name(t));
	}

	for (const e of document.querySelectorAll("main section, main ul, main ol, main dl, main table")) {
		if (shown(e) && !e.textContent.trim() && !e.querySelector("img, svg")) say("empty:", name(e));
	}
	const page = getComputedStyle(document.body);
	return {
		complaints, coloured: [...coloured].sort(),
		paper: page.backgroundColor, ink: page.color, green: getComputedStyle(root).getPropertyValue("--green").trim(),
		type: parseFloat(getComputedStyle(root).fontSize), kept: { ...root.dataset },
	};
})()
