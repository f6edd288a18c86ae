// Leads back to the same place after "Save and continue editing", and says there what the server says at the top.
//
//   <form data-unsaved>, or any change form of the admin, with a button named _continue
//   <section id="…">  the blocks of a long form: the place is kept relative to them
//
// New rows get other numbers by saving, so a row is known again by its text, any other field by its name.
"use strict";
{
  const KEY = "place in the form";
  const FRESH = 120000; // milliseconds after which a place that was kept means nothing any more
  const form = document.querySelector("form[data-unsaved], .change-form #content-main form[method=post]");
  // The page to add something leads to the page to change it.
  const model = location.pathname.replace(/(add|[^/]+\/change)\/$/, "");
  const isField = (element) => element?.matches?.("input:not([type=submit]), select, textarea");
  const topOf = (element) => element.getBoundingClientRect().top;
  const isInView = (element) => element.checkVisibility() && topOf(element) > 0 && topOf(element) < window.innerHeight;

  let last = null; // the field that had the focus before a button

  // The block at the top of the window.
  const blockInView = () =>
    [...form.querySelectorAll("section[id], fieldset[id]")].find((block) => block.getBoundingClientRect().bottom > 0);

  const describe = (field) => ({
    name: field.name,
    part: field.closest("[data-row]") && field.matches("[data-row-text]") ? "" : partOf(field),
    block: field.closest("section[id]")?.id ?? "",
    row: field.closest("[data-row]") ? field.closest("[data-row]").querySelector("[data-row-text]")?.value : null,
  });

  // What a field is within its row: "detail" of "persona_traits-3-detail".
  const partOf = (field) => field.name.split("-").at(-1);

  const keep = () => {
    const block = blockInView();
    const field = last?.isConnected && isField(last) ? last : null;
    const place = {
      model,
      at: Date.now(),
      y: window.scrollY,
      block: block?.id,
      blockTop: block && topOf(block),
      field: field && describe(field),
      fieldTop: field && isInView(field) ? topOf(field) : null,
    };
    sessionStorage.setItem(KEY, JSON.stringify(place));
  };

  const findField = ({ name, part, block, row }) => {
    if (row === null || row === undefined) {
      const found = form.elements[name];
      return found instanceof Element ? found : (found?.[0] ?? null);
    }
    const rows = [...(document.getElementById(block) ?? form).querySelectorAll("[data-row]")];
    const same = rows.find((one) => one.querySelector("[data-row-text]")?.value === row);
    return part ? same?.querySelector(`[name$="-${CSS.escape(part)}"]`) : same?.querySelector("[data-row-text]");
  };

  const restore = (place) => {
    const field = place.field && findField(place.field);
    const block = place.block && document.getElementById(place.block);
    field?.closest("details")?.setAttribute("open", "");
    // What had the focus keeps its height in the window; else the block at the top does.
    if (field?.checkVisibility() && place.fieldTop !== null) {
      window.scrollBy(0, topOf(field) - place.fieldTop);
    } else if (block) {
      window.scrollBy(0, topOf(block) - place.blockTop);
    } else {
      window.scrollTo(0, place.y);
    }
    if (field && isInView(field)) {
      field.focus({ preventScroll: true });
    }
    repeatMessages();
  };

  // The messages stand at the top of the page, out of sight.
  const repeatMessages = () => {
    const messages = document.querySelector(".messagelist");
    if (!messages || messages.getBoundingClientRect().bottom > 0) {
      return;
    }
    const toast = document.createElement("div");
    toast.className = "place-messages";
    toast.append(...[...messages.children].map((message) => {
      const line = document.createElement("p");
      line.className = message.className;
      line.textContent = message.textContent;
      return line;
    }));
    form.after(toast);
    document.dispatchEvent(new CustomEvent("announce", { detail: messages.textContent.trim() }));
    setTimeout(() => toast.remove(), 8000);
  };

  const kept = () => {
    try {
      const place = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      return place?.model === model && Date.now() - place.at < FRESH ? place : null;
    } catch {
      return null;
    }
  };

  if (form) {
    form.addEventListener("focusin", (event) => {
      if (isField(event.target)) {
        last = event.target;
      }
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name === "_continue" && !event.defaultPrevented) {
        keep();
      }
    });
    const place = kept();
    // What is wrong stands at the top, with links to where it is.
    if (place && !document.querySelector(".errornote, .problems")) {
      window.addEventListener("load", () => requestAnimationFrame(() => restore(place)));
    }
  }
}
