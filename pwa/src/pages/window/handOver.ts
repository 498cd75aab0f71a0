/** A code that was read before its case was open: the case's page takes it up, once. Kept in memory only. */
import type { Scan } from "@/scan/kinds";

let kept: { caseNo: string; scan: Scan } | null = null;

export function handOver(caseNo: string, scan: Scan): void {
  kept = { caseNo, scan };
}

/** What was read for this case; null when nothing was. */
export function handedOver(caseNo: string): Scan | null {
  const scan = kept?.caseNo === caseNo ? kept.scan : null;
  kept = null;
  return scan;
}
