import { absoluteUrl, createRequestRun, endure, isHttpUrl, isPage } from '@playgate/client/adapter';
import type { Authorize, Gate } from '@playgate/client/adapter';
import type { AuthorizedRequest } from '@playgate/client';
import { classify } from './classify.ts';
import type { DashLoader, DashRequest, DashResponse } from './dash.ts';
import { loadByFetch } from './load-by-fetch.ts';

/** What requests work with. */
export interface DashParts {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  readonly reload: () => Promise<void> | void;
  /** Whether dash.js would go on with another server if one cannot be had. */
  readonly hasOther: () => boolean;
}

/** Loads one request through a loader of dash.js, over however many attempts it takes. dash.js sees one. */
export function authorizedLoad(
  { gate, fetch, reload, hasOther }: DashParts,
  load: DashLoader['load'],
  request: DashRequest,
  response: DashResponse,
): void {
  const { customData: notes, headers = {}, credentials = 'omit' } = request;
  const { onloadend, onprogress, onabort, ontimeout } = notes;
  const url = absoluteUrl(request.url);
  const restore = rememberRequest(request);
  const named = new Set(Object.keys(headers).map((name) => name.toLowerCase()));

  const send = (authorize: Authorize): void => {
    const opened = authorize(url);
    const ours = Object.entries(opened.headers).filter(([name]) => !named.has(name.toLowerCase()));
    Object.assign(request, {
      url: opened.url,
      headers: { ...headers, ...Object.fromEntries(ours) },
      credentials: opened.credentials ? 'include' : credentials,
    });
    // Nothing of an attempt before.
    Object.assign(response, { status: 0, url: '', headers: {}, data: undefined });
    listen(opened);
    if (opened.transport === 'any') load(request, response);
    else loadByFetch(request, response, fetch);
  };
  const listen = (opened: AuthorizedRequest): void => {
    const sentAt = new Date();
    let late: ProgressEvent | undefined;
    Object.assign(notes, {
      onprogress: (event: ProgressEvent) => void (isRefusal(event) || onprogress?.(event)),
      onabort() {
        // Others may be waiting for its answer.
        run.abort();
        onabort?.();
      },
      ontimeout: (event: ProgressEvent) => void (late = event),
      onloadend: () =>
        settle(opened, () => {
          if (late) ontimeout?.(late);
          onloadend?.();
          // Errors show it.
          restore();
          if (notes.request) notes.request.startDate = sentAt;
        }),
    });
  };
  /** @param show Lets dash.js see the answer. */
  const settle = (opened: AuthorizedRequest, show: () => void): void => {
    // Whoever answers with a page is not the media server.
    if (isPage(response.data)) response.status = 0;
    const { status = 0, url: responseUrl = '' } = response;
    const isGood = status >= 200 && status < 300;
    response.url = gate.authorizer.clean(responseUrl);
    if (isGood && !run.accepted(opened, responseUrl || undefined)) return;
    // What dash.js ended itself it does not tell apart from no answer.
    if (isGood || run.isAborted) return show();
    const retryAfter = response.headers?.['retry-after'] ?? null;
    void run.refused(
      { request: opened, status, ...(responseUrl && { responseUrl }), retryAfter },
      show,
    );
  };
  const run = createRequestRun(
    gate,
    { url, kind: classify(notes.request?.type) },
    {
      send,
      sendBare: () => load(restore(), response),
      wait() {
        notes.abort = () => {
          run.abort();
          onabort?.();
        };
      },
      endures: endure(gate, hasOther),
      reload: () => void reload(),
    },
  );
  if (isHttpUrl(url)) run.start();
  else load(request, response);
}

/** @returns Makes a request again what dash.js has made: what is left of an attempt is a credential, and listeners of ours. */
function rememberRequest(request: DashRequest): () => DashRequest {
  const { url, headers, credentials, customData: notes } = request;
  const { onloadend, onprogress, onabort, ontimeout } = notes;
  return () => {
    Object.assign(notes, { onloadend, onprogress, onabort, ontimeout });
    return Object.assign(request, { url, headers, credentials });
  };
}

/** A refusal comes faster than media, and says nothing of the network. */
function isRefusal({ target }: ProgressEvent): boolean {
  const status: unknown = target && Reflect.get(target, 'status');
  return typeof status === 'number' && status >= 400;
}
