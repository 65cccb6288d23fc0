import { describe, expect, it } from 'vitest';
import { passEndpointCheck } from '../../src/doctor/index.ts';
import { createPassHandler, grant } from '../../src/index.ts';
import { plainVendor } from '../support.ts';
import { examine, levels, patient } from './patient.ts';

type Status = (request: {
  readonly method: string;
  readonly marked: boolean;
  readonly origin: string | undefined;
}) => number;

async function endpoint(status: Status, body = '{"code":"origin_not_allowed"}') {
  const url = await patient((request, response) => {
    const { method = '', headers } = request;
    const marked = headers['x-playgate'] === '1';
    const { origin } = headers;
    response.writeHead(status({ method, marked, origin })).end(body);
  });
  return `${url}/api/pass?session=canary`;
}

const sound: Status = ({ method }) => (method === 'POST' ? 403 : 405);

describe('a sound pass endpoint', () => {
  it('sends strangers away and tells them nothing', async () => {
    const url = await endpoint(sound);
    const shown = url.replace('?session=canary', '');
    expect(await examine(passEndpointCheck({ url }))).toEqual([
      {
        id: 'pass-endpoint',
        level: 'ok',
        summary: `${shown} refuses strangers, other sites and GET, and tells them nothing.`,
      },
    ]);
  });

  it('is what createPassHandler makes, however much decide grants', async () => {
    const handle = createPassHandler({
      vendor: plainVendor,
      decide: (_request, { asset }) => grant({ asset }),
      origins: ['https://app.example'],
    });
    const fetch: typeof globalThis.fetch = (input, init) =>
      handle(new Request(input instanceof URL ? input.href : input, init));
    const check = passEndpointCheck({ url: 'https://app.example/api/pass' });
    expect(levels(await examine(check, { fetch }))).toEqual(['ok']);
  });
});

describe('an endpoint that lets in', () => {
  it.each<[string, Status, string]>([
    [
      'A1 forms of other sites',
      ({ method, marked }) => (method === 'POST' ? (marked ? 403 : 200) : 405),
      'without Origin and X-Playgate',
    ],
    [
      'A5 pages of any site',
      (knock) => (knock.origin === undefined ? sound(knock) : 200),
      'that nobody listed',
    ],
    ['A4 images and links', ({ method }) => (method === 'GET' ? 200 : 403), 'GET, as an image'],
  ])('%s is told to stop now', async (_what, status, words) => {
    const [finding, ...others] = await examine(passEndpointCheck({ url: await endpoint(status) }));
    expect(others).toEqual([]);
    expect(finding?.level).toBe('problem');
    expect(finding?.summary).toMatch(new RegExp(`answered 200 to a .*${words}`));
    expect(finding?.advice).toContain('lets strangers in');
  });

  it('answers errors of its own', async () => {
    const findings = await examine(passEndpointCheck({ url: await endpoint(() => 500) }));
    expect(levels(findings)).toEqual(['problem', 'problem', 'problem']);
    expect(findings[0]?.advice).toContain('createPassHandler');
  });

  it('is somewhere else', async () => {
    const [finding] = await examine(passEndpointCheck({ url: await endpoint(() => 404) }));
    expect(finding?.advice).toContain('Look whether the route is there');
  });
});

describe('an endpoint that talks', () => {
  const SECRET = 'k3y/with "quotes" & signs';

  it.each([
    ['as it is', SECRET],
    ['escaped in JSON', JSON.stringify({ detail: SECRET })],
    ['percent-encoded', encodeURIComponent(SECRET)],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ])('A48: of a configured secret, %s', async (_how, body) => {
    const url = await endpoint(sound, body);
    const findings = await examine(passEndpointCheck({ url, secrets: [SECRET] }));
    expect(levels(findings)).toEqual(['problem', 'problem', 'problem']);
    expect(findings[0]?.summary).toContain('holds a secret');
    expect(JSON.stringify(findings)).not.toContain('k3y');
    expect(levels(await examine(passEndpointCheck({ url })))).toEqual(['ok']);
  });

  it.each([
    ['a JSON Web Token', '{"token":"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"}'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIE'],
    ['a secret key', 'sk_live_51H8'],
    ['a stack trace', '{"error":"TypeError: x\\n    at mint (/srv/app/mint.js:10:5)"}'],
  ])('A85: of %s', async (what, body) => {
    const findings = await examine(passEndpointCheck({ url: await endpoint(sound, body) }));
    expect(findings).toHaveLength(3);
    expect(findings[0]?.summary).toContain(`holds ${what}.`);
  });

  it('in a header', async () => {
    const url = await patient((request, response) => {
      response
        .writeHead(request.method === 'POST' ? 403 : 405, { 'X-Debug': 'Bearer abcdefgh12345' })
        .end();
    });
    const [finding] = await examine(passEndpointCheck({ url }));
    expect(finding?.summary).toContain('holds an Authorization header');
  });
});
