import { dictionary } from "@zxcvbn-ts/language-common";
import { expect, it } from "vitest";
import { CONTEXT_WORDS, refusalOf } from "./password-policy.ts";

it("knows more of the passwords that are tried first than the three thousand that ASVS asks for", () => {
  const long = dictionary.passwords.filter((password) => password.length >= 8);
  expect(long.length).toBeGreaterThan(3_000);
  for (const password of long) expect(refusalOf(password, "ines"), password).not.toBeNull();
  expect(refusalOf("PASSWORD", "ines")).not.toBeNull();
});

it("refuses the user's own name and the words of the place, with whatever digits and marks", () => {
  for (const word of CONTEXT_WORDS) {
    expect(refusalOf(`${word}-2026!!`, "ines")).not.toBeNull();
    expect(refusalOf(`12345${word.toUpperCase()}6789`, "ines")).not.toBeNull();
  }
  for (const password of ["Ines.Vidal.2026", "inesvidal99999"])
    expect(refusalOf(password, "ines.vidal@acme.example")).not.toBeNull();
});

it.each([
  "correct horse battery",
  "8 letter",
  "пароль из слов",
  "日本語の長い言葉",
  "x".repeat(64),
  "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 01234",
  "vonage reads my audit trail",
  "    eight spaces kept    ",
])("takes %j, whatever it is made of", (password) => expect(refusalOf(password, "ines")).toBeNull());

it.each(["", "1234567", "日本語日本語日", "x".repeat(1025)])("refuses %j for its length", (password) =>
  expect(refusalOf(password, "ines")).toMatch(/too (short|long)/),
);
