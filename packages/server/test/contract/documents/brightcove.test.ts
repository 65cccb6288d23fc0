import { describe, expect, it } from 'vitest';
import { failureOf } from '../../brightcove/brightcove-support.ts';
import { RFC_KEY_SPKI } from '../../jwt/vectors.ts';
import { brightcoveAccount, dayOf } from './brightcove-account.ts';
import type { BrightcoveAccount } from './brightcove-account.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

interface Printed {
  /** As the document prints it. */
  readonly printed: string;
  readonly call: (it: BrightcoveAccount) => Promise<unknown>;
  readonly path: (it: BrightcoveAccount) => string;
  /** Besides `Authorization`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  readonly answer?: (it: BrightcoveAccount) => unknown;
}

/** Besides what is printed, the stand-in gives the date in the other document's spelling. */
const key = (members: object) => ({
  ...{ id: expect.any(String), type: 'public', algorithm: 'rsa', value: expect.any(String) },
  ...{ createdAt: expect.any(String), created_at: expect.any(String) },
  ...members,
});

const PRINTED: readonly Printed[] = [
  {
    printed: 'POST /v1/accounts/{accountID}/keys',
    call: ({ management }) => management.keys.register({ publicKey: RFC_KEY_SPKI }),
    path: ({ account }) => `${account}/keys`,
    headers: JSON_TYPE,
    body: { value: RFC_KEY_SPKI },
    status: 201,
    answer: () => key({ value: RFC_KEY_SPKI }),
  },
  {
    printed: 'GET /v1/accounts/{accountID}/keys',
    call: ({ management }) => management.keys.list(),
    path: ({ account }) => `${account}/keys`,
    status: 200,
    answer: ({ keyId }) => [key({ id: keyId })],
  },
  {
    printed: 'GET /v1/accounts/{accountID}/keys/{key_Id}',
    call: ({ management, keyId }) => management.keys.read(keyId),
    path: ({ account, keyId }) => `${account}/keys/${keyId}`,
    status: 200,
    answer: ({ keyId }) => key({ id: keyId }),
  },
  {
    printed: 'DELETE /v1/accounts/{accountID}/keys/{key_Id}',
    call: ({ management, keyId }) => management.keys.delete(keyId),
    path: ({ account, keyId }) => `${account}/keys/${keyId}`,
    status: 204,
  },
  {
    printed: 'PUT (no req body) /v1/accounts/{accountID}/blacklist/tokens/{token}',
    call: ({ management, token }) => management.blacklist.add(token),
    path: ({ account, token }) => `${account}/blacklist/tokens/${token}`,
    status: 204,
  },
  {
    printed: 'GET /v1/accounts/{accountId}/blacklist',
    call: ({ management }) => management.blacklist.list(),
    path: ({ account }) => `${account}/blacklist`,
    status: 200,
    answer: ({ listed }) => [{ token: listed }],
  },
  {
    printed: 'GET /v1/accounts/{accountID}/blacklist/tokens/{token}, the token is blacklisted',
    call: ({ management, listed }) => management.blacklist.has(listed),
    path: ({ account, listed }) => `${account}/blacklist/tokens/${listed}`,
    status: 204,
  },
  {
    printed: 'GET /v1/accounts/{accountID}/blacklist/tokens/{token}, the token is not blacklisted',
    call: ({ management, token }) => management.blacklist.has(token),
    path: ({ account, token }) => `${account}/blacklist/tokens/${token}`,
    status: 404,
    answer: () => [{ error_subcode: 'RESOURCE_NOT_FOUND', error_code: 'NOT_FOUND' }],
  },
  {
    printed: 'DELETE /v1/accounts/{accountID}/blacklist/tokens/{token}',
    call: ({ management, listed }) => management.blacklist.delete(listed),
    path: ({ account, listed }) => `${account}/blacklist/tokens/${listed}`,
    status: 204,
  },
  {
    printed: 'POST /v1/audit/accounts/{accountID}/query/{date}',
    call: ({ management, clock }) => management.audit.request(dayOf({ clock }, 1)),
    path: ({ audit, clock }) => `${audit}/query/${dayOf({ clock }, 1)}`,
    headers: JSON_TYPE,
    status: 200,
    answer: () => ({ executionID: expect.any(String) }),
  },
  {
    printed: 'GET /v1/audit/accounts/{accountID}/execution/{executionID}/status',
    call: ({ management, executionId }) => management.audit.status(executionId),
    path: ({ audit, executionId }) => `${audit}/execution/${executionId}/status`,
    headers: JSON_TYPE,
    status: 200,
    answer: () => ({ status: 'completed' }),
  },
  {
    printed: 'GET /v1/audit/accounts/{accountID}/execution/{executionID}/report',
    call: ({ management, executionId }) => management.audit.report(executionId),
    path: ({ audit, executionId }) => `${audit}/execution/${executionId}/report`,
    headers: JSON_TYPE,
    status: 200,
    answer: ({ clock }) => ({
      signedURL: expect.any(String),
      expirationTime: clock.now() / 1000 + 15 * 60,
    }),
  },
];

describe('Brightcove, "Using Authentication APIs": the requests that it prints', () => {
  it.each(PRINTED)('$printed', async ({ printed, call, path, headers, body, status, answer }) => {
    const account = await brightcoveAccount();
    await call(account);
    expect(account.exchanges).toEqual([
      {
        method: printed.split(' ')[0],
        path: path(account),
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${account.accessToken}`,
          ...headers,
        },
        body,
        status,
        answer: answer?.(account),
      },
    ]);
  });

  it('the access token comes from the OAuth service, for client credentials', async () => {
    const { connect, exchanges } = await brightcoveAccount();
    await connect().keys.list();
    expect(exchanges[0]).toEqual({
      method: 'POST',
      path: '/v4/access_token',
      headers: {
        accept: 'application/json',
        authorization: expect.stringMatching(/^Basic [\w+/]+=*$/),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
      status: 200,
      answer: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 300 },
    });
  });
});

interface DocumentedError {
  readonly error: string;
  readonly make: (it: BrightcoveAccount) => Promise<unknown>;
  /** What the application is told; absent where its client would not ask, and the request is made by hand. */
  readonly code?: string;
  /** What comes over the wire. The document prints no body. */
  readonly status: number;
  readonly body: unknown;
}

const UNAUTHORIZED = [{ error_code: 'UNAUTHORIZED', message: expect.any(String) }];
const noDate = (why: string) => ({ status: 'failed', message: expect.stringContaining(why) });

/** Fresh clients whose credentials lack the permission that the document names for their call. */
const WITHOUT_PERMISSION: Readonly<Record<string, DocumentedError['make']>> = {
  'video-cloud/playback-auth/key/read': ({ connect }) => connect().keys.list(),
  'video-cloud/playback-auth/key/write': ({ connect, keyId }) => connect().keys.delete(keyId),
  'video-cloud/playback-auth/blacklist': ({ connect }) => connect().blacklist.list(),
  'video-cloud/playback-auth/audit': ({ connect, clock }) =>
    connect().audit.request(dayOf({ clock }, 1)),
};

const ERRORS: readonly DocumentedError[] = [
  {
    error: 'An access token for requests is required',
    make: ({ send, account }) => send('GET', `${account}/keys`, {}),
    status: 401,
    body: UNAUTHORIZED,
  },
  {
    error: 'The access token is a temporary OAuth2 access token',
    async make({ send, account, clock }) {
      await clock.advance(300_000);
      return send('GET', `${account}/keys`);
    },
    status: 401,
    body: UNAUTHORIZED,
  },
  ...Object.entries(WITHOUT_PERMISSION).map(([permission, make]) => ({
    error: `Requests … must be made from client credentials with … ${permission}`,
    async make(account: BrightcoveAccount) {
      const permissions = Object.keys(WITHOUT_PERMISSION).filter((one) => one !== permission);
      await account.tell('setClient', { permissions });
      return make(account);
    },
    code: 'vendor_credentials',
    status: 401,
    body: UNAUTHORIZED,
  })),
  {
    error: 'There is a limit of 100 blacklisted tokens. After that, an error will be thrown.',
    async make({ management, tell, token }) {
      await tell('seedBlacklist', { entries: 100 });
      return management.blacklist.add(token);
    },
    code: 'vendor_limit',
    status: 400,
    body: [expect.objectContaining({ error_code: 'BAD_REQUEST' })],
  },
  {
    error: 'Format YYYY-MM-DD',
    make: ({ send, audit }) => send('POST', `${audit}/query/14-11-2023`),
    status: 400,
    body: noDate('YYYY-MM-DD'),
  },
  {
    error: 'Date cannot be today (UTC time)',
    make: (it) => it.send('POST', `${it.audit}/query/${dayOf(it)}`),
    status: 400,
    body: noDate('today'),
  },
  {
    error: 'Date cannot be greater than 30 days in the past',
    make: (it) => it.send('POST', `${it.audit}/query/${dayOf(it, 31)}`),
    status: 400,
    body: noDate('30 days'),
  },
  {
    error: 'Status values: "completed", "processing", "failed"',
    async make({ management, tell, clock }) {
      await tell('failAudit');
      const id = await management.audit.request(dayOf({ clock }, 2));
      const seen = [await management.audit.status(id), await management.audit.status(id)];
      expect(seen).toEqual(['processing', 'failed']);
      return management.audit.report(id);
    },
    code: 'vendor_request',
    status: 400,
    body: { status: 'failed', message: 'There is no report yet.' },
  },
  {
    error: 'Signed S3 URLs are valid for 15 minutes',
    async make({ management, executionId, clock }) {
      const report = await management.audit.report(executionId);
      await clock.advance(15 * 60_000);
      return management.audit.download(report);
    },
    code: 'vendor_status',
    status: 403,
    body: expect.stringContaining('AccessDenied'),
  },
];

describe('Brightcove, "Using Authentication APIs": the errors that it documents', () => {
  it.each(ERRORS)('$error', async ({ make, code, status, body }) => {
    const account = await brightcoveAccount();
    const made = make(account);
    if (code === undefined) await made;
    else expect(await failureOf(made)).toMatchObject({ code, vendor: 'brightcove' });
    // A refused access token is replaced once, so the last refusal counts.
    const refused = account.exchanges.findLast((exchange) => exchange.status >= 400);
    expect(refused).toMatchObject({ status, answer: body });
  });

  it('days that it refuses are refused here, before anything is sent', async () => {
    const { management, exchanges, clock } = await brightcoveAccount();
    for (const day of ['14-11-2023', dayOf({ clock }), dayOf({ clock }, 31)])
      expect(await failureOf(management.audit.request(day))).toMatchObject({
        code: 'invalid_value',
      });
    expect(exchanges).toEqual([]);
  });
});
