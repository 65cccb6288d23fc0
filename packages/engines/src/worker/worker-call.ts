/** What the worker asks a page about: a request that the browser makes by itself. */
export interface WorkerCall {
  readonly url: string;
  /** @see Fetch, `Request.destination` */
  readonly destination: string;
}

/** What a page tells the worker to do. */
export type PageWord =
  /** It was heard: the page takes its time. */
  | { readonly say: 'heard' }
  /** Send it so, and tell what came. */
  | {
      readonly say: 'send';
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly credentials: RequestCredentials;
    }
  /** Give the browser what came last. */
  | { readonly say: 'give' }
  /** No pass is for this: send it as it was. */
  | { readonly say: 'bare' }
  /** End it, whatever it has come to. */
  | { readonly say: 'stop' };

/** What the worker tells a page. */
export type WorkerWord =
  | { readonly say: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly say: 'failed' }
  /** It is at its end, or the browser wants it no more. */
  | { readonly say: 'over' };

/** Marks the first message of a request among all others that a page may get. */
const MARK = 'playgate-request';

export function callMessage({ url, destination }: WorkerCall): object {
  return { type: MARK, url, destination };
}

/** @returns `undefined` for a message of somebody else's. */
export function readCall(data: unknown): WorkerCall | undefined {
  const url = member(data, 'url');
  const destination = member(data, 'destination');
  const isCall = member(data, 'type') === MARK;
  return isCall && typeof url === 'string' && typeof destination === 'string'
    ? { url, destination }
    : undefined;
}

/** @returns `undefined` for what is no such word. */
export function readPageWord(data: unknown): PageWord | undefined {
  const say = member(data, 'say');
  if (say === 'heard' || say === 'give' || say === 'bare' || say === 'stop') return { say };
  const url = member(data, 'url');
  const headers = member(data, 'headers');
  if (say !== 'send' || typeof url !== 'string' || !isTexts(headers)) return undefined;
  const credentials = member(data, 'credentials') === 'include' ? 'include' : 'same-origin';
  return { say, url, headers, credentials };
}

/** @returns `undefined` for what is no such word. */
export function readWorkerWord(data: unknown): WorkerWord | undefined {
  const say = member(data, 'say');
  if (say === 'failed' || say === 'over') return { say };
  const status = member(data, 'status');
  const retryAfter = member(data, 'retryAfter');
  if (say !== 'answered' || typeof status !== 'number') return undefined;
  return { say, status, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one === 'string')
  );
}
