/**
 * What may be remarked on an event. A closed vocabulary: `code` or `code:field`; the field is the upstream's name.
 *
 * | Code | Means |
 * |---|---|
 * | `missing:FIELD` | a field that every published event carries is not there |
 * | `wrong_type:FIELD` | not of the contract's type; shown as its text where it has one. `event`: no JSON object at all |
 * | `duplicate:FIELD` | the field stands there twice; the last one is shown, the raw text has both |
 * | `extra:FIELD` | no published field; for information only |
 * | `unusable:id` | no id that a URL of ours can hold; keyed by the hash of the text |
 * | `unusable:created_at` | no time; listed under "time unknown" |
 * | `misfit:context` | the type has a published context, and this is not it |
 * | `too_deep:context` `too_large:context` | beyond what is taken apart; its text alone is shown |
 * | `hidden_characters` | something in it cannot be seen, or is not what it looks like |
 */
export type Mark = string;

/** Whether the id of a marked event is ours, not the upstream's. */
export const lacksId = (codes: readonly Mark[]): boolean =>
  codes.includes("missing:id") || codes.includes("unusable:id");
