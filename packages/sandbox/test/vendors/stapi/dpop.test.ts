import { describe, expect, test } from 'vitest';
import { bearer, sandboxUnderTest } from '../../sandbox-under-test.ts';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { athOf, KEY, proof, proofKey } from '../authorization/proof.ts';
import type { ProofParts } from '../authorization/proof.ts';
import { post, tokens } from '../authorization/visitor.ts';

interface Bound {
  readonly sandbox: UnderTest;
  readonly url: string;
  readonly token: string;
  /** A proof for a look at the list, with changes. */
  prove(parts?: ProofParts): string;
  /** Looks at the list with the token and these headers. */
  list(headers: Readonly<Record<string, string>> | Headers): Promise<Response>;
}

/** A token that is bound to a key, at the list of videos. */
async function bound(): Promise<Bound> {
  const sandbox = await sandboxUnderTest();
  const url = `${sandbox.addresses.stapi}/v1/videos`;
  const token = await boundToken(sandbox, 'videos:read');
  return {
    ...{ sandbox, url, token },
    prove: ({ claims, ...parts } = {}) =>
      proof('GET', url, {
        ...parts,
        claims: { iat: Math.floor(sandbox.at() / 1000), ath: athOf(token), ...claims },
      }),
    list: (headers) => fetch(url, { headers }),
  };
}

async function boundToken(sandbox: UnderTest, scope: string): Promise<string> {
  const order = { grant_type: 'client_credentials', scope };
  const tokenUrl = `${sandbox.addresses.authorization}/token`;
  const dpop = { DPoP: proof('POST', tokenUrl) };
  const answer = post(sandbox, '/token', order, sandbox.keys.authorization, dpop);
  return (await tokens(answer)).access_token;
}

const challengeOf = (response: Response): string => response.headers.get('www-authenticate') ?? '';

describe('A77: a token that is bound to a key, at the API', () => {
  test('opens the list with a proof, and the journal says how it came', async () => {
    const { sandbox, list, token, prove } = await bound();
    const response = await list({ Authorization: `DPoP ${token}`, DPoP: prove() });
    expect(response.status).toBe(200);
    expect((await sandbox.journal()).entries.at(-1)).toMatchObject({
      ...{ listener: 'stapi', credential: 'dpop', verdict: 'ok', generation: 1 },
    });
  });

  test('is refused as a Bearer, proof or not, and told how it is sent', async () => {
    const { list, token, prove } = await bound();
    const plain = await list(bearer(token).headers);
    expect(plain.status).toBe(401);
    expect(challengeOf(plain)).toBe(
      'Bearer realm="stapi", error="invalid_token", DPoP realm="stapi", algs="ES256 EdDSA"',
    );
    expect((await list({ ...bearer(token).headers, DPoP: prove() })).status).toBe(401);
  });

  test('nobody is told of DPoP whose plain token is wrong, everybody who sends none', async () => {
    const { list } = await bound();
    const wrong = 'Bearer realm="stapi", error="invalid_token"';
    expect(challengeOf(await list(bearer('unknown').headers))).toBe(wrong);
    expect(challengeOf(await list({}))).toBe(
      'Bearer realm="stapi", DPoP realm="stapi", algs="ES256 EdDSA"',
    );
  });

  test.each<[string, ProofParts | ((url: string) => ProofParts)]>([
    ['of another method', { claims: { htm: 'POST' } }],
    ['of another address', { claims: { htu: 'http://127.0.0.1:1/v1/videos' } }],
    ['of another path', (url) => ({ claims: { htu: `${url}/launch-film` } })],
    ['of no address', { claims: { htu: 'videos' } }],
    ['of another token', { claims: { ath: athOf('another') } }],
    ['of no token', { claims: { ath: undefined } }],
    ['without an id', { claims: { jti: undefined } }],
    ['of a minute ago', { claims: { iat: Date.UTC(2026, 0, 1, 11, 58) / 1000 } }],
    ['of a minute ahead', { claims: { iat: Date.UTC(2026, 0, 1, 12, 1) / 1000 } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['by an algorithm that is not taken', { header: { alg: 'none' } }],
    ['that shows its private key', { header: { jwk: KEY.privateKey.export({ format: 'jwk' }) } }],
    [
      'that another key signed',
      { header: { jwk: proofKey().publicKey.export({ format: 'jwk' }) } },
    ],
    ['without a key', { header: { jwk: undefined } }],
  ])('a proof %s is none', async (_what, parts) => {
    const { list, token, prove, url } = await bound();
    const changed = typeof parts === 'function' ? parts(url) : parts;
    const response = await list({ Authorization: `DPoP ${token}`, DPoP: prove(changed) });
    expect(response.status).toBe(401);
    expect(challengeOf(response)).toBe(
      'DPoP realm="stapi", error="invalid_dpop_proof", algs="ES256 EdDSA"',
    );
  });

  test('an address is the same with a query, and however it is spelled', async () => {
    const { url, token, prove } = await bound();
    const htu = `${url.replace('http', 'HTTP')}?limit=2#top`;
    const headers = { Authorization: `DPoP ${token}`, DPoP: prove({ claims: { htu } }) };
    expect((await fetch(`${url}?limit=1`, { headers })).status).toBe(200);
  });

  test('no proof, two proofs, and a proof that was used are none', async () => {
    const { list, token, prove } = await bound();
    const authorization = { Authorization: `DPoP ${token}` };
    const once = prove();
    expect((await list({ ...authorization, DPoP: once })).status).toBe(200);
    expect(challengeOf(await list({ ...authorization, DPoP: once }))).toContain(
      'invalid_dpop_proof',
    );
    expect(challengeOf(await list(authorization))).toContain('invalid_dpop_proof');
    const two = new Headers(authorization);
    for (const one of [prove(), prove()]) two.append('DPoP', one);
    expect(challengeOf(await list(two))).toContain('invalid_dpop_proof');
  });

  test('another key does not open it, however good its proof', async () => {
    const { list, token, prove } = await bound();
    const stolen = { Authorization: `DPoP ${token}`, DPoP: prove({ key: proofKey() }) };
    expect(challengeOf(await list(stolen))).toContain('error="invalid_token"');
  });

  test('a plain token proves nothing, whoever signs beside it', async () => {
    const { sandbox, list } = await bound();
    const order = { grant_type: 'client_credentials', scope: 'videos:read' };
    const { access_token: plain } = await tokens(post(sandbox, '/token', order));
    const claims = { iat: Math.floor(sandbox.at() / 1000), ath: athOf(plain) };
    const url = `${sandbox.addresses.stapi}/v1/videos`;
    const headers = { Authorization: `DPoP ${plain}`, DPoP: proof('GET', url, { claims }) };
    expect(challengeOf(await list(headers))).toContain('error="invalid_token"');
  });

  test('it expires and may do what its scopes say, like any other', async () => {
    const { sandbox, url, list, token, prove } = await bound();
    const claims = { htm: 'POST' };
    const headers = { Authorization: `DPoP ${token}`, DPoP: prove({ claims }) };
    expect((await fetch(url, { method: 'POST', headers })).status).toBe(403);
    sandbox.advance(600_000);
    const late = await list({ Authorization: `DPoP ${token}`, DPoP: prove() });
    expect([late.status, challengeOf(late)]).toEqual([
      401,
      expect.stringContaining('DPoP realm="stapi", error="invalid_token"'),
    ]);
    expect((await sandbox.journal()).entries.at(-1)?.verdict).toBe('expired');
  });

  test('opens media below its audience, too', async () => {
    const { sandbox } = await bound();
    const token = await boundToken(sandbox, 'videos:play');
    const url = `${sandbox.addresses.stapi}/media/launch-film/film.key`;
    const claims = { iat: Math.floor(sandbox.at() / 1000), ath: athOf(token) };
    const headers = { Authorization: `DPoP ${token}`, DPoP: proof('GET', url, { claims }) };
    expect((await fetch(url, { headers })).status).toBe(200);
    expect((await fetch(url, bearer(token))).status).toBe(401);
  });
});

describe('62: nonces of the API', () => {
  test('are asked for where it is told to, come with every answer, and last two minutes at most', async () => {
    const { sandbox, list, token, prove } = await bound();
    await sandbox.tell('stapi', 'changeSettings', { dpopNonce: true });
    const authorization = { Authorization: `DPoP ${token}` };
    const refused = await list({ ...authorization, DPoP: prove() });
    expect(challengeOf(refused)).toContain('error="use_dpop_nonce"');
    const nonce = refused.headers.get('dpop-nonce');
    const withNonce = (value: unknown) => ({
      ...authorization,
      DPoP: prove({ claims: { nonce: value } }),
    });
    const good = await list(withNonce(nonce));
    expect([good.status, good.headers.get('dpop-nonce')]).toEqual([200, nonce]);
    expect(challengeOf(await list(withNonce('made up')))).toContain('use_dpop_nonce');
    sandbox.advance(60_000);
    expect((await list(withNonce(nonce))).status).toBe(200);
    sandbox.advance(60_000);
    expect(challengeOf(await list(withNonce(nonce)))).toContain('use_dpop_nonce');
  });

  test('are not asked for unless it is told to', async () => {
    const { list, token, prove } = await bound();
    const response = await list({ Authorization: `DPoP ${token}`, DPoP: prove() });
    expect(response.headers.get('dpop-nonce')).toBeNull();
  });
});

test('a page of the application may send Authorization and DPoP, and read challenge and nonce', async () => {
  const { url } = await bound();
  const origin = 'http://localhost:5173';
  const asked = await fetch(url, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization,dpop',
    },
  });
  expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
  expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,dpop');
  const refused = await fetch(url, { headers: { Origin: origin } });
  const exposed = refused.headers.get('access-control-expose-headers');
  expect(exposed).toContain('WWW-Authenticate');
  expect(exposed).toContain('DPoP-Nonce');
});
