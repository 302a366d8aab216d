// Sorts tables by a click on a column's head: first one way, then the other, then as the table came. Rows of totals stay
// at the end, and a cell without a number (withheld, not supplied) comes after all numbers either way: it has no rank.

const number = (cell) => {
	if (!cell.classList.contains("is-value") && !cell.classList.contains("is-zero")) return null;
	const found = (cell.firstChild?.textContent ?? "").replace(/[,\s]/g, "").match(/^[-−]?\d+(\.\d+)?/);
	return found ? Number(found[0].replace("−", "-")) : null;
};

// A day has its order by the calendar, however it is written.
const words = (cell) => cell.querySelector("time")?.dateTime || cell.textContent.trim();

const compare = (column, numeric, way) => {
	const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
	return (a, b) => {
		const [x, y] = [a.cells[column], b.cells[column]];
		if (!numeric) return way * order.compare(words(x), words(y));
		const [m, n] = [number(x), number(y)];
		if (m === null || n === null) return (m === null) - (n === null);
		return way * (m - n);
	};
};

const sortable = (table) => {
	const body = table.tBodies[0];
	const came = [...body.rows];
	const heads = [...table.tHead.rows[0].cells];
	const sort = (head, column) => {
		const next = { none: "descending", descending: "ascending", ascending: "none" };
		const names = { none: "ascending", ascending: "descending", descending: "none" }; // words begin with A
		const numeric = head.classList.contains("is-numeric");
		const to = (numeric ? next : names)[head.getAttribute("aria-sort") ?? "none"];
		for (const h of heads) h.removeAttribute("aria-sort");
		if (to === "none") {
			body.append(...came);
			return;
		}
		head.setAttribute("aria-sort", to);
		const total = (row) => row.classList.contains("table-total");
		const rows = came.filter((row) => !total(row)).sort(compare(column, numeric, to === "ascending" ? 1 : -1));
		body.append(...rows, ...came.filter(total));
	};
	heads.forEach((head, column) => {
		const button = document.createElement("button");
		button.type = "button";
		button.className = "table-sort";
		button.append(...head.childNodes);
		head.append(button);
		button.addEventListener("click", () => sort(head, column));
	});
};

for (const table of document.querySelectorAll("table[data-sortable]")) sortable(table);
