// Chooses how the page looks as a reader does: opens the settings in the masthead and clicks on the words beside each
// choice. It waits for nothing, because on a page whose scripts are off nothing would come.
((choices) => {
	const settings = document.querySelector(".modes");
	if (!settings) throw new Error("the page has no settings");
	const head = settings.querySelector("summary");
	if (!settings.open) head.click();
	if (!settings.open) throw new Error("the settings do not open");
	for (const [name, value] of Object.entries(choices)) {
		const input = settings.querySelector(`input[name="${name}"][value="${value}"]`);
		input.closest("label").click();
		if (!input.checked) throw new Error(`${name} ${value} cannot be chosen`);
	}
	head.click();
})
