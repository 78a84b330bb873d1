// The grid of projects: blocks out of a worksheet are pasted and taken back, rows are added, nothing is lost on leaving.

import { check, remember, stateOf } from "./plans-grid-check.js";
import { cellsOf, isBlock } from "./plans-grid-clipboard.js";
import "./plans-grid-move.js";
import { addRow, body, boxesOf, form, hasRoom, isChanged, isEmpty, isNew, say } from "./plans-grid-table.js";
import { addUp } from "./plans-grid-totals.js";

const undoButton = document.querySelector("#grid-undo");
const addButton = document.querySelector("#grid-add");
const pastes = [];
let typedIn = null;
let submitting = false;

function changed(rows) {
  for (const row of rows) {
    remember(row);
    if (!row.querySelector(".grid-state li")) {
      row.querySelector(".grid-state").textContent = stateOf(row);
    }
    check(row);
  }
  addUp();
}

// Paste ----------------------------------------------------------------------------------------

function paste(box, block) {
  const column = boxesOf(box.closest("tr")).indexOf(box);
  const first = box.closest("tr").sectionRowIndex;
  const done = { cells: [], added: [] };
  let left = 0;
  block.forEach((line, offset) => {
    let row = body.rows[first + offset];
    if (!row && column === 0 && hasRoom()) {
      row = addRow();
      done.added.push(row);
    }
    const boxes = row ? boxesOf(row) : [];
    line.forEach((text, place) => {
      const target = boxes[column + place];
      if (target) {
        done.cells.push({ box: target, before: target.value, after: text });
        target.value = text;
      } else if (text.trim()) {
        left += 1;
      }
    });
  });
  // What a box makes of the text (it has no line ends) is what an undo looks for.
  done.cells.forEach((cell) => {
    cell.after = cell.box.value;
  });
  pastes.push(done);
  undoButton.disabled = false;
  typedIn = null;
  changed(new Set(done.cells.map((cell) => cell.box.closest("tr"))));
  say([form.dataset.pasted, done.cells.length], ...(left ? [[form.dataset.left, left]] : []));
}

// Only boxes that still hold what was pasted go back: what was typed since then stays.
function undo() {
  const { cells, added } = pastes.pop();
  undoButton.disabled = !pastes.length;
  let undone = 0;
  for (const { box, before, after } of cells.reverse()) {
    if (box.value === after) {
      box.value = before;
      undone += 1;
    }
  }
  const rows = new Set(cells.map((cell) => cell.box.closest("tr")));
  for (const row of added) {
    if (isEmpty(row)) {
      rows.delete(row);
      row.remove();
    }
  }
  changed(rows);
  say([form.dataset.undone, undone]);
}

body.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (event.target.matches("textarea, input") && isBlock(text)) {
    event.preventDefault();
    paste(event.target, cellsOf(text));
  }
});

document.addEventListener("keydown", (event) => {
  const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyZ";
  if (undoes && pastes.length && typedIn !== document.activeElement) {
    event.preventDefault();
    undo();
  }
});
undoButton.addEventListener("click", undo);

// Typing, adding, leaving ----------------------------------------------------------------------

body.addEventListener("focusin", (event) => {
  typedIn = event.target === typedIn ? typedIn : null;
});
body.addEventListener("input", (event) => {
  typedIn = event.target;
  remember(event.target.closest("tr"));
  addUp();
});
body.addEventListener("change", (event) => changed([event.target.closest("tr")]));

addButton.addEventListener("click", () => {
  if (hasRoom()) {
    boxesOf(addRow())[0].focus();
  }
});

form.addEventListener("submit", () => {
  submitting = true;
});
window.addEventListener("beforeunload", (event) => {
  const unsaved = (row) => row.hasAttribute("data-typed") || (isNew(row) ? !isEmpty(row) : isChanged(row));
  if (!submitting && [...body.rows].some(unsaved)) {
    event.preventDefault();
  }
});

undoButton.hidden = addButton.hidden = false;
