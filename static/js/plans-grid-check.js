// Asks the server what is wrong in the rows that were changed, and shows it beside them: one set of rules for both.

import { body, boxesOf, form, isChanged, isEmpty, isNew, say } from "./plans-grid-table.js";

const WAIT = 400;
const jump = document.querySelector("#grid-wrong");
const found = document.querySelector("#grid-count");
const waiting = new Set();
let timer = 0;
let running = null;

export function check(row) {
  waiting.add(row);
  clearTimeout(timer);
  timer = setTimeout(send, WAIT);
}

function sent(rows) {
  const data = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  for (const row of rows) {
    for (const box of row.querySelectorAll("[name]")) {
      data.set(box.name, box.value);
    }
  }
  return data;
}

async function send() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const rows = [...waiting].filter((row) => row.isConnected);
  waiting.clear();
  try {
    const answer = await fetch(form.dataset.check, { method: "POST", body: sent(rows), signal });
    if (answer.redirected || !answer.ok) {
      throw new Error(String(answer.status));
    }
    const answered = (await answer.json()).rows;
    for (const row of rows) {
      mark(row, answered[row.dataset.row] ?? { errors: {}, stale: false });
    }
    count();
  } catch (error) {
    rows.forEach((row) => waiting.add(row));
    if (error.name !== "AbortError") {
      say([form.dataset.unchecked, 0]);
    }
  }
}

function mark(row, { errors, stale }) {
  const list = document.createElement("ul");
  for (const box of boxesOf(row)) {
    const message = errors[box.name];
    box.toggleAttribute("aria-invalid", false);
    box.removeAttribute("aria-describedby");
    if (message) {
      const item = document.createElement("li");
      item.id = `e-${box.name}`;
      item.textContent = message;
      list.append(item);
      box.setAttribute("aria-invalid", "true");
      box.setAttribute("aria-describedby", item.id);
    }
  }
  const state = row.querySelector(".grid-state");
  if (list.children.length) {
    state.replaceChildren(list);
  } else {
    state.textContent = stale ? form.dataset.stale : stateOf(row);
  }
}

const first = new WeakMap();

// Before anything is checked, a row remembers what stood in its state.
export function remember(row) {
  if (!first.has(row)) {
    const text = row.querySelector(".grid-state").textContent;
    first.set(row, row.hasAttribute("data-typed") ? form.dataset.unsaved : text);
  }
}

export function stateOf(row) {
  remember(row);
  const unsaved = isNew(row) ? !isEmpty(row) : isChanged(row);
  return unsaved ? form.dataset.unsaved : first.get(row);
}

function count() {
  const wrong = body.querySelectorAll("[aria-invalid]").length;
  jump.hidden = !wrong;
  found.textContent = wrong ? form.dataset.wrong.replace("{cells}", wrong.toLocaleString("en-US")) : "";
}

jump.addEventListener("click", () => {
  const box = body.querySelector("[aria-invalid]");
  box?.focus();
  box?.select();
});

// A page that comes back with errors says so at once.
count();
