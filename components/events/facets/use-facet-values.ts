"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { FacetCounts, FacetName, FacetValue } from "@/lib/audit/summary";
import { facetQuery, type SummaryAnswer } from "@/lib/queries/summary";
import { inOrder } from "./arrange";
import { wordsOf } from "./facet-value";

const TYPING_MS = 150;

/** The text as it stood when the typing paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

interface Wish {
  answer: SummaryAnswer;
  name: FacetName;
  counts: FacetCounts;
  /** What is searched for; empty: nothing. */
  needle: string;
  /** All values are wanted, not only those that came with the summary. */
  all: boolean;
  /** A value of this facet is chosen or left out: rows then keep their order. */
  held: boolean;
}

/** The values that a facet can list now: those of the summary, or, where these are not all, what a look into the facet finds. */
export function useFacetValues({ answer, name, counts, needle, all, held }: Wish) {
  const paused = usePaused(needle);
  // Countries and sources are looked for by their words too, which only this side knows.
  const asked = name === "country" || name === "source" ? "" : paused;
  const look = useQuery({
    ...facetQuery(answer.query, answer.window.asOf, name, asked),
    enabled: counts.others > 0 && (needle !== "" || all),
  });
  const found = counts.others > 0 && (needle !== "" || all) ? (look.data ?? counts) : counts;

  const order = useRef<readonly string[]>([]);
  const values: readonly FacetValue[] = held ? inOrder(found.values, order.current) : found.values;
  useEffect(() => {
    if (!held || order.current.length === 0) order.current = counts.values.map(({ value }) => value);
  }, [held, counts]);

  const low = needle.toLowerCase();
  const fits = ({ value }: FacetValue) =>
    value.toLowerCase().includes(low) || wordsOf(name, value).toLowerCase().includes(low);
  return {
    values: needle === "" ? values : values.filter(fits),
    others: found.others,
    otherValues: found.otherValues,
    searching: needle !== "" && (look.isFetching || (counts.others > 0 && paused !== needle)),
    failed: look.isError,
    again: () => void look.refetch(),
  };
}
