/** What befalls asks for a pass. */
export const MINT_FAULTS = ['500', '429', 'hang', 'reset', 'truncated', 'html'] as const;
/** What befalls media requests. `401` and `403` refuse a credential that is good; `404` passes. */
export const MEDIA_FAULTS = ['401', '403', '503', 'reset', 'slow', '404'] as const;
export type MintFault = (typeof MINT_FAULTS)[number];
export type MediaFault = (typeof MEDIA_FAULTS)[number];

/** How many of the last requests that were refused are remembered. */
const REMEMBERED = 16;
const REFUSALS: readonly MediaFault[] = ['401', '403'];
const NONSENSE: readonly MintFault[] = ['truncated', 'html'];

/**
 * Strikes requests at random, with two limits, beyond which the end of playback would be right: no good credential is refused twice in a row for
 * one URL, and the backend does not talk nonsense twice in a row. A manifest is not missing: players give up on that by themselves.
 */
export class Faults {
  readonly #random: () => number;
  readonly #rate: number;
  readonly #refused: string[] = [];
  #wasNonsense = false;

  /** @param rate How many of all requests are struck, from 0 to 1. */
  constructor(random: () => number, rate: number) {
    this.#random = random;
    this.#rate = rate;
  }

  mint(): MintFault | undefined {
    const fault = this.#pick(MINT_FAULTS);
    const isNonsense = fault !== undefined && NONSENSE.includes(fault);
    const isRepeated = isNonsense && this.#wasNonsense;
    this.#wasNonsense = isNonsense && !isRepeated;
    return isRepeated ? undefined : fault;
  }

  media(url: string): MediaFault | undefined {
    const fault = this.#pick(MEDIA_FAULTS);
    if (fault === '404' && url.endsWith('/master.m3u8')) return undefined;
    if (fault === undefined || !REFUSALS.includes(fault)) return fault;
    if (this.#refused.includes(url)) return undefined;
    this.#refused.push(url);
    if (this.#refused.length > REMEMBERED) this.#refused.shift();
    return fault;
  }

  #pick<T>(all: readonly T[]): T | undefined {
    const isStruck = this.#random() < this.#rate;
    return isStruck ? all[Math.floor(this.#random() * all.length)] : undefined;
  }
}
