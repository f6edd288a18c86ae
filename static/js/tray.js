// Keeps the personas that were ticked for a comparison from page to page, and shows them at the foot of each.
"use strict";
{
  const MOST = 8;
  const tray = () => document.getElementById("tray");
  // Each reader's own: another one at the same machine may not even know these names.
  const place = () => `dramatis-tray-${tray().dataset.reader}`;

  const isPick = (pick) => pick && typeof pick.slug === "string" && typeof pick.name === "string";

  const picks = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(place()));
      return Array.isArray(kept) ? kept.filter(isPick).slice(0, MOST) : [];
    } catch {
      return [];
    }
  };

  const keep = (kept) => {
    try {
      localStorage.setItem(place(), JSON.stringify(kept));
    } catch {
      // Storage may be full or forbidden: what is ticked on this page can still be compared.
    }
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const entry = (pick) => {
    const item = element("li", "", "");
    const mask = element("span", `mask tiny persona-colour-${Number(pick.colour) || 1}`, pick.initials || "?");
    mask.setAttribute("aria-hidden", "true");
    const remove = element("button", "link-button", "Remove");
    remove.type = "button";
    remove.dataset.tray = "remove";
    remove.dataset.slug = pick.slug;
    remove.setAttribute("aria-label", `Remove ${pick.name}`);
    const field = element("input", "", "");
    field.type = "hidden";
    field.name = "p";
    field.value = pick.slug;
    field.setAttribute("form", "tray-form");
    item.append(mask, element("span", "", pick.name), remove, field);
    return item;
  };

  const boxes = () => document.querySelectorAll("input[type=checkbox][form=tray-form]");

  // What stands in the tray decides: the boxes of the page follow, and the tray alone is sent.
  const show = (said = "") => {
    if (!tray()) return;
    const kept = picks();
    const slugs = new Set(kept.map((pick) => pick.slug));
    for (const box of boxes()) {
      box.checked = slugs.has(box.value);
      box.removeAttribute("name");
    }
    tray().hidden = kept.length === 0 && !said;
    tray().querySelector("ul").replaceChildren(...kept.map(entry));
    tray().querySelector("[role=status]").textContent = said || `${kept.length} of ${MOST} picked`;
    document.body.classList.toggle("has-tray", !tray().hidden);
  };

  // A sticky box covers what a keyboard reaches, unless the page knows how high it is.
  const tell = ([{ target }]) =>
    document.documentElement.style.setProperty("--tray-height", `${target.offsetHeight}px`);

  const toggle = (box) => {
    const others = picks().filter((pick) => pick.slug !== box.value);
    if (box.checked && others.length >= MOST) {
      show(`A comparison holds ${MOST}: remove one to add ${box.dataset.name}.`);
      return;
    }
    const { name, initials, colour } = box.dataset;
    keep(box.checked ? [...others, { slug: box.value, name, initials, colour }] : others);
    show();
    const list = tray().querySelector("ul");
    if (box.checked) list.scrollLeft = list.scrollWidth;
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[type=checkbox][form=tray-form]")) toggle(event.target);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tray]");
    if (!button) return;
    const slug = button.dataset.slug;
    keep(slug ? picks().filter((pick) => pick.slug !== slug) : []);
    show();
    // The button is gone: go on from the next one, or from the content.
    (tray().hidden ? document.getElementById("content") : tray().querySelector("button"))?.focus();
  });

  // Other tabs, the way back, and lists that were swapped all show the same tray.
  window.addEventListener("storage", () => show());
  window.addEventListener("pageshow", () => show());
  document.addEventListener("htmx:afterSettle", () => show());
  document.addEventListener("htmx:historyRestore", () => show());
  show();
  if (tray()) new ResizeObserver(tell).observe(tray());
}
