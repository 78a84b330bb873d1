// Sums below the grid while it is being filled in. They are read out after a rest, not on each key.

import { satang, written } from "./baht.js";
import { body, boxesOf } from "./plans-grid-table.js";

const SHOW_AFTER = 150;
const SAY_AFTER = 1500;
const spoken = document.querySelector("#grid-said");
let showing = 0;
let saying = 0;

function sums() {
  const found = new Map();
  const add = (name, amount) => found.set(name, (found.get(name) ?? 0n) + amount);
  for (const row of body.rows) {
    for (const box of boxesOf(row)) {
      const [, kind, year] = /-([pb])(\d{4})$/.exec(box.name) ?? [];
      const amount = kind ? satang(box.value.replace(/\s*คน\s*$/, "")) : 0n;
      if (amount) {
        const shown = kind === "p" ? amount / 100n * 100n : amount;
        add(kind, shown);
        add(kind + year, shown);
        if (kind === "b") {
          for (const group of [`c-${row.dataset.curriculum}`, `m-${row.dataset.money}`]) {
            add(group, amount);
            add(`${group}-${year}`, amount);
          }
        }
      }
    }
  }
  return found;
}

function show() {
  const found = sums();
  for (const total of document.querySelectorAll("[data-total]")) {
    total.textContent = written(found.get(total.dataset.total) ?? 0n);
  }
}

function speak() {
  const total = (name) => document.querySelector(`[data-total="${name}"]`).textContent;
  spoken.textContent = spoken.dataset.text.replace("{people}", total("p")).replace("{baht}", total("b"));
}

export function addUp() {
  clearTimeout(showing);
  clearTimeout(saying);
  showing = setTimeout(show, SHOW_AFTER);
  saying = setTimeout(speak, SAY_AFTER);
}

// An <output> is itself a live region: here the sentence above speaks for all of them.
for (const total of document.querySelectorAll("[data-total]")) {
  total.setAttribute("aria-live", "off");
}
