/**
 * Whose this browser is. All its tabs share one cookie, and so one sign-in; what a tab shows is that of whoever signed in
 * on it.
 *
 * Rules: 1. who signs in is noted where every tab reads it, and so is that they signed out; 2. a tab whose person signed
 * out elsewhere, or whose sign-in ran out before another's began, starts anew: nothing of its memory is left; 3. a tab
 * that was away keeps no other person's page; 4. a renewed token says whose it is, and no act of one person's page is sent
 * in the name of another.
 */

/** In localStorage, which tells the other tabs of a change. */
export const NOTE = "liangma.signed-in";
const NOBODY = "";

/** Who signed in last; "" once they signed out; null where nothing is noted, or nothing can be. */
export function noted(): string | null {
  try {
    return localStorage.getItem(NOTE);
  } catch {
    return null;
  }
}

/** `null`: whoever was signed in signed out. */
export function note(subject: string | null): void {
  try {
    localStorage.setItem(NOTE, subject ?? NOBODY);
  } catch {
    return; // a browser that keeps nothing shares nothing between its tabs
  }
}

/** Whose an access token is, as it says itself; null for one that says nothing. */
export function subjectOf(token: string): string | null {
  try {
    const said = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const { sub } = JSON.parse(atob(said)) as { sub?: unknown };
    return typeof sub === "string" ? sub : null;
  } catch {
    return null;
  }
}

/** The page is loaded anew, as whoever is signed in now. Nobody waits for what follows. */
export function startAnew(): Promise<never> {
  location.reload();
  return new Promise(() => undefined);
}
