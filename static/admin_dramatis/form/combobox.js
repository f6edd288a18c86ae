// Offers what exists while one types: the editable combobox with a list of WAI-ARIA's patterns.
//
//   <input type="text" data-suggest="/admin/personas/suggest/traits/?facet=12">
//   (or a textarea of one line, for texts that may be longer than the field is wide)
//
// The address answers `q` with {"results": [{"text", "note", "same"}]}, best first; `same` says that the text typed and
// the result are one wording to the catalogue. What is typed counts: a result only fills the field, and Tab leaves what
// is there. Arrows walk through the results, Enter takes one, Escape closes. In a list of rows (row_list.js), results
// that the list has already are left out.
"use strict";
{
  const PAUSE = 150; // milliseconds without a key before the server is asked
  const BAR = 70; // pixels at the lower edge of the window that the bar with the buttons may cover
  const KEPT = 40; // answers that are remembered
  const say = (sentence) => document.dispatchEvent(new CustomEvent("announce", { detail: sentence }));

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;

  const answers = new Map();
  let field = null; // the one whose suggestions are shown or under way
  let active = -1;
  let timer = 0;
  let asking = null;

  const options = () => [...list.children];
  const isOpen = () => !list.hidden;

  // --- Asking ---------------------------------------------------------------------------------------------------

  const addressFor = (input) => {
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("q", input.value.trim().slice(0, 1000));
    return address.href;
  };

  const remember = (address, results) => {
    answers.set(address, results);
    if (answers.size > KEPT) {
      answers.delete(answers.keys().next().value);
    }
  };

  const ask = async (input) => {
    const address = addressFor(input);
    if (answers.has(address)) {
      return answers.get(address);
    }
    asking?.abort();
    asking = new AbortController();
    const response = await fetch(address, { signal: asking.signal, headers: { Accept: "application/json" } });
    // Signed out meanwhile, or not allowed: then nothing is offered, and typing goes on.
    if (!response.ok || response.redirected) {
      return [];
    }
    const { results } = await response.json();
    remember(address, results);
    return results;
  };

  const suggest = async (input) => {
    try {
      const address = addressFor(input);
      const results = await ask(input);
      if (document.activeElement === input && address === addressFor(input)) {
        show(input, results);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        close();
      }
    }
  };

  const suggestSoon = (input, pause = PAUSE) => {
    clearTimeout(timer);
    field = input;
    timer = setTimeout(suggest, pause, input);
  };

  // --- Showing --------------------------------------------------------------------------------------------------

  // The keys of the other rows' texts.
  const elsewhere = (input) => {
    const rows = RowList.of(input);
    const others = rows ? RowList.rows(rows).filter((row) => !row.contains(input)) : [];
    return new Set(others.map((row) => RowList.key(RowList.text(row))));
  };

  const span = (text, name) => {
    const made = document.createElement("span");
    made.textContent = text;
    made.className = name;
    return made;
  };

  const option = (number, text, note, kind) => {
    const made = document.createElement("li");
    made.id = `suggestion-${number}`;
    made.className = `suggestion ${kind}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.append(span(text, "suggestion-text"), " ", span(note, "suggestion-note"));
    return made;
  };

  // What stands below the results: that the text typed is new, or that the list has it.
  const lastOption = (number, typed, others, results) => {
    if (!typed) {
      return [];
    }
    if (others.has(RowList.key(typed))) {
      const there = option(number, `“${typed}”`, "is in this list already", "is-there");
      there.setAttribute("aria-disabled", "true");
      return [there];
    }
    const known = results.some((result) => result.same || RowList.key(result.text) === RowList.key(typed));
    const fresh = known ? null : option(number, `New: “${typed}”`, "", "is-new");
    if (fresh) {
      fresh.dataset.value = typed;
    }
    return fresh ? [fresh] : [];
  };

  const show = (input, results) => {
    const others = elsewhere(input);
    const typed = input.value.trim();
    const offered = results.filter((result) => !others.has(RowList.key(result.text)));
    const shown = offered.map((result, number) => {
      const made = option(number, result.text, result.note, "is-known");
      made.dataset.value = result.text;
      return made;
    });
    list.replaceChildren(...shown, ...lastOption(shown.length, typed, others, results));
    if (!list.children.length) {
      close();
      return;
    }
    open(input);
    const count = `${offered.length} ${offered.length === 1 ? "suggestion" : "suggestions"}`;
    say(offered.length ? `${count}, arrow down to choose.` : "Nothing like it yet: it will be new.");
  };

  // A textarea may not be a combobox: there, the active suggestion alone says that there is a list.
  const setExpanded = (input, isExpanded) => {
    if (input.matches("input")) {
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-expanded", String(isExpanded));
    } else {
      input.setAttribute("aria-haspopup", "listbox");
    }
  };

  const open = (input) => {
    field = input;
    active = -1;
    // Beside the field in the page, so that reading order and scrolling are the field's own.
    if (list.parentNode !== input.parentNode) {
      input.after(list);
    }
    list.hidden = false;
    list.scrollTop = 0;
    setExpanded(input, true);
    input.setAttribute("aria-controls", list.id);
    input.removeAttribute("aria-activedescendant");
    placeList();
  };

  // Below the field, or above it where only there is room.
  const placeList = () => {
    const anchor = field.getBoundingClientRect();
    const origin = (list.offsetParent ?? document.documentElement).getBoundingClientRect();
    list.style.left = `${anchor.left - origin.left}px`;
    list.style.minWidth = `${anchor.width}px`;
    const height = list.offsetHeight;
    const isAbove = anchor.bottom + height > window.innerHeight - BAR && anchor.top > height;
    list.style.top = `${(isAbove ? anchor.top - height - 4 : anchor.bottom + 2) - origin.top}px`;
  };

  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    asking = null;
    active = -1;
    if (field) {
      setExpanded(field, false);
      field.removeAttribute("aria-activedescendant");
      field.removeAttribute("aria-controls");
    }
    if (isOpen()) {
      list.hidden = true;
      list.replaceChildren();
    }
    field = null;
  };

  // --- Choosing -------------------------------------------------------------------------------------------------

  const activate = (number) => {
    options()[active]?.setAttribute("aria-selected", "false");
    active = number;
    const option = options()[active];
    if (!option) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };

  // One step through the results; from either end back to the field itself.
  const walk = (by) => {
    const count = options().length + 1;
    activate(((active + 1 + by + count) % count) - 1);
  };

  const take = (option) => {
    if (!option || option.getAttribute("aria-disabled")) {
      return;
    }
    const input = field;
    const note = option.querySelector(".suggestion-note").textContent;
    input.value = option.dataset.value;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    clearTimeout(timer);
    say(`${RowList.short(input.value)}, ${note || "new"}.`);
  };

  const KEYS = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: () => take(options()[active]),
    Escape: close,
  };

  const key = (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const input = event.target;
    const closed = !isOpen() || field !== input;
    if (closed && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      event.preventDefault();
      suggestSoon(input, 0);
    } else if (closed || (event.key === "Enter" && active < 0)) {
      // Enter on what is typed belongs to the row.
      if (["Enter", "Tab", "Escape"].includes(event.key)) {
        close();
      }
    } else if (event.key in KEYS) {
      event.preventDefault();
      event.stopPropagation();
      KEYS[event.key]();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      activate(-1);
    }
  };

  // --- One listener each for all fields -------------------------------------------------------------------------

  const isCombobox = (element) => element.matches?.("[data-suggest]:not([readonly])");

  const prepare = (root) => {
    for (const input of root.querySelectorAll("[data-suggest]:not([readonly])")) {
      setExpanded(input, false);
      input.setAttribute("aria-autocomplete", "list");
      input.autocomplete = "off";
    }
  };

  document.addEventListener("input", (event) => {
    if (isCombobox(event.target) && !event.isComposing && document.activeElement === event.target) {
      if (event.target.value.trim()) {
        suggestSoon(event.target);
      } else {
        close();
      }
    }
  });
  document.addEventListener("compositionend", (event) => {
    if (isCombobox(event.target)) {
      suggestSoon(event.target);
    }
  });
  // Before the page's other scripts: what happens in an open list concerns nobody else.
  document.addEventListener("keydown", (event) => { if (isCombobox(event.target)) { key(event); } }, true);
  document.addEventListener("focusout", (event) => { if (event.target === field) { close(); } });
  document.addEventListener("formset:added", (event) => prepare(event.target));
  window.addEventListener("resize", () => { if (isOpen()) { placeList(); } });
  // A press must not take the focus from the field.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => take(event.target.closest("[role=option]")));

  prepare(document);
}
