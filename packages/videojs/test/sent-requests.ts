import { vi } from 'vitest';
import { createCarriers } from '../src/carriers.ts';
import { createGate } from '@playgate/client/adapter';
import type { VhsRequest, VhsRequestOptions } from '../src/player.ts';
import { installTransport } from '../src/transport.ts';
import { FakeAuthorizer } from '../../client/test/support/fake-authorizer.ts';
import { FakeXhr } from '../../client/test/support/fake-xhr.ts';
import { createVhsXhr } from './vhs-stand-in.ts';

export const MASTER = 'https://media.example/film/master.m3u8';
export const SEGMENT = 'https://media.example/film/1.ts';

/** A transport over a scripted network. */
export function sentRequests(fetch: typeof globalThis.fetch = vi.fn<typeof globalThis.fetch>()) {
  const authorizer = new FakeAuthorizer();
  const gate = createGate(authorizer);
  const network: FakeXhr[] = [];
  const carriers = createCarriers(() => {
    const xhr = new FakeXhr();
    network.push(xhr);
    return xhr;
  }, fetch);
  const reload = vi.fn<() => void>();
  const warn = vi.fn<(message: string) => void>();
  const inner = createVhsXhr();
  const vhs = { xhr: inner, setCurrentTime: () => undefined };
  const engine = {
    asked: vi.fn<(isOver: () => boolean) => void>(),
    failed: vi.fn<() => void>(),
  };
  const uninstall = installTransport(vhs, MASTER, { gate, carriers, engine, reload, warn });
  return {
    ...{ authorizer, gate, network, engine, reload, warn, inner, vhs, uninstall },
    /** The attempt under way. */
    last(): FakeXhr {
      const xhr = network.at(-1);
      if (xhr === undefined) throw new Error('Nothing was sent.');
      return xhr;
    },
    ask(options: Partial<VhsRequestOptions> = {}) {
      const callback = vi.fn<(error: unknown, request: VhsRequest) => void>();
      const events: { type: string; target: unknown; aborted: unknown }[] = [];
      const request = vhs.xhr({ uri: SEGMENT, requestType: 'segment', ...options }, callback);
      for (const type of ['progress', 'loadend'])
        request.addEventListener(type, (event) => {
          if (typeof event !== 'object' || event === null) throw new Error('Not an event.');
          const target: unknown = Reflect.get(event, 'target');
          const aborted: unknown =
            typeof target === 'object' && target !== null && Reflect.get(target, 'aborted');
          events.push({ type, target, aborted });
        });
      return { request, callback, events, types: () => events.map(({ type }) => type) };
    },
  };
}

/** What VHS reads on a request, whatever its type says. */
export function read(request: VhsRequest, name: string): unknown {
  return Reflect.get(request, name);
}
