// Saves a text while it is being written: after ten seconds of rest, one save at a time, the next one waiting.
// Nothing is kept in the browser; what could not be saved stays in the form, and leaving asks first.

const IDLE = 10_000;
const RETRY = 20_000;

const form = document.querySelector("form[data-autosave]");
const body = form.elements.body;
const version = form.elements.version;
const status = document.querySelector("#save-status");
const preview = document.querySelector("#preview");

// A page that comes back with errors shows a text that is stored nowhere.
let savedText = document.querySelector("#error-summary") ? null : body.value;
let timer = 0;
let inFlight = false;
let stopped = false;
let submitting = false;
let waiting = null;

function isDirty() {
  return body.value !== savedText;
}

function say(message, link = "") {
  status.textContent = message;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link;
    anchor.textContent = form.dataset.compare;
    status.append(" ", anchor);
  }
}

function plan(delay) {
  clearTimeout(timer);
  if (!stopped && !submitting) {
    timer = setTimeout(save, delay);
  }
}

async function save() {
  if (inFlight || stopped || submitting || !isDirty()) {
    return;
  }
  inFlight = true;
  const text = body.value;
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("version", version.value);
  data.set("body", text);
  if (preview?.open) {
    data.set("preview", "1");
  }
  say(form.dataset.saving);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: data, credentials: "same-origin" });
    await take(answer, text);
  } catch {
    say(form.dataset.failed);
    plan(RETRY);
  } finally {
    inFlight = false;
    if (waiting) {
      const { button } = waiting;
      waiting = null;
      form.requestSubmit(button);
    }
  }
}

async function take(answer, text) {
  if (answer.redirected || answer.status === 401) {
    say(form.dataset.signedOut);
    plan(RETRY);
    return;
  }
  const isJson = (answer.headers.get("content-type") || "").startsWith("application/json");
  const result = isJson ? await answer.json() : {};
  if (answer.ok && isJson) {
    version.value = result.version;
    savedText = text;
    say(isDirty() ? form.dataset.unsaved : result.message);
    if (result.preview !== undefined) {
      document.querySelector("#preview-text").innerHTML = result.preview;
    }
    document.body.dispatchEvent(new CustomEvent("plan-saved", { bubbles: true }));
    if (isDirty()) {
      plan(IDLE);
    }
    return;
  }
  // 409: somebody else was first, or the plan is closed. Trying again would change nothing.
  stopped = answer.status === 409 || answer.status === 404;
  say(result.message || form.dataset.failed, result.compare);
  if (answer.status >= 500) {
    plan(RETRY);
  }
}

body.addEventListener("input", () => {
  if (!stopped && !inFlight) {
    say(form.dataset.unsaved);
  }
  plan(IDLE);
});
form.addEventListener("submit", (event) => {
  if (inFlight) {
    // Sent now, the form would name a version that the save under way replaces: a conflict with oneself.
    event.preventDefault();
    waiting = { button: event.submitter };
    return;
  }
  submitting = true;
  clearTimeout(timer);
});
preview?.addEventListener("toggle", () => {
  if (preview.open && isDirty()) {
    save();
  }
});
window.addEventListener("beforeunload", (event) => {
  if (!submitting && isDirty()) {
    event.preventDefault();
  }
});
window.addEventListener("pageshow", () => {
  submitting = false;
});
