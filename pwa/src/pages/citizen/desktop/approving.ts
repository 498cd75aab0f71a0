/** What a computer's QR code asks of this phone: opened, approved with this phone's key and the number on its screen, refused. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";
import { approval } from "@/certs/desktop";
import { clock } from "@/state/clock";
import { learnTime } from "@/state/officeTime";
import { phoneKeys } from "../show/signing";

export type Opened = components["schemas"]["DesktopOpened"];

export function open(reference: string): Promise<Opened> {
  return ask(api.POST("/api/v1/me/desktop-requests/openings", { body: { reference } }));
}

/** Throws Problem, NoKey. */
export async function approve(reference: string, number: string, aud: string): Promise<void> {
  const { pair, device_id } = await phoneKeys();
  await learnTime(); // an approval dated by a wrong clock is refused
  const statement = await approval({ aud, reference, number }, Math.floor(clock.now()), pair.privateKey);
  const body = { reference, number, device_id: device_id ?? "", statement };
  await ask(api.POST("/api/v1/me/desktop-requests/approvals", { body }));
}

export async function refuse(reference: string): Promise<void> {
  await ask(api.POST("/api/v1/me/desktop-requests/refusals", { body: { reference } }));
}
