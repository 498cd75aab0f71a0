/**
 * The colour of a card's face: the type's own, moved away from its text colour until the text reads well (WCAG AA with
 * room to spare for the lines drawn on it).
 */
const ENOUGH = 5.5;
const STEP = 0.04;

type Colour = readonly [number, number, number];

/** A CSS colour from two of the form #rrggbb; anything else is given back as it is. */
export function faceColour(background: string, foreground: string): string {
  let face = parse(background);
  const text = parse(foreground);
  if (face === null || text === null) return background;
  const away: Colour = luminance(text) > 0.5 ? [0, 0, 0] : [255, 255, 255];
  while (contrast(face, text) < ENOUGH && luminance(face) !== luminance(away)) face = mixed(face, away, STEP);
  return `rgb(${face.map((part) => Math.round(part)).join(" ")})`;
}

/** The WCAG contrast ratio of two colours of the form #rrggbb or rgb(r g b). */
export function contrastOf(one: string, other: string): number {
  const pair = [parse(one), parse(other)] as const;
  return pair[0] === null || pair[1] === null ? 1 : contrast(pair[0], pair[1]);
}

function parse(text: string): Colour | null {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (hex) return [1, 2, 3].map((part) => Number.parseInt(hex[part] ?? "", 16)) as unknown as Colour;
  const rgb = /^rgb\((\d+) (\d+) (\d+)\)$/.exec(text);
  return rgb ? ([1, 2, 3].map((part) => Number(rgb[part])) as unknown as Colour) : null;
}

function mixed(one: Colour, other: Colour, share: number): Colour {
  return one.map((part, at) => part + ((other[at] ?? part) - part) * share) as unknown as Colour;
}


function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (bright + 0.05) / (dark + 0.05);
}
