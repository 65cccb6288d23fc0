import { LIFE_ROWS } from './life-rows.ts';
import type { MediaRow } from './media-row.ts';
import { NATIVE_ROWS } from './native-rows.ts';
import { REFUSAL_ROWS } from './refusal-rows.ts';
import { ROAD_ROWS } from './road-rows.ts';
import { TROUBLE_ROWS } from './trouble-rows.ts';

/** What befalls films. */
export const MEDIA_ROWS: readonly MediaRow[] = [
  ...REFUSAL_ROWS,
  ...LIFE_ROWS,
  ...TROUBLE_ROWS,
  ...ROAD_ROWS,
  ...NATIVE_ROWS,
];
