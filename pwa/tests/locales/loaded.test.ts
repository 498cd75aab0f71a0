/** Every page loads the texts that it, and whatever it is made of, says: the address that leads to it names their areas. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RouteRecordRaw } from "vue-router";
import { expect, test } from "vitest";
import type { Texts } from "@/locales";
import admin from "@/pages/admin/routes";
import check from "@/pages/check/routes";
import citizen from "@/pages/citizen/routes";
import gate from "@/pages/gate/routes";
import kiosk from "@/pages/kiosk/routes";
import officer from "@/pages/officer/routes";
import window from "@/pages/window/routes";

const FILES = import.meta.glob<{ default: Texts }>("../../src/locales/zh/*.ts", { eager: true });
const AREAS = readdirSync("src/locales/zh").filter((name) => name.endsWith(".ts")).map((name) => name.replace(".ts", ""));
const IMPORTS = /(?:^\s*(?:import|export)\s+(?!type\b)(?:[^;"']*?\sfrom\s+)?|\bimport\()["']([^"']+)["']/gm;
const NAMES = new RegExp(`["'\`]((?:${AREAS.join("|")})(?:\\.\\w+)+)(\\$\\{|\\.\\$\\{)?`, "g");
const ACTIONS = "src/pages/admin/audit/entries.ts"; // names what the log knows, some as texts are named
const OWN = ["src/router.ts", "src/locales/texts.ts", "src/pages/citizen/show/routes.ts"]; // these load texts themselves

/** Whether a text, or a branch of them, has this name. */
function isText(name: string): boolean {
  const [area = "", ...steps] = name.split(".");
  let node: Texts | string | undefined = FILES[`../../src/locales/zh/${area}.ts`]?.default;
  for (const step of steps) node = typeof node === "object" ? node[step] : undefined;
  return node !== undefined;
}

function fileOf(named: string, from: string): string | undefined {
  const path = named.startsWith("@/") ? join("src", named.slice(2)) : named.startsWith("/src/") ? named.slice(1) : named.startsWith(".") ? join(dirname(from), named) : "";
  return [path, `${path}.ts`, join(path, "index.ts")].find((one) => one !== "" && existsSync(one) && statSync(one).isFile());
}

const known = new Map<string, { areas: string[]; parts: string[] }>();

function read(file: string): { areas: string[]; parts: string[] } {
  const found = known.get(file);
  if (found) return found;
  const text = readFileSync(file, "utf8");
  const names = file === ACTIONS ? [] : [...text.matchAll(NAMES)].filter(([, name = "", open]) => isText(open === "${" ? name.replace(/\.\w+$/, "") : name));
  const parts = [...text.matchAll(IMPORTS)].map(([, named = ""]) => fileOf(named, file)).filter((one) => one !== undefined);
  const told = { areas: names.map(([, name = ""]) => name.split(".")[0] ?? ""), parts: OWN.includes(file) ? [] : parts };
  known.set(file, told);
  return told;
}

/** The areas whose texts a page says, with a file that says one. */
function saidBy(page: string): Map<string, string> {
  const said = new Map<string, string>();
  const seen = new Set<string>();
  for (const waiting = [page]; waiting.length > 0; ) {
    const file = waiting.pop() ?? "";
    if (seen.has(file)) continue;
    seen.add(file);
    const { areas, parts } = read(file);
    for (const area of areas) said.set(area, file);
    waiting.push(...parts);
  }
  return said;
}

function missing(area: string, folder: string, routes: readonly RouteRecordRaw[]): string[] {
  return routes.flatMap((route) => {
    const page = fileOf(/["']([^"']+\.vue)["']/.exec(typeof route.component === "function" ? route.component.toString() : "")?.[1] ?? "", `src/pages/${folder}/routes.ts`);
    const loaded = ["shared", area, ...(route.meta?.texts ?? [])];
    const said = page === undefined ? [] : [...saidBy(page)];
    const own = said.filter(([one]) => !loaded.includes(one)).map(([one, file]) => `${route.path} says ${one} in ${file}`);
    return [...own, ...missing(area, folder, route.children ?? [])];
  });
}

test.each([
  ["citizen", "citizen", citizen], ["citizen", "check", check], ["window", "window", window], ["officer", "officer", officer],
  ["gate", "gate", gate], ["admin", "admin", admin], ["kiosk", "kiosk", kiosk],
] as const)("of %s: every page in %s has its words", (area, folder, routes: readonly RouteRecordRaw[]) => {
  expect(routes.length).toBeGreaterThan(0);
  expect(missing(area, folder, routes)).toEqual([]);
});

test("a page whose texts nobody loads is named", () => {
  const route = { path: "/x", component: () => import("@/pages/citizen/cases/CasePage.vue") };
  expect(missing("citizen", "citizen", [route]).join("\n")).toMatch(/says mine in src\/pages\/citizen\/cases\//);
});
