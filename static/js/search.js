/* The search boxes: "/" goes to the box of the page, and in the header arrow keys walk through the suggestions.
   Without this script both boxes are plain forms. */

(() => {
  const box = () => document.querySelector("[data-search]");
  const panel = () => document.getElementById("search-suggestions");
  const options = () => [...(panel()?.querySelectorAll("[role=option]") ?? [])];
  const isTypedIn = (element) => element.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(element.tagName);

  const choose = (chosen) => {
    for (const option of options()) option.setAttribute("aria-selected", String(option === chosen));
    if (chosen) {
      box().setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      box().removeAttribute("aria-activedescendant");
    }
  };

  const show = (isOpen) => {
    panel().hidden = !isOpen;
    box().setAttribute("aria-expanded", String(isOpen && options().length > 0));
    choose(null);
  };

  const step = (by) => {
    const all = options();
    if (panel().hidden) show(true);
    if (!all.length) return;
    const place = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    // One place beside the list is the box itself, in which nothing is chosen.
    const next = (place + 1 + by + all.length + 1) % (all.length + 1);
    choose(all[next - 1] ?? null);
  };

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Escape: () => show(false),
    Enter: () => options().find((option) => option.getAttribute("aria-selected") === "true")?.click(),
  };

  const onKey = (event) => {
    const wasOpen = !panel().hidden;
    const hasChoice = box().hasAttribute("aria-activedescendant");
    const isOurs = { Enter: hasChoice, Escape: wasOpen }[event.key] ?? event.key in keys;
    if (!isOurs || event.isComposing) return;
    event.preventDefault();
    keys[event.key]();
  };

  const makeCombobox = () => {
    const field = box();
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": panel().id };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
    panel().hidden = true;
    field.addEventListener("keydown", onKey);
    field.addEventListener("focus", () => show(options().length > 0));
    panel().addEventListener("htmx:afterSwap", () => show(document.activeElement === field && panel().childElementCount > 0));
    field.form.addEventListener("focusout", (event) => {
      if (!field.form.contains(event.relatedTarget)) show(false);
    });
    // A click on a suggestion must not take the focus, and with it the suggestions, away first.
    panel().addEventListener("mousedown", (event) => event.preventDefault());
  };

  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isSlash || isTypedIn(event.target) || !box()) return;
    event.preventDefault();
    box().focus();
    box().select();
  });

  if (box() && panel()) makeCombobox();
})();
