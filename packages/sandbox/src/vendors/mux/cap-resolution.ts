/**
 * Takes the renditions out of a manifest that are higher than a token's `max_resolution` says; the smallest stays in any case.
 *
 * @param most For example `720p`. What is not spelled so changes nothing.
 */
export function capResolution(manifest: string, most: string): string {
  const limit = Number(/^(\d{2,5})p$/.exec(most)?.[1] ?? Infinity);
  const heights = Array.from(manifest.matchAll(RENDITION), (match) => Number(match[1]));
  const bound = Math.max(limit, Math.min(...heights));
  return manifest.replace(RENDITION, (lines, height: string) =>
    Number(height) > bound ? '' : lines,
  );
}

/** A rendition's own line, and that with its URL. */
const RENDITION = /^#EXT-X-STREAM-INF:[^\n]*RESOLUTION=\d+x(\d+)[^\n]*\n[^\n]+\n/gm;
