import { requestRows } from './request-row.ts';
import type { RequestRow } from './request-row.ts';

/** How many passes are drawn one under the other before the staircase starts again. */
export const LANES = 4;
export const LANE_HEIGHT = 17;
export const PICTURE_HEIGHT = 20;

const TOP = 10;
const SECTION_GAP = 20;
const LANE_PITCH = 22;
const REQUEST_PITCH = 21;
const PASSES_TOP = TOP + PICTURE_HEIGHT + SECTION_GAP;
const REQUESTS_TOP = PASSES_TOP + LANES * LANE_PITCH + SECTION_GAP - 4;

export const AXIS_Y: number = REQUESTS_TOP + requestRows.length * REQUEST_PITCH + 6;
/** How tall the whole drawing is, in CSS pixels. */
export const SCENE_HEIGHT: number = AXIS_Y + 22;

export const pictureTop: number = TOP;

/** The top of the lane of a pass: one step down for each generation. */
export function laneTop(generation: number): number {
  return PASSES_TOP + ((generation - 1) % LANES) * LANE_PITCH;
}

/** The middle of a request row. */
export function rowMiddle(row: RequestRow): number {
  return REQUESTS_TOP + requestRows.indexOf(row) * REQUEST_PITCH + REQUEST_PITCH / 2;
}
