import { describe, expect, it } from 'vitest';
import { createIbmClient } from '../../../src/ibm/index.ts';
import type { IbmClient, IbmContent } from '../../../src/ibm/index.ts';
import { ibmWorld, rejection } from '../../ibm/ibm-world.ts';
import { recorder } from './recorder.ts';
import type { Exchange } from './recorder.ts';

const URL = 'https://yourdomain.com/auth/123';
const SECRET = 'a secret of the owner, long enough';
const LOCK = { url: URL, secret: SECRET };
const FORM = new URLSearchParams(LOCK).toString();
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

/** A client whose access token is there already, and what goes over the wire from then on. */
async function ibmClient(): Promise<{ readonly api: IbmClient; readonly exchanges: Exchange[] }> {
  const { options } = await ibmWorld();
  const { fetch, exchanges } = recorder();
  const api = createIbmClient({ ...options, fetch, retries: 0 });
  await api.hashLocks.read('channel:1001');
  exchanges.length = 0;
  return { api, exchanges };
}

interface Printed {
  readonly printed: string;
  /** What makes it so that the printed answer is due. */
  readonly before?: (api: IbmClient) => Promise<unknown>;
  readonly call: (api: IbmClient) => Promise<unknown>;
  readonly path: string;
  readonly body?: string;
  readonly status: number;
  readonly answer?: unknown;
}

const PRINTED: readonly Printed[] = [
  {
    printed: 'PUT /channels/CHANNEL_ID/locks/hash/advanced.json: 201 Created',
    call: ({ hashLocks }) => hashLocks.set('channel:1002', LOCK),
    path: '/channels/1002/locks/hash/advanced.json',
    body: FORM,
    status: 201,
  },
  {
    printed: 'PUT /channels/CHANNEL_ID/locks/hash/advanced.json: 204 No Content',
    call: ({ hashLocks }) => hashLocks.set('channel:1001', LOCK),
    path: '/channels/1001/locks/hash/advanced.json',
    body: FORM,
    status: 204,
  },
  {
    printed: 'PUT /videos/VIDEO_ID/locks/hash.json: 204 No content',
    call: ({ hashLocks }) => hashLocks.set('video:2001', LOCK),
    path: '/videos/2001/locks/hash.json',
    body: FORM,
    status: 204,
  },
  {
    printed: 'GET /channels/CHANNEL_ID/locks/hash.json: key-value pairs under a “hashlock” key',
    before: ({ hashLocks }) => hashLocks.set('channel:1002', LOCK),
    call: ({ hashLocks }) => hashLocks.read('channel:1002'),
    path: '/channels/1002/locks/hash.json',
    status: 200,
    answer: {
      hashlock: {
        type: 'advanced',
        url: URL,
        message: null,
        button_caption: null,
        popup_width: '0',
        popup_height: '0',
      },
    },
  },
  {
    printed: 'DELETE /channels/CHANNEL_ID/locks/hash.json: 200 OK',
    call: ({ hashLocks }) => hashLocks.delete('channel:1001'),
    path: '/channels/1001/locks/hash.json',
    status: 200,
  },
  {
    printed: 'GET /videos/VIDEO_ID/locks/hash.json: key-value pairs under a “hashlock” key',
    before: ({ hashLocks }) => hashLocks.set('video:2001', LOCK),
    call: ({ hashLocks }) => hashLocks.read('video:2001'),
    path: '/videos/2001/locks/hash.json',
    status: 200,
    answer: { hashlock: LOCK },
  },
  {
    printed: 'DELETE /videos/VIDEO_ID/locks/hash.json: 204 No Content',
    call: ({ hashLocks }) => hashLocks.delete('video:2002'),
    path: '/videos/2002/locks/hash.json',
    status: 204,
  },
];

describe('IBM, "Implementing viewer authentication": the requests that it prints', () => {
  it.each(PRINTED)('$printed', async ({ printed, before, call, path, body, status, answer }) => {
    const { api, exchanges } = await ibmClient();
    await before?.(api);
    exchanges.length = 0;
    await call(api);
    expect(exchanges).toEqual([
      {
        method: printed.split(' ')[0],
        path,
        headers: {
          accept: 'application/json',
          authorization: expect.stringMatching(/^Bearer [\w-]{40}$/),
          ...(body !== undefined && FORM_TYPE),
        },
        body,
        status,
        answer,
      },
    ]);
  });
});

type Call = (api: IbmClient, content: IbmContent) => Promise<unknown>;

const CALLS: Readonly<Record<string, Call>> = {
  PUT: ({ hashLocks }, content) => hashLocks.set(content, LOCK),
  GET: ({ hashLocks }, content) => hashLocks.read(content),
  DELETE: ({ hashLocks }, content) => hashLocks.delete(content),
};

interface DocumentedError {
  readonly error: string;
  readonly make: (api: IbmClient) => Promise<unknown>;
  readonly status: number;
  readonly reason: string;
  readonly code: string;
}

/** Of channels and of videos: what is somebody else's, and what is not there. */
const OF_CONTENTS: readonly DocumentedError[] = Object.entries(CALLS).flatMap(([method, call]) =>
  (['channel', 'video'] as const).flatMap((type) => {
    const [stranger, nothing] = type === 'channel' ? ['1999', '9999'] : ['2999', '9999'];
    const on =
      (id: string) =>
      (api: IbmClient): Promise<unknown> =>
        call(api, `${type}:${id}`);
    return [
      {
        error: `${method} of a ${type}’s lock: lack_of_ownership, 403 Forbidden`,
        make: on(stranger),
        ...{ status: 403, reason: 'lack_of_ownership', code: 'vendor_forbidden' },
      },
      {
        error: `${method} of a ${type}’s lock: not_found, 404 Not found`,
        make: on(nothing),
        ...{ status: 404, reason: 'not_found', code: 'vendor_not_found' },
      },
    ];
  }),
);

const ERRORS: readonly DocumentedError[] = [
  {
    error: 'PUT of a channel’s lock: invalid_request, 400 Bad Request',
    make: ({ hashLocks }) => hashLocks.set('channel:1001', { ...LOCK, url: '' }),
    ...{ status: 400, reason: 'invalid_request', code: 'vendor_request' },
  },
  {
    error: 'PUT of a channel’s lock: invalid_type, 400 Bad Request',
    make: ({ hashLocks }) => hashLocks.set('channel:1001', { ...LOCK, url: 'yourdomain.com' }),
    ...{ status: 400, reason: 'invalid_type', code: 'vendor_request' },
  },
  ...OF_CONTENTS,
  ...Object.entries(CALLS)
    .filter(([method]) => method !== 'PUT')
    .map(([method, call]) => ({
      error: `${method}: specific authentication settings not found`,
      make: (api: IbmClient) => call(api, 'video:2003'),
      ...{ status: 404, reason: 'not_found', code: 'vendor_not_found' },
    })),
];

describe('IBM, "Implementing viewer authentication": the errors that it documents', () => {
  it.each(ERRORS)('$error', async ({ make, status, reason, code }) => {
    const { api, exchanges } = await ibmClient();
    expect(await rejection(make(api))).toMatchObject({ code, status, reason, vendor: 'ibm' });
    expect(exchanges).toMatchObject([{ status, answer: { error: reason } }]);
  });
});
