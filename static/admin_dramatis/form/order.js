// Orders the rows of a list: a handle to drag, two buttons, Alt with the arrow keys. Markup: see row_list.js.
// A rank is what a row's place says, so its field is hidden; lists with data-shared-ranks keep theirs.
// Nothing is renumbered before somebody moves or adds a row: a form that is only looked at saves what it was.
"use strict";
{
  const EDGE = 90; // pixels from the window's edge within which a drag scrolls the page
  const say = (sentence) => document.dispatchEvent(new CustomEvent("announce", { detail: sentence }));
  const rankOf = (row) => row.querySelector("[data-row-rank]");

  // --- Numbers --------------------------------------------------------------------------------------------------

  // Rows that say nothing have no rank yet.
  const rankedRows = (list) => RowList.rows(list).filter((row) => rankOf(row) && RowList.text(row));

  const numberAll = (list) => rankedRows(list).forEach((row, place) => { rankOf(row).value = place + 1; });

  // The rows from one to another come after the one above them; those below move on only as far as they must.
  const numberFrom = (row, until) => {
    const rows = rankedRows(RowList.of(row));
    const start = rows.indexOf(row);
    let above = start > 0 ? Number(rankOf(rows[start - 1]).value) : 0;
    const end = rows.indexOf(until);
    for (const [number, one] of start < 0 ? [] : [...rows.entries()].slice(start)) {
      const rank = rankOf(one);
      if (Number(rank.value) > above && number > end) {
        return;
      }
      above = Math.max(above + 1, number > end ? 0 : Number(rank.value));
      rank.value = above;
    }
  };

  // --- Moving ---------------------------------------------------------------------------------------------------

  // The rows among which one can move: blank ones stay where they are, at the end.
  const places = (row) => RowList.rows(RowList.of(row)).filter((one) => one === row || RowList.text(one));

  // Puts a row before another one (null: at the end) and says where it stands now.
  const place = (row, before) => {
    const list = RowList.of(row);
    list.querySelector("[data-rows]").insertBefore(row, before);
    numberAll(list);
    const rows = places(row);
    say(`${RowList.short(RowList.text(row)) || "The row"}: now ${rows.indexOf(row) + 1} of ${rows.length}.`);
    row.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true, detail: { moved: true } }));
  };

  const step = (row, by) => {
    const rows = places(row);
    const goal = rows.indexOf(row) + by;
    if (!rows[goal]) {
      say(by < 0 ? "It is the first already." : "It is the last already.");
      return;
    }
    const focused = document.activeElement;
    place(row, by < 0 ? rows[goal] : rows[goal].nextSibling);
    // What is moved in the page loses the focus.
    if (row.contains(focused)) {
      focused.focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
  };

  // --- Dragging -------------------------------------------------------------------------------------------------

  let drag = null;

  const start = (event, row) => {
    const rows = places(row);
    // Measured once: rows don't move before the drop.
    const middles = rows.map((one) => {
      const box = one.getBoundingClientRect();
      return box.top + box.height / 2 + window.scrollY;
    });
    drag = { row, rows, middles, y: event.clientY, mark: null, pointer: event.pointerId, frame: 0 };
    event.target.setPointerCapture(event.pointerId);
    event.preventDefault();
    row.classList.add("is-dragged");
    drag.frame = requestAnimationFrame(follow);
  };

  // The place among the rows where the pointer is: the number of rows whose middle lies above it.
  const placeAt = (y) => {
    let low = 0;
    let high = drag.middles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (drag.middles[middle] < y) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };

  const show = (mark) => {
    if (drag.mark?.row === mark?.row && drag.mark?.side === mark?.side) {
      return;
    }
    drag.mark?.row.classList.remove(`drop-${drag.mark.side}`);
    mark?.row.classList.add(`drop-${mark.side}`);
    drag.mark = mark;
  };

  // Runs once a frame while something is dragged.
  const follow = () => {
    if (!drag) {
      return;
    }
    const below = drag.y - (window.innerHeight - EDGE);
    const above = EDGE - drag.y;
    if (above > 0 || below > 0) {
      window.scrollBy(0, above > 0 ? -Math.min(above, EDGE) / 4 : Math.min(below, EDGE) / 4);
    }
    const goal = placeAt(drag.y + window.scrollY);
    const side = goal < drag.rows.length ? "before" : "after";
    show({ row: drag.rows[goal] ?? drag.rows.at(-1), side });
    drag.frame = requestAnimationFrame(follow);
  };

  const finish = (keep) => {
    const { row, rows } = drag;
    const goal = placeAt(drag.y + window.scrollY);
    cancelAnimationFrame(drag.frame);
    show(null);
    row.classList.remove("is-dragged");
    drag = null;
    const from = rows.indexOf(row);
    if (keep && goal !== from && goal !== from + 1) {
      place(row, rows[goal] ?? rows.at(-1).nextSibling);
    }
  };

  // --- Tools ----------------------------------------------------------------------------------------------------

  const enhance = (row) => {
    if (!RowList.isOrdered(RowList.of(row)) || row.querySelector(":scope > .row-handle")) {
      return;
    }
    // Who may not change rows sees their ranks.
    if (!rankOf(row) || rankOf(row).readOnly) {
      return;
    }
    row.querySelector("[data-row-rank-field]").hidden = true;
    const handle = document.createElement("span");
    handle.className = "row-handle";
    handle.title = "Drag to another place";
    // The buttons do the same for those who can't drag.
    handle.setAttribute("aria-hidden", "true");
    row.prepend(handle);
    RowList.addTool(row, "Up", "row-up");
    RowList.addTool(row, "Down", "row-down");
  };

  // --- One listener each for all lists --------------------------------------------------------------------------

  document.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.target.matches?.(".row-handle") && !drag) {
      start(event, event.target.closest("[data-row]"));
    }
  });
  document.addEventListener("pointermove", (event) => {
    if (drag?.pointer === event.pointerId) {
      drag.y = event.clientY;
    }
  });
  document.addEventListener("pointerup", (event) => {
    if (drag?.pointer === event.pointerId) {
      drag.y = event.clientY;
      finish(true);
    }
  });
  document.addEventListener("pointercancel", (event) => {
    if (drag?.pointer === event.pointerId) {
      finish(false);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (drag && event.key === "Escape") {
      event.preventDefault();
      finish(false);
    }
    const row = event.altKey && event.target.closest?.("[data-row]");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (row && by && row.querySelector(":scope > .row-handle")) {
      event.preventDefault();
      step(row, by);
    }
  });
  document.addEventListener("click", (event) => {
    const tool = event.target.closest(".row-up, .row-down");
    if (tool) {
      step(tool.closest("[data-row]"), tool.matches(".row-up") ? -1 : 1);
    }
  });
  document.addEventListener("rows:changed", (event) => {
    if (!event.detail?.moved && event.target.querySelector(":scope > .row-handle")) {
      numberFrom(event.target, event.detail?.until ?? event.target);
    }
  });
  document.addEventListener("formset:added", (event) => {
    if (event.target.matches?.("[data-row]")) {
      enhance(event.target);
    }
  });

  for (const rows of document.querySelectorAll("[data-row-list] > [data-rows]")) {
    [...rows.children].filter((row) => row.matches("[data-row]")).forEach(enhance);
  }
}
