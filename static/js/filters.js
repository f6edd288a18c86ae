// Lists that can be narrowed down: long options are found by typing, and a swap leaves things as they were.
"use strict";
{
  const opened = new Map();
  const isPanelPart = (element) => element.matches("#filter-panel, details.option-group");
  let wasBoosted = false;

  const find = (finder) => {
    const words = finder.value.trim().toLocaleLowerCase();
    for (const option of document.getElementById(finder.dataset.finds).children) {
      const isChosen = option.querySelector("input").checked;
      option.hidden = !isChosen && !option.textContent.toLocaleLowerCase().includes(words);
    }
  };

  const prepare = () => {
    for (const finder of document.querySelectorAll("[data-finds]")) finder.hidden = false;
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-finds]")) find(event.target);
  });

  // What is typed to find an option is no choice, nor does Enter in it send anything.
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
    prepare();
    // The words stand outside of what was swapped: a chip may have taken them away.
    const words = document.getElementById("filter-q");
    if (document.activeElement !== words) words.value = new URLSearchParams(location.search).get("q") ?? "";
    if (wasBoosted && document.activeElement === document.body) document.getElementById("result-count")?.focus();
  });

  prepare();
}
