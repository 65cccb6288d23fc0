import { absoluteUrl, createRequestRun, isHttpUrl } from '@playgate/client/adapter';
import type { Authorize, Gate } from '@playgate/client/adapter';
import type { AuthorizedRequest } from '@playgate/client';
import { classify } from './classify.ts';
import type { DashLoader, DashRequest, DashResponse } from './dash.ts';
import { loadByFetch } from './load-by-fetch.ts';

/** What requests work with. */
export interface DashParts {
  readonly gate: Gate;
  readonly fetch: typeof globalThis.fetch;
  readonly reload: () => void;
}

/** Loads one request through a loader of dash.js, over however many attempts it takes. dash.js sees one. */
export function authorizedLoad(
  { gate, fetch, reload }: DashParts,
  load: DashLoader['load'],
  request: DashRequest,
  response: DashResponse,
): void {
  const { customData: notes, headers = {}, credentials = 'omit' } = request;
  const { onloadend, onprogress, onabort, ontimeout } = notes;
  const url = absoluteUrl(request.url);
  const theirs = { url: request.url, headers, credentials };
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
    let isOver = false;
    Object.assign(notes, {
      onprogress(event: ProgressEvent) {
        // A refusal comes faster than media, and says nothing of the network.
        if (!isRefusal(event)) onprogress?.(event);
      },
      onabort() {
        isOver = true;
        onabort?.();
      },
      ontimeout(event: ProgressEvent) {
        isOver = true;
        ontimeout?.(event);
      },
      onloadend: () => settle(opened, () => finish(sentAt), isOver),
    });
  };
  /** @param isOver Whether it was ended from this side, which dash.js does not tell apart from no answer. */
  const settle = (opened: AuthorizedRequest, show: () => void, isOver: boolean): void => {
    const { status = 0, url: responseUrl = '' } = response;
    const isGood = status >= 200 && status < 300;
    response.url = gate.authorizer.clean(responseUrl);
    if (isGood && !run.accepted(opened, responseUrl || undefined)) return;
    if (isGood || isOver) return show();
    const retryAfter = response.headers?.['retry-after'] ?? null;
    void run.refused(
      { request: opened, status, ...(responseUrl && { responseUrl }), retryAfter },
      show,
    );
  };
  /** Lets dash.js see the answer, and the request as dash.js made it: errors show both. */
  const finish = (sentAt: Date): void => {
    onloadend?.();
    Object.assign(request, theirs);
    if (notes.request) notes.request.startDate = sentAt;
  };

  const run = createRequestRun(
    gate,
    { url, kind: classify(notes.request?.type) },
    {
      send,
      sendBare: () => load(request, response),
      wait() {
        notes.abort = () => {
          run.abort();
          onabort?.();
        };
      },
      reload,
    },
  );
  if (isHttpUrl(url)) run.start();
  else load(request, response);
}

function isRefusal({ target }: ProgressEvent): boolean {
  const status: unknown = target && Reflect.get(target, 'status');
  return typeof status === 'number' && status >= 400;
}
