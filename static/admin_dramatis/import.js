// The plan of an import: a group's box ticks its lines, a line takes along what it needs, and the bar counts.
"use strict";
{
  const plan = document.querySelector("form.plan");
  const lines = plan ? [...plan.querySelectorAll("input[data-line]")] : [];
  const byKey = new Map(lines.map((box) => [box.value, box]));
  const needsOf = (box) => (box.dataset.needs || "").split(" ").filter(Boolean);
  // The lines that can't be taken without the one of a key.
  const dependents = new Map();
  for (const box of lines) {
    for (const key of needsOf(box)) {
      dependents.set(key, [...(dependents.get(key) ?? []), box]);
    }
  }

  const linesIn = (group) => [...group.closest(".plan-group").querySelectorAll("input[data-line]")];

  const showGroup = (group) => {
    const taken = linesIn(group).map((box) => box.checked);
    group.checked = taken.some(Boolean);
    group.indeterminate = group.checked && !taken.every(Boolean);
  };

  const groupOf = (box) => box.closest(".plan-group")?.querySelector("input[data-group]");

  const set = (box, taken) => {
    if (box.checked !== taken) {
      box.checked = taken;
      follow(box);
    }
  };

  // What the line needs is taken with it; what needs it is left with it.
  const follow = (box) => {
    if (box.checked) {
      needsOf(box).forEach((key) => byKey.has(key) && set(byKey.get(key), true));
    } else {
      (dependents.get(box.value) ?? []).forEach((other) => set(other, false));
    }
    touched.add(groupOf(box));
  };

  const touched = new Set();
  const show = () => {
    touched.forEach((group) => group && showGroup(group));
    touched.clear();
    const taken = lines.filter((box) => box.checked).length;
    const output = plan.querySelector(".plan-taken");
    output.hidden = false;
    output.textContent = `${taken} of ${lines.length} lines ticked`;
  };

  plan?.addEventListener("change", (event) => {
    const box = event.target;
    if (box.matches("[data-group]")) {
      // What is gone from the page goes only when somebody ticks that very line.
      const all = linesIn(box).filter((line) => !box.checked || line.dataset.line !== "gone");
      const { checked } = box;
      all.forEach((line) => set(line, checked));
    } else if (box.matches("[data-line]")) {
      follow(box);
    } else {
      return;
    }
    show();
  });

  if (lines.length) {
    for (const group of plan.querySelectorAll("input[data-group]")) {
      const taken = linesIn(group).map((box) => box.checked);
      group.indeterminate = group.checked && taken.some(Boolean) && !taken.every(Boolean);
    }
    show();
  }
}
