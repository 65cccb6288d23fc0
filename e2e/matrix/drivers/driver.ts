import type { Engine } from '../../site/engines/engine.ts';

/** Engines that the matrix knows. `native`: the browser itself. */
export const ENGINES = ['videojs', 'hlsjs', 'shaka', 'dashjs', 'native'] as const;

export type EngineName = (typeof ENGINES)[number];

/** One engine in the matrix. `drivers/<engine>.ts` exports it as `driver`; it runs in the page. */
export interface EngineDriver {
  /** Makes it play, behind the kit or with a header that the application sets. */
  readonly engine: Engine;
  /** What it says with and without the kit, of films that play. */
  readonly own: readonly string[];
}
