import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/doctor/index.ts';
import type { DoctorFinding } from '../../src/doctor/index.ts';
import { ibmDoctor } from '../../src/ibm/index.ts';
import type { IbmDoctorOptions } from '../../src/ibm/index.ts';
import { APP } from '../support.ts';
import { ibmWorld, LOCK } from './ibm-world.ts';
import type { IbmWorld } from './ibm-world.ts';
import { KEY_A } from './vectors.ts';

const pem = createPrivateKey({ key: KEY_A, format: 'jwk' })
  .export({ format: 'pem', type: 'pkcs8' })
  .toString();
const ENTRY = `${APP}/ibm/entry`;
const GOOD_PAGE = {
  'Content-Security-Policy': `default-src 'self'; frame-ancestors https://video.ibm.com ${APP}`,
  'Set-Cookie': 's=1; SameSite=None; Secure; Partitioned',
};

/** Runs the doctor against the sandbox; `page` is what one's own entry page answers. */
async function examine(
  { options, clock, sandbox }: IbmWorld,
  look: (world: Pick<IbmWorld, 'options' | 'sandbox'>) => IbmDoctorOptions,
  page: Response = new Response('sign in', { headers: GOOD_PAGE }),
): Promise<readonly DoctorFinding[]> {
  const found: DoctorFinding[] = [];
  const doctor = runDoctor(ibmDoctor(look({ options, sandbox })), {
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (request.url.startsWith(APP)) return page.clone();
      const response = await fetch(request);
      // The sandbox tells the machine's time in `Date`; this is that of its own clock.
      const { nowMs } = await sandbox.clock();
      const headers = new Headers(response.headers);
      headers.set('Date', new Date(nowMs).toUTCString());
      return new Response(response.body, { status: response.status, headers });
    },
  });
  for await (const finding of doctor) found.push(finding);
  return found;
}

const whole = ({ options, sandbox }: Pick<IbmWorld, 'options' | 'sandbox'>): IbmDoctorOptions => {
  const { fetch: _, clock: __, ...api } = options;
  return {
    api,
    locked: ['channel:1001'],
    tokens: { signingKey: pem, apiUrl: sandbox.addresses.ibm, contentKeys: { 'video:1': pem } },
    entryUrls: [ENTRY],
    embeddedIn: [APP],
  };
};

it('a good configuration is good in every point', async () => {
  const world = await ibmWorld();
  await world.api.hashLocks.set('channel:1001', { ...LOCK, url: `${ENTRY}?x=1` });
  const found = await examine(world, whole);
  expect(found.map(({ id, level }) => [id, level])).toEqual([
    ['ibm.key', 'ok'],
    ['ibm.key', 'ok'],
    ['ibm.clock', 'ok'],
    ['ibm.vendor-key', 'ok'],
    ['ibm.credentials', 'ok'],
    ['ibm.lock', 'ok'],
    ['ibm.entry', 'ok'],
  ]);
});

it('looks at nothing that was not given', () => {
  expect(ibmDoctor({})).toEqual([]);
});

/** The findings that are not good, by their ids. */
const bad = (found: readonly DoctorFinding[]): readonly string[] =>
  found.flatMap(({ id, level, summary, advice }) =>
    level === 'ok' ? [] : [`${level} ${id}: ${summary} ${advice}`],
  );

describe('it says what is wrong with', () => {
  it('the credentials, and that there are two ways to send them', async () => {
    const found = await examine(await ibmWorld({ clientSecret: 'wrong' }), ({ options }) => {
      const { fetch: _, clock: __, ...api } = options;
      return { api };
    });
    expect(bad(found)).toEqual([expect.stringMatching(/^problem ibm\.credentials: .*authMethod/)]);
    expect(JSON.stringify(found)).not.toContain('wrong');
  });

  it('the signing key', async () => {
    const found = await examine(await ibmWorld(), ({ sandbox }) => ({
      tokens: { signingKey: 'no key', apiUrl: sandbox.addresses.ibm },
    }));
    expect(bad(found)).toEqual([expect.stringMatching(/^problem ibm\.key: signingKey/)]);
  });

  it('a clock that is ahead by more than tokens are dated back', async () => {
    const world = await ibmWorld();
    await world.sandbox.setClock(-20_000);
    const found = await examine(world, ({ sandbox }) => ({
      tokens: { signingKey: pem, apiUrl: sandbox.addresses.ibm },
    }));
    expect(bad(found)).toEqual([expect.stringMatching(/^problem ibm\.clock: .*20 seconds ahead/)]);
  });

  it('a vendor without a key', async () => {
    const world = await ibmWorld();
    const found = await examine(world, () => ({
      tokens: { signingKey: pem, apiUrl: world.sandbox.addresses.foreign },
    }));
    expect(bad(found)).toEqual([expect.stringMatching(/^problem ibm\.vendor-key: /)]);
  });

  it.each([
    ['channel:1002', undefined, 'warning', 'no lock of its own'],
    ['channel:1999', undefined, 'problem', 'lack_of_ownership'],
    ['channel:1001', 'http://app.example/ibm/entry', 'problem', 'without https'],
    ['channel:1001', `${APP}/elsewhere?token=t`, 'warning', `leads to ${APP}/elsewhere, which`],
  ] as const)('the lock of %s (%s)', async (content, url, level, says) => {
    const world = await ibmWorld();
    if (url !== undefined) await world.api.hashLocks.set(content, { ...LOCK, url });
    const found = await examine(world, ({ options }) => {
      const { fetch: _, clock: __, ...api } = options;
      return { api, locked: [content], entryUrls: [ENTRY], embeddedIn: [APP] };
    });
    expect(bad(found)).toHaveLength(1);
    expect(bad(found)[0]).toMatch(new RegExp(`^${level} ibm\\.lock: `));
    expect(bad(found)[0]).toContain(says);
    expect(bad(found)[0]).not.toContain('token=');
  });

  it.each<[string, ResponseInit, string]>([
    ['X-Frame-Options', { headers: { ...GOOD_PAGE, 'X-Frame-Options': 'DENY' } }, 'problem'],
    [
      'frame-ancestors of the page lacks https://video.ibm.com',
      { headers: { 'Content-Security-Policy': `frame-ancestors ${APP}` } },
      'problem',
    ],
    [
      `lacks ${APP}`,
      {
        headers: [
          ['Content-Security-Policy', `frame-ancestors https://video.ibm.com ${APP}`],
          ['Content-Security-Policy', 'frame-ancestors https://video.ibm.com'],
        ],
      },
      'problem',
    ],
    [
      'framed by anybody',
      { headers: { 'Content-Security-Policy': "default-src 'self'" } },
      'warning',
    ],
    [
      'framed by anybody',
      { headers: { 'Content-Security-Policy': 'frame-ancestors *' } },
      'warning',
    ],
    [
      'framed by anybody',
      { headers: { 'Content-Security-Policy': 'frame-ancestors HTTPS:' } },
      'warning',
    ],
    [
      `lacks https://video.ibm.com, ${APP}`,
      { headers: { 'Content-Security-Policy': 'frame-ancestors; default-src *' } },
      'problem',
    ],
    [
      `lacks https://video.ibm.com, ${APP}`,
      { headers: { 'Content-Security-Policy': "frame-ancestors 'none'" } },
      'problem',
    ],
    [
      'lacks https://video.ibm.com:',
      { headers: { 'Content-Security-Policy': `frame-ancestors ${APP} https://*.video.ibm.com` } },
      'problem',
    ],
    ['status 404', { status: 404, headers: GOOD_PAGE }, 'problem'],
    ['status 500', { status: 500, headers: GOOD_PAGE }, 'problem'],
    [
      'a cookie',
      { headers: { ...GOOD_PAGE, 'Set-Cookie': 's=1; SameSite=Lax; Secure' } },
      'warning',
    ],
    ['a cookie', { headers: { ...GOOD_PAGE, 'Set-Cookie': 's=1; SameSite=None' } }, 'warning'],
  ])('an entry page: %s', async (says, init, level) => {
    const world = await ibmWorld();
    const options = { entryUrls: [`${ENTRY}?secret=1`], embeddedIn: [APP] };
    const found = await examine(world, () => options, new Response('', init));
    expect(bad(found)).toHaveLength(1);
    expect(bad(found)[0]).toMatch(new RegExp(`^${level} ibm\\.entry: `));
    expect(bad(found)[0]).toContain(says);
    expect(bad(found)[0]).not.toContain('secret=1');
  });

  it.each([
    'frame-ancestors https://*.ibm.com https://app.example:443',
    "frame-ancestors *.ibm.com 'self'",
    'frame-ancestors HTTPS://Video.IBM.com https://*.example',
  ])('an entry page may say it in other words: %s', async (policy) => {
    const world = await ibmWorld();
    const page = new Response('', { headers: { 'Content-Security-Policy': policy } });
    const options = { entryUrls: [ENTRY], embeddedIn: [APP] };
    expect(bad(await examine(world, () => options, page))).toEqual([]);
  });
});
