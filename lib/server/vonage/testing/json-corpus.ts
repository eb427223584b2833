/**
 * Texts that are no JSON, in the families of JSONTestSuite's `n_` files: arrays, numbers, objects, strings, structure. Each breaks
 * one rule of RFC 8259. As bytes where they are no UTF-8.
 */
const ARRAYS = [
  "[1 true]", '["": 1]', '[""],', "[,1]", "[1,,2]", '["x",,]', '["x"]]', '["",]', '["x"', "[x", "[3[4]]", "[1:2]", "[,]",
  "[-]", "[   , \"\"]", '["a",\n4\n,1,', "[1,]", "[1,,]", '["\u000ba"\\f]', "[*]", "[\"\"", "[1,", "[1,\n1\n,1", "[{}", "[",
  "]", "[1]]", "[[[[", "[}", "[{]", "[1}", "[true,fals]", "[nul]", "[tru]", "[False]", "[None]", "[undefined]",
]; // prettier-ignore
const NUMBERS = [
  "-01", "-1.0.", "-2.", "-.123", "-NaN", "++1234", "+1", "+Inf", "01", ".-1", ".2e-3", "0.1.2", "0.3e+", "0.3e", "0.e1", "0_1",
  "0E+", "0E", "0e+", "0e", "1.0e+", "1.0e-", "1.0e", "1 000.0", "1eE2", "1_000", "2.e+3", "2.e-3", "2.e3", "9.e+", "Inf", "NaN",
  "-Infinity", "Infinity", "0x1", "0x42", "- 1", "-012", "-1x", "1ea", "1.8011670033376514H-308", "1.2a-3", "１", "٣", "1..2", "--1", "1e", "012",
]; // prettier-ignore
const OBJECTS = [
  '["x", truth]', '{[: "x"}', '{"x", null}', '{"x"::"b"}', "{🇨🇭}", '{"a":"a" 123}', '{key: "value"}', '{"a" b}', '{:"b"}',
  '{"a" "b"}', '{"a":', '{"a"', "{1:1}", "{9999E9999:1}", "{null:null,null:null}", '{"id":0,,,,,}', "{'a':0}", '{"id":0,}',
  '{"a":"b"}/**/', '{"a":"b"}/**//', '{"a":"b"}//', '{"a":"b"}/', '{"a":"b",,"c":"d"}', "{a:\"b\"}", '{"a":"a', '{ "foo" : "bar", "a" }',
  '{"a":"b"}#', '{"a":"b"}#{}', "{", "}", '{"a":1}}', '{"a":1', '{"a":[}', '{"a":1 "b":2}', "{,}", '{"a":,}', '{"":', "{true:1}", "{{}:1}",
]; // prettier-ignore
const STRINGS = [
  '["\\uD800\\"]', '["\\uD800\\u"]', '["\\uD800\\u1"]', '["\\uD800\\u1x"]', '["\\x00"]', '["\\\\\\"]', '["\\\t"]', '["\\🌀"]', '["\\"]',
  '["\\u00A"]', '["\\uD834\\uDd"]', '["\\uD800\\uD800\\x"]', '["\\u🌀"]', '["\\a"]', '["\\uqqqq"]', "[\\u0020\"asd\"]", "[\\n]", '"',
  "['single quote']", "abc", '["\\', '["a\u0000a"]', '["new\nline"]', '["\t"]', '"\\UA66D"', '""x', '"a', "\\", '["\u001f"]', "'", "`a`", '"a" "b"',
]; // prettier-ignore
const STRUCTURE = [
  "", " ", "\n\t ", "<null>", "<.>", "[<null>]", '{"a":1}{"a":1}', "[1]x", '["asd]', "aå", "[True]", '1]', '{"x": true,', "[][]", "]", "ï»¿",
  "[", "2@", "{}}", '{"":', '{"a":/*comment*/"b"}', '{"a": true} "x"', "['", '["a', '["a"', "[,", '[{"":[{"":[', "[\"\\{[\"\\{[", "{", "{]", "{,", "{[",
  '{"a', "{'a'", '["\\{["\\{', "é", "*", '{"a":"b"}#{}', "[\u2060]", "[\\u000A\"\"]", '[1', '[ false, nul', "[ true, fals", '{"asd":"asd"', "\u2028[1]\u2029", "\u00a0{}", "\ufeff{}",
  "// a\n{}", "{} // a", "null null", "true false", "truefalse", "nulll", "-", "--", "+", ",", ":", "()", "<html>", "{}\u0000", "\u0000", "\u001e{}\n", "{}\f", "%7B%7D", "&#123;}",
]; // prettier-ignore
const BYTES = [
  [0xff], [0xfe, 0xff], [0x22, 0x80, 0x22], [0x5b, 0x22, 0xe9, 0x22, 0x5d], [0x22, 0xc0, 0xaf, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
  [0x22, 0xf4, 0xbf, 0xbf, 0xbf, 0x22], [0x22, 0xf8, 0x88, 0x80, 0x80, 0x80, 0x22], [0xe5], [0x22, 0xe0, 0xff, 0x22], [0x1f, 0x8b, 0x08],
  [0xef, 0xbb, 0xbf, 0x7b, 0x7d], [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00], [0x00, 0x7b, 0x00, 0x7d],
]; // prettier-ignore

export const NO_JSON: readonly Buffer[] = [...ARRAYS, ...NUMBERS, ...OBJECTS, ...STRINGS, ...STRUCTURE]
  .map((text) => Buffer.from(text))
  .concat(BYTES.map((bytes) => Buffer.from(bytes)));

/** JSON that is no list of events, by hand: what a proxy, another API or a half-broken one would send. */
export const NO_LIST: readonly string[] = [
  "null", "true", "0", '"ok"', "[]", "{}", "[{}]", '[{"id":"a"}]',
  '{"events":[]}', '{"_embedded":{}}', '{"_embedded":{"events":null}}', '{"_embedded":{"events":{}}}',
  '{"_embedded":{"events":"none"}}', '{"_embedded":{"events":[]}}', '{"_embedded":[],"page":{"totalElements":0}}',
  '{"page":null}', '{"page":{}}', '{"page":{"totalElements":"many"}}', '{"page":{"totalElements":-1}}', '{"page":{"totalElements":3}}',
  '{"page":{"totalElements":1e300}}', '{"status":500,"error":"Internal Server Error"}', '{"data":[],"meta":{"total":0}}', '{"type":"about:blank","title":"Nope"}',
]; // prettier-ignore
