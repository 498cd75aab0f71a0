/**
 * What a code on show needs besides its view, fetched while there is a network: the words of the certificate types, and
 * the portraits that gates without a network compare. Whoever is offline at the first tap then misses nothing.
 */
import { type WalletCard, ownCards } from "@/state/wallet";
import { portraitOf } from "./portraits";
import { shownIn } from "./shownFields";
import { type TypeDescription, load } from "./types";

let types: Promise<ReadonlyMap<string, TypeDescription>> | null = null;

/** For the cards of now; what the phone has already is not asked for again. */
export async function makeReady(): Promise<void> {
  types ??= load();
  const known = await types;
  if (known.size === 0) types = null; // tried again with the next cards
  for (const card of ownCards.value) await keepPortrait(card, known.get(card.type.id));
}

async function keepPortrait(card: WalletCard, type: TypeDescription | undefined): Promise<void> {
  if (type === undefined) return;
  const digests = new Set(card.views.map((view) => shownIn(view.view, type).portrait));
  for (const digest of digests) if (digest !== null) await portraitOf(card.certificate_id, digest);
}
