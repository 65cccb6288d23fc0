import type { Figures } from '../harness/proof.ts';

/** What was measured, in a few words. */
export function describeFigures(figures: Figures): string {
  const { asked, refused, namedAfterMs, recoveredAfterMs } = figures;
  const words = [
    ...(asked === undefined ? [] : [`asked ${asked}`]),
    ...(refused === undefined ? [] : [`failed ${refused}`]),
    ...(namedAfterMs === undefined ? [] : [`named ${seconds(namedAfterMs)}`]),
    ...(recoveredAfterMs === undefined ? [] : [`on ${seconds(recoveredAfterMs)}`]),
  ];
  return words.length === 0 ? 'kept' : words.join(', ');
}

const seconds = (ms: number): string => (ms === 0 ? '0 s' : `${(ms / 1000).toFixed(1)} s`);
