// Makes the pictures of figures answer. Once the reader has begun to move and a figure comes near the window, the chart
// engine is fetched; the first time the reader points at the picture, touches it or goes to it by keyboard, a live
// drawing of the same option takes its place. The arrow keys, Home and End walk along the points and say them; Escape
// lets go. Nothing moves by itself.
//
// What a point says is read from the table beside the picture, so both always tell the same numbers, withheld ones too.

const near = "600px";
let engine;

// The first view of a page costs no more than it shows: nothing is fetched ahead before the reader does something.
const begun = new Promise((done) => {
	for (const event of ["scroll", "pointermove", "touchstart", "keydown"]) addEventListener(event, done, { once: true, passive: true });
});

// load fetches the chart engine once for all figures of the page.
const load = (address) => {
	engine ??= new Promise((done, failed) => {
		const script = document.createElement("script");
		script.src = address;
		script.onload = () => done(globalThis.mingshanCharts);
		script.onerror = () => {
			engine = undefined;
			failed(new Error(address));
		};
		document.head.append(script);
	});
	return engine;
};

// A reader who asked the device to save data fetches the engine only by using a figure.
const sparing = () => navigator.connection?.saveData === true;

// inked puts the colours that the page has now in the place of the theme's variables.
const inked = (option, style) => JSON.parse(option, (_, value) =>
	typeof value === "string" && value.startsWith("var(") ? style.getPropertyValue(value.slice(4, -1)).trim() : value);

// said is what a table cell says: words where it shows a sign.
const said = (cell) => {
	const clone = cell.cloneNode(true);
	for (const e of clone.querySelectorAll(".sign, .table-unit")) e.remove();
	for (const e of clone.querySelectorAll(".cell-note")) e.textContent = `(${e.textContent.trim()})`;
	return clone.textContent.replace(/\s+/g, " ").trim();
};

// points reads the table of a figure: for each row its name, and for each column the name and what the cell says.
const points = (figure) => {
	const table = figure.querySelector(".figure-data table");
	if (!table) return [];
	const heads = [...table.tHead.rows[0].cells].slice(1).map(said);
	return [...table.tBodies[0].rows].map((row) => ({
		name: said(row.cells[0]),
		cells: [...row.cells].slice(1).map((cell, i) => ({ head: heads[i], text: said(cell) })),
	}));
};

// A live drawing in the place of one picture.
class Drawing {
	constructor(figure, picture, charts) {
		this.figure = figure;
		this.picture = picture;
		this.still = picture.querySelector("svg");
		this.option = picture.querySelector("script").textContent;
		this.points = points(figure);
		this.at = -1;
		this.frame = document.createElement("div");
		this.frame.className = "figure-live";
		this.frame.dataset.enhanced = "";
		this.stage = this.frame.appendChild(document.createElement("div"));
		this.news = document.createElement("p");
		this.news.className = "unseen";
		this.news.dataset.enhanced = "";
		this.news.setAttribute("aria-live", "polite");
		picture.append(this.frame);
		figure.append(this.news);
		this.fit();
		const { width, height } = this.still.viewBox.baseVal;
		this.chart = charts.init(this.stage, null, { renderer: "svg", width, height });
		this.draw();
		picture.classList.add("is-live");
		new ResizeObserver(() => this.fit()).observe(picture);
		new MutationObserver(() => this.draw()).observe(document.documentElement, { attributes: true });
		matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
		document.addEventListener("change", () => this.draw());
		picture.addEventListener("keydown", (event) => this.key(event));
		picture.addEventListener("blur", () => this.rest());
	}

	// fit lays the drawing over the still picture, which keeps its place: made in the same size, scaled by as much. What
	// the scaled stage covers is the frame's own affair, and no part of the page's width.
	fit() {
		const { width, height } = this.still.getBoundingClientRect();
		if (!width) return; // the other shape is shown
		this.frame.style.inlineSize = `${width}px`;
		this.frame.style.blockSize = `${height}px`;
		this.stage.style.transform = `scale(${width / this.still.viewBox.baseVal.width})`;
	}

	draw() {
		const style = getComputedStyle(this.picture);
		const option = inked(this.option, style);
		const ink = style.getPropertyValue("--chart-ink").trim();
		option.animation = false;
		option.textStyle = { ...option.textStyle, fontFamily: style.fontFamily };
		option.tooltip = {
			...option.tooltip, renderMode: "richText", confine: true, transitionDuration: 0,
			backgroundColor: style.getPropertyValue("--chart-paper").trim(), borderColor: ink, borderWidth: 1, shadowColor: "transparent",
			textStyle: { color: ink, fontFamily: style.fontFamily, fontSize: 14 },
			axisPointer: { type: "line", lineStyle: { color: ink, type: "dashed" } },
		};
		if (option.tooltip.trigger === "axis") option.tooltip.formatter = (all) => this.tip(all[0]?.dataIndex);
		else option.tooltip.valueFormatter = (value) => typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : "";
		this.chart.setOption(option, true);
	}

	// tip is what the tooltip of a row shows.
	tip(at) {
		const point = this.points[at];
		return point ? [point.name, ...point.cells.map((c) => `${c.head}  ${c.text}`)].join("\n") : "";
	}

	key(event) {
		const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
		if (event.key === "Escape") return this.rest();
		if (!step || !this.points.length || event.ctrlKey || event.altKey || event.metaKey) return undefined;
		event.preventDefault();
		const last = this.points.length - 1;
		const from = this.at < 0 ? (step > 0 ? -1 : last + 1) : this.at;
		this.at = Math.min(last, Math.max(0, from + step));
		const point = this.points[this.at];
		this.news.textContent = point.name + ": " + point.cells.map((c) => `${c.head} ${c.text}`).join("; ");
		const shown = point.cells.findIndex((c) => /\d/.test(c.text));
		this.chart.dispatchAction({ type: "showTip", seriesIndex: Math.max(0, shown), dataIndex: this.at });
		return undefined;
	}

	rest() {
		this.at = -1;
		this.chart.dispatchAction({ type: "hideTip" });
	}
}

// wake prepares one picture: the engine when it comes near, the drawing when it is used.
const wake = (figure, picture) => {
	const address = figure.dataset.engine;
	let drawing;
	const use = () => {
		drawing ??= load(address).then((charts) => new Drawing(figure, picture, charts)).catch(() => {
			drawing = undefined; // the picture stays
		});
	};
	picture.tabIndex = 0;
	for (const event of ["pointerenter", "focusin", "touchstart"]) picture.addEventListener(event, use, { passive: true });
	new IntersectionObserver(async ([entry], observer) => {
		if (!entry.isIntersecting || sparing()) return;
		observer.disconnect();
		await begun;
		load(address).catch(() => {});
	}, { rootMargin: near }).observe(picture);
};

// png draws the figure's own picture file, twice as large, and hands it over as a PNG.
const png = async (button) => {
	const image = new Image();
	image.src = button.dataset.picture;
	await image.decode();
	const canvas = document.createElement("canvas");
	canvas.width = image.naturalWidth * 2;
	canvas.height = image.naturalHeight * 2;
	canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
	const link = document.createElement("a");
	link.href = canvas.toDataURL("image/png");
	link.download = button.dataset.picture.split("/").pop().replace(/\.svg$/, ".png");
	link.click();
};

// copy puts the embed code on the clipboard; where the browser does not allow that the code is selected instead.
const copy = async (button) => {
	const code = button.closest(".figure-embed").querySelector("code");
	try {
		await navigator.clipboard.writeText(code.textContent);
		button.textContent = button.dataset.done;
	} catch {
		getSelection().selectAllChildren(code);
	}
};

for (const figure of document.querySelectorAll(".figure")) {
	for (const button of figure.querySelectorAll("button[data-enhanced]")) {
		const act = { png, copy }[button.dataset.does];
		if (button.dataset.does === "png" && location.protocol === "file:") continue; // the browser would not let it be read
		button.hidden = false;
		button.addEventListener("click", () => act(button).catch(() => {}));
	}
	if (!figure.dataset.engine) continue;
	for (const script of figure.querySelectorAll(".figure-picture > script")) wake(figure, script.parentElement);
}
