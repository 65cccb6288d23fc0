import type { AuthorizedRequest } from '@playgate/client';
import { parseCredential } from './credential.ts';
import type { Faults, MediaFault } from './faults.ts';
import type { ModelNetwork, Served } from './model-network.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** What a media server answers. */
export interface MediaAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
}

/** What becomes of a media request. */
export interface MediaEnd {
  answered(answer: MediaAnswer): void;
  lost(): void;
}

/** What the edge works with. */
export interface EdgeParts {
  readonly time: SimulatedTime;
  readonly network: ModelNetwork;
  readonly faults: Faults;
  /** Who is signed in. */
  readonly viewer: () => string;
  readonly random: () => number;
  readonly struck: (fault: MediaFault) => void;
}

/** How requests fared. */
export interface EdgeCounts {
  requests: number;
  /** With a credential that was over when it came. */
  expired: number;
  /** Without any, though it is needed. */
  bare: number;
  /** With the credential of somebody who was not signed in any more when it was sent. */
  foreign: number;
  /** Good credentials that were refused. */
  refused: number;
}

const [LEAST_MS, MORE_MS] = [60, 240];
const [SLOW_MS, SLOWER_MS] = [3000, 5000];

/** A media server that lets in whoever has a credential which is good by its own clock, and counts the others. */
export class ModelEdge {
  readonly counts: EdgeCounts = { requests: 0, expired: 0, bare: 0, foreign: 0, refused: 0 };
  readonly #parts: EdgeParts;

  constructor(parts: EdgeParts) {
    this.#parts = parts;
  }

  /** Sends a request. Gives what gives it up. */
  open({ url, headers }: AuthorizedRequest, { answered, lost }: MediaEnd): () => void {
    const { network, viewer } = this.#parts;
    const authorization = headers['Authorization'];
    const owner = parseCredential(authorization)?.viewer;
    if (owner !== undefined && owner !== viewer()) this.counts.foreign += 1;
    return network.send({ serve: () => this.#serve(url, authorization), answered, lost });
  }

  #serve(url: string, authorization: string | undefined): Served<MediaAnswer> {
    const { faults, struck, random, time } = this.#parts;
    this.counts.requests += 1;
    const takesMs = LEAST_MS + MORE_MS * random();
    const answered = (status: number, ms = takesMs, retryAfter: string | null = null) =>
      ({ how: 'answered', answer: { status, retryAfter }, takesMs: ms }) as const;
    const credential = parseCredential(authorization);
    if (credential === undefined) this.counts.bare += 1;
    else if (credential.overAt <= time.world) this.counts.expired += 1;
    if (credential === undefined || credential.overAt <= time.world) return answered(403, 1);
    const fault = faults.media(url);
    if (fault !== undefined) struck(fault);
    if (fault === undefined) return answered(200);
    if (fault === 'reset') return { how: 'lost' };
    if (fault === 'slow') return answered(200, SLOW_MS + SLOWER_MS * random());
    if (fault === '401' || fault === '403') this.counts.refused += 1;
    return answered(Number(fault), 1, fault === '503' ? '1' : null);
  }
}
