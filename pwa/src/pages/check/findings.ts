/**
 * What a check found, as it is told.
 *
 * 1. Only a file that is byte for byte what was sealed is called genuine. 2. A number or a QR code on paper says that
 * there is such a copy: what is told is to be compared with the paper, and does not look like a yes. 3. However genuine
 * a copy is, a certificate that is not valid now comes first.
 */
import type { paths } from "@/api/schema";

export type Finding = paths["/api/v1/sealed-copies/checks"]["post"]["responses"][200]["content"]["application/json"];
export type Tone = "ok" | "warn" | "bad";

const STATES = ["genuine", "registered", "altered", "recalled", "expired", "unknown"] as const;
const HOW = ["appended", "truncated", "changed"] as const;
export type Told = (typeof STATES)[number] | "lapsed";

/** The word for a finding; a state that this version does not know is told as the strictest one. */
export function toldOf(finding: Finding): Told {
  const state = STATES.find((one) => one === finding.state) ?? "unknown";
  const stands = state === "genuine" || state === "registered";
  return stands && finding.certificate?.valid_now === false ? "lapsed" : state;
}

export function toneOf(told: Told): Tone {
  if (told === "genuine") return "ok";
  return told === "registered" ? "warn" : "bad";
}

/** In what an altered file differs. */
export function howOf(finding: Finding): (typeof HOW)[number] {
  return HOW.find((one) => one === finding.how) ?? "changed";
}

/** In which way it was asked. */
export function wayOf(finding: Finding): "number" | "token" | "file" {
  return finding.by === "number" || finding.by === "token" ? finding.by : "file";
}
