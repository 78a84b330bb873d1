// How many topics are chosen, while they are being chosen; the server counts again.

const count = document.querySelector("#topics-count");
const own = document.querySelector("#id_own_topics");

function show() {
  const ticked = document.querySelectorAll(".topics input:checked").length;
  const typed = own.value.split("\n").filter((line) => line.trim()).length;
  count.textContent = count.dataset.text.replace("{count}", String(ticked + typed));
}

if (count && own) {
  document.addEventListener("input", show);
  show();
}
