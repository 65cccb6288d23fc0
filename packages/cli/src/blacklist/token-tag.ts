import { createHash } from 'node:crypto';
import { readCompactToken } from '../inspect/compact-token.ts';
import { formatMoment } from '../output/format-duration.ts';
import { shown } from '../output/shown.ts';

/** What names a token without opening anything. */
export interface TokenTag {
  /** The first 16 hexadecimal digits of its SHA-256. */
  readonly tag: string;
  /** The claim `uid`. */
  readonly viewer?: string;
  /** The claim `exp`, in seconds since the epoch. */
  readonly expires?: number;
}

export function tokenTag(token: string): TokenTag {
  const { uid, exp } = readCompactToken(token)?.claims ?? {};
  return {
    tag: createHash('sha256').update(token).digest('hex').slice(0, 16),
    ...(typeof uid === 'string' && { viewer: uid }),
    ...(typeof exp === 'number' && { expires: exp }),
  };
}

/** For a table. */
export function tagCells({ tag, viewer, expires }: TokenTag, now: number): readonly string[] {
  return [
    tag,
    viewer === undefined ? 'no uid' : shown(viewer),
    expires === undefined ? 'no exp' : `until ${formatMoment(expires, now)}`,
  ];
}
