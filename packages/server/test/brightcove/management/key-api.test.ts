import { epochMs } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import type { RegisteredKey } from '../../../src/brightcove/index.ts';
import { P256, RSA, rsa } from '../../jwt/keys.ts';
import { RFC_KEY, RFC_KEY_SPKI } from '../../jwt/vectors.ts';
import { ACCOUNT, failureOf, managementOver } from '../brightcove-support.ts';

const KEYS = `https://playback-auth.api.brightcove.com/v1/accounts/${ACCOUNT}/keys`;
const HEADERS = { accept: 'application/json', authorization: 'Bearer at-1' };

/** As the guide prints it. */
const GUIDE = {
  id: '2ef0fbc6',
  type: 'public',
  algorithm: 'rsa',
  value: RFC_KEY_SPKI,
  createdAt: '2020-01-03T20:30:36.488Z',
};
const READ: RegisteredKey = {
  id: '2ef0fbc6',
  type: 'public',
  algorithm: 'rsa',
  value: RFC_KEY_SPKI,
  createdAt: epochMs(Date.UTC(2020, 0, 3, 20, 30, 36, 488)),
};

describe('A9.2 the Key API as printed', () => {
  it('registers a key: POST /v1/accounts/{accountID}/keys', async () => {
    const { management, sent } = managementOver(() => Response.json(GUIDE, { status: 201 }));
    expect(await management.keys.register({ publicKey: RFC_KEY_SPKI })).toEqual(READ);
    expect(sent[1]).toEqual({
      method: 'POST',
      url: KEYS,
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body: `{"value":"${RFC_KEY_SPKI}"}`,
      redirect: 'manual',
    });
  });

  it('lists keys: GET /v1/accounts/{accountID}/keys', async () => {
    const { management, sent } = managementOver(() => Response.json([GUIDE]));
    expect(await management.keys.list()).toEqual([READ]);
    expect(sent[1]).toMatchObject({ method: 'GET', url: KEYS, headers: HEADERS, body: undefined });
  });

  it('gets one key: GET /v1/accounts/{accountID}/keys/{key_Id}', async () => {
    const { management, sent } = managementOver(() => Response.json(GUIDE));
    expect(await management.keys.read('2ef0fbc6')).toEqual(READ);
    expect(sent[1]).toMatchObject({ method: 'GET', url: `${KEYS}/2ef0fbc6`, headers: HEADERS });
  });

  it('deletes one key: DELETE /v1/accounts/{accountID}/keys/{key_Id}', async () => {
    const { management, sent } = managementOver(() => new Response(null, { status: 204 }));
    expect(await management.keys.delete('2ef0fbc6')).toBeUndefined();
    expect(sent[1]).toMatchObject({
      method: 'DELETE',
      url: `${KEYS}/2ef0fbc6`,
      headers: HEADERS,
      body: undefined,
    });
  });

  it('reads the other document’s created_at, too', async () => {
    const { createdAt, algorithm: _, ...rest } = GUIDE;
    const { management } = managementOver(() => Response.json({ ...rest, created_at: createdAt }));
    const { algorithm: __, ...read } = READ;
    expect(await management.keys.read('2ef0fbc6')).toEqual(read);
  });
});

describe('a key is registered', () => {
  const valueOf = async (
    register: (keys: ReturnType<typeof managementOver>['management']['keys']) => Promise<unknown>,
  ): Promise<unknown> => {
    const { management, sent } = managementOver(() => Response.json(GUIDE, { status: 201 }));
    await register(management.keys);
    const body: unknown = JSON.parse(sent[1]?.body ?? '');
    return body;
  };
  const spki = (key: typeof RSA): string =>
    key.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

  it('as the public half of a signing key, which never leaves', async () => {
    expect(await valueOf((keys) => keys.register({ signingKey: RFC_KEY }))).toEqual({
      value: RFC_KEY_SPKI,
    });
    expect(await valueOf((keys) => keys.register({ signingKey: RSA.pem }))).toEqual({
      value: spki(RSA),
    });
    const es256 = { signingKey: P256.pem, algorithm: 'ES256' } as const;
    expect(await valueOf((keys) => keys.register(es256))).toEqual({ value: spki(P256) });
  });

  it('as a public key in PEM, or as its body', async () => {
    const publicKey = RSA.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(await valueOf((keys) => keys.register({ publicKey }))).toEqual({ value: spki(RSA) });
    expect(await valueOf((keys) => keys.register({ publicKey: spki(P256) }))).toEqual({
      value: spki(P256),
    });
  });

  it.each([
    ['a private key', RSA.pem],
    ['the body of a private key', RSA.pem.replaceAll(/-----[A-Z ]+-----|\s/g, '')],
    ['text', 'hello'],
    ['nothing', ''],
    ['a public key and more', `${RFC_KEY_SPKI.replace(/=*$/, '')}AAAA`],
  ])('never as %s', async (_what, publicKey) => {
    const { management, sent } = managementOver(() => Response.json(GUIDE));
    expect(await failureOf(management.keys.register({ publicKey }), 'MII')).toMatchObject({
      code: 'invalid_value',
    });
    expect(sent).toEqual([]);
  });

  it('A33 never as one that could not sign', async () => {
    const { management, sent } = managementOver(() => Response.json(GUIDE));
    const signingKey = rsa(1024).pem;
    expect(await failureOf(management.keys.register({ signingKey }), 'MII')).toMatchObject({
      code: 'config',
      message: expect.stringContaining('signingKey') as unknown,
    });
    expect(sent).toEqual([]);
  });

  it('once: a POST is not repeated', async () => {
    const { management, sent } = managementOver(() => new Response(null, { status: 503 }), {
      retries: 5,
    });
    await failureOf(management.keys.register({ signingKey: RFC_KEY }));
    expect(sent).toHaveLength(2);
  });
});

describe('an error of the Key API', () => {
  it.each([
    [400, 'BAD_REQUEST', 'vendor_request'],
    [401, 'UNAUTHORIZED', 'vendor_credentials'],
    [404, 'RESOURCE_NOT_FOUND', 'vendor_not_found'],
    [500, 'UNKNOWN', 'vendor_status'],
    [500, 'TIMEOUT', 'vendor_status'],
  ])('%d %s keeps its reason and nothing of its text', async (status, word, code) => {
    const body = [{ error_code: word, message: 'canary' }];
    const { management } = managementOver(() => Response.json(body, { status }));
    expect(await failureOf(management.keys.read('k'), 'canary')).toMatchObject({
      code,
      status,
      reason: word,
      vendor: 'brightcove',
      correlationId: 'id-1',
    });
  });

  it.each([null, 7, {}, [{}], { id: 'k' }, [{ id: 7, value: 'x' }]])(
    'is an answer that cannot be read: %j',
    async (body) => {
      const { management } = managementOver(() => Response.json(body));
      expect(await failureOf(management.keys.read('k'))).toMatchObject({ code: 'vendor_response' });
      const code = Array.isArray(body) ? 'vendor_response' : expect.anything();
      expect(await failureOf(management.keys.list())).toMatchObject({ code });
    },
  );

  it('is an id that would lead elsewhere, before it is sent', async () => {
    const { management, sent } = managementOver(() => Response.json(GUIDE));
    for (const id of ['..', '', 'a\nb', '../../blacklist'])
      expect(await failureOf(management.keys.read(id))).toMatchObject({ code: 'invalid_value' });
    expect(sent).toEqual([]);
  });
});
