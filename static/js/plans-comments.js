// Text that was selected in the page goes into the quote of a comment by one click; without a script one types it.

const LONGEST = 500;
let selected = "";

function textOfSelection() {
  const box = document.activeElement;
  if (box instanceof HTMLTextAreaElement && !box.closest("[data-comment-form]")) {
    return box.value.slice(box.selectionStart, box.selectionEnd);
  }
  const range = window.getSelection();
  const node = range?.anchorNode?.parentElement;
  return node?.closest("main") && !node.closest("#comments-panel") ? range.toString() : "";
}

document.addEventListener("selectionchange", () => {
  const text = textOfSelection().replace(/\s+/g, " ").trim().slice(0, LONGEST);
  if (text) {
    selected = text;
    for (const button of document.querySelectorAll("[data-take-selection]")) {
      button.hidden = false;
    }
    followSelection(text);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-take-selection]");
  if (button && selected) {
    const quote = button.closest("form").elements.quote;
    quote.value = selected;
    quote.focus();
  }
});

// In the book the way to the form takes along the words and the heading above them.
const way = document.querySelector("[data-comment-way]");

function followSelection(text) {
  if (!way) {
    return;
  }
  const node = window.getSelection()?.anchorNode?.parentElement;
  const part = node?.closest("article .paper-part");
  const code = part?.querySelector("[id]")?.id.replace("-", ".");
  const address = new URL(way.href);
  address.searchParams.set("quote", text);
  if (code) {
    address.searchParams.set("at", `section/${code}`);
  }
  way.href = address.href;
}
