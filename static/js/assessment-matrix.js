// Shows the scores of one person beside the matrix; without it the name leads to the person's own page.

const drawer = document.querySelector("#drawer");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "drawer-content" && !drawer.open) {
    drawer.showModal();
    drawer.scrollTop = 0;
  }
});
drawer?.addEventListener("click", (event) => {
  if (event.target === drawer) {
    drawer.close();
  }
});
