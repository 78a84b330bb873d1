// Totals while typing. A box names its sums in data-sums, a total its name in data-total; the server counts again.

import { satang, written } from "./baht.js";

function addUp(name) {
  let sum = 0n;
  for (const box of document.querySelectorAll(`[data-sums="${CSS.escape(name)}"]`)) {
    sum += satang(box.value);
  }
  for (const total of document.querySelectorAll(`[data-total="${CSS.escape(name)}"]`)) {
    total.textContent = written(sum);
  }
}

document.addEventListener("input", (event) => {
  const name = event.target.dataset?.sums;
  if (name) {
    addUp(name);
  }
});

// What was typed before this script was there, and what the browser kept on the way back.
for (const box of document.querySelectorAll("[data-sums]")) {
  addUp(box.dataset.sums);
}
