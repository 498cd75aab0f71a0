/**
 * The three steps that make a device a gate: who it is, which anchor it trusts, what it is for.
 *
 * Rules: 1. a step is taken only when the one before succeeded; 2. nothing counts until the last step: a set-up that is
 * given up changes neither the anchor nor the bundle; 3. a secret leaves the form as soon as it is sealed.
 */
import { type ComputedRef, type Ref, type ShallowRef, computed, ref, shallowRef } from "vue";
import type { Bundle } from "@/certs";
import { clock } from "@/state/clock";
import { type Pin, pinOf, readPin, sameThumbprint } from "@/state/gate/anchor";
import { offeredBundle } from "@/state/gate/bundle";
import { dropToken, keepSecret } from "@/state/gate/credentials";
import { finishSetUp, gate } from "@/state/gate/gate";
import { type Registration, fetchBundle, learnTime, registration } from "@/state/gate/office";
import type { GateSetup } from "@/state/gate/policy";
import { keepReader } from "@/state/gate/reader";

const CLIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/;

export interface SetUp {
  step: Ref<1 | 2 | 3>;
  clientId: Ref<string>;
  way: Ref<GateSetup["credential"]>;
  secret: Ref<string>;
  found: ShallowRef<Registration | null>;
  offered: ShallowRef<Bundle | null>;
  before: ShallowRef<Pin | null>;
  typed: Ref<string>;
  checked: Ref<boolean>;
  sure: ComputedRef<boolean>;
  purpose: Ref<string>;
  idIsRight: ComputedRef<boolean>;
  connect: () => Promise<void>;
  trust: () => void;
  finish: () => Promise<void>;
}

export function useSetUp(): SetUp {
  const step = ref<1 | 2 | 3>(1);
  const { clientId, way, secret } = whoRefs();
  const found = shallowRef<Registration | null>(null);
  const before = shallowRef<Pin | null>(null);
  const offered = shallowRef<Bundle | null>(null);
  const [typed, purpose, checked] = [ref(""), ref(""), ref(false)];
  const fetched = shallowRef<{ text: string; etag: string | null } | null>(null);
  const idIsRight = computed(() => CLIENT_ID.test(clientId.value.trim()));
  const sure = computed(() => checked.value || sameThumbprint(typed.value, offered.value?.anchor ?? "?"));

  async function connect(): Promise<void> {
    const who = { clientId: clientId.value.trim(), credential: way.value };
    dropToken();
    if (way.value === "secret" && secret.value !== "") {
      await keepSecret(secret.value.trim());
      secret.value = "";
    }
    await learnTime();
    found.value = await registration(who);
    fetched.value = await fetchBundle(null);
    offered.value = fetched.value === null ? null : await offeredBundle(fetched.value.text, clock.now());
    before.value = await readPin();
    purpose.value = Object.keys(found.value.purposes)[0] ?? "";
    step.value = 2;
  }

  function trust(): void {
    if (sure.value) step.value = 3;
  }

  async function finish(): Promise<void> {
    if (found.value === null || fetched.value === null || offered.value === null || !sure.value) return;
    const pinned = await pinOf(offered.value.anchor, clock.now());
    await finishSetUp(setupOf(found.value, way.value, purpose.value), pinned, fetched.value);
    await keepReader();
  }

  return { step, clientId, way, secret, found, offered, before, typed, checked, sure, purpose, idIsRight, connect, trust, finish };
}

function whoRefs(): Pick<SetUp, "clientId" | "way" | "secret"> {
  const { clientId, credential } = gate.setup ?? { clientId: "", credential: "key" as const };
  return { clientId: ref(clientId), way: ref(credential), secret: ref("") };
}

function setupOf(found: Registration, credential: GateSetup["credential"], purpose: string): GateSetup {
  return {
    clientId: found.verifier_id,
    gate: gate.setup?.gate ?? crypto.randomUUID(),
    name: found.name,
    credential,
    purposes: found.purposes,
    purpose,
    since: Math.floor(clock.now()),
  };
}
