import type { RequestKind } from '@playgate/protocol';
import type { AuthorizedRequest, Authorizer, Verdict } from '../../src/authorizer.ts';
import { CDN } from './make-pass.ts';

/** What a media server answers. */
export interface EdgeAnswer {
  readonly status: number;
  readonly url?: string;
  readonly retryAfter?: string;
  /** Comes later. */
  readonly after?: Promise<unknown>;
}

/** How a load ended. */
export type Outcome = 'ok' | 'unused' | 'aborted' | Exclude<Verdict['action'], 'replay'>;

/** A player that opens what the authorizer says, against a media server of our own. */
export class FakePlayer {
  readonly sent: AuthorizedRequest[] = [];
  refused = 0;
  readonly #authorizer: Authorizer;
  edge: (request: AuthorizedRequest) => EdgeAnswer;

  constructor(authorizer: Authorizer, edge: (request: AuthorizedRequest) => EdgeAnswer) {
    this.#authorizer = authorizer;
    this.edge = edge;
  }

  /** Loads a file under `CDN`, or an absolute URL. */
  async load(
    name: string,
    { signal, kind }: { signal?: AbortSignal; kind?: RequestKind } = {},
  ): Promise<Outcome> {
    let url = new URL(name, CDN).href;
    const waiting = signal ? { signal } : {};
    try {
      await this.#authorizer.ready({ url, ...waiting, ...(kind && { kind }) });
    } catch {
      return signal?.aborted ? 'aborted' : 'stop';
    }
    for (;;) {
      const request = this.#authorizer.apply(url, kind);
      this.sent.push(request);
      const { status, url: responseUrl, retryAfter, after } = this.edge(request);
      await after;
      if (signal?.aborted) return 'aborted';
      const where = responseUrl === undefined ? {} : { responseUrl };
      if (status === 200) return this.#authorizer.accepted(request, responseUrl) ? 'ok' : 'unused';
      this.refused += 1;
      const retry = retryAfter === undefined ? {} : { retryAfter };
      const verdict = await this.#authorizer.refused({
        request,
        status,
        ...where,
        ...retry,
        ...waiting,
      });
      if (verdict.action !== 'replay') return verdict.action;
      url = verdict.url;
    }
  }
}

/** Accepts requests that carry one of these tokens in a Bearer header. */
export function accepting(
  ...tokens: readonly string[]
): (request: AuthorizedRequest) => EdgeAnswer {
  const values = new Set(tokens.map((token) => `Bearer ${token}`));
  return ({ headers }) => ({ status: values.has(headers['Authorization'] ?? '') ? 200 : 401 });
}
