/** The worker that reads pictures, so that the page stays answerable while a code is looked for. Asked by `look`. */
import { Scissors } from "./cut";
import { decoder } from "./decode";
import { lightHint } from "./light";
import type { Asked, Told } from "./look";

const scissors = new Scissors();

async function answer({ id, picture, cut, light }: Asked): Promise<Told> {
  try {
    const reader = await decoder();
    const data = scissors.cut(picture, cut);
    const found = await reader.read(data);
    return { id, look: { found, hint: light && !found.length ? lightHint(data) : null } };
  } catch {
    return { id, look: null };
  } finally {
    picture.close();
  }
}

addEventListener("message", (event: MessageEvent<Asked>) => void answer(event.data).then((told) => postMessage(told)));
