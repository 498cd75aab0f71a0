/** The portrait that belongs to the view on show: as a picture for the holder, and as the text of the second code. */
import { type Ref, readonly, ref, watch } from "vue";
import { portraitText } from "@/certs/portrait";
import { portraitOf } from "./portraits";

interface Portrait {
  /** A data address for an <img>; empty without a picture. */
  readonly picture: Readonly<Ref<string>>;
  /** The text of the second code; empty without a picture. */
  readonly text: Readonly<Ref<string>>;
  /** There is one to show, as far as is known: its place on the page is kept while it is looked for. */
  readonly expected: Readonly<Ref<boolean>>;
}

/** `digest`: hexadecimal, null while the view shows no portrait. */
export function usePortrait(certificateId: string, digest: Readonly<Ref<string | null>>): Portrait {
  const picture = ref("");
  const text = ref("");
  const expected = ref(false);

  async function find(): Promise<void> {
    const wanted = digest.value;
    expected.value = wanted !== null;
    const found = wanted === null ? null : await portraitOf(certificateId, wanted);
    if (digest.value !== wanted) return;
    expected.value = found !== null;
    picture.value = found === null ? "" : `data:image/webp;base64,${btoa(String.fromCharCode(...found))}`;
    text.value = found === null ? "" : portraitText(found);
  }

  watch(digest, () => void find(), { immediate: true });
  return { picture: readonly(picture), text: readonly(text), expected: readonly(expected) };
}
