import { isClientError } from '@playgate/client';
import type { AuthorizedRequest, ClientError } from '@playgate/client';
import { absoluteUrl, createReload, isHttpUrl, rememberPlaying } from '@playgate/client/adapter';
import type { EndHandler, Gate } from '@playgate/client/adapter';
import type { ProtectNativeOptions } from './protect-native-options.ts';

/** Codes of a `MediaError` that a refusal may hide behind: the browser does not say more. */
const MAY_BE_REFUSED: readonly (number | undefined)[] = [2, 4];

/** A source in a media element, opened as often as it takes. */
export class NativePlayback implements EndHandler {
  readonly #media: HTMLMediaElement;
  readonly #gate: Gate;
  readonly #signal: AbortSignal;
  readonly #options: ProtectNativeOptions;
  /** Opens the source that comes in place of one that went stale. */
  readonly reload: () => Promise<void>;
  #src: string | undefined;
  #opened: AuthorizedRequest | undefined;
  /** What was there before receivers were turned off. */
  #restoreRemote: (() => void) | undefined;
  /** Brings back how it played, once it is opened again. */
  #restore: ReturnType<typeof rememberPlaying> | undefined;

  constructor(
    media: HTMLMediaElement,
    gate: Gate,
    signal: AbortSignal,
    options: ProtectNativeOptions,
  ) {
    this.#media = media;
    this.#gate = gate;
    this.#signal = signal;
    this.#options = options;
    this.reload = createReload(gate, signal, {
      current: () => this.#src,
      open: ({ src }) => {
        this.#restore = rememberPlaying(media);
        this.#src = src;
        void this.#open();
      },
    });
    media.addEventListener('loadeddata', this.#onLoaded);
    media.addEventListener('error', this.#onError);
  }

  /** The URL that the browser was given. */
  get opened(): string | undefined {
    return this.#opened?.url;
  }

  /** Opens the source, as soon as it is known. */
  async start(): Promise<void> {
    this.#src = this.#options.src ?? (await this.#sourceOfPass());
    await this.#open();
  }

  stop(_error: ClientError): void {
    if (this.#opened === undefined) return;
    this.#restore = rememberPlaying(this.#media);
    this.#opened = undefined;
    this.#media.removeAttribute('src');
    this.#media.load();
  }

  resume(): void {
    void this.#open();
  }

  dispose(): void {
    this.#media.removeEventListener('loadeddata', this.#onLoaded);
    this.#media.removeEventListener('error', this.#onError);
    this.#restoreRemote?.();
  }

  #sourceOfPass(): Promise<string> {
    const { state } = this.#gate;
    return new Promise((resolve) => {
      const look = (): void => {
        const { source } = state.get();
        if (source === undefined) return;
        unsubscribe();
        resolve(source.src);
      };
      const unsubscribe = state.subscribe(look);
      this.#signal.addEventListener('abort', unsubscribe);
      look();
    });
  }

  async #open(): Promise<void> {
    if (this.#src === undefined) return;
    const url = absoluteUrl(this.#src);
    try {
      if (isHttpUrl(url)) await this.#gate.pass({ url, kind: 'manifest', signal: this.#signal });
      if (!this.#signal.aborted) this.#show(this.#gate.authorizer.apply(url, 'manifest'));
    } catch (error) {
      if (this.#signal.aborted) return;
      if (!isClientError(error)) throw error;
      this.#gate.fail(error);
    }
  }

  #show(request: AuthorizedRequest): void {
    const media = this.#media;
    this.#opened = request;
    const { worker, remotePlayback } = this.#options;
    // Safari is said to ask a worker about no media but those with this attribute.
    if (worker) media.crossOrigin ??= 'anonymous';
    if (request.credentials) media.crossOrigin = 'use-credentials';
    if ((request.credentials || worker) && remotePlayback !== 'leave') this.#turnOffRemote();
    this.#restore?.(true);
    this.#restore = undefined;
    media.src = request.url;
  }

  /** @see The Remote Playback API; and, for AirPlay in older Safari, the attribute that it replaced. */
  #turnOffRemote(): void {
    if (this.#restoreRemote !== undefined) return;
    const media = this.#media;
    const { disableRemotePlayback } = media;
    const airplay = media.getAttribute('x-webkit-airplay');
    media.disableRemotePlayback = true;
    media.setAttribute('x-webkit-airplay', 'deny');
    this.#restoreRemote = () => {
      media.disableRemotePlayback = disableRemotePlayback;
      if (airplay === null) media.removeAttribute('x-webkit-airplay');
      else media.setAttribute('x-webkit-airplay', airplay);
    };
  }

  readonly #onLoaded = (): void => {
    if (this.#opened !== undefined) this.#gate.authorizer.accepted(this.#opened);
  };

  readonly #onError = (): void => {
    // A worker saw what was answered: then the failure is about something else.
    if (this.#opened === undefined || this.#options.worker) return;
    if (MAY_BE_REFUSED.includes(this.#media.error?.code)) void this.#refused(this.#opened);
  };

  async #refused(request: AuthorizedRequest): Promise<void> {
    const restore = rememberPlaying(this.#media);
    try {
      const verdict = await this.#gate.authorizer.refused({
        request,
        status: 0,
        signal: this.#signal,
      });
      if (this.#signal.aborted || this.#opened !== request) return;
      this.#restore = restore;
      if (verdict.action === 'replay') await this.#open();
      else if (verdict.action === 'reload') await this.reload();
    } catch (error) {
      if (!isClientError(error) && !this.#signal.aborted) throw error;
    }
  }
}
