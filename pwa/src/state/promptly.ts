/**
 * Transactions that say themselves that they are complete. Safari puts a page that is left (a reload, a link, the home
 * screen) to sleep with whatever it was writing; a transaction that still waits for the page to have nothing more to ask
 * then stays open, and the database of every later page waits behind it, so that nothing is on the screen any more.
 *
 * Rules: 1. what one call reads or writes is complete when it is asked for, not when it is answered; 2. a transaction of
 * several steps says so after its last.
 */
import type { IDBPDatabase, IDBPTransaction } from "idb";

type Asked = (...given: unknown[]) => Promise<unknown>;

const MODES = new Map<string, "readonly" | "readwrite">([
  ...["get", "getKey", "getAll", "getAllKeys", "count"].flatMap((name) => [
    [name, "readonly"] as const,
    [`${name}FromIndex`, "readonly"] as const,
  ]),
  ...["put", "add", "delete", "clear"].map((name) => [name, "readwrite"] as const),
]);

/** The same database, whose calls of one step follow rule 1. */
export function promptly<Kept>(db: IDBPDatabase<Kept>): IDBPDatabase<Kept> {
  return new Proxy(db, {
    get(target, name) {
      const mode = typeof name === "string" ? MODES.get(name) : undefined;
      if (mode !== undefined) return (store: string, ...given: unknown[]) => inOneStep(target, { store, mode, name: name as string }, given);
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? (value as Asked).bind(target) : value;
    },
  });
}

/** The transaction's last step was asked for (rule 2). Rejects when it failed. */
export async function complete(turn: Pick<IDBPTransaction<never, never, "readwrite">, "commit" | "done">): Promise<void> {
  try {
    turn.commit();
  } catch {
    // it is complete, or it failed: `done` says which
  }
  await turn.done;
}

interface OneStep {
  store: string;
  mode: "readonly" | "readwrite";
  name: string;
}

async function inOneStep(db: unknown, { store, mode, name }: OneStep, given: unknown[]): Promise<unknown> {
  const turn = (db as IDBPDatabase).transaction(store, mode);
  const from = name.endsWith("FromIndex") ? turn.store.index(String(given.shift())) : turn.store;
  const asked = (from as unknown as Record<string, Asked>)[name.replace("FromIndex", "")]?.(...given);
  const [answer] = await Promise.all([asked, complete(turn)]);
  return answer;
}
