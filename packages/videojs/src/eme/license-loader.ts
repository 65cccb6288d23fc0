import { ClientError } from '@playgate/client';
import type { RequestKind } from '@playgate/client';
import { absoluteUrl, fetchWhole } from '@playgate/client/adapter';
import type { DrmContext } from '../drm.ts';
import { LicenseError } from './license-error.ts';
import type { LicenseErrorCode } from './license-error.ts';

/** A request for a licence or a certificate. */
export interface LicenseRequest {
  readonly url: string;
  readonly kind: Extract<RequestKind, 'license' | 'certificate'>;
  readonly init: {
    readonly method: string;
    readonly headers: HeadersInit;
    readonly body?: BodyInit;
  };
  /** What the words of a refusal mean: texts that stand in it. */
  readonly refusals: Readonly<Record<string, LicenseErrorCode>>;
  readonly signal: AbortSignal;
}

/** How long one try may take, in milliseconds. */
const TIMEOUT_MS = 30_000;

/**
 * Gets licences and certificates, each with a pass of the moment in which it is sent: it waits for one, a refused request is sent again
 * with another, and one that gets no answer as soon as there may be one. It travels by `fetch`, which refuses redirects. A final no ends
 * playback in a state that says what the licence server means; after a retry it is asked for once more.
 *
 * @returns What was sent for; `undefined` if the source is opened anew instead.
 * @throws Only when the signal is aborted or the attachment is disposed.
 */
export async function loadLicense(
  { gate, fetch, reload }: DrmContext,
  { kind, init, refusals, signal, ...request }: LicenseRequest,
): Promise<ArrayBuffer | undefined> {
  const url = absoluteUrl(request.url);
  for (;;) {
    const final = new AbortController();
    let status = 0;
    let isReopened = false;
    const listening: typeof globalThis.fetch = async (input, options) => {
      const answer = await fetch(input, options);
      ({ status } = answer);
      const code = answer.ok ? undefined : meaningOf(await answer.clone().text(), refusals);
      // Another pass would not change that.
      if (code !== undefined) final.abort(new LicenseError(code, status));
      final.signal.throwIfAborted();
      return answer;
    };
    try {
      const whole = await fetchWhole({
        ...{ gate, fetch: listening, url, kind, timeoutMs: TIMEOUT_MS },
        init: { ...init, redirect: 'error' },
        signal: AbortSignal.any([signal, final.signal]),
        reload() {
          isReopened = true;
          reload();
        },
      });
      if (whole) return whole.data;
    } catch (error) {
      if (!final.signal.aborted) throw error;
    }
    signal.throwIfAborted();
    if (isReopened) return undefined;
    gate.fail(endOf(final.signal.reason, kind, status));
    await gate.pass({ url, kind, signal });
  }
}

function meaningOf(
  text: string,
  refusals: LicenseRequest['refusals'],
): LicenseErrorCode | undefined {
  return Object.entries(refusals).find(([words]) => text.includes(words))?.[1];
}

function endOf(reason: unknown, kind: LicenseRequest['kind'], status: number): ClientError {
  const cause = reason instanceof LicenseError ? reason : new LicenseError('refused', status);
  if (status === 0)
    return new ClientError(
      'media_unreachable',
      `The request for a ${kind} gets no answer. Try again later.`,
    );
  return new ClientError(
    'media_forbidden',
    `The licence server answers ${status} to the request for a ${kind}. ${cause.message}`,
    { status, cause },
  );
}
