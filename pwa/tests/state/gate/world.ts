/** A gate that was set up, with the bundle of the vectors, and a phone that shows it real codes. */
import { type Bytes, type View, parseCode, viewCode } from "@/certs";
import * as base45 from "@/certs/base45";
import * as cose from "@/certs/cose";
import { closeDatabase } from "@/state/database";
import type { Gate, Presented } from "@/state/gate/examine";
import { DEFAULT_POLICY, type GatePolicy, type GateSetup } from "@/state/gate/policy";
import { forgetSeen } from "@/state/gate/seen";
import { BUNDLE, LM1, NOW, codeOf, vectorPhone } from "../../certs/vectors";

export const WHO = LM1.audience;

const NAME = "three fields";
/** The view in the code of that vector: its parts, and its bytes as the issuer signed them. */
export const VIEW = await viewOf(NAME);
const VIEW_BYTES = cose.split(base45.decode(codeOf(NAME).slice("LM1:".length))).header.slice(4, -4);
export const TYPE = BUNDLE.trust.catalogue.get(VIEW.type);

async function viewOf(name: string): Promise<View> {
  const code = await parseCode(codeOf(name));
  if (code.kind !== "view") throw new Error(`${name} is no view code`);
  return code.view;
}

/** A code of three fields, signed by the phone at `iat`. */
export async function shown(iat = NOW, proof: { aud?: string; cnonce?: Bytes } = {}): Promise<string> {
  return viewCode({ view: VIEW_BYTES, key: await vectorPhone(), iat, ...proof });
}

export function setup(changes: Partial<GateSetup> = {}): GateSetup {
  const every = [...(TYPE?.fields.keys() ?? [])];
  return {
    clientId: WHO,
    gate: "gate-one",
    name: { zh: "机场", en: "Airport" },
    credential: "secret",
    purposes: { boarding: { [VIEW.type]: every } },
    purpose: "boarding",
    since: NOW,
    ...changes,
  };
}

/** `policy` changes the default one, which verifies here only. */
export function gateAt(now: number, policy: Partial<GatePolicy> = {}, changes: Partial<Gate> = {}): Gate {
  return {
    setup: setup(),
    policy: { ...DEFAULT_POLICY, online: false, ...policy },
    bundle: BUNDLE,
    online: false,
    now: () => now,
    ...changes,
  };
}

export function presented(text: string, challenge: Presented["challenge"] = null): Presented {
  return { text, challenge, scannedAt: performance.now() };
}

/** Nothing is remembered from the test before. */
export async function fresh(): Promise<void> {
  await closeDatabase();
  await forgetSeen();
}
