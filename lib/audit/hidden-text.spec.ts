import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasHidden, hostOf, revealText, safeHref } from "./hidden-text.ts";

const shown = (text: string) =>
  revealText(text)
    .segments.map((segment) => ("text" in segment ? segment.text : `[${segment.token}]`))
    .join("");

describe("revealText", () => {
  it.each([
    ["invoice\u202efdp.exe\u200b\n=HYPERLINK(…)", "invoice[U+202E]fdp.exe[U+200B][LF]=HYPERLINK(…)", 3],
    ["a\u0000b\tc\u007f\u0085", "a[NUL]b[TAB]c[U+007F][U+0085]", 4],
    ["\ud800x\udc00", "[U+D800]x[U+DC00]", 2],
    ["\ufff9a\u0600", "[U+FFF9]a[U+0600]", 2],
    ["tag\u{e0041}", "tag[U+E0041]", 1],
    ["a\u00a0b\u3000c\u2009d", "a[U+00A0]b[U+3000]c[U+2009]d", 3],
    ["\ufeffx\u2060\u180e\u3164\u034f\ufe0f", "[U+FEFF]x[U+2060][U+180E][U+3164][U+034F][U+FE0F]", 6],
    ["voice.\u0430cme.example", "voice.[U+0430]cme.example", 1],
    ["асмe", "[U+0430][U+0441][U+043C]e", 3],
    ["\uff41cme", "[U+FF41]cme", 1],
    ["αpple", "[U+03B1]pple", 1],
    ["\ue000\u2800\ufffe", "[U+E000][U+2800][U+FFFE]", 3],
  ])("%j", (text, tokens, hidden) => {
    expect(shown(text)).toBe(tokens);
    expect(revealText(text).hidden).toBe(hidden);
    expect(hasHidden(text)).toBe(true);
  });

  it.each([
    "",
    "plain ~ ascii",
    "Ana Núñez, 1º piso",
    "Привет, мир",
    "日本語 テスト",
    "Привет John",
    "😀 ok",
    "مرحبا",
    "naïve→",
  ])("leaves %j as it is", (text) => {
    expect(revealText(text)).toEqual({ segments: text === "" ? [] : [{ text }], hidden: 0 });
    expect(hasHidden(text)).toBe(false);
  });

  it("names what it found", () => {
    expect(revealText("\u202e").segments[0]).toEqual({ token: "U+202E", name: "right-to-left override" });
    expect(revealText("p\u0430ypal").segments[1]).toEqual({
      token: "U+0430",
      name: "Cyrillic letter among Latin ones: а",
    });
  });

  it("loses no character, and hasHidden agrees with the count", () => {
    const chars = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(chars, (text) => {
        const { segments, hidden } = revealText(text);
        const back = segments.map((segment) => {
          if ("text" in segment) return segment.text;
          const code =
            { NUL: 0, TAB: 9, LF: 10, CR: 13, ESC: 27 }[segment.token] ??
            parseInt(segment.token.slice(2), 16);
          return String.fromCodePoint(code);
        });
        expect(back.join("")).toBe(text);
        expect(hidden > 0).toBe(hasHidden(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("safeHref", () => {
  it.each(["https://a.example/x", "HTTP://a.example", "http://[::1]:8080/?q#f", "https://user@a.example/"])(
    "%s",
    (url) => {
      expect(safeHref(url)).toBe(url);
    },
  );
  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "//a.example",
    "vbscript:x",
    "https:a.example",
    "https://",
    "http://a b",
    "https://a\u202e.example",
    "ftp://a.example",
    "https:\\\\a.example",
    "",
  ])("%j is no URL here", (url) => {
    expect(safeHref(url)).toBeNull();
  });
  it("tells a host as written", () => {
    expect(hostOf("https://Voice.Acme.example:8443/x?y")).toBe("Voice.Acme.example:8443");
    expect(hostOf("https://good.example@evil.example/")).toBe("evil.example");
    expect(hostOf("tel:123")).toBeNull();
  });
});
