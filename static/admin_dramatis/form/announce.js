// Reads out what other scripts did. Any of them says it by
//   document.dispatchEvent(new CustomEvent("announce", { detail: "Moved to 2 of 7" }))
"use strict";
{
  const region = document.createElement("p");
  region.className = "announcer";
  region.setAttribute("role", "status");
  (document.querySelector("main") ?? document.body).append(region);

  let soon = 0;
  document.addEventListener("announce", (event) => {
    // Emptied first, so that the same sentence twice is read twice.
    region.textContent = "";
    clearTimeout(soon);
    soon = setTimeout(() => { region.textContent = event.detail; }, 60);
  });
}
