import type { Refusal, RequestKind } from '@playgate/client';
import { authorizedInit } from './authorized-init.ts';
import type { Gate } from './gate.ts';

/** A request that an adapter makes itself. */
export interface AuthorizedFetchOptions {
  /** Where it waits. */
  readonly gate: Pick<Gate, 'authorizer' | 'pass'>;
  readonly fetch: typeof globalThis.fetch;
  /** Absolute. */
  readonly url: string;
  readonly kind: RequestKind | undefined;
  /**
   * What goes along besides. A header in it keeps its value, `include` for cookies stays although no rule asks for them, and redirects
   * are followed only where neither it nor the rule forbids that.
   */
  readonly init?: Omit<RequestInit, 'signal'>;
  readonly signal: AbortSignal;
  /** A refusal that somebody else had for it: then it is not asked for, but asked for again. */
  readonly refusal?: Refusal;
  readonly reload: () => void;
}

/** What became of sending it once. */
interface Trial {
  readonly answer?: Response;
  /** What `fetch` threw. */
  readonly error?: unknown;
  /** Absent where the answer is good. */
  readonly refusal?: Refusal;
}

/**
 * Fetches with the credential in place, waits for it, and sends again what was refused.
 *
 * @returns The answer; not a good one where the refusal is not about the credential. `undefined` if the source is reloaded instead, or
 *   if `refusal` is not about the credential.
 * @throws What the gate throws, and what `fetch` throws.
 */
export async function authorizedFetch(
  options: AuthorizedFetchOptions,
): Promise<Response | undefined> {
  const { gate, refusal, signal, reload } = options;
  let target = options.url;
  let trial: Trial = refusal ? { refusal } : await send(options, target);
  while (trial.refusal !== undefined) {
    const verdict = await gate.authorizer.refused({ ...trial.refusal, signal });
    if (verdict.action === 'reload') {
      reload();
      return undefined;
    }
    if (verdict.action === 'surface') break;
    if (verdict.action === 'replay') target = verdict.url;
    // What was stopped waits there for the viewer.
    trial = await send(options, target);
  }
  if ('error' in trial) throw trial.error;
  return trial.answer;
}

async function send(options: AuthorizedFetchOptions, target: string): Promise<Trial> {
  const { gate, kind, fetch, init, signal } = options;
  await gate.pass({ url: target, kind, signal });
  const request = gate.authorizer.apply(target, kind);
  let answer: Response;
  try {
    answer = await fetch(request.url, authorizedInit(request, { ...init, signal }));
  } catch (error) {
    signal.throwIfAborted();
    return { error, refusal: { request, status: 0, retryAfter: null } };
  }
  const { ok, status, url: responseUrl, headers } = answer;
  if (!ok) {
    const retryAfter = headers.get('Retry-After');
    return { answer, refusal: { request, status, responseUrl, retryAfter } };
  }
  return gate.authorizer.accepted(request, responseUrl) ? { answer } : send(options, target);
}
