// The grid of a journey by keyboard: arrows move, digits set, Delete unmarks, U takes the last change back.
"use strict";
{
  const MOST_UNDO = 8;
  const keys = { 1: "1", 2: "2", 3: "3", 0: "0", Delete: "0", Backspace: "0" };
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  let wanted = null;
  let last = null;

  const rows = () =>
    [...document.querySelectorAll(".marks tbody tr:not(.group)")].map((row) => [...row.querySelectorAll(".box")]);
  const visible = (box) => box.getClientRects().length > 0;

  // One stop of the Tab key for the whole grid, which may have hundreds of boxes.
  const rove = (to) => {
    const boxes = document.querySelectorAll(".marks .box");
    const stop = to || [...boxes].find((box) => box.id === last) || [...boxes].find(visible);
    for (const box of boxes) box.tabIndex = box === stop ? 0 : -1;
  };

  const move = (box, [down, right]) => {
    const grid = rows();
    const row = grid.findIndex((each) => each.includes(box));
    const column = grid[row].indexOf(box);
    const line = down ? grid.map((each) => each[column]) : grid[row];
    let place = down ? row : column;
    do place += down || right; while (line[place] && !visible(line[place]));
    if (line[place]) {
      rove(line[place]);
      line[place].focus();
    }
  };

  const pressed = (box, value) => {
    wanted = value;
    box.click();
    wanted = null;
  };

  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.(".marks .box");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (box && steps[event.key]) move(box, steps[event.key]);
    else if (box && keys[event.key] !== undefined) pressed(box, keys[event.key]);
    else if (box && event.key.toLowerCase() === "u") document.querySelector("#marks-undo button")?.click();
    else return;
    event.preventDefault();
  });

  document.addEventListener("focusin", (event) => {
    const box = event.target.closest?.(".marks .box");
    if (!box) return;
    last = box.id;
    rove(box);
  });

  // A key says what it wants; only a click leaves that to the choice above the grid.
  document.addEventListener("htmx:configRequest", (event) => {
    if (wanted !== null && event.target.matches(".box")) event.detail.parameters.set = wanted;
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-keeps]")) return;
    event.preventDefault();
    document.getElementById("marks-asks").replaceChildren();
    document.getElementById(last)?.focus();
  });

  document.addEventListener("htmx:afterSettle", () => {
    const list = document.getElementById("marks-undo");
    while (list && list.children.length > MOST_UNDO) list.lastElementChild.remove();
    const question = document.querySelector(".marks-question button");
    if (question && !question.dataset.asked) {
      question.dataset.asked = "yes";
      question.focus();
    } else if (document.activeElement === document.body && last) {
      document.getElementById(last)?.focus();
    }
    rove();
  });

  document.getElementById("marks-help").hidden = false;
  rove();
}
