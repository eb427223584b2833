/** Whether it was single sign-on that failed: its words then stand at its own button. */
export const isSsoError = (error: string | null): boolean => error?.startsWith("Sso") === true;

/**
 * What to tell someone who could not sign in, from the parameters that the server put into the address: `error`, `left` (tries
 * before a wait) and `wait` (seconds). Nothing of the parameters' own text is shown.
 */
export function signInMessage(parameters: Pick<URLSearchParams, "get">): string {
  const wait = seconds(parameters.get("wait"));
  switch (parameters.get("error")) {
    case "CredentialsSignin":
      return `User or password is wrong. ${next(number(parameters.get("left")), wait)}`.trim();
    case "Throttled":
      return `Too many tries: nothing was checked. Try again in ${wait || "a minute"}.`;
    case "SsoUnavailable":
      return "Single sign-on does not answer at the moment. Try again, or sign in as a local user.";
    case "SsoFailed":
      return "Single sign-on was not completed: it took too long, or began in another window. Try again.";
    case "SsoDenied":
      return "Single sign-on was cancelled, or the provider refused it.";
    case "SsoNoGroup":
      return "None of your groups may use this console. Ask its administrator for one.";
    case "SsoDisabled":
      return "Your access to this console is disabled. Ask its administrator.";
    case "SsoForm":
    case "CsrfToken":
      return "The form was too old. Try again.";
    default:
      return "Signing in is not possible at the moment. The console's log says why.";
  }
}

function next(left: number | null, wait: string): string {
  if (left === null) return "";
  if (left === 0) return `The next try is possible in ${wait || "a minute"}.`;
  // Far from the limit the count would only be noise.
  if (left > 3) return "";
  return left === 1
    ? "1 try is left, then a minute's wait."
    : `${left} tries are left, then a minute's wait.`;
}

function number(text: string | null): number | null {
  return text !== null && /^\d{1,4}$/.test(text) ? Number(text) : null;
}

function seconds(text: string | null): string {
  const value = number(text) ?? 0;
  if (value === 0) return "";
  if (value < 60) return value === 1 ? "a second" : `${value} seconds`;
  const minutes = Math.ceil(value / 60);
  return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
