// Arrow keys and Enter lead from box to box; inside a text they move the caret until it stands at the end.

import { body, boxesOf } from "./plans-grid-table.js";

function go(box, down, right) {
  const row = box.closest("tr");
  const boxes = boxesOf(row);
  const target = down ? body.rows[row.sectionRowIndex + down] : row;
  const next = target && boxesOf(target)[boxes.indexOf(box) + right];
  if (next) {
    next.focus();
    next.select();
  }
  return Boolean(next);
}

function allSelected(box) {
  return box.selectionStart === 0 && box.selectionEnd === box.value.length;
}

function step(event, box) {
  const atStart = allSelected(box) || (box.selectionStart === 0 && box.selectionEnd === 0);
  const atEnd = allSelected(box) || box.selectionStart === box.value.length;
  const oneLine = box.tagName === "INPUT";
  switch (event.key) {
    case "Enter":
      go(box, event.shiftKey ? -1 : 1, 0);
      return true;
    case "ArrowUp":
      return (oneLine || atStart) && go(box, -1, 0);
    case "ArrowDown":
      return (oneLine || atEnd) && go(box, 1, 0);
    case "ArrowLeft":
      return atStart && go(box, 0, -1);
    case "ArrowRight":
      return atEnd && go(box, 0, 1);
    default:
      return false;
  }
}

body.addEventListener("keydown", (event) => {
  const modified = event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && event.key !== "Enter");
  if (!modified && !event.isComposing && event.target.matches("textarea, input") && step(event, event.target)) {
    event.preventDefault();
  }
});
