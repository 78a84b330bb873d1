// Keeps each answer as it is given. What could not be kept waits and is tried again; sending sends every answer anyway.

const RETRY = 10_000;

const form = document.querySelector("form[data-answers]");
const status = document.querySelector("#save-status");
const progress = document.querySelector("#progress");

const waiting = new Map();
let timer = 0;
let inFlight = false;
let stopped = false;
let submitting = false;

async function save() {
  if (inFlight || stopped || submitting || !waiting.size) {
    return;
  }
  inFlight = true;
  clearTimeout(timer);
  const sending = new Map(waiting);
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  sending.forEach((value, name) => data.set(name, value));
  status.textContent = form.dataset.saving;
  let failed = true;
  try {
    const answer = await fetch(form.dataset.answers, { method: "POST", body: data, credentials: "same-origin" });
    failed = !(await take(answer, sending));
  } catch {
    status.textContent = form.dataset.failed;
  } finally {
    inFlight = false;
  }
  if (failed && !stopped) {
    timer = setTimeout(save, RETRY);
  } else {
    save();
  }
}

async function take(answer, sent) {
  if (answer.redirected) {
    status.textContent = form.dataset.signedOut;
    return false;
  }
  const isJson = (answer.headers.get("content-type") || "").startsWith("application/json");
  const result = isJson ? await answer.json() : {};
  if (answer.ok && isJson) {
    sent.forEach((value, name) => {
      if (waiting.get(name) === value) {
        waiting.delete(name);
      }
    });
    status.textContent = result.message;
    progress.value = result.answered;
    return true;
  }
  // Handed in meanwhile, or no longer this person's to answer: trying again would change nothing.
  stopped = answer.status === 409 || answer.status === 404;
  status.textContent = result.message || form.dataset.failed;
  return false;
}

if (form) {
  document.documentElement.classList.add("has-script");
  form.addEventListener("change", (event) => {
    waiting.set(event.target.name, event.target.value);
    save();
  });
  form.addEventListener("submit", () => {
    submitting = true;
    clearTimeout(timer);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!submitting && waiting.size) {
      event.preventDefault();
    }
  });
  window.addEventListener("pageshow", () => {
    submitting = false;
    save();
  });
}
