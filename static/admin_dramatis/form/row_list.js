// What a list of rows is, for the scripts that change it (rows.js, order.js) or look into it (combobox.js).
//
//   <div data-row-list data-prefix="persona_traits" data-label="challenge" [data-shared-ranks]>
//     <ol data-rows>
//       <li data-row>
//         <input data-row-text>
//         <span data-row-rank-field><input data-row-rank></span>
//         <span data-row-remove-field><input type="checkbox" data-row-remove></span>
//       </li>
//     </ol>
//     <template data-row-template>a row with __prefix__ for its number</template>
//     <button type="button" data-row-add hidden>Add another challenge</button>
//     <details data-row-paste>a textarea, one row a line</details>
//   </div>
//
// Several lists may share the numbers of one formset: the field `id_<prefix>-TOTAL_FORMS` holds the next number.
"use strict";

const RowList = {
  // The list that an element stands in, or null.
  of: (element) => element.closest("[data-row-list]"),

  // Its rows in order, without those that were removed.
  rows: (list) =>
    [...list.querySelector("[data-rows]").children].filter((row) => row.matches("[data-row]:not([data-removed])")),

  field: (row) => row.querySelector("[data-row-text]"),

  // What a row says; of a choice, its label.
  text(row) {
    const field = RowList.field(row);
    const chosen = field?.selectedOptions?.[0];
    return ((chosen ? field.value && chosen.label : field?.value) ?? "").trim();
  },

  // Equal for texts that the catalogue takes for the same: case, spaces, quotes and a final stop make no difference.
  key: (text) =>
    text.replace(/["'`´‘’‚‛“”„‟«»‹›′″]/g, "").normalize("NFKC").toLowerCase().replace(/\s+/g, "").replace(/[.。…]+$/, ""),

  // A text as it can stand inside a spoken sentence.
  short: (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text),

  // Whether rows stand in an order of their own: where two may share a rank, the numbers are typed.
  isOrdered: (list) => !list.hasAttribute("data-shared-ranks"),

  // Adds a button to the tools at the end of a row.
  addTool(row, text, name) {
    let tools = row.querySelector(":scope > .row-tools");
    if (!tools) {
      tools = document.createElement("span");
      tools.className = "row-tools";
      row.append(tools);
    }
    tools.append(RowList.button(text, name));
    RowList.nameTools(row);
  },

  // Screen readers must tell one "Remove" from the next. What is blank is marked: the last blank row needs no tools.
  nameTools(row) {
    const text = RowList.short(RowList.text(row)) || "empty row";
    row.toggleAttribute("data-blank", !RowList.text(row));
    for (const tool of row.querySelectorAll(":scope > .row-tools > button")) {
      tool.setAttribute("aria-label", `${tool.textContent}: ${text}`);
    }
  },

  button(text, name) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.className = `row-tool ${name}`;
    return made;
  },

  // Puts a new row after the given one, or at the end. Returns it, or null when the form takes no more.
  add(list, after = null) {
    const total = document.getElementById(`id_${list.dataset.prefix}-TOTAL_FORMS`);
    const most = document.getElementById(`id_${list.dataset.prefix}-MAX_NUM_FORMS`);
    if (most?.value && Number(total.value) >= Number(most.value)) {
      return null;
    }
    const shell = document.createElement("template");
    shell.innerHTML = list.querySelector("template[data-row-template]").innerHTML.replaceAll("__prefix__", total.value);
    const row = shell.content.querySelector("[data-row]");
    total.value = Number(total.value) + 1;
    const rows = list.querySelector("[data-rows]");
    rows.insertBefore(row, after ? after.nextSibling : null);
    row.dispatchEvent(
      new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: list.dataset.prefix } }),
    );
    return row;
  },
};
