/** What begins and ends the parts of an LM1 code, and its limits: shared by reading (`lm1.ts`) and writing (`codes.ts`). */

export const PREFIX = "LM1:";
export const MAX_TEXT = 4096;
export const MAX_ENTRIES = 64;
export const HANDLE = /^[!-~]{8}$/;
/** {1: -9, 13: view, 16: 294} and {1: -9, 4: device handle, 16: 295}, without what stands between. */
export const VIEW_START = [0xa3, 0x01, 0x28, 0x0d];
export const VIEW_END = [0x10, 0x19, 0x01, 0x26];
export const PACK_START = [0xa3, 0x01, 0x28, 0x04, 0x48];
export const PACK_END = [0x10, 0x19, 0x01, 0x27];
