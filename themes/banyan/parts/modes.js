// Keeps what the reader chose in the settings of the masthead (scheme, contrast, type) and brings it to every page.
// It stands in the head and is no module, so that it runs before the first paint and also from a folder (file://).
// Without it the settings work too, for the page they are on.
(() => {
	"use strict";
	const root = document.documentElement;
	const names = ["scheme", "contrast", "type"];

	// A browser may refuse storage; then the choice lasts as long as the page.
	const stored = (name) => {
		try {
			return localStorage.getItem("mingshan-" + name);
		} catch {
			return null;
		}
	};
	const store = (name, value) => {
		try {
			if (value === "auto") localStorage.removeItem("mingshan-" + name);
			else localStorage.setItem("mingshan-" + name, value);
		} catch {
			// Nothing is lost but the memory of it.
		}
	};
	const apply = (name, value) => {
		if (value && value !== "auto") root.dataset[name] = value;
		else delete root.dataset[name];
	};
	const show = () => {
		for (const name of names) {
			const input = document.getElementById(name + "-" + (root.dataset[name] ?? "auto"));
			if (input) input.checked = true;
		}
	};
	const recall = () => {
		for (const name of names) apply(name, stored(name));
	};

	recall();
	document.addEventListener("DOMContentLoaded", show);
	document.addEventListener("change", ({ target }) => {
		if (!names.includes(target.name)) return;
		apply(target.name, target.value);
		store(target.name, target.value);
	});
	// The choice may have changed in another tab, or on the page from which the reader goes back to this one.
	addEventListener("storage", () => {
		recall();
		show();
	});
	addEventListener("pageshow", (event) => {
		if (!event.persisted) return;
		recall();
		show();
	});
	document.addEventListener("keydown", (event) => {
		const panel = document.querySelector(".modes[open]");
		if (event.key !== "Escape" || !panel) return;
		panel.open = false;
		panel.querySelector("summary").focus();
	});

	// On paper nothing can be opened. Newer browsers read that from the style sheet, older ones need the attribute.
	let opened = [];
	addEventListener("beforeprint", () => {
		opened = [...document.querySelectorAll("main details:not([open])")];
		for (const d of opened) d.open = true;
	});
	addEventListener("afterprint", () => {
		for (const d of opened) d.open = false;
		opened = [];
	});
})();
