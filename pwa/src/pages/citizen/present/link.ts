/** The link or QR code of a request: whose it is and where it lies. The rest stands in the signed object. */
import { isOwn } from "@/certs/vpRequest";

export interface Link {
  readonly clientId: string;
  readonly requestUri: string;
}

/** The link in an address's query; null when it is none of this office. */
export function linkOf(query: URLSearchParams, origin: string): Link | null {
  const [clientId, requestUri] = [query.get("client_id") ?? "", query.get("request_uri") ?? ""];
  return clientId !== "" && isOwn(requestUri, origin) ? { clientId, requestUri } : null;
}

/** What stands in the addresses of one request. */
export function referenceOf(link: Link): string {
  return new URL(link.requestUri).pathname.split("/").at(-2) ?? "";
}
