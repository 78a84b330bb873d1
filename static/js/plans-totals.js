// Totals while typing. A box names its sums in data-sums, a total its name in data-total; the server counts again.

function satang(text) {
  const plain = text
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/[,\s฿]|บาท/g, "");
  const found = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain);
  return found ? BigInt(found[1]) * 100n + BigInt((found[2] || "").padEnd(2, "0")) : 0n;
}

function written(amount) {
  const whole = (amount / 100n).toLocaleString("en-US");
  const rest = amount % 100n;
  return rest ? `${whole}.${String(rest).padStart(2, "0")}` : whole;
}

function addUp(name) {
  let sum = 0n;
  for (const box of document.querySelectorAll(`[data-sums="${CSS.escape(name)}"]`)) {
    sum += satang(box.value);
  }
  for (const total of document.querySelectorAll(`[data-total="${CSS.escape(name)}"]`)) {
    total.textContent = written(sum);
  }
}

document.addEventListener("input", (event) => {
  const name = event.target.dataset?.sums;
  if (name) {
    addUp(name);
  }
});
