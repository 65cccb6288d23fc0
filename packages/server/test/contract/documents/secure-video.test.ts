import { describe, expect, it } from 'vitest';
import { basicAuthorization } from '../../../src/secure-video/basic-authorization.ts';
import { createSecureVideoClient } from '../../../src/secure-video/index.ts';
import type {
  SecureVideoClient,
  SecureVideoClientOptions,
} from '../../../src/secure-video/index.ts';
import { Secret } from '../../../src/index.ts';
import { rejection, secureVideoWorld } from '../../secure-video/secure-video-world.ts';
import { recorder } from './recorder.ts';

async function recorded() {
  const world = await secureVideoWorld();
  const { fetch, exchanges } = recorder();
  const { identifier, secretKey } = world.sandbox.keys.secureVideo;
  const pair = Buffer.from(`${identifier}:${secretKey}`).toString('base64');
  const headers = { authorization: `Basic ${pair}`, 'content-type': 'application/json' };
  /** By hand, letter by letter as the document has it. */
  const send = (method: string, path: string, more: RequestInit = {}): Promise<Response> =>
    fetch(world.sandbox.addresses.secureVideo + path, { method, headers, ...more });
  const connect = (more: Partial<SecureVideoClientOptions> = {}): SecureVideoClient =>
    createSecureVideoClient({ ...world.options, retries: 0, fetch, ...more });
  return { ...world, client: connect(), connect, exchanges, headers, send };
}

type Recorded = Awaited<ReturnType<typeof recorded>>;

const USER = { fullName: 'Ada', emailAddress: 'ada@app.example', timeZoneWindowsId: 'UTC' };

describe('SecureVideo, "Getting Started": requests', () => {
  it('the printed pair is sent as the printed header would be: base64 in one line', () => {
    const header = (identifier: string, secretKey: string): string =>
      basicAuthorization({ identifier, secretKey: new Secret(secretKey) }).reveal();
    expect(header('Aladdin', 'open sesame')).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
    expect(header('8ded5a89051a9a01a389bcdf1e174', '99176b1d244c484ed65dd792abc1')).toBe(
      `Basic ${btoa('8ded5a89051a9a01a389bcdf1e174:99176b1d244c484ed65dd792abc1')}`,
    );
  });

  it.each<[string, (client: SecureVideoClient) => Promise<unknown>, string, number]>([
    ['GET - retrieves a list of existing objects', ({ users }) => users.list(), '/user', 200],
    ['GET - retrieves an existing object', ({ users }) => users.read('5'), '/user/5', 200],
    ['POST - creates one new object', ({ users }) => users.create(USER), '/user', 201],
    [
      'PUT - updates one existing object',
      ({ users }) => users.update('5', { fullName: 'Grace' }),
      '/user/5',
      200,
    ],
    ['DELETE - deletes one existing object', ({ users }) => users.delete('6'), '/user/6', 204],
  ])('%s, with Basic and application/json', async (printed, call, path, status) => {
    const { client, exchanges, headers } = await recorded();
    await call(client);
    expect(exchanges).toMatchObject([{ method: printed.split(' ')[0], path, status }]);
    expect(exchanges[0]?.headers).toEqual({ accept: 'application/json', ...headers });
    // "No envelopes are used."
    if (status === 204) expect(exchanges[0]?.answer).toBeUndefined();
    else expect(JSON.stringify(exchanges[0]?.answer)).toMatch(/^\[?\{"SystemUserId":/);
  });

  it('a call of a page carries the API Identifier in its query, and no secret key', async () => {
    const { sandbox, exchanges, send } = await recorded();
    const { identifier } = sandbox.keys.secureVideo;
    const headers = { 'Content-Type': 'application/json', Origin: 'https://app.example' };
    await send('GET', `/session?apiKey=${identifier}`, { headers });
    expect(exchanges).toMatchObject([{ status: 200 }]);
    expect(await sandbox.tell('secureVideo', 'alarms')).toEqual({ alarms: [] });
  });
});

interface DocumentedError {
  readonly error: string;
  readonly make: (it: Recorded) => Promise<unknown>;
  readonly status: number;
  /** The reason that the application is told; absent where its client would not ask, and the request is made by hand. */
  readonly reason?: string;
}

const ERRORS: readonly DocumentedError[] = [
  {
    error: '400 = Bad Request: the JSON content is malformed',
    make: ({ send }) => send('POST', '/user', { body: '{"FullName":' }),
    status: 400,
  },
  {
    error: '401 = Unauthorized: API Identifier and API Secret Key are incorrect',
    make: ({ connect }) => connect({ secretKey: `sandbox_sk_${'0'.repeat(32)}` }).users.list(),
    status: 401,
    reason: 'unauthorized',
  },
  {
    error: '401 = Unauthorized: were not Base64 encoded correctly',
    make: ({ send }) => send('GET', '/user', { headers: { Authorization: 'Basic a:b' } }),
    status: 401,
  },
  {
    error: '401 = Unauthorized: the HTTP Authorization header was not set correctly',
    make: ({ send }) => send('GET', '/user', { headers: {} }),
    status: 401,
  },
  {
    error: '403 = Forbidden: GET /User/2112, the user exists, but is not one of your company’s',
    make: ({ send }) => send('GET', '/User/2112'),
    status: 403,
  },
  {
    error: '403 = Forbidden: you attempt to delete a user who is an Administrator',
    make: ({ client }) => client.users.delete('7'),
    status: 403,
    reason: 'forbidden',
  },
  {
    error: '404 = Not Found: GET /User/2112, and this user ID does not exist',
    async make({ send, tell }) {
      await tell('forgetForeignUsers');
      return send('GET', '/User/2112');
    },
    status: 404,
  },
  {
    error: '405 = Method Not Allowed: you attempt to DELETE /Usage',
    make: ({ send }) => send('DELETE', '/Usage'),
    status: 405,
  },
  {
    error: '412 = Request Must Be From a Whitelisted IP Address',
    async make({ client, tell }) {
      await tell('setAllowedAddresses', { addresses: ['203.0.113.7'] });
      return client.users.list();
    },
    status: 412,
    reason: 'address_not_allowed',
  },
  {
    error: '429 = Too many requests',
    async make({ client, tell }) {
      await tell('setQuota', { perHour: 1 });
      await client.users.list();
      return client.users.list();
    },
    status: 429,
    reason: 'quota_exceeded',
  },
  {
    error: '500 = a fairly generic error message',
    async make({ client, tell }) {
      await tell('failNext', { status: 500 });
      return client.users.list();
    },
    status: 500,
    reason: 'internal_error',
  },
  {
    error: '501 = Not Implemented Yet',
    async make({ client, tell }) {
      await tell('failNext', { status: 501 });
      return client.users.list();
    },
    status: 501,
    reason: 'not_implemented',
  },
];

describe('SecureVideo, "Getting Started": errors, a JSON object with a single "Message"', () => {
  it.each(ERRORS)('SV-S2 $error', async ({ make, status, reason }) => {
    const recording = await recorded();
    const made = make(recording);
    if (reason === undefined) await made;
    else expect(await rejection(made)).toMatchObject({ vendor: 'secure-video', status, reason });
    const { status: answered, answer } = recording.exchanges.at(-1) ?? {};
    expect([answered, answer]).toEqual([status, { Message: expect.any(String) }]);
  });

  it('SV-S3 GET https://api.securevideo.com/ may get an HTML body', async () => {
    const { send, client, tell } = await recorded();
    const response = await send('GET', '/');
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    await tell('failNext', { status: 500, body: 'html' });
    expect(await rejection(client.users.list())).toMatchObject({ status: 500 });
  });

  it('the key of the printed pair, and of the printed header, is none to be used', async () => {
    const { connect } = await recorded();
    for (const secretKey of ['99176b1d244c484ed65dd792abc1', 'open sesame'])
      expect(() => connect({ secretKey })).toThrow(/secretKey/);
  });
});
