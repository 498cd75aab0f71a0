/** Texts of the area admin. */
import type { Words } from "..";
import type zh from "../zh/admin";

export default {} satisfies Words<typeof zh>;
