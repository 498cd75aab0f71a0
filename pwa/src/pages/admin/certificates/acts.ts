/** What a department does with a certificate: one call each, safe to send again with the same key. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";
import type { Act, FinalKind } from "./states";

export type Found = components["schemas"]["CertificateState"];

export async function lookUp(type: string, number: string): Promise<Found[]> {
  return (await ask(api.POST("/api/v1/certificates/look-ups", { body: { type, number } }))).items;
}

export async function storyOf(certificateId: string): Promise<components["schemas"]["Version"][]> {
  const path = { certificate_id: certificateId };
  return (await ask(api.GET("/api/v1/certificates/{certificate_id}/versions", { params: { path } }))).items;
}

interface Given {
  reason: string;
  kind: FinalKind;
  /** The same for every try of one act. */
  key: string;
}

export function carryOut(act: Act, certificateId: string, given: Given): Promise<Found> {
  const params = { path: { certificate_id: certificateId }, header: { "Idempotency-Key": given.key } };
  const body = { reason: given.reason };
  if (act === "suspend") return ask(api.POST("/api/v1/certificates/{certificate_id}/suspensions", { params, body }));
  if (act === "resume") return ask(api.POST("/api/v1/certificates/{certificate_id}/resumptions", { params, body }));
  return ask(api.POST("/api/v1/certificates/{certificate_id}/revocations", { params, body: { ...body, kind: given.kind } }));
}
