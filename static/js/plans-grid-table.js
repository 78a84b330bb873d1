// The rows and boxes of the grid, and new rows.

export const form = document.querySelector("form[data-grid]");
export const body = form.querySelector("tbody");
const pattern = document.querySelector("#grid-new-row");
const MOST_NEW_ROWS = 200;

export function boxesOf(row) {
  return [...row.querySelectorAll("textarea, input:not([type=hidden])")];
}

export function isNew(row) {
  return row.dataset.row.startsWith("n");
}

// A new row that holds nothing is no row.
export function isEmpty(row) {
  return boxesOf(row).every((box) => !box.value.trim());
}

export function isChanged(row) {
  return boxesOf(row).some((box) => box.value !== box.defaultValue);
}

export function hasRoom() {
  return [...body.rows].filter(isNew).length < MOST_NEW_ROWS;
}

export function addRow() {
  const last = body.rows[body.rows.length - 1];
  const row = pattern.content.querySelector("tr").cloneNode(true);
  const old = row.dataset.row;
  const taken = [...body.rows].filter(isNew).map((other) => Number(other.dataset.row.slice(1)));
  const key = `n${Math.max(Number(old.slice(1)) - 1, ...taken) + 1}`;
  const heading = row.querySelector("th");
  row.dataset.row = heading.id = key;
  heading.lastChild.textContent = String(1 + Number(last?.querySelector("th").textContent.match(/\d+/)?.[0] ?? 0));
  for (const box of boxesOf(row)) {
    box.name = box.name.replace(old, key);
    box.setAttribute("aria-labelledby", box.getAttribute("aria-labelledby").replace(old, key));
  }
  body.append(row);
  offerDigits(row);
  return row;
}

// Phones offer digits for numbers; said here, for it would be said twelve hundred times in the page.
function offerDigits(row) {
  for (const box of boxesOf(row)) {
    box.inputMode = /-[pb]\d/.test(box.name) ? "decimal" : "text";
  }
}
for (const row of body.rows) {
  offerDigits(row);
}

// A line for everybody: it is shown in the bar and read out once.
export function say(...parts) {
  const sentences = parts.map(([text, cells]) => text.replace("{cells}", cells.toLocaleString("en-US")));
  document.querySelector("#grid-status").textContent = sentences.join(" ");
}
