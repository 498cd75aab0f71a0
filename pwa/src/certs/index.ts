/** The entrance of the vault's twin: reading, writing and verifying codes. No page, no network, no clock, no store. */
export { type Bytes, fromHex, toHex } from "./bytes";
export { type Bundle, type Opening, type Policy, openBundle } from "./bundle";
export { type Challenge, CHALLENGE_PREFIX, challengeFrom, challengeText, freshNonce } from "./challenge";
export { type Proof, packCode, viewCode } from "./codes";
export { type Line, dateText, hide, linesOf, maskedText, textOf } from "./display";
export { type Base, type Held, applyDelta, hold, isDelta, queryOf, update } from "./delta";
export { type DeviceProof, deviceProof } from "./device";
export { CertsError, KeyFormatError, MalformedError, TrustError } from "./errors";
export { type Fields, type FieldValue, type Person } from "./fields";
export { type PublicJwk, jwkOf, publicOf, thumbprint } from "./keys";
export { MAX_ENTRIES, MAX_TEXT, type PackCode, type PackEntry, PREFIX, type View, type ViewCode, parse as parseCode } from "./lm1";
export { type Bilingual } from "./members";
export { type OnBehalf, PLACES } from "./place";
export { type PortraitAnswer, PORTRAIT_PREFIX, checkPortrait, portraitText, readPortrait, shownDigest } from "./portrait";
export { type ReasonText, REASON_CODES, checkText, reasonText, resultText } from "./reasons";
export { type CertificateType, type FieldKind, type FieldType, type ViewType, readType } from "./types";
export { type Accepted, type Check, type CheckName, type Rejected, type Required, type Result, type Seen, type Verdict, CHECKS } from "./verdict";
export { type Means, type OfflineCheck, verify, verifyOffline } from "./verify";
