// A matrix's small comforts: the reason for a cell closes with Escape, and its link can be copied.
"use strict";
{
  let asked = null;

  const close = () => {
    const why = document.getElementById("why");
    if (!why?.classList.contains("open")) return false;
    why.replaceChildren();
    why.classList.remove("open");
    const address = new URL(location);
    address.searchParams.delete("why");
    history.replaceState(history.state, "", address);
    const cell = asked && document.querySelector(`button[name=why][value="${CSS.escape(asked)}"]`);
    (cell || document.querySelector(".matrix-scroll"))?.focus();
    return true;
  };

  document.addEventListener("click", (event) => {
    const cell = event.target.closest("button[name=why]");
    if (cell) asked = cell.value;
    if (event.target.closest(".close-why")) {
      event.preventDefault();
      close();
    }
    const copy = event.target.closest("[data-copies]");
    if (copy) copyFrom(copy);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  const copyFrom = async (button) => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.nextElementSibling.textContent = "Copied";
    } catch {
      button.nextElementSibling.textContent = "Selected: copy it with your keyboard";
    }
  };

  const offerCopying = () => {
    for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
  };
  document.addEventListener("htmx:afterSettle", offerCopying);

  // Choices that say nothing only make the address longer.
  document.addEventListener("htmx:configRequest", (event) => {
    const { parameters } = event.detail;
    for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
  });

  // The reason stands at the foot of the window: the cell that was chosen must not be behind it.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "why") document.activeElement.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  offerCopying();
}
