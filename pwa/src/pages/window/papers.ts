/** What the office is asked about sealed copies that are made in a case. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";
import type { Wish } from "@/components/papers/wish";

export type Paper = components["schemas"]["SealedCopy"];

export async function papersIn(caseNo: string): Promise<Paper[]> {
  return (await ask(api.GET("/api/v1/cases/{case_no}/sealed-copies", { params: { path: { case_no: caseNo } } }))).items;
}

/** Of what was disclosed to this case. `key` names the act, so that a retry makes no second one. */
export async function makeInCase(caseNo: string, certificateId: string, wish: Wish, key: string): Promise<Paper> {
  const params = { path: { case_no: caseNo }, header: { "Idempotency-Key": key } };
  const body = { certificate_id: certificateId, ...wish, fields: null };
  return ask(api.POST("/api/v1/cases/{case_no}/sealed-copies", { params, body }));
}

export async function printOf(caseNo: string, paper: Paper): Promise<Blob> {
  const params = { path: { case_no: caseNo, copy_id: paper.copy_id } };
  return ask(api.POST("/api/v1/cases/{case_no}/sealed-copies/{copy_id}/prints", { params, parseAs: "blob" }));
}
