// Gives accessible names to the controls that the stock admin's own scripts and widgets leave without one.
"use strict";
{
  // What a form row is called: its label, without the colon.
  const nameOf = (control) => {
    const label = control.closest(".form-row, td, div")?.querySelector("label, legend");
    return label ? label.textContent.replace(/:\s*$/, "").trim() : "";
  };

  // A look-up field is drawn beside its select, which keeps the label to itself.
  const nameLookUps = (root) => {
    for (const select of root.querySelectorAll("select.admin-autocomplete")) {
      const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      const drawn = select.nextElementSibling;
      if (label && drawn?.classList.contains("select2")) {
        const name = label.textContent.replace(/:\s*$/, "").trim();
        for (const part of drawn.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]")) {
          const value = part.textContent.trim();
          part.removeAttribute("aria-labelledby");
          part.setAttribute("aria-label", value && part.role !== "searchbox" ? `${name}: ${value}` : name);
        }
      }
    }
  };

  // Date and time share one label; the boxes of chosen permissions carry their tip in an attribute without a role.
  const nameTheRest = () => {
    for (const input of document.querySelectorAll(".vDateField, .vTimeField")) {
      if (input.labels.length === 0) {
        input.setAttribute("aria-label", `${nameOf(input)}, ${input.classList.contains("vDateField") ? "date" : "time"}`);
      }
    }
    for (const tip of document.querySelectorAll("span.help-tooltip[aria-label]")) {
      tip.setAttribute("role", "img");
    }
  };

  // Look-up fields are drawn when jQuery is ready, which may be after the load event; those of new rows, and the values
  // of all of them, by other listeners of the same events.
  const nameLookUpsSoon = () => setTimeout(nameLookUps, 0, document);
  window.django?.jQuery?.(nameLookUpsSoon);
  window.django?.jQuery?.(document).on("change", nameLookUpsSoon);
  document.addEventListener("formset:added", nameLookUpsSoon);
  window.addEventListener("load", nameTheRest);
}
