// The button that opens the browser's own dialogue for printing, which saves PDFs as well.
"use strict";
{
  const button = document.querySelector("[data-print]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
    const hint = document.querySelector("[data-print-hint]");
    if (hint) hint.textContent = "One A4 page.";
  }
}
