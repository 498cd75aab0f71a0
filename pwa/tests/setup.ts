/** Each test starts with an empty IndexedDB and empty storage; locks are the platform's where Node has them. */
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach } from "vitest";

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  localStorage.clear();
});
