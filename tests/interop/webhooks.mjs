/** Receives a message as a partner would, with the library of the standard. */
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, body, headers } = JSON.parse(readFileSync(0, "utf8"));
try {
  console.log(JSON.stringify({ ok: new Webhook(secret).verify(body, headers) }));
} catch (error) {
  console.log(JSON.stringify({ error: error.message }));
}
