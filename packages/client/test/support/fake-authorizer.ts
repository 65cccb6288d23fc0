import { ClientError, createObservable } from '@playgate/client';
import type {
  AuthorizedRequest,
  Authorizer,
  AuthorizerState,
  NativeRung,
  PlaybackPass,
  PlaybackSource,
  PlayerAbilities,
  Refusal,
  RequestKind,
  Verdict,
} from '@playgate/client';

/** An authorizer that does what a test tells it. It guards `https://media.example/` with the query parameter `key`. */
export class FakeAuthorizer implements Authorizer {
  readonly request = { asset: 'film' };
  readonly state = createObservable<AuthorizerState>({ phase: 'authorized' });
  readonly pass = createObservable<PlaybackPass | undefined>(undefined);
  readonly refusals: Refusal[] = [];
  readonly answered: { url: string; from: string | undefined }[] = [];
  /** Those that had only begun. */
  readonly begun: { url: string; from: string | undefined }[] = [];
  readonly abilities: boolean[] = [];
  /** What could do what the player cannot, by the last word. */
  instead: NativeRung | undefined;
  readonly calls: string[] = [];
  free = true;
  accepts = true;
  generation = 1;
  headers: Record<string, string> = {};
  credentials = false;
  transport: AuthorizedRequest['transport'] = 'any';
  /** What is said about the next refusals, in turn. */
  verdicts: (Verdict | Promise<Verdict>)[] = [];
  reloads: (PlaybackSource | ClientError)[] = [];
  #disposed = false;
  readonly #parked = new Set<() => void>();

  async ready({ url, signal }: { url?: string; kind?: RequestKind; signal?: AbortSignal } = {}) {
    await Promise.resolve();
    while (!this.isFree(url)) {
      this.#throwIfOver(signal);
      await new Promise<void>((resolve) => {
        this.#parked.add(resolve);
        signal?.addEventListener('abort', () => resolve());
      });
    }
    this.#throwIfOver(signal);
  }

  #throwIfOver(signal: AbortSignal | undefined): void {
    if (signal?.aborted) throw new ClientError('aborted', 'Aborted.');
    if (this.#disposed) throw new ClientError('disposed', 'Disposed.');
    const { phase, error } = this.state.get();
    if (error && ['denied', 'signed-out', 'unsupported'].includes(phase)) throw error;
  }

  isFree(url?: string): boolean {
    return !this.#disposed && this.free && (this.state.get().error === undefined || !ours(url));
  }

  apply(url: string, kind?: RequestKind): AuthorizedRequest {
    if (url.includes('/../')) throw new ClientError('url_not_canonical', 'Not canonical.');
    const original = this.clean(url);
    const untouched = { url, original, kind, headers: {}, credentials: false, generation: 0 };
    if (!ours(url)) return { ...untouched, transport: 'any' };
    const { generation, headers, credentials, transport } = this;
    const query = `${original.includes('?') ? '&' : '?'}key=${generation}`;
    return { ...untouched, url: original + query, headers, credentials, generation, transport };
  }

  clean(url: string): string {
    return url.replace(/[?&]key=\d+/, '');
  }

  async refused(refusal: Refusal): Promise<Verdict> {
    this.refusals.push(refusal);
    return (await this.verdicts.shift()) ?? { action: 'surface' };
  }

  accepted({ url }: AuthorizedRequest, from?: string, isWhole = true): boolean {
    (isWhole ? this.answered : this.begun).push({ url, from });
    if (!this.accepts) this.end('denied', 'redirect_refused');
    return this.accepts;
  }

  async reload(): Promise<PlaybackSource> {
    this.calls.push('reload');
    const next = this.reloads.shift();
    if (next === undefined || next instanceof ClientError) throw next ?? new Error('No reload.');
    return next;
  }

  answer(): Promise<void> {
    this.calls.push('answer');
    return Promise.resolve();
  }

  retry(): void {
    this.calls.push('retry');
    this.become({ phase: 'authorized' });
  }

  setAbilities({ headers, instead }: PlayerAbilities): void {
    this.abilities.push(headers);
    this.instead = instead;
  }

  dispose(): void {
    this.#disposed = true;
    this.calls.push('dispose');
    this.wake();
  }

  /** Lets go what waits. */
  wake(): void {
    for (const resolve of this.#parked) resolve();
    this.#parked.clear();
  }

  become(state: AuthorizerState): void {
    this.state.set(state);
    this.wake();
  }

  end(phase: 'denied' | 'signed-out' | 'unsupported', code: ClientError['code']): ClientError {
    const error = new ClientError(code, 'Over.');
    this.become({ phase, error });
    return error;
  }
}

function ours(url: string | undefined): boolean {
  return url === undefined || url.startsWith('https://media.example/');
}
