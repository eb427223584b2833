import { randomFrom } from "../../testing/sample.ts";

/** What texts are made of when somebody means harm: markup, other directions, hidden and broken characters, other languages' ends. */
const PIECES = [
  "<img src=x onerror=alert(1)>", "<script>alert(2)</script>", "</script><script>alert(3)</script>", "<svg/onload=alert(4)>",
  '"><a href="javascript:alert(5)">x</a>', "<iframe srcdoc='<script>alert(6)</script>'>", "javascript:alert(7)", "JaVaScRiPt:alert(8)",
  "data:text/html,<script>alert(9)</script>", "vbscript:alert(10)", "https://forged.example/", "//forged.example", "{{constructor.constructor('alert(11)')()}}",
  "${alert(12)}", "<!--", "-->", "]]>", "&lt;b&gt;", "&#x202e;", "\\u202e", "%3Cscript%3E", "'", '"', "`", "\\", "/", "\u202e", "\u202d", "\u2066", "\u2069", "\u202c",
  "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060", "\u180e", "\u061c", "\u0000", "\u0007", "\u001b[31m", "\u001b]0;x\u0007", "\u0008", "\u007f", "\u0085", "\r\n", "\n", "\t",
  "\u2028", "\u2029", "=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\ufffd", "😀", "👩‍👩‍👧", "é", "e\u0301\u0301\u0301", "日本語", "مرحبا", "аррӏе", "ﷺ", "Z̷̢͠a", "x".repeat(40),
  "__proto__", "constructor", "null", "undefined", "NaN", "{", "}", "[", "]", ",", ";", "|", "$(reboot)", "' OR 1=1 --", "../../etc/passwd", "%00", "%0d%0aset-cookie:x=y",
  '","level":"error","message":"forged"}', '{"at":"2026-01-01T00:00:00Z","level":"error","message":"forged"}',
]; // prettier-ignore

/** `count` different texts, the same each time; each piece alone comes first. None holds half a surrogate pair. */
export function hostileTexts(count: number, seed = 7): string[] {
  const random = randomFrom(seed);
  const pick = () => PIECES[Math.floor(random() * PIECES.length)] ?? "";
  const texts = new Set(PIECES.slice(0, count));
  while (texts.size < count)
    texts.add(Array.from({ length: 1 + Math.floor(random() * 4) }, pick).join(random() < 0.5 ? "" : " "));
  return [...texts];
}
