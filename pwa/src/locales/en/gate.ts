/** Texts of the area gate. */
import type { Words } from "..";
import type zh from "../zh/gate";

export default {} satisfies Words<typeof zh>;
