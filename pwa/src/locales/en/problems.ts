/** Texts of the area problems. */
import type { Words } from "..";
import type zh from "../zh/problems";

export default {} satisfies Words<typeof zh>;
