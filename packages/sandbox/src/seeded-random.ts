/**
 * Numbers from 0 up to 1: the same row of them for the same seed, so that a run with faults can be played again.
 *
 * @param seed A whole number; of others the whole part counts.
 * @see mulberry32, by Tommy Ettinger
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
