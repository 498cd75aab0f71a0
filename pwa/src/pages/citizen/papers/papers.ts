/** What the office is asked about a holder's sealed copies. */
import { api, ask } from "@/api/client";
import type { components } from "@/api/schema";
import type { Wish } from "@/components/papers/wish";

export type Paper = components["schemas"]["SealedCopy"];
type Page = components["schemas"]["SealedCopyPage"];

const FEW = 20;

/** Newest first; of one certificate where one is named. */
export async function papersOf(certificateId: string | undefined, cursor: string | null): Promise<Page> {
  const query = { limit: FEW, ...(certificateId && { certificate_id: certificateId }), ...(cursor && { cursor }) };
  return ask(api.GET("/api/v1/me/sealed-copies", { params: { query } }));
}

/** `key` names the act, so that a retry makes no second one. `fields`: null for the whole face. */
export async function makePaper(certificateId: string, wish: Wish, fields: string[] | null, key: string): Promise<Paper> {
  const body = { certificate_id: certificateId, ...wish, fields };
  return ask(api.POST("/api/v1/me/sealed-copies", { params: { header: { "Idempotency-Key": key } }, body }));
}

export async function pdfOf(paper: Paper): Promise<Blob> {
  const params = { path: { copy_id: paper.copy_id } };
  return ask(api.GET("/api/v1/me/sealed-copies/{copy_id}/pdf", { params, parseAs: "blob" }));
}

export async function recallPaper(paper: Paper): Promise<Paper> {
  return ask(api.POST("/api/v1/me/sealed-copies/{copy_id}/recall", { params: { path: { copy_id: paper.copy_id } } }));
}

/** The name of its file. */
export function fileName(paper: Paper): string {
  return `${paper.type.name.zh}-${paper.number.replaceAll(" ", "")}.pdf`;
}
