// What every page needs: the forgery key on background requests, the focus on errors, word of what failed.

const summary = document.querySelector("#error-summary");
if (summary) {
  summary.focus();
  const prefix = summary.dataset.titlePrefix;
  if (!document.title.startsWith(prefix)) {
    document.title = `${prefix} ${document.title}`;
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  const key = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (key && event.detail.verb !== "get") {
    event.detail.headers["X-CSRFToken"] = key.value;
  }
});

const alertBox = document.querySelector("#page-alert");

function say(reason) {
  alertBox.textContent = reason ? alertBox.dataset[reason] : "";
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL || document.baseURI);
  // A session that ended answers with the sign-in page: it must not take the place of what is being typed.
  if (answered.pathname === alertBox.dataset.login) {
    event.detail.shouldSwap = false;
    say("signedOut");
  } else if (event.detail.xhr.status < 400) {
    say("");
  }
});
document.addEventListener("htmx:sendError", () => say("offline"));
document.addEventListener("htmx:responseError", () => say("failed"));

// Menus close with Escape, which returns the focus to their button, and with a click elsewhere.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.menu[open]")) {
    if (!open.contains(event.target)) {
      open.open = false;
    }
  }
});
