/** Children and wards: who was found, confirming with this phone's key, stopping, a yes to a child's phone. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";
import { guardianConfirmation } from "@/certs/guardian";
import { sentOnce } from "@/state/again";
import { clock } from "@/state/clock";
import { learnTime } from "@/state/officeTime";
import { phoneKeys } from "../show/signing";

export type Ward = components["schemas"]["WardAnswer"];
export type Found = components["schemas"]["FoundChild"];
export type Guardian = components["schemas"]["GuardianAnswer"];

/** Name and number that were given to find a child. */
export interface Given {
  name: string;
  citizen_number: string;
}

/** What the page shows, read at once. */
export interface Family {
  wards: readonly Ward[];
  found: readonly Found[];
  guardians: readonly Guardian[];
}

/** Throws Problem. */
export async function readFamily(): Promise<Family> {
  const [wards, found, guardians] = await Promise.all([
    readWards(),
    ask(api.GET("/api/v1/me/wards/found")),
    ask(api.GET("/api/v1/me/guardians")),
  ]);
  return { wards, found: found.items, guardians: guardians.items };
}

/** For whom I act. Throws Problem. */
export async function readWards(): Promise<readonly Ward[]> {
  return (await ask(api.GET("/api/v1/me/wards"))).items;
}

/** The child of this name and number. Throws Problem. */
export function searchChild(given: Given): Promise<Found> {
  return ask(api.POST("/api/v1/me/wards/searches", { body: given }));
}

const confirming = sentOnce();

/** Signs exactly what stands on the page. Throws Problem, NoKey. */
export async function confirmChild(found: Found, child: Given | null): Promise<Ward> {
  const { pair, device_id } = await phoneKeys();
  const said = { aud: found.aud, record: found.found_id, ground: found.ground, ward: found.name, until: found.last_day };
  return confirming(
    [said, child, device_id],
    async () => {
      await learnTime(); // a confirmation dated by a wrong clock is refused
      const signature = await guardianConfirmation(said, Math.floor(clock.now()), pair.privateKey);
      return { found_id: found.found_id, child, device_id: device_id ?? "", signature };
    },
    (body, key) => ask(api.POST("/api/v1/me/wards", { body, headers: { "Idempotency-Key": key } })),
  );
}

/** Throws Problem. */
export async function stopShowing(ward: Ward): Promise<void> {
  await ask(api.DELETE("/api/v1/me/wards/{guardianship_id}", { params: { path: { guardianship_id: ward.guardianship_id } } }));
}

/** Throws Problem. */
export async function allowPhone(ward: Ward): Promise<void> {
  const params = { path: { guardianship_id: ward.guardianship_id } };
  await ask(api.POST("/api/v1/me/wards/{guardianship_id}/phone-permits", { params }));
}
