import { isClientError } from '@playgate/client';
import type { AuthorizedRequest, Refusal } from '@playgate/client';
import { absoluteUrl, authorizedFetch, isHttpUrl } from '@playgate/client/adapter';
import type { Gate, Passage } from '@playgate/client/adapter';
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
  readonly reload: () => void;
  /** Waits until a request may go out. */
  readonly pass: (passage: Passage) => Promise<void>;
}

/** An attempt that was let go. */
interface Attempt {
  readonly opened: AuthorizedRequest;
  /** What was fetched here in its place: Shaka finds it in the page. */
  readonly answer?: Response;
  /** Makes the request what it was. */
  readonly restore: () => void;
}

// Of `shaka.util.Error.Code`.
const BAD_HTTP_STATUS = 1001;
const HTTP_ERROR = 1002;

/** Puts the credential on the requests of one player, and sends those again that were refused. */
export class AuthorizedRequests {
  readonly #parts: ShakaParts;
  readonly #attempts = new WeakMap<ShakaRequest, Attempt>();
  readonly #refusals = new WeakMap<ShakaRequest, Refusal>();

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
    return runFilter((signal) => this.#prepare(request, { url, kind, signal }));
  };

  /** A response filter. */
  readonly onResponse = (_type: number, response: ShakaResponse): FilterRun | undefined => {
    const { authorizer } = this.#parts.gate;
    const attempt = this.#attempts.get(response.originalRequest);
    if (attempt === undefined) return undefined;
    const { opened, answer, restore } = attempt;
    restore();
    // Final: nothing becomes of it, until Shaka wants it no more.
    if (answer === undefined && !authorizer.accepted(opened, response.uri))
      return runFilter(() => new Promise(() => {}));
    response.uri = authorizer.clean(answer?.url ?? response.uri);
    response.originalUri = opened.original;
    if (answer !== undefined) {
      response.status = answer.status;
      response.headers = Object.fromEntries(answer.headers);
    }
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
    const [, , , headers, , responseUrl] = error.data;
    // The application gets to see it.
    error.data = error.data.map((part) =>
      part instanceof Request || part === opened.url ? opened.original : this.#clean(part),
    );
    if (aborted || (error.code !== BAD_HTTP_STATUS && error.code !== HTTP_ERROR)) return;
    this.#refusals.set(request, {
      request: opened,
      status,
      ...(typeof responseUrl === 'string' && { responseUrl }),
      retryAfter: retryAfter(headers),
    });
  };

  async #prepare(request: ShakaRequest, passage: Passage): Promise<void> {
    const refusal = this.#refusals.get(request);
    this.#refusals.delete(request);
    if (refusal !== undefined && (await this.#resend(request, refusal, passage.signal))) return;
    try {
      await this.#parts.pass(passage);
    } catch (error) {
      // With the protection all credentials are gone: then it goes out as it would without one.
      if (isClientError(error) && error.code === 'disposed') return;
      throw error;
    }
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
    const theirs = Object.keys(request.headers).map((name) => name.toLowerCase());
    for (const [name, value] of Object.entries(opened.headers))
      if (!theirs.includes(name.toLowerCase())) request.headers[name] = value;
    const { allowCrossSiteCredentials } = request;
    request.allowCrossSiteCredentials ||= opened.credentials;
    const restoreUrl = putUrl(
      request,
      opened.transport === 'no-redirect' ? unredirected(opened.url) : opened.url,
      opened.original,
    );
    const restore = (): void => {
      restoreUrl();
      request.allowCrossSiteCredentials = allowCrossSiteCredentials;
    };
    this.#attempts.set(request, { opened, restore });
  }

  /**
   * Sends a refused request again, for as long as that takes: Shaka's own attempts may be too few.
   *
   * @returns Whether Shaka finds a good answer in the page.
   */
  async #resend(request: ShakaRequest, refusal: Refusal, signal: AbortSignal): Promise<boolean> {
    const { gate, fetch, reload, pass } = this.#parts;
    const { method, headers, body } = request;
    const { original: url, kind } = refusal.request;
    const options = {
      gate: { authorizer: gate.authorizer, pass },
      init: { method, headers, body: body instanceof ArrayBuffer ? body : null },
      ...{ fetch, url, kind, signal, refusal, reload },
    };
    // What went wrong shows in the attempt that Shaka makes then.
    const answer = await authorizedFetch(options).catch(() => undefined);
    if (!answer?.ok) return false;
    const inPage = URL.createObjectURL(await answer.blob());
    const restoreUrl = putUrl(request, inPage, url);
    Object.assign(request, { method: 'GET', headers: {}, body: null });
    const restore = (): void => {
      restoreUrl();
      URL.revokeObjectURL(inPage);
      Object.assign(request, { method, headers, body });
    };
    this.#attempts.set(request, { opened: refusal.request, answer, restore });
    return true;
  }

  #clean(part: unknown): unknown {
    return typeof part === 'string' ? this.#parts.gate.authorizer.clean(part) : part;
  }
}

function indexOf({ attempt, uris }: ShakaRequest): number {
  return attempt % uris.length;
}

/** @returns Puts the original there instead. */
function putUrl(request: ShakaRequest, url: string | Request, original: string): () => void {
  const index = indexOf(request);
  // A text, to all that Shaka says of it.
  Reflect.set(request.uris, index, url);
  return () => (request.uris[index] = original);
}

function retryAfter(headers: unknown): string | null {
  const value: unknown =
    typeof headers === 'object' && headers !== null && Reflect.get(headers, 'retry-after');
  return typeof value === 'string' ? value : null;
}
