// Copies the address of a calendar. Where the browser forbids it, the address is marked, ready to be copied by hand.
"use strict";
for (const part of document.querySelectorAll("[data-address]")) {
  const input = part.querySelector("input");
  const button = part.querySelector("[data-copy]");
  const said = part.querySelector("[data-said]");

  const copy = async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = "Copied";
    } catch {
      input.focus();
      input.select();
      said.textContent = "Copy it with your keyboard";
    }
  };

  button.hidden = false;
  button.addEventListener("click", copy);
}
