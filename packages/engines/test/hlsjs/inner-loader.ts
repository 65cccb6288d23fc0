import { FakeXhr } from '../../../client/test/support/fake-xhr.ts';
import type { Loader, LoaderCallbacks, LoaderContext, LoaderStats } from '../../src/hlsjs/hls.ts';
import type { RequestHooks } from '../../src/hlsjs/request-hooks.ts';

function isHooks(settings: object): settings is RequestHooks {
  return 'xhrSetup' in settings && 'fetchSetup' in settings;
}

/** As much of a loader of hls.js as its contract with us needs: it runs the hook before it sends, and can be used once per start. */
export class InnerLoader implements Loader {
  static made: InnerLoader[] = [];
  readonly settings: RequestHooks;
  readonly loads: [LoaderContext, object][] = [];
  readonly stats: LoaderStats = {
    ...{ aborted: false, loaded: 0, total: 0, chunkCount: 0, bwEstimate: 0 },
    loading: { start: 0, first: 0, end: 0 },
  };
  xhr = new FakeXhr();
  isDestroyed = false;
  data: unknown;
  #context: LoaderContext | undefined;
  #callbacks: LoaderCallbacks | undefined;

  constructor(settings: object) {
    if (!isHooks(settings)) throw new Error('The loader was given no hooks.');
    this.settings = settings;
    InnerLoader.made.push(this);
  }

  load(context: LoaderContext, config: object, callbacks: LoaderCallbacks): void {
    if (this.stats.loading.start) throw new Error('Loader can only be used once.');
    this.stats.loading.start = 1;
    this.loads.push([context, config]);
    this.#context = context;
    this.#callbacks = callbacks;
    this.#send();
  }

  #send(): void {
    const xhr = (this.xhr = new FakeXhr());
    const context = this.#context ?? { url: '' };
    if (!context.url.startsWith('http')) return;
    this.settings.xhrSetup(xhr, context.url, context).then(
      () => {
        if (xhr.opened === undefined && this.#isGuarded(xhr)) xhr.open('GET', context.url);
      },
      (error: Error) =>
        this.#callbacks?.onError({ code: 0, text: error.message }, context, xhr, this.stats),
    );
  }

  succeed(from = this.xhr.opened?.url ?? ''): void {
    const { xhr, stats } = this;
    xhr.responseURL = from;
    this.#callbacks?.onProgress?.(stats, this.#context, new ArrayBuffer(1), xhr);
    this.#callbacks?.onSuccess({ url: from, data: this.data }, stats, this.#context, xhr);
  }

  fail(code: number): void {
    this.xhr.responseURL = this.xhr.opened?.url ?? '';
    this.xhr.answerHeaders = { 'Retry-After': '7' };
    this.#callbacks?.onError({ code, text: '' }, this.#context, this.xhr, this.stats);
  }

  timeOut(): void {
    this.#callbacks?.onTimeout(this.stats, this.#context, this.xhr);
  }

  abort(): void {
    this.stats.aborted = true;
    this.#callbacks?.onAbort?.(this.stats, this.#context, this.xhr);
  }

  destroy(): void {
    this.isDestroyed = true;
  }

  /** A request that nobody guards is not looked at here. */
  #isGuarded(xhr: FakeXhr): boolean {
    return Object.hasOwn(xhr, 'open');
  }
}
