import { ClientError, isClientError } from '@playgate/client';
import type { AuthorizedRequest, Refusal } from '@playgate/client';
import { absoluteUrl, fetchWhole, isHttpUrl, isPage } from '@playgate/client/adapter';
import type { Gate, Passage, WholeAnswer } from '@playgate/client/adapter';
import { classify } from './classify.ts';
import { runFilter } from './filter-run.ts';
import type {
  DownloadFailed,
  FilterRun,
  ShakaContext,
  ShakaRequest,
  ShakaResponse,
} from './shaka.ts';
import { unredirected } from './unredirected.ts';

/** What requests work with. */
export interface ShakaParts {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  readonly reload: () => Promise<void> | void;
}

/** A request that Shaka has made in vain. */
interface Want extends Passage {
  readonly request: ShakaRequest;
  /** What became of it, if that is known. */
  readonly refusal: Refusal | undefined;
}

/** An attempt that was let go. */
interface Attempt {
  readonly opened: AuthorizedRequest;
  /** What was fetched here in its place: Shaka finds it in the page. */
  readonly whole?: WholeAnswer;
  /** Makes the request what it was. */
  readonly restore: () => void;
}

/** The last `shaka.util.Error.Code` for a request that failed; after a bad status, and no answer. */
const TIMEOUT = 1003;

/** Puts the credential on the requests of one player, and sees to it that they are answered. */
export class AuthorizedRequests {
  readonly #parts: ShakaParts;
  readonly #attempts = new WeakMap<ShakaRequest, Attempt>();
  readonly #refusals = new WeakMap<ShakaRequest, Refusal>();
  readonly #runs = new WeakMap<ShakaRequest, FilterRun>();

  constructor(parts: ShakaParts) {
    this.#parts = parts;
  }

  /** A request filter. */
  readonly onRequest = (
    type: number,
    request: ShakaRequest,
    context?: ShakaContext,
  ): FilterRun | undefined => {
    const url = absoluteUrl(request.uris[indexOf(request)] ?? '');
    if (!isHttpUrl(url)) return undefined;
    const kind = classify(type, context?.type);
    const run = runFilter((signal) => this.#prepare(request, { url, kind, signal }));
    this.#runs.set(request, run);
    return run;
  };

  /** A response filter. */
  readonly onResponse = (_type: number, response: ShakaResponse): FilterRun | undefined => {
    const attempt = this.#attempts.get(response.originalRequest);
    if (attempt === undefined) return undefined;
    const { opened, whole, restore } = attempt;
    restore();
    if (whole === undefined) {
      const { uri: responseUrl, data, originalRequest: request } = response;
      // Whoever answers with a page is not the media server.
      const refusal = isPage(data) ? { request: opened, status: 0, responseUrl } : undefined;
      const { original: url, kind } = opened;
      if (refusal || !this.#parts.gate.authorizer.accepted(opened, responseUrl))
        return runFilter((signal) =>
          this.#replace(response, opened, { url, kind, signal, request, refusal }),
        );
    }
    this.#show(response, opened, whole);
    return undefined;
  };

  /** An attempt failed. Called before the next one is prepared, if there will be one. */
  readonly onFailed = ({
    request,
    error,
    httpResponseCode: status,
    aborted,
  }: DownloadFailed): void => {
    const attempt = this.#attempts.get(request);
    if (attempt === undefined) return;
    attempt.restore();
    if (error === null) return;
    const { opened } = attempt;
    const { 3: headers, 5: responseUrl } = error.data;
    // The application gets to see it.
    error.data = error.data.map((part) => {
      if (part instanceof Request) return opened.original;
      return typeof part === 'string' ? this.#parts.gate.authorizer.clean(part) : part;
    });
    if (!aborted && error.code > TIMEOUT) {
      // Shaka ended it. Others may be waiting for its answer.
      void this.#runs.get(request)?.abort();
      return;
    }
    this.#refusals.set(request, {
      request: opened,
      status,
      ...(typeof responseUrl === 'string' && { responseUrl }),
      retryAfter: String(Reflect.get(Object(headers), 'retry-after')),
    });
  };

  async #prepare(request: ShakaRequest, passage: Passage): Promise<void> {
    const refusal = this.#refusals.get(request);
    this.#refusals.delete(request);
    const whole = refusal && (await this.#fetch({ ...passage, request, refusal }));
    if (whole) {
      const about = { opened: refusal.request, whole };
      const inPage = URL.createObjectURL(new Blob([whole.data]));
      return this.#send(request, about, inPage, { method: 'GET', headers: {}, body: null });
    }
    await this.#parts.gate.pass(passage);
    try {
      this.#open(request, passage);
    } catch (error) {
      if (!isClientError(error)) throw error;
      this.#parts.gate.fail(error);
      return this.#prepare(request, passage);
    }
  }

  #open(request: ShakaRequest, { url, kind }: Passage): void {
    const opened = this.#parts.gate.authorizer.apply(url, kind);
    const theirs = new Headers(request.headers);
    const headers = { ...request.headers };
    for (const [name, value] of Object.entries(opened.headers))
      if (!theirs.has(name)) headers[name] = value;
    const isRedirectable = opened.transport === 'any';
    this.#send(request, { opened }, isRedirectable ? opened.url : unredirected(opened.url), {
      headers,
      allowCrossSiteCredentials: request.allowCrossSiteCredentials || opened.credentials,
    });
  }

  /** Lets an attempt go, changed. */
  #send(
    request: ShakaRequest,
    about: Pick<Attempt, 'opened' | 'whole'>,
    url: string | Request,
    changes: Partial<ShakaRequest>,
  ): void {
    const { uris, method, headers, body, allowCrossSiteCredentials } = request;
    const changed = [...uris];
    // A text, to all that Shaka says of it.
    Reflect.set(changed, indexOf(request), url);
    Object.assign(request, changes, { uris: changed });
    const restore = (): void => {
      if (typeof url === 'string') URL.revokeObjectURL(url);
      Object.assign(request, { uris, method, headers, body, allowCrossSiteCredentials });
    };
    this.#attempts.set(request, { ...about, restore });
  }

  /** Puts another answer in the place of one that may not be used, once there is one. */
  async #replace(response: ShakaResponse, opened: AuthorizedRequest, want: Want): Promise<void> {
    const whole = await this.#fetch(want);
    if (whole) this.#show(response, opened, whole);
    else if (!want.refusal)
      throw new ClientError('media_unreachable', 'The answer comes from elsewhere.');
  }

  /** Shaka streams no more when its own attempts are over: so those that it may need are made here. */
  #fetch({ request, refusal, ...passage }: Want): Promise<WholeAnswer | undefined> {
    const { gate, fetch, reload } = this.#parts;
    const { method, headers, body, allowCrossSiteCredentials, retryParameters } = request;
    return fetchWhole({
      init: {
        ...{ method, headers, body: body instanceof ArrayBuffer ? body : null },
        credentials: allowCrossSiteCredentials ? 'include' : 'same-origin',
      },
      timeoutMs: retryParameters.timeout,
      ...{ gate, fetch, reload, ...passage },
      ...(refusal && { refusal }),
    });
  }

  #show(response: ShakaResponse, { original }: AuthorizedRequest, whole?: WholeAnswer): void {
    const uri = this.#parts.gate.authorizer.clean(whole?.url ?? response.uri);
    Object.assign(response, whole, { uri, originalUri: original });
  }
}

function indexOf({ attempt, uris }: ShakaRequest): number {
  return attempt % uris.length;
}
