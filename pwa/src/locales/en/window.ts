/** Texts of the area window. */
import type { Words } from "..";
import type zh from "../zh/window";

export default {} satisfies Words<typeof zh>;
