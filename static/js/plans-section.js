// Comfort of the text editor: the number of characters, the standard text by one click, notes folded on narrow windows.

const body = document.querySelector("#id_body");
const count = document.querySelector("#count");

function showCount() {
  count.textContent = `${[...body.value].length.toLocaleString("th-TH-u-nu-latn")} ${count.dataset.unit}`;
}

body.addEventListener("input", showCount);
showCount();

// Where the page shows the standard text itself, the box began with it.
const template = document.querySelector("#standard-text");
const standard = template ? template.content.textContent : body.defaultValue;
const button = document.querySelector("#use-standard");
button?.addEventListener("click", (event) => {
  event.preventDefault();
  if (!body.value.trim() || body.value === standard || window.confirm(button.dataset.question)) {
    body.value = standard;
    body.dispatchEvent(new Event("input", { bubbles: true }));
    body.focus();
  }
});

// A link to the text from the list of findings must find it open.
if (window.location.hash === "#id_body") {
  const folded = body.closest("details");
  if (folded) {
    folded.open = true;
  }
  body.focus();
}

if (window.matchMedia("(max-width: 62rem)").matches) {
  for (const note of document.querySelectorAll("details.side-note[open]")) {
    note.open = false;
  }
}
