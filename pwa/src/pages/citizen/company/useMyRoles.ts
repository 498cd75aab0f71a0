/** My roles and invitations, and my answers to them. */
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { api, ask, attempt } from "@/api/client";
import { Problem } from "@/api/problem";
import { refreshWallet } from "@/state/wallet";
import { type MyRole, useNames } from "./company";

export type Act = "accept" | "decline" | "leave";

export function useMyRoles(): {
  busy: Ref<boolean>;
  problem: ShallowRef<Problem | null>;
  answer: (role: MyRole, act: Act) => Promise<MyRole | null>;
  claim: (reference: string) => Promise<MyRole | null>;
} {
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const { learn } = useNames();

  async function carry(act: () => Promise<MyRole>): Promise<MyRole | null> {
    if (busy.value) return null;
    busy.value = true;
    const found = await attempt(act);
    busy.value = false;
    problem.value = found instanceof Problem ? found : null;
    if (found instanceof Problem) return null;
    await learn([found]);
    return found;
  }

  async function answer(role: MyRole, act: Act): Promise<MyRole | null> {
    const params = { path: { member_id: role.member_id } };
    const found = await carry(() => {
      if (act === "accept") return ask(api.POST("/api/v1/me/company-roles/{member_id}/acceptance", { params }));
      if (act === "decline") return ask(api.POST("/api/v1/me/company-roles/{member_id}/refusal", { params }));
      return ask(api.DELETE("/api/v1/me/company-roles/{member_id}", { params }));
    });
    if (found !== null && act !== "decline") void refreshWallet(); // the company's certificates come or go
    return found;
  }

  const claim = (reference: string): Promise<MyRole | null> =>
    carry(() => ask(api.POST("/api/v1/me/company-roles/claims", { body: { reference } })));
  return { busy, problem, answer, claim };
}
