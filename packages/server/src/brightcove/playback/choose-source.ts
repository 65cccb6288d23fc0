import type { PlaybackGrant } from '../../mint/decision.ts';
import type { BrightcoveSource } from './brightcove-source.ts';

/** Chooses among the sources of a video; `undefined` if none will do. */
export type ChooseSource = (
  sources: readonly BrightcoveSource[],
  grant: PlaybackGrant,
) => BrightcoveSource | undefined;

/**
 * The preferred format before the other, without DRM before with it, and else in the vendor's order. Never a plain file: no token
 * protects it.
 */
export function preferFormat(format: 'hls' | 'dash'): ChooseSource {
  const rank = (source: BrightcoveSource): number =>
    (source.format === format ? 0 : 2) + (source.protection === 'drm' ? 1 : 0);
  return (sources) =>
    sources
      .filter((source) => source.format !== 'other')
      .toSorted((one, other) => rank(one) - rank(other))[0];
}
