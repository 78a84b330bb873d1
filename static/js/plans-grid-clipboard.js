// What a worksheet puts on the clipboard: lines of cells between tabs; a cell with a line end or a quotation mark
// stands between quotation marks, which are doubled inside it.

export function cellsOf(text) {
  const lines = [[]];
  let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  while (rest) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
    const cell = quoted ? quoted[0] : /^[^\t\n]*/.exec(rest)[0];
    lines.at(-1).push(quoted ? quoted[1].replaceAll('""', '"') : cell);
    rest = rest.slice(cell.length);
    if (rest.startsWith("\n")) {
      lines.push([]);
    } else if (rest === "\t") {
      lines.at(-1).push("");
    }
    rest = rest.slice(1);
  }
  return lines.map((line) => (line.length ? line : [""]));
}

export function isBlock(text) {
  return /[\t\n]/.test(text.replace(/\r?\n$/, ""));
}
