// Amounts as people type them, exact to the satang. The server reads them again; here they are only added up.

export function satang(text) {
  const plain = text
    .replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))
    .replace(/[,\s฿]|บาท/g, "");
  const found = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(plain);
  return found ? BigInt(found[1]) * 100n + BigInt((found[2] || "").padEnd(2, "0")) : 0n;
}

export function written(amount) {
  const whole = (amount / 100n).toLocaleString("en-US");
  const rest = amount % 100n;
  return rest ? `${whole}.${String(rest).padStart(2, "0")}` : whole;
}
