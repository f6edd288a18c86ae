// Lists that can be narrowed down: arrow keys walk through options, and a swap leaves things as they were.
"use strict";
{
  const opened = new Map();
  const isPanelPart = (element) => element.matches("#filter-panel, details.option-group");
  let wasBoosted = false;

  const optionsOf = (finder) => [
    ...document.querySelectorAll(`#${CSS.escape(finder.getAttribute("aria-controls"))} input`),
  ];

  // From the field in which an option is looked for to the options, and up and down among them.
  const step = (finder, from, by) => {
    const stops = [finder, ...optionsOf(finder)];
    stops[stops.indexOf(from) + by]?.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !(event.target instanceof HTMLInputElement)) return;
    const finder = event.target.closest("fieldset")?.querySelector("[data-finds]");
    if (!finder) return;
    const by = { ArrowDown: 1, ArrowUp: -1, Enter: event.target === finder ? 1 : 0 }[event.key] ?? 0;
    if (!by) return;
    event.preventDefault();
    step(finder, event.target, by);
  });

  // What is typed to find an option is no choice.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-finds]")) event.stopPropagation();
  }, true);

  // A details element says so by an event that doesn't bubble.
  document.addEventListener("toggle", (event) => {
    if (isPanelPart(event.target)) opened.set(event.target.id, event.target.open);
  }, true);

  // Choices that say nothing only make the address longer.
  document.addEventListener("htmx:configRequest", (event) => {
    const { parameters } = event.detail;
    if (event.detail.verb !== "get") return;
    for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    wasBoosted = Boolean(event.detail.boosted);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "results") return;
    for (const [id, isOpen] of opened) {
      const part = document.getElementById(id);
      if (part) part.open = isOpen;
    }
    // The words stand outside of what was swapped: a chip may have taken them away.
    const words = document.getElementById("filter-q");
    if (words && document.activeElement !== words) words.value = new URLSearchParams(location.search).get("q") ?? "";
    if (wasBoosted && document.activeElement === document.body) document.getElementById("result-count")?.focus();
  });
}
