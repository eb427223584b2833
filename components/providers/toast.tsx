"use client";

import { CircleCheck, CircleX, X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import { IconButton, TextButton } from "@/components/ui/button";

interface Toast {
  text: string;
  bad?: boolean;
  action?: { label: string; run: () => void };
}

const ToastContext = createContext<(toast: Toast) => void>(() => {});

const STAYS_MS = 6000;

/** One short notice over the footer; it moves nothing and says aloud what it says. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<Toast | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = useCallback((next: Toast) => {
    clearTimeout(timer.current);
    setToast(next);
    timer.current = setTimeout(() => setToast(null), STAYS_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const Icon = toast?.bad ? CircleX : CircleCheck;
  return (
    <ToastContext value={show}>
      {children}
      <div
        role="status"
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-10 z-50 flex justify-center print:hidden"
      >
        {toast ? (
          <div
            className="pop-in pointer-events-auto flex min-h-[38px] items-center gap-2.5 rounded-2 bg-overlay py-1.5 pr-2 pl-3.5 shadow-pop"
            onPointerEnter={() => clearTimeout(timer.current)}
          >
            <Icon size={14} className={toast.bad ? "text-failed" : "text-live"} aria-hidden />
            <span>{toast.text}</span>
            {toast.action ? (
              <TextButton
                className="ml-1"
                onClick={() => {
                  toast.action?.run();
                  setToast(null);
                }}
              >
                {toast.action.label}
              </TextButton>
            ) : null}
            <IconButton label="Dismiss" size="tiny" onClick={() => setToast(null)}>
              <X size={12} aria-hidden />
            </IconButton>
          </div>
        ) : null}
      </div>
    </ToastContext>
  );
}

export const useToast = () => useContext(ToastContext);

/** Copies text and says so; where the browser refuses, it says that too. */
export function useCopy(): (text: string, said: string, action?: Toast["action"]) => Promise<void> {
  const show = useToast();
  return useCallback(
    async (text, said, action) => {
      try {
        await navigator.clipboard.writeText(text);
        show(action ? { text: said, action } : { text: said });
      } catch {
        show({ text: "The browser did not allow copying.", bad: true });
      }
    },
    [show],
  );
}
