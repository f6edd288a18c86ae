// Adds rows, removes them with an undo, and makes a row of each line that is pasted. Markup: see row_list.js.
// Without it, a list ends with a blank row, and rows are removed by ticking a box.
"use strict";
{
  const MOST_LINES = 500;
  const say = (sentence) => document.dispatchEvent(new CustomEvent("announce", { detail: sentence }));
  // Tells the other scripts, once for many rows that stand one after the other.
  const changed = (row, until = row) =>
    row.dispatchEvent(new CustomEvent("rows:changed", { bubbles: true, detail: { until } }));

  // --- Removing -------------------------------------------------------------------------------------------------

  const enhance = (row) => {
    const field = row.querySelector("[data-row-remove-field]");
    if (row.querySelector(":scope > .row-tools > .row-remove") || !field) {
      return;
    }
    field.hidden = true;
    RowList.addTool(row, "Remove", "row-remove");
    // A form that came back with errors keeps what was removed, and the way back.
    if (field.querySelector("[data-row-remove]").checked) {
      strike(row);
    }
  };

  const strike = (row) => {
    const text = RowList.short(RowList.text(row));
    const line = document.createElement("p");
    line.className = "row-removed";
    line.append(text ? `Removed “${text}” ` : "Removed an empty row ", RowList.button("Undo", "row-undo"));
    row.querySelector("[data-row-remove]").checked = true;
    row.setAttribute("data-removed", "");
    row.append(line);
    return line;
  };

  const remove = (row) => {
    strike(row).querySelector(".row-undo").focus();
    say(`Removed ${RowList.short(RowList.text(row)) || "an empty row"}. Undo brings it back.`);
    changed(row);
  };

  const restore = (row) => {
    row.querySelector("[data-row-remove]").checked = false;
    row.removeAttribute("data-removed");
    row.querySelector(":scope > .row-removed").remove();
    RowList.field(row)?.focus();
    say(`${RowList.short(RowList.text(row)) || "The row"} is back.`);
    changed(row);
  };

  // --- Adding ---------------------------------------------------------------------------------------------------

  const full = () => say("This form takes no more rows. Save it, then go on.");

  // The empty row at the end, if there is one, is as good as a new one.
  const blankAtEnd = (list) => {
    const last = RowList.rows(list).at(-1);
    return last && !RowList.text(last) ? last : null;
  };

  const addRow = (list) => {
    const row = blankAtEnd(list) ?? RowList.add(list);
    if (!row) {
      full();
      return;
    }
    RowList.field(row)?.focus();
  };

  // Enter goes to the next row; from the last one that says something, to a new one.
  const goOn = (row) => {
    const list = RowList.of(row);
    const rows = RowList.rows(list);
    const next = rows[rows.indexOf(row) + 1];
    if (next) {
      RowList.field(next)?.focus();
    } else if (RowList.text(row)) {
      addRow(list);
    }
  };

  // --- Several lines --------------------------------------------------------------------------------------------

  // The lines of a text without the bullets and numbers that lists carry along, each once.
  const linesOf = (text) => {
    const lines = text
      .split(/[\r\n\u2028\u2029]+/)
      .map((line) => line.replace(/^\s*(?:[-*+•–·◦▪]|\d{1,3}[.)])\s+/, "").trim())
      .filter(Boolean);
    return [...new Map(lines.map((line) => [RowList.key(line), line])).values()];
  };

  // Fills rows from an empty one on (`into`), or after a row; leaves out what the list has. Takes empty rows on its way.
  // Returns the last row filled, and the lines for which there was no room.
  const fillRows = (list, lines, { into = null, after = null }) => {
    const there = new Set(RowList.rows(list).map((row) => RowList.key(RowList.text(row))));
    const wanted = lines.filter((line) => !there.has(RowList.key(line)));
    const filled = [];
    for (const line of wanted.slice(0, MOST_LINES)) {
      const last = filled.at(-1) ?? after;
      const following = last ? last.nextElementSibling : (into ?? blankAtEnd(list));
      const isFree = following?.matches("[data-row]:not([data-removed])") && !RowList.text(following);
      const row = isFree ? following : RowList.add(list, last);
      if (!row) {
        break;
      }
      RowList.field(row).value = line;
      RowList.nameTools(row);
      filled.push(row);
    }
    if (filled.length) {
      changed(filled[0], filled.at(-1));
    }
    const left = wanted.slice(filled.length);
    tell(filled.length, lines.length - wanted.length, left);
    return { last: filled.at(-1) ?? null, left };
  };

  const tell = (added, known, left) => {
    const parts = [`${added} ${added === 1 ? "row" : "rows"} added`];
    if (known) {
      parts.push(`${known} left out, as the list has ${known === 1 ? "it" : "them"}`);
    }
    if (left.length) {
      parts.push(`${left.length} more than fit at once`);
    }
    say(`${parts.join(", ")}.`);
  };

  const paste = (event, field) => {
    const lines = linesOf(event.clipboardData?.getData("text/plain") ?? "");
    if (lines.length < 2) {
      return;
    }
    event.preventDefault();
    const row = field.closest("[data-row]");
    const { last } = fillRows(RowList.of(row), lines, RowList.text(row) ? { after: row } : { into: row });
    RowList.field(last ?? row)?.focus();
  };

  // The button that makes rows of the box "Paste several": lines that find no room stay in the box.
  const readyPasteBox = (list) => {
    const box = list.querySelector("[data-row-paste] textarea");
    if (!box) {
      return;
    }
    const add = RowList.button("Add these rows", "row-add-lines");
    box.after(add);
    add.addEventListener("click", () => {
      const rows = RowList.rows(list);
      const end = rows.findLast((row) => RowList.text(row)) ?? null;
      const { last, left } = fillRows(list, linesOf(box.value), { after: end });
      box.value = left.join("\n");
      if (!left.length) {
        box.closest("details").open = false;
      }
      (last ? RowList.field(last) : box).focus();
    });
  };

  // --- One listener each for all lists --------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-row]");
    if (row && event.target.closest(".row-remove")) {
      remove(row);
    } else if (row && event.target.closest(".row-undo")) {
      restore(row);
    } else if (event.target.closest("[data-row-add]")) {
      addRow(RowList.of(event.target));
    }
  });
  document.addEventListener("keydown", (event) => {
    const plain = !event.defaultPrevented && !event.isComposing && !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (event.key === "Enter" && plain && event.target.matches("[data-row] [data-row-text]")) {
      event.preventDefault();
      goOn(event.target.closest("[data-row]"));
    }
  });
  document.addEventListener("paste", (event) => {
    const field = event.target.closest?.("[data-row] input[data-row-text], [data-row] textarea[data-row-text]");
    if (field) {
      paste(event, field);
    }
  });
  document.addEventListener("change", (event) => {
    const row = event.target.matches("[data-row-text]") && event.target.closest("[data-row]");
    if (row) {
      RowList.nameTools(row);
      changed(row);
    }
  });
  document.addEventListener("input", (event) => {
    const row = event.target.matches("[data-row-text]") && event.target.closest("[data-row][data-blank]");
    if (row) {
      RowList.nameTools(row);
    }
  });
  document.addEventListener("formset:added", (event) => {
    if (event.target.matches?.("[data-row]")) {
      enhance(event.target);
    }
  });

  for (const list of document.querySelectorAll("[data-row-list]")) {
    [...list.querySelector("[data-rows]").children].forEach(enhance);
    list.querySelector("[data-row-add]")?.removeAttribute("hidden");
    readyPasteBox(list);
  }
}
