/** A reader of CSV written from RFC 4180 alone. Throws for a quote that never closes. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let i = 0; i < text.length;) {
    let value = "";
    if (text[i] === '"') {
      for (i += 1; text[i] !== '"' || text[i + 1] === '"'; i += 1) {
        if (i >= text.length) throw new Error("A quote never closes.");
        if (text[i] === '"') i += 1;
        value += text[i] ?? "";
      }
      i += 1;
    } else for (; i < text.length && text[i] !== "," && text[i] !== "\r"; i += 1) value += text[i] ?? "";
    row.push(value);
    if (text.startsWith("\r\n", i)) {
      rows.push(row);
      row = [];
      i += 2;
    } else i += 1;
  }
  return rows;
}
