import type { PassRequest, PlaybackPass, PlaybackSource, RequestKind } from '@playgate/protocol';
import { applyPass } from '../place/apply-pass.ts';
import type {
  AuthorizedRequest,
  Authorizer,
  AuthorizerState,
  PlayerAbilities,
  Refusal,
  Verdict,
} from '../authorizer.ts';
import { abortedBy, clientError } from '../client-error.ts';
import type { Observable } from '../observable.ts';
import type { PassKeeper } from '../keep/pass-keeper.ts';
import { pathOf } from '../place/path-of.ts';
import { Playback } from './playback.ts';
import type { PlaybackContext } from './playback.ts';
import { RefusalHandler } from './refusal-handler.ts';

/** Makes an authorizer over a keeper. */
export function createAuthorizer(keeper: PassKeeper, context: PlaybackContext): Authorizer {
  return new PassAuthorizer(new Playback(keeper, context));
}

class PassAuthorizer implements Authorizer {
  readonly request: PassRequest;
  readonly state: Observable<AuthorizerState>;
  readonly pass: Observable<PlaybackPass | undefined>;
  readonly #playback: Playback;
  readonly #refusals: RefusalHandler;

  constructor(playback: Playback) {
    this.request = playback.request;
    this.state = playback.state;
    this.pass = playback.pass;
    this.#playback = playback;
    this.#refusals = new RefusalHandler(playback);
  }

  async ready({
    url,
    kind,
    signal,
  }: {
    readonly url?: string;
    readonly kind?: RequestKind | undefined;
    readonly signal?: AbortSignal;
  } = {}): Promise<void> {
    const { keeper, clock, emit } = this.#playback;
    if (signal?.aborted) throw abortedBy(signal);
    if (this.isFree(url, kind)) return keeper.touch();
    const since = clock.monotonic();
    const about = { kind, path: pathOf(url ?? '') };
    if (url !== undefined) emit({ type: 'request-parked', ...about });
    const error = await this.#playback.wait(
      () => this.#isFree(url, kind, () => this.#playback.outages.admits(kind, signal)),
      signal,
    );
    if (error) throw error;
    const waitedMs = clock.monotonic() - since;
    if (url !== undefined) emit({ type: 'request-released', ...about, waitedMs });
  }

  isFree(url?: string, kind?: RequestKind): boolean {
    return this.#isFree(url, kind, () => false);
  }

  apply(url: string, kind?: RequestKind): AuthorizedRequest {
    const found = this.#playback.find(url, kind);
    // Whether a pass is over takes clocks to tell, so it is asked only where a pass is of use.
    return applyPass(found?.rule.places ? this.#playback.usableGeneration : 0, found, url, kind);
  }

  clean(url: string): string {
    return this.#playback.clean(url);
  }

  async refused(refusal: Refusal): Promise<Verdict> {
    const { request, status, responseUrl } = refusal;
    const { emit } = this.#playback;
    const about = { kind: request.kind, path: pathOf(request.original) };
    emit({ type: 'request-refused', ...about, status, generation: request.generation });
    this.#accepts(request, responseUrl);
    if (this.#playback.end) return { action: 'stop', error: this.#playback.end };
    const verdict = await this.#refusals.judge(refusal);
    const { generation } = this.#playback.keeper;
    if (verdict.action === 'replay') emit({ type: 'request-replayed', ...about, generation });
    return verdict;
  }

  accepted(request: AuthorizedRequest, responseUrl?: string, isWhole = true): boolean {
    if (!this.#accepts(request, responseUrl)) return false;
    const { url, kind, generation } = request;
    const { keeper, outages, breaker } = this.#playback;
    if (generation > 0) keeper.accepted(generation);
    breaker.settle(request);
    if (!isWhole) return true;
    this.#refusals.accepted(request);
    if (generation > 0 || this.#playback.find(url, kind)?.rule.heeds) outages.answered(kind);
    return true;
  }

  async reload({ signal }: { readonly signal?: AbortSignal } = {}): Promise<PlaybackSource> {
    const playback = this.#playback;
    const before = playback.keeper.generation;
    playback.reloads += 1;
    if (!playback.stop) playback.keeper.demand('reload', true);
    const isNew = (): boolean => playback.usableGeneration > before;
    const error = await playback.wait(isNew, signal);
    playback.reloads -= 1;
    if (error) throw error;
    if (!playback.source) throw clientError('invalid_response', 'The pass names no source.');
    return playback.source;
  }

  async answer(answer: Readonly<Record<string, string>>): Promise<void> {
    const playback = this.#playback;
    playback.resume();
    playback.keeper.answer(answer);
    await playback.wait(() => playback.stop !== undefined || playback.usable() !== undefined);
  }

  retry(): void {
    this.#playback.retry();
  }

  setAbilities(abilities: PlayerAbilities): void {
    this.#playback.setAbilities(abilities);
  }

  dispose(): void {
    this.#playback.dispose(clientError('disposed', 'The authorizer is disposed.'));
  }

  /** @param isNext Whether it may go out although requests of its kind get no answer. */
  #isFree(url: string | undefined, kind: RequestKind | undefined, isNext: () => boolean): boolean {
    const { breaker, outages, end, keeper } = this.#playback;
    if (end) return false;
    const isBlocked = !this.#playback.usable() || (breaker.isOpen && !breaker.isProbing(url));
    if (!isBlocked && (url === undefined || outages.isFree(kind))) return true;
    // What the pass does not concern need not wait for it.
    if (url === undefined || !keeper.held) return false;
    const rule = this.#playback.find(url, kind)?.rule;
    if (!rule?.heeds) return true;
    return !(isBlocked && rule.places) && (outages.isFree(kind) || isNext());
  }

  /** Whether an answer came from where the pass may go. If not, that is final. */
  #accepts({ generation, url, kind }: AuthorizedRequest, responseUrl?: string): boolean {
    if (generation === 0 || !responseUrl || responseUrl === url) return true;
    const { keeper } = this.#playback;
    if (!keeper.held || this.#playback.find(responseUrl, kind)) return true;
    const what = 'The media server redirects to where the pass may not go.';
    this.#playback.halt(clientError('redirect_refused', what));
    return false;
  }
}
