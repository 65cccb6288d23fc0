import type { Visitor } from '../account/visitor.ts';
import { setBounded } from '../../../set-bounded.ts';
import type { JwtClaims } from '../token/jwt-claims.ts';

/** One request for a licence, as far as streams are counted. */
export interface StreamRequest {
  readonly claims: JwtClaims;
  readonly visitor: Visitor;
  readonly videoId: string;
  /** How long the film is, in milliseconds. */
  readonly durationMs: number;
}

export type StreamRefusal = 'DENIED_BY_STREAM_LIMIT_CREATE' | 'DENIED_BY_STREAM_LIMIT_RENEW';

export interface StreamLimits {
  /** Counts a licence for a viewer whose token has `uid` and `climit`. */
  admit(request: StreamRequest): StreamRefusal | undefined;
}

interface Stream {
  readonly id: string;
  /** Address and device. */
  readonly place: string;
  readonly endsAtMs: number;
  readonly stopped: boolean;
}

/** Shorter sessions than this do not exist, unless a token says so. */
const LEAST_MS = 15 * 60_000;

/** @see Brightcove, "DRM stream concurrency limits". */
export function createStreamLimits(now: () => number): StreamLimits {
  const byViewer = new Map<string, readonly Stream[]>();
  return {
    admit(request) {
      const { uid, climit, cbeh } = request.claims;
      if (uid === undefined || climit === undefined) return undefined;
      const streams = (byViewer.get(uid) ?? []).filter(({ endsAtMs }) => now() < endsAtMs);
      const stream = streamOf(request, now());
      const keep = (changed: readonly Stream[]): void => setBounded(byViewer, uid, changed);
      const known = streams.find(({ id }) => id === stream.id);
      if (known?.stopped === true) return 'DENIED_BY_STREAM_LIMIT_RENEW';
      if (known) {
        keep(streams.map((one) => (one === known ? stream : one)));
        return undefined;
      }
      const running = streams.filter(({ stopped }) => !stopped);
      const excess = Math.max(0, running.length + 1 - climit);
      if (excess > 0 && isBlocked(cbeh, stream, running)) return 'DENIED_BY_STREAM_LIMIT_CREATE';
      // The oldest are stopped: they hear of it at their next renewal.
      const ending = new Set(cbeh === undefined ? running.slice(0, excess) : []);
      keep([...streams.map((one) => (ending.has(one) ? { ...one, stopped: true } : one)), stream]);
      return undefined;
    },
  };
}

function streamOf({ claims, visitor, videoId, durationMs }: StreamRequest, now: number): Stream {
  const place = `${visitor.ip} ${visitor.userAgent}`;
  const lifeMs = spanMs(claims.cexp) ?? Math.max(2 * durationMs, LEAST_MS);
  return { id: claims.sid ?? `${place} ${videoId}`, place, endsAtMs: now + lifeMs, stopped: false };
}

function spanMs(cexp: string | undefined): number | undefined {
  if (cexp === undefined) return undefined;
  return parseInt(cexp, 10) * (cexp.endsWith('h') ? 3_600_000 : 60_000);
}

const isBlocked = (
  cbeh: JwtClaims['cbeh'],
  { place }: Stream,
  running: readonly Stream[],
): boolean =>
  cbeh === 'BLOCK_NEW' ||
  (cbeh === 'BLOCK_NEW_USER' && !running.some((one) => one.place === place));
