/**
 * Which part of a camera frame is read, and how small it is made.
 *
 * The middle square comes first and at full sharpness, as that is where people hold a code; every third frame the
 * whole picture, made smaller. So a frame costs little, and a code at the edge is found a tenth of a second later.
 */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
  scale: number;
}

const SQUARE = 720;
const WHOLE = 960;

/** `turn` counts frames from 0. */
export function regionOf(width: number, height: number, turn: number): Region {
  const side = Math.min(width, height);
  if (turn % 3 === 2) return { x: 0, y: 0, width, height, scale: Math.min(1, WHOLE / Math.max(width, height)) };
  return { x: Math.round((width - side) / 2), y: Math.round((height - side) / 2), width: side, height: side, scale: Math.min(1, SQUARE / side) };
}

/** A point of the region's picture as a share (0..1) of the whole frame. */
export function shareOf(point: { x: number; y: number }, region: Region, width: number, height: number): { x: number; y: number } {
  return { x: (region.x + point.x / region.scale) / width, y: (region.y + point.y / region.scale) / height };
}

/** Where a share of the frame stands in a box that the frame covers wholly (as `object-fit: cover` does), as shares. */
export function onScreen(share: { x: number; y: number }, frame: number, box: number): { x: number; y: number } {
  const [wide, high] = frame > box ? [frame / box, 1] : [1, box / frame]; // aspect ratios: width / height
  return { x: 0.5 + (share.x - 0.5) * wide, y: 0.5 + (share.y - 0.5) * high };
}
