import type { VhsRequest, VhsRequestOptions, VhsXhr } from '../src/player.ts';
import { FakeXhr } from '../../client/test/support/fake-xhr.ts';

export interface Hooks {
  readonly request: ((options: VhsRequestOptions) => VhsRequestOptions)[];
}

/** As much of the function through which VHS sends as its contract with us needs: hooks, its marks on the request, its errors. */
export function createVhsXhr(): VhsXhr & { readonly hooks: Hooks; readonly original: true } {
  const hooks: Hooks = { request: [] };
  const send: VhsXhr = (given, callback) => {
    let options = given;
    for (const hook of hooks.request) options = hook(options);
    const xhr = options['xhr'] instanceof FakeXhr ? options['xhr'] : new FakeXhr();
    const marks = {
      uri: given.uri,
      requestType: given.requestType,
      requestTime: 7,
      aborted: false,
    };
    const timedout = (): void => {
      request.abort();
      Object.assign(request, { timedout: true });
      callback(new Error('timeout'), request);
    };
    const abort = xhr.abort;
    const request: VhsRequest & FakeXhr = Object.assign(xhr, marks, {
      timeOut: timedout,
      abort: () => {
        Object.assign(request, { aborted: true });
        abort.call(xhr);
      },
    });
    const finish = (): void => {
      if (xhr.status === 200 || xhr.status === 206) callback(null, request);
      else callback(new Error(`XHR failed: ${xhr.status}`), request);
    };
    xhr.addEventListener('load', finish);
    xhr.addEventListener('error', finish);
    xhr.open('GET', options.uri);
    for (const [name, value] of Object.entries(options['headers'] ?? {}))
      xhr.setRequestHeader(name, String(value));
    options.beforeSend?.(request);
    xhr.send();
    return request;
  };
  return Object.assign(send, { hooks, original: true as const });
}
