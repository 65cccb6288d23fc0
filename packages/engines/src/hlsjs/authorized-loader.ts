import {
  absoluteUrl,
  createRequestRun,
  endure,
  guardRequest,
  isHttpUrl,
  isPage,
} from '@playgate/client/adapter';
import type { Gate, RequestGuard, RequestRun } from '@playgate/client/adapter';
import { answerUrl, retryAfter } from './answer-details.ts';
import { classify } from './classify.ts';
import type {
  Loader,
  LoaderCallbacks,
  LoaderClass,
  LoaderContext,
  LoaderSettings,
  LoaderStats,
} from './hls.ts';
import { begin, hold } from './loader-clock.ts';
import { hookRequests } from './request-hooks.ts';

/** What loaders work with. */
export interface LoaderParts {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  /** Opens the source anew, when its URLs went stale. */
  readonly reload: () => void;
  /** Whether hls.js would go on with another quality if one cannot be had. */
  readonly hasOther: () => boolean;
}

/** One try at loading. */
interface Attempt {
  /** Absent where no credential is wanted. */
  readonly guard?: RequestGuard;
}

/** Lets nothing be tried again by loaders of hls.js, which tell nobody. */
const ONCE = { errorRetry: null, timeoutRetry: null };

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
    this.#inner = new Inner({ ...settings, ...hookRequests(settings, () => this.#attempt?.guard) });
    this.stats = this.#inner.stats;
  }

  load(context: LoaderContext, config: LoaderSettings, callbacks: LoaderCallbacks): void {
    const { gate, fetch, reload, hasOther } = this.#parts;
    const url = absoluteUrl(context.url);
    const kind = classify(context);
    const attempt = (made: Attempt, settings = config): void => {
      this.#attempt = made;
      begin(this.stats);
      this.#inner.load(context, settings, this.#listener(run, made, callbacks));
    };
    const run = createRequestRun(
      gate,
      { url, kind },
      {
        send(authorize) {
          const isOurs = authorize(url).generation > 0;
          const loadPolicy = { ...config.loadPolicy, ...(isOurs && ONCE) };
          attempt({ guard: guardRequest(authorize, fetch) }, { ...config, loadPolicy });
        },
        sendBare: () => attempt({}),
        wait: () => {
          this.#attempt = undefined;
          hold(this.stats);
        },
        endures: endure(gate, () => context.frag?.type === 'main' && hasOther()),
        reload,
      },
    );
    this.context = context;
    this.#run = run;
    this.#onAbort = () => callbacks.onAbort?.(this.stats, context, null);
    if (isHttpUrl(url)) run.start();
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

  /** What an attempt comes to. Nothing of one that another has followed. */
  #listener(run: RequestRun, attempt: Attempt, callbacks: LoaderCallbacks): LoaderCallbacks {
    const { onProgress } = callbacks;
    const { guard } = attempt;
    const clean = (url: string): string => this.#parts.gate.authorizer.clean(url);
    const admits = (details: unknown, isWhole?: boolean): boolean =>
      this.#attempt === attempt && run.accepted(guard?.opened, answerUrl(details, clean), isWhole);
    const failed = (status: number, details: unknown, surface: () => void): void => {
      if (this.#attempt !== attempt) return;
      if (guard?.error) return run.fail(guard.error);
      const request = guard?.opened;
      if (request === undefined) return surface();
      const about = { responseUrl: answerUrl(details, clean), retryAfter: retryAfter(details) };
      void run.refused({ request, status, ...about }, surface);
    };
    return {
      ...callbacks,
      onSuccess: (answer, ...about) => {
        const [stats, context, details] = about;
        // Whoever answers with a page is not the media server.
        if (isPage(answer.data))
          failed(0, details, () =>
            callbacks.onError({ code: 0, text: '' }, context, details, stats),
          );
        else if (admits(details))
          callbacks.onSuccess({ ...answer, url: clean(answer.url ?? '') }, ...about);
      },
      onError: (...call) => {
        const [{ code }, , details] = call;
        failed(code, details, () => callbacks.onError(...call));
      },
      onTimeout: (...call) => failed(0, call[2], () => callbacks.onTimeout(...call)),
      ...(onProgress && {
        onProgress: (...call) => {
          if (admits(call[3], false)) onProgress(...call);
        },
      }),
    };
  }
}
