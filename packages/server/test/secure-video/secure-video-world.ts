import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { onTestFinished } from 'vitest';
import type { VendorCallEvent } from '../../src/api/vendor-api.ts';
import { createSecureVideoClient } from '../../src/secure-video/index.ts';
import type {
  SecureVideoClient,
  SecureVideoClientOptions,
  SecureVideoRefusal,
} from '../../src/secure-video/index.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { APP } from '../support.ts';

/** One request, as it left. */
export interface Sent {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Headers;
  /** Parsed; `undefined` where there was none. */
  readonly body: unknown;
}

/** A client and the vendor's stand-in, on one clock. */
export interface SecureVideoWorld {
  readonly client: SecureVideoClient;
  /** What the client was made with. */
  readonly options: SecureVideoClientOptions;
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  readonly sent: Sent[];
  readonly refusals: SecureVideoRefusal[];
  readonly calls: VendorCallEvent[];
  tell(command: string, details?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export const LOGIN = {
  returnUrls: [`${APP}/`],
  defaultReturnUrl: `${APP}/signed-out`,
};

export async function secureVideoWorld(
  more: Partial<SecureVideoClientOptions> = {},
): Promise<SecureVideoWorld> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const [sent, refusals, calls]: [Sent[], SecureVideoRefusal[], VendorCallEvent[]] = [[], [], []];
  const url = `${sandbox.addresses.secureVideo}/`;
  const options: SecureVideoClientOptions = {
    ...sandbox.keys.secureVideo,
    apiUrl: url,
    hubUrl: url,
    login: LOGIN,
    clock,
    random: () => 0.5,
    onRefusal: (refusal) => refusals.push(refusal),
    onCall: (call) => calls.push(call),
    fetch: async (input, init) => {
      sent.push(await sentOf(new Request(input, init)));
      return fetch(input, init);
    },
    ...more,
  };
  return {
    client: createSecureVideoClient(options),
    options,
    sandbox,
    clock,
    sent,
    refusals,
    calls,
    tell: (command, details) => sandbox.tell('secureVideo', command, details),
  };
}

async function sentOf(request: Request): Promise<Sent> {
  const { pathname, search } = new URL(request.url);
  const text = await request.text();
  return {
    method: request.method,
    path: pathname + search,
    headers: request.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** A client whose vendor answers so, and what it sends. */
export function scriptedSecureVideo(
  answer: () => Response,
  more: Partial<SecureVideoClientOptions> = {},
): Pick<SecureVideoWorld, 'client' | 'clock' | 'sent' | 'refusals'> {
  const clock = new ManualClock();
  const [sent, refusals]: [Sent[], SecureVideoRefusal[]] = [[], []];
  const client = createSecureVideoClient({
    ...KEYS,
    login: LOGIN,
    clock,
    random: () => 0.5,
    onRefusal: (refusal) => refusals.push(refusal),
    fetch: async (input, init) => {
      sent.push(await sentOf(new Request(input, init)));
      return answer();
    },
    ...more,
  });
  return { client, clock, sent, refusals };
}

/** A pair of the printed shape. */
export const KEYS = {
  identifier: 'b1f0c2d3a4958677001122334455e',
  secretKey: '5e7d90acb1349f20d6c8e7a1b2f3d',
};

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was fulfilled.');
}
