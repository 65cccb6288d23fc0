import { vi } from 'vitest';
import { FakeAuthorizer } from '../../../client/test/support/fake-authorizer.ts';
import { handlePlaygateFetch, registerPlaygateWorker } from '../../src/worker/index.ts';
import type {
  PlaygateFetchEvent,
  PlaygateFetchOptions,
  PlaygateWorker,
  WorkerContainer,
} from '../../src/worker/index.ts';

export const FILM = 'https://media.example/film.mp4';
export const CANARY = 'Bearer canary-of-the-viewer';

/** What `navigator.serviceWorker` calls the worker. */
export const SCRIPT = { scriptURL: 'https://app.example/worker.js' };

/** A page's end: what `navigator.serviceWorker` is there. */
export class FakeContainer extends EventTarget implements WorkerContainer {
  controller: WorkerContainer['controller'] = SCRIPT;
  register: WorkerContainer['register'] = vi.fn<WorkerContainer['register']>(() =>
    Promise.resolve({ installing: null, waiting: null, active: SCRIPT }),
  );
  startMessages(): void {}

  /** What a worker's `Client` does. */
  postMessage(data: unknown, ports: Transferable[], source: object | null = SCRIPT): void {
    const message = new MessageEvent('message', {
      data,
      ports: ports.filter((port) => port instanceof MessagePort),
    });
    // Node's constructor takes no worker for a source.
    this.dispatchEvent(Object.defineProperty(message, 'source', { value: source }));
  }
}

/** Timers that are told when their time has come. Each one `set` or `cleared` is an event. */
export class FakeTimers extends EventTarget {
  readonly #calls = new Set<() => void>();

  readonly after = (_ms: number, call: () => void): (() => void) => {
    this.#calls.add(call);
    this.dispatchEvent(new Event('set'));
    return () => {
      this.#calls.delete(call);
      this.dispatchEvent(new Event('cleared'));
    };
  };

  get waiting(): number {
    return this.#calls.size;
  }

  ring(): void {
    for (const call of this.#calls) call();
    this.#calls.clear();
  }
}

/** A worker, its pages, and a media server. */
export function workerStage(options: Partial<PlaygateFetchOptions> = {}) {
  const pages = new Map<string, FakeContainer>();
  const timers = new FakeTimers();
  const sent: Request[] = [];
  const server = {
    answer: (_request: Request): Response | Promise<Response> => new Response('film'),
  };
  const listeners: ((event: PlaygateFetchEvent) => void)[] = [];
  const start = (): void => {
    listeners.length = 0;
    handlePlaygateFetch(
      {
        clients: { get: (id) => Promise.resolve(pages.get(id)) },
        addEventListener: (_type, listener) => void listeners.push(listener),
        async fetch(input, init) {
          const request = new Request(input, init);
          sent.push(request);
          const { signal } = request;
          const gone = new Promise<never>((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          });
          return Promise.race([gone, Promise.resolve(request).then(server.answer)]);
        },
      },
      { urls: ['https://media.example/'], clock: timers, ...options },
    );
  };
  start();
  /** A request that the browser makes for a page. `undefined`: the worker leaves it to the browser. */
  const load = (
    url: string = FILM,
    { clientId = 'one', destination = 'video', ...init }: RequestInit & Loaded = {},
  ): Promise<Response> | undefined => {
    const request = Object.defineProperty(
      new Request(url, { headers: { range: 'bytes=4-' }, ...init }),
      'destination',
      { value: destination },
    );
    let response: Promise<Response> | undefined;
    for (const listener of listeners)
      listener({ request, clientId, respondWith: (given) => void (response = given) });
    return response;
  };
  return { pages, timers, sent, server, load, restart: start };
}

interface Loaded {
  readonly clientId?: string;
  readonly destination?: string;
}

/** A worker and a page whose player has a pass of a header: where most tests begin. */
export async function playing(more?: Partial<FakeAuthorizer>) {
  const stage = workerStage();
  const page = await openPage(stage);
  return { stage, ...page, ...page.player(more) };
}

/** A page, and what makes it a player that has a pass of a header. */
export async function openPage(stage: ReturnType<typeof workerStage>, id = 'one') {
  const container = new FakeContainer();
  stage.pages.set(id, container);
  const worker = await registerPlaygateWorker('/worker.js', { container });
  const player = (more: Partial<FakeAuthorizer> = {}) => attachPlayer(worker, more);
  return { container, worker, player };
}

function attachPlayer(worker: PlaygateWorker, more: Partial<FakeAuthorizer>) {
  const authorizer = Object.assign(new FakeAuthorizer(), {
    headers: { Authorization: CANARY },
    ...more,
  });
  const reload = vi.fn<() => void>();
  const detach = worker.attach({ authorizer, opened: () => FILM, reload });
  return { authorizer, reload, detach };
}
