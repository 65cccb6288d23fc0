import type { RequestKind } from '@playgate/protocol';
import type { AuthorizedRequest, Refusal, Verdict } from '../authorizer.ts';
import { clientError } from '../client-error.ts';
import type { ClientError, ClientErrorCode } from '../client-error.ts';
import type { CompiledRule } from '../place/compile-rules.ts';
import type { Playback } from './playback.ts';
import { backoffMs, parseRetryAfter } from '../retry.ts';

/** How often a request is sent again for a passing trouble. */
const MOST_RETRIES = 3;
/** How many sources in a row may be refused for one kind of request, each opened because the one before was. */
const MOST_RELOADS = 2;
/** A fresh pass may take that long to be known at the edge, in milliseconds. */
const PROPAGATION_MS = 1000;

/** What a refusal calls for. `lost`: there was no answer, or none that is of use now, and the pass is not to blame. */
type Call = 'renew' | 'reload' | 'deny' | 'retry' | 'surface' | 'lost';

/** Decides about refused requests. */
export class RefusalHandler {
  readonly #playback: Playback;
  /** How often each URL was sent again, until it is answered or given up. */
  readonly #retries = new Map<string, number>();
  /** By kind of request: the newest pass when it was last refused, and how many sources in a row were. */
  readonly #reloads = new Map<RequestKind | undefined, readonly [number, number]>();
  /** Where redirects led that were followed, until that is answered. */
  readonly #followed = new Set<string>();

  constructor(playback: Playback) {
    this.#playback = playback;
  }

  /** A request was answered well, to the end. */
  accepted({ kind, original }: AuthorizedRequest): void {
    this.#reloads.delete(kind);
    this.#retries.delete(original);
    this.#followed.delete(original);
  }

  /** Says what to do about a refused request. */
  async judge(refusal: Refusal): Promise<Verdict> {
    const { request } = refusal;
    const rule = this.#playback.find(request.url, request.kind)?.rule;
    const heeds = request.generation > 0 || rule?.heeds === true;
    const call = heeds ? this.#callOf(refusal, rule) : 'surface';
    // Who waits for an answer of this kind must not go on with a pass that this one ends: the answer counts last.
    const verdict = this.#act(refusal, call);
    if (heeds && call !== 'lost' && refusal.status !== 0)
      this.#playback.outages.answered(request.kind);
    return verdict;
  }

  #act(refusal: Refusal, call: Call): Verdict | Promise<Verdict> {
    const { request } = refusal;
    const elsewhere = call === 'renew' || call === 'surface' ? this.#follow(refusal) : undefined;
    if (elsewhere !== undefined) return { action: 'replay', url: elsewhere };
    if (call === 'renew') return this.#renew(refusal);
    if (call === 'retry' || call === 'lost') return this.#again(refusal, call);
    if (call === 'surface') return this.#surface(request);
    if (call === 'deny')
      return this.#halt(
        'media_forbidden',
        `The media server answers ${refusal.status}, a final no.`,
      );
    const verdict = this.#reload(refusal);
    this.#playback.breaker.settle(request);
    return verdict;
  }

  #callOf({ request, status }: Refusal, rule: CompiledRule | undefined): Call {
    const { generation } = request;
    const call = rule?.refusals[status];
    // The pass was over when it went out, or is by now.
    const isPassOver = generation > 0 ? this.#isStale(generation) : rule?.places;
    if (isPassOver && (status === 0 || (generation === 0 && isRefusal(status)))) return 'renew';
    if (call && call !== 'renew') return call;
    // What should carry something and does not went out without us.
    if (isUnavailable(status)) return generation > 0 || !rule?.places ? 'lost' : 'surface';
    // Nothing of ours was attached: only what the rule itself says of pre-signed URLs counts.
    if (generation === 0 || (!call && !isRefusal(status))) return 'surface';
    // What opens once cannot be replaced in place.
    return this.#playback.keeper.held?.pass.mode === 'single-use' ? 'reload' : 'renew';
  }

  #isStale(generation: number): boolean {
    const keeper = this.#playback.keeper;
    const held = keeper.usable();
    return held?.generation !== generation || held.isOver;
  }

  /** Browsers drop the Authorization header on the way to another origin; where that is allowed it is asked directly, once. */
  #follow({ request, status, responseUrl }: Refusal): string | undefined {
    const { original, kind } = request;
    if (this.#followed.delete(original) || !responseUrl || !isRefusal(status)) return undefined;
    const url = this.#playback.clean(responseUrl);
    if (url === this.#playback.clean(request.url).split('#')[0]) return undefined;
    if (!this.#playback.find(url, kind)?.rule.places) return undefined;
    this.#followed.add(url);
    if (this.#playback.breaker.isProbe(request)) this.#playback.breaker.follow(url);
    return url;
  }

  async #renew(refusal: Refusal): Promise<Verdict> {
    const { request, signal } = refusal;
    const { generation, original, kind } = request;
    const keeper = this.#playback.keeper;
    if (this.#playback.breaker.isProbe(request)) {
      if (this.#playback.breaker.countRefusal() > 1) return this.#refuse(refusal);
      return this.#replayAfter(PROPAGATION_MS, original, signal);
    }
    if (!this.#playback.breaker.isOpen && generation < keeper.generation)
      return this.#replayAfter(0, original, signal);
    if (!this.#playback.stop && !keeper.invalidate(generation)) return this.#refuse(refusal);
    this.#playback.breaker.enter(generation);
    const error = await this.#playback.wait(
      () => this.#playback.breaker.admits(original, this.#playback.usableGeneration, signal),
      signal,
    );
    this.#playback.breaker.leave();
    // The probe got no answer at all: the others are the player's own again.
    const isProbe = this.#playback.breaker.isProbing(original);
    if (!error && !isProbe && this.#playback.outages.has(kind)) return { action: 'surface' };
    return verdict(error, original);
  }

  /** What is refused whenever it is opened anew would be opened for ever. */
  #reload(refusal: Refusal): Verdict | Promise<Verdict> {
    const { kind } = refusal.request;
    const { generation } = this.#playback.keeper;
    const [newest, times] = this.#reloads.get(kind) ?? [0, 0];
    // Others of the same wave call for no other source.
    if (newest === generation) return { action: 'reload' };
    this.#reloads.set(kind, [generation, times + 1]);
    if (times < MOST_RELOADS) return { action: 'reload' };
    this.#reloads.clear();
    return this.#refuse(refusal);
  }

  async #again(refusal: Refusal, call: 'retry' | 'lost'): Promise<Verdict> {
    const { request, signal, retryAfter } = refusal;
    const { random, clock } = this.#playback;
    const { original } = request;
    const tries = this.#retries.get(original) ?? 0;
    const wanted = parseRetryAfter(retryAfter, clock.now());
    if (tries >= this.#most(call, request)) {
      this.#retries.delete(original);
      return call === 'lost' ? this.#lose(refusal, wanted) : this.#surface(request);
    }
    this.#retries.set(original, tries + 1);
    if (call === 'lost' && wanted) return this.#pause(refusal, wanted);
    return this.#replayAfter(wanted ?? backoffMs(tries, random()), original, signal);
  }

  /** Keeps a pause, with all others of the kind. */
  async #pause({ request, signal }: Refusal, wantedMs?: number): Promise<Verdict> {
    const { outages } = this.#playback;
    const { kind, original, generation } = request;
    outages.lost(kind, wantedMs);
    const isPlaced = (): boolean => generation === 0 || this.#playback.usableGeneration > 0;
    const error = await this.#playback.wait(
      () => isPlaced() && outages.admits(kind, signal),
      signal,
    );
    return verdict(error, original);
  }

  /** How often a request is sent again. */
  #most(call: 'retry' | 'lost', { kind }: AuthorizedRequest): number {
    if (call === 'retry') return MOST_RETRIES;
    return this.#playback.outages.has(kind) ? 0 : 1;
  }

  /** An engine may find another way to a segment, but none to a source. */
  #lose(refusal: Refusal, wantedMs?: number): Verdict | Promise<Verdict> {
    const { request } = refusal;
    if (request.kind === 'manifest') return this.#pause(refusal, wantedMs);
    this.#playback.outages.lost(request.kind, wantedMs);
    return this.#surface(request);
  }

  #surface(request: AuthorizedRequest): Verdict {
    this.#playback.breaker.settle(request);
    return { action: 'surface' };
  }

  async #replayAfter(ms: number, url: string, signal?: AbortSignal): Promise<Verdict> {
    const playback = this.#playback;
    let over = ms === 0;
    const cancel = playback.clock.after(ms, () => {
      over = true;
      playback.update();
    });
    const error = await playback.wait(() => over && this.#playback.usableGeneration > 0, signal);
    cancel();
    return verdict(error, url);
  }

  /** Without a status nobody has refused anything for certain. */
  #refuse(refusal: Refusal): Verdict | Promise<Verdict> {
    if (refusal.status === 0) return this.#lose(refusal);
    return this.#halt('pass_refused', 'The media server refuses fresh passes.');
  }

  #halt(code: ClientErrorCode, what: string): Verdict {
    const error = clientError(code, what);
    this.#playback.halt(error);
    return { action: 'stop', error };
  }
}

function isRefusal(status: number): boolean {
  return status === 401 || status === 403;
}

/** Whether a server could not be reached, or says that it cannot serve now (RFC 9110 section 15.6, RFC 6585 section 4). */
function isUnavailable(status: number): boolean {
  return status === 0 || status === 429 || status >= 500;
}

function verdict(error: ClientError | undefined, url: string): Verdict {
  if (!error) return { action: 'replay', url };
  return error.code === 'aborted' ? { action: 'surface' } : { action: 'stop', error };
}
