import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { onTestFinished } from 'vitest';
import type { VendorCallEvent } from '../../src/api/vendor-api.ts';
import { createIbmClient } from '../../src/ibm/index.ts';
import type { IbmClient, IbmClientOptions } from '../../src/ibm/index.ts';
import { ManualClock } from '../api/manual-clock.ts';

/** One request, as it left. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
  readonly contentType: string | null;
  /** The form, as text. */
  readonly body: string;
}

/** A client and the vendor's stand-in, on one clock. */
export interface IbmWorld {
  readonly api: IbmClient;
  /** What the client was made with. */
  readonly options: IbmClientOptions;
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  /** What went to the API, tokens aside. */
  readonly sent: Sent[];
  readonly calls: VendorCallEvent[];
}

/** Opens what the sandbox's contents are called. */
export const LOCK = {
  url: 'https://yourdomain.com/auth/123',
  secret: 'a secret of the owner, long enough',
};

export async function ibmWorld(more: Partial<IbmClientOptions> = {}): Promise<IbmWorld> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const [sent, calls]: [Sent[], VendorCallEvent[]] = [[], []];
  const { clientId, clientSecret } = sandbox.keys.ibm;
  const options: IbmClientOptions = {
    clientId,
    clientSecret,
    apiUrl: sandbox.addresses.ibm,
    tokenUrl: `${sandbox.addresses.ibm}/oauth2/token`,
    clock,
    random: () => 0,
    onCall: (call) => calls.push(call),
    fetch: async (input, init) => {
      sent.push(await sentOf(new Request(input, init)));
      return fetch(input, init);
    },
    ...more,
  };
  return { api: createIbmClient(options), options, sandbox, clock, sent, calls };
}

export async function sentOf(request: Request): Promise<Sent> {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname + search,
    authorization: request.headers.get('authorization'),
    contentType: request.headers.get('content-type'),
    body: await request.text(),
  };
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was not rejected');
}
