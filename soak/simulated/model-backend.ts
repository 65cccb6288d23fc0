import { FILM_URL } from './film-url.ts';
import { formatCredential } from './credential.ts';
import type { Faults, MintFault } from './faults.ts';
import type { ModelNetwork, Served } from './model-network.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** What the backend works with. */
export interface BackendParts {
  readonly time: SimulatedTime;
  readonly network: ModelNetwork;
  readonly faults: Faults;
  readonly passSeconds: number;
  /** Who is signed in. */
  readonly viewer: () => string;
  readonly struck: (fault: MintFault) => void;
}

/** A backend that mints passes, as the client's `fetch` sees it. */
export class ModelBackend {
  /** How many passes were minted. */
  minted = 0;
  readonly #parts: BackendParts;

  constructor(parts: BackendParts) {
    this.#parts = parts;
  }

  readonly fetch: typeof globalThis.fetch = (_input, { signal } = {}) =>
    new Promise((resolve, reject) => {
      const aborted = (): void => {
        giveUp();
        reject(signal?.reason);
      };
      const end = (): void => signal?.removeEventListener('abort', aborted);
      const giveUp = this.#parts.network.send({
        serve: () => this.#serve(),
        answered(answer: Response) {
          end();
          resolve(answer);
        },
        lost() {
          end();
          reject(new TypeError('Failed to fetch'));
        },
      });
      signal?.addEventListener('abort', aborted, { once: true });
    });

  #serve(): Served<Response> {
    const { faults, struck } = this.#parts;
    const fault = faults.mint();
    if (fault !== undefined) struck(fault);
    if (fault === 'hang') return { how: 'hang' };
    if (fault === 'reset') return { how: 'lost' };
    return { how: 'answered', answer: this.#answer(fault), takesMs: 30 };
  }

  #answer(fault: MintFault | undefined): Response {
    if (fault === '500') return new Response('', { status: 500 });
    if (fault === '429') return new Response('', { status: 429, headers: { 'retry-after': '7' } });
    if (fault === 'html')
      return new Response('<!doctype html><title>Sign in</title>', {
        headers: { 'content-type': 'text/html' },
      });
    const text = JSON.stringify(this.#mint());
    return new Response(fault === 'truncated' ? text.slice(0, text.length / 2) : text, {
      headers: { 'content-type': 'application/json' },
    });
  }

  #mint(): object {
    const { time, passSeconds, viewer } = this.#parts;
    const credential = {
      viewer: viewer(),
      n: ++this.minted,
      overAt: Math.floor(time.world + passSeconds * 1000),
    };
    const value = `Bearer ${formatCredential(credential)}`;
    return {
      version: 1,
      id: `pass-${this.minted}`,
      subject: credential.viewer,
      expires_in: passSeconds,
      rules: [
        { match: { urls: [FILM_URL] }, place: [{ kind: 'header', name: 'Authorization', value }] },
      ],
    };
  }
}
