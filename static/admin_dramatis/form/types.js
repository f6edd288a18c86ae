// Shows the blocks that apply to the type of persona chosen, and hides empty ones that don't.
//
//   <select name="type">            (a look-up field is one, too)
//   <section id="facet-goals" data-facet-block data-types="1 3">   data-types empty: for all types
//   <a href="#facet-goals">         a way there; hidden with its block (the list item around it, if there is one)
//
// A block that holds something stays, whatever the type: nothing typed is ever out of sight.
"use strict";
{
  const select = document.querySelector("select[name=type]");
  const blocks = [...document.querySelectorAll("[data-facet-block][data-types]")];

  const holds = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value.trim());
  const CONTENT = "[data-row]:not([data-removed]) [data-row-text], textarea, [data-content] :is(input, select)";
  const isFilled = (block) => [...block.querySelectorAll(CONTENT)].some(holds);

  const applies = (block) => {
    const types = block.dataset.types.split(/\s+/).filter(Boolean);
    return types.length === 0 || !select.value || types.includes(select.value);
  };

  const show = (block, isShown) => {
    block.hidden = !isShown;
    for (const link of document.querySelectorAll(`a[href="#${CSS.escape(block.id)}"]`)) {
      (link.closest("li") ?? link).hidden = !isShown;
    }
  };

  const update = (event) => {
    const before = blocks.filter((block) => block.hidden).length;
    blocks.forEach((block) => show(block, applies(block) || isFilled(block)));
    const hidden = blocks.filter((block) => block.hidden).length;
    if (event && hidden !== before) {
      const detail = hidden ? `${hidden} blocks that don't apply to this type are hidden.` : "All blocks are shown.";
      document.dispatchEvent(new CustomEvent("announce", { detail }));
    }
  };

  if (select && blocks.length) {
    // Look-up fields tell jQuery's listeners alone.
    if (window.django?.jQuery) {
      window.django.jQuery(select).on("change", update);
    } else {
      select.addEventListener("change", update);
    }
    update();
  }
}
