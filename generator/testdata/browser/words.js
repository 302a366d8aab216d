// What the main part says with everything unfolded, but without pictures and without what scripts add: that part must be
// the same whether scripts run or not. It takes the page apart, so the next thing to do is to leave it.
(() => {
	const main = document.querySelector("main");
	for (const d of main.querySelectorAll("details")) d.open = true;
	for (const e of main.querySelectorAll("[data-enhanced], .figure-picture")) e.remove();
	return main.innerText.replace(/\s+/g, "");
})()
