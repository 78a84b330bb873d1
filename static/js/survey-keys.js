// Answers typed from paper: a digit from 1 to 5 moves on to the next box; the first box is ready at once.

const boxes = [...document.querySelectorAll("form[data-keys] [data-rating]")];
const RATING = /^[1-5๑-๕]$/;

if (boxes.length && !document.querySelector("#error-summary")) {
  boxes[0].focus();
}

boxes.forEach((box, place) => {
  box.addEventListener("focus", () => box.select());
  box.addEventListener("input", () => {
    const wrong = box.value !== "" && !RATING.test(box.value);
    box.setAttribute("aria-invalid", String(wrong));
    if (!wrong && box.value && place + 1 < boxes.length) {
      boxes[place + 1].focus();
    }
  });
});
