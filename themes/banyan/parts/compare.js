// Puts a second region into the tables of a region's page, in a column right after the page's own. Its numbers are read
// from its own page, so both pages always say the same, withheld ones too. The names come from the page of all regions.
// Without scripts the links to regions side by side are the way.

const pageOf = async (address) => {
	const answer = await fetch(address);
	if (!answer.ok) throw new Error(address);
	return new DOMParser().parseFromString(await answer.text(), "text/html");
};

const tables = (root) => root.querySelectorAll("table[id^='beside-']");

// clear takes the second region out again.
const clear = () => {
	for (const e of document.querySelectorAll("[data-second]")) e.remove();
};

// put adds the second region's cells row by row; where its page has no such table or row, the cell is not supplied.
const put = (other, name, missing) => {
	clear();
	for (const table of tables(document)) {
		const theirs = other.getElementById(table.id);
		const head = document.createElement("th");
		head.scope = "col";
		head.className = "is-numeric";
		head.textContent = name;
		head.dataset.second = "";
		table.tHead.rows[0].cells[1].after(head);
		for (const row of table.tBodies[0].rows) {
			const same = [...(theirs?.tBodies[0].rows ?? [])].find((r) => r.cells[0].textContent.trim() === row.cells[0].textContent.trim());
			const cell = same ? document.importNode(same.cells[1], true) : document.createElement("td");
			if (!same) {
				cell.className = "is-missing is-numeric";
				cell.textContent = missing;
			}
			cell.dataset.second = "";
			row.cells[1].after(cell);
		}
	}
};

const begin = async (place) => {
	const { regions, label, choose, failed } = place.dataset;
	const line = document.createElement("p");
	const words = document.createElement("label");
	const list = document.createElement("select");
	words.append(label, " ", list);
	line.append(words);
	line.dataset.enhanced = "";
	let names;
	try {
		names = await pageOf(regions);
	} catch {
		return; // the links stay the way
	}
	list.append(new Option(choose, ""));
	const here = location.pathname.split("/").pop();
	for (const group of names.querySelectorAll("main section, main .table")) {
		const set = document.createElement("optgroup");
		set.label = group.querySelector("h2, h3, caption")?.textContent.trim() ?? "";
		for (const a of group.querySelectorAll("li > a[href*='regions/'], th > a[href*='regions/']")) {
			const file = a.getAttribute("href").split("/").pop();
			if (file !== here) set.append(new Option(a.textContent.trim(), file));
		}
		if (set.children.length > 0) list.append(set);
	}
	list.addEventListener("change", async () => {
		const option = list.selectedOptions[0];
		if (!option.value) return clear();
		try {
			put(await pageOf(option.value), option.textContent, "—");
			list.removeAttribute("aria-invalid");
		} catch {
			clear();
			list.setAttribute("aria-invalid", "true");
			option.textContent = `${option.textContent} (${failed})`;
		}
	});
	place.prepend(line);
};

// A page opened from a disk may read no other.
if (location.protocol !== "file:") for (const place of document.querySelectorAll("[data-beside]")) begin(place);
