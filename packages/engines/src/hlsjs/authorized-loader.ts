import { absoluteUrl, createRequestRun, guardRequest, isHttpUrl } from '@playgate/client/adapter';
import type { Gate, RequestGuard, RequestRun } from '@playgate/client/adapter';
import { answerUrl, retryAfter } from './answer-details.ts';
import { classify } from './classify.ts';
import type { Loader, LoaderCallbacks, LoaderClass, LoaderContext, LoaderStats } from './hls.ts';
import { begin, hold } from './loader-clock.ts';
import { hookRequests } from './request-hooks.ts';

/** What loaders work with. */
export interface LoaderParts {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  /** Opens the source anew, when its URLs went stale. */
  readonly reload: () => void;
}

/** One try at loading. */
interface Attempt {
  /** Absent where no credential is wanted. */
  readonly guard?: RequestGuard;
  /** Whether the answer is good and may be used; absent until it is known. */
  admitted?: boolean;
}

/** Makes the class of loader that stands before another one. */
export function composeLoader(Inner: LoaderClass, parts: LoaderParts): LoaderClass {
  return class extends AuthorizedLoader {
    constructor(settings: object) {
      super(Inner, settings, parts);
    }
  };
}

/**
 * Loads through another loader of hls.js, over however many attempts it takes. hls.js sees one: that it was parked, refused and sent
 * again does not show, neither in events nor in what it measures.
 */
class AuthorizedLoader implements Loader {
  context: LoaderContext | null = null;
  readonly stats: LoaderStats;
  readonly #parts: LoaderParts;
  readonly #inner: Loader;
  #run: RequestRun | undefined;
  #attempt: Attempt | undefined;
  #onAbort = (): void => {};

  constructor(Inner: LoaderClass, settings: object, parts: LoaderParts) {
    this.#parts = parts;
    this.#inner = new Inner({ ...settings, ...hookRequests(settings, () => this.#guard()) });
    this.stats = this.#inner.stats;
  }

  load(context: LoaderContext, config: object, callbacks: LoaderCallbacks): void {
    const { gate, fetch, reload } = this.#parts;
    const url = absoluteUrl(context.url);
    const attempt = (made: Attempt): void => {
      this.#attempt = made;
      begin(this.stats);
      this.#inner.load(context, config, this.#listener(made, callbacks));
    };
    this.context = context;
    this.#onAbort = () => callbacks.onAbort?.(this.stats, context, null);
    this.#run = createRequestRun(
      gate,
      { url, kind: classify(context) },
      {
        send: (authorize) => attempt({ guard: guardRequest(authorize, fetch) }),
        sendBare: () => attempt({}),
        wait: () => {
          this.#attempt = undefined;
          hold(this.stats);
        },
        reload,
      },
    );
    if (isHttpUrl(url)) this.#run.start();
    else attempt({});
  }

  abort(): void {
    this.#run?.abort();
    if (this.#attempt !== undefined) return this.#inner.abort();
    this.stats.aborted = true;
    this.#onAbort();
  }

  destroy(): void {
    this.#run?.abort();
    this.#attempt = undefined;
    this.context = null;
    this.#inner.destroy();
  }

  getCacheAge(): number | null {
    return this.#inner.getCacheAge?.() ?? null;
  }

  getResponseHeader(name: string): string | null {
    return this.#inner.getResponseHeader?.(name) ?? null;
  }

  #listener(attempt: Attempt, callbacks: LoaderCallbacks): LoaderCallbacks {
    const { onProgress } = callbacks;
    const isCurrent = (): boolean => this.#attempt === attempt;
    return {
      ...callbacks,
      onSuccess: (answer, ...about) => {
        const [, , details] = about;
        if (isCurrent() && this.#admits(attempt, details))
          callbacks.onSuccess({ ...answer, url: this.#clean(answer.url ?? '') }, ...about);
      },
      onError: (...call) => {
        if (isCurrent()) this.#failed(attempt, call, () => callbacks.onError(...call));
      },
      ...(onProgress && {
        onProgress: (...call) => {
          const [, , , details] = call;
          if (isCurrent() && this.#admits(attempt, details)) onProgress(...call);
        },
      }),
    };
  }

  /** Whether a good answer may be used. One that came from where it must not is thrown away. */
  #admits(attempt: Attempt, details: unknown): boolean {
    attempt.admitted ??=
      this.#run?.accepted(attempt.guard?.opened, this.#answerUrl(details)) ?? true;
    return attempt.admitted;
  }

  #failed(
    { guard }: Attempt,
    [{ code }, , details]: Parameters<LoaderCallbacks['onError']>,
    surface: () => void,
  ): void {
    if (guard?.error) this.#run?.fail(guard.error);
    else if (guard?.opened === undefined) surface();
    else {
      const responseUrl = this.#answerUrl(details);
      void this.#run?.refused(
        {
          request: guard.opened,
          status: code,
          ...(responseUrl && { responseUrl }),
          retryAfter: retryAfter(details),
        },
        surface,
      );
    }
  }

  async #guard(): Promise<RequestGuard | undefined> {
    const guard = this.#attempt?.guard;
    // hls.js repeats some requests by itself, later: then they wait here.
    const isFree = !guard?.opened || !this.#run || this.#run.isFree || (await this.#run.pass());
    return isFree ? guard : undefined;
  }

  #answerUrl(details: unknown): string | undefined {
    return answerUrl(details, (url) => this.#clean(url));
  }

  #clean(url: string): string {
    return this.#parts.gate.authorizer.clean(url);
  }
}
