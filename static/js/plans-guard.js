// Leaving a page with something typed and not saved asks first.

for (const form of document.querySelectorAll("form[data-guard]")) {
  // A page that comes back with errors already holds what was typed.
  let dirty = Boolean(document.querySelector("#error-summary, #stale-title"));
  let submitting = false;
  form.addEventListener("input", () => {
    dirty = true;
  });
  form.addEventListener("submit", () => {
    submitting = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if ((dirty || form.querySelector("[data-unsaved]")) && !submitting) {
      event.preventDefault();
    }
  });
}
