"use client";

import { useSyncExternalStore } from "react";

const noChange = () => () => {};
const isBrowser = () => true;
const isServer = () => false;

/** False in the first HTML and while the browser takes it over, then true: for what the browser alone draws. */
export const useHydrated = () => useSyncExternalStore(noChange, isBrowser, isServer);
