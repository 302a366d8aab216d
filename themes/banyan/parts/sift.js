// Leaves of a table, or of all findings on a page, the rows that hold every word of a field and every mark that was
// chosen, and says how many they are. Parts of the page without a row left go with their rows, and so do the jumps to them.
// Nothing is asked of the network: what is searched stands in the page.

// Width and case of letters do not matter, nor do the spaces between Chinese words.
const plain = (text) => text.normalize("NFKC").toLocaleLowerCase();

const marked = (e, marks) => marks.every((m) => e.dataset.is.split(" ").includes(m));

const begin = (box) => {
	const rows = [...document.querySelectorAll(box.dataset.rows)].filter((row) => !row.classList.contains("table-total"));
	const texts = new Map(rows.map((row) => [row, plain(row.textContent)]));
	const parts = [...document.querySelectorAll("div[data-is]")];
	const jumps = [...document.querySelectorAll("li[data-is]")];
	const news = box.querySelector("[role=status]");
	const field = box.querySelector("input");
	const sift = () => {
		const words = plain(field.value).split(/\s+/).filter(Boolean);
		const marks = [...box.querySelectorAll("select"), ...document.querySelectorAll("input[name=is]:checked")].map((e) => e.value).filter(Boolean);
		let left = 0;
		for (const row of rows) {
			row.hidden = !(words.every((w) => texts.get(row).includes(w)) && marked(row, marks));
			if (!row.hidden) left++;
		}
		for (const part of parts) part.hidden = words.length + marks.length > 0 && !part.querySelector("tr[data-is]:not([hidden])");
		for (const jump of jumps) jump.hidden = document.getElementById(jump.querySelector("a").hash.slice(1)).closest("[data-is]").hidden;
		news.textContent = left ? news.dataset.said.replace("{left}", left) : news.dataset.none;
	};
	box.hidden = false;
	box.addEventListener("input", sift);
	document.addEventListener("change", sift);
	sift();
};

for (const box of document.querySelectorAll(".sift")) begin(box);
