/** What somebody asks this phone for, in the words of the office; how it stands, as a mark. */
import type { paths } from "@/api/schema";
import type { Mark } from "@/components/StatusMark.vue";

type Told<Path extends "/api/v1/me/requests" | "/api/v1/me/requests/{request_id}"> = paths[Path]["get"]["responses"][200]["content"]["application/json"];

export type MyRequest = Told<"/api/v1/me/requests/{request_id}">;
export type RequestLine = Told<"/api/v1/me/requests">["items"][number];
export type Wanted = MyRequest["certificates"][number];
export type Candidate = Wanted["mine"][number];
export type State = RequestLine["state"];

const MARKS: Record<State, Mark> = { waiting: "warn", given: "ok", refused: "quiet", expired: "quiet", withdrawn: "quiet" };

export function markOf(state: State): Mark {
  return MARKS[state];
}

/** The asker may read what was given, still. `now`: seconds. */
export function stands(line: Pick<RequestLine, "state" | "result_until">, now: number): boolean {
  return line.state === "given" && line.result_until !== null && Date.parse(line.result_until) / 1000 > now;
}

/** Why a wanted certificate cannot be shown with this one of mine: names of required fields that it has no value for. */
export function lacking(wanted: Wanted, candidate: Candidate): string[] {
  return wanted.fields.filter((field) => field.required && !candidate.fields.includes(field.name)).map((field) => field.name);
}

/** The one of mine that is shown unless I choose another: the first that has all that is required. */
export function usual(wanted: Wanted): Candidate | undefined {
  return wanted.mine.find((one) => lacking(wanted, one).length === 0) ?? wanted.mine[0];
}
