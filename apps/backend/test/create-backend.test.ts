import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '../src/create-backend.ts';
import type { Backend } from '../src/create-backend.ts';
import { registerApplications } from '../src/sign-in/register-applications.ts';
import type { Applications } from '../src/sign-in/register-applications.ts';
import { Browser, ORIGIN } from './stage/browser.ts';

let sandbox: Sandbox;
let backend: Backend;
let applications: Applications;

const openBrowser = (): Browser => new Browser(() => backend);

async function signedIn(account: string): Promise<Browser> {
  const browser = openBrowser();
  await browser.signIn(account);
  return browser;
}

async function operator(): Promise<Browser> {
  const browser = openBrowser();
  await browser.post('/api/desk/sit-down');
  return browser;
}

const askPass = (browser: Browser, asset: string): Promise<Response> =>
  browser.post('/api/pass', { version: 1, asset });

beforeAll(async () => {
  sandbox = await startSandbox({ ports: 0 });
  applications = await registerApplications(sandbox, ORIGIN);
  backend = await createBackend({ sandbox, applications, origin: ORIGIN });
});

afterAll(() => sandbox.close());

test('the site keeps its own pages', () => {
  const owned = ['/api/pass', '/auth/session', '/ibm/entry', '/hashlock/pass', '/visits/join'];
  const others = [
    '/',
    '/visits',
    '/sign-in',
    '/sign-in/result',
    '/callback',
    '/watch/live-show',
    '/apis',
    '/authors',
    '/src/visits/visits.ts',
  ];
  expect([...owned, ...others].filter((path) => backend.owns(path))).toEqual(owned);
});

describe('signing in', () => {
  test('the viewer comes back to where they were, and the page hears a name and no token', async () => {
    const browser = openBrowser();
    expect(await browser.signIn('grace', '/watch/live-show')).toBe(`${ORIGIN}/watch/live-show`);
    const session = await (await browser.get('/auth/session')).json();
    expect(session).toMatchObject({ signed_in: true, viewer: 'grace', claims: { name: 'Grace' } });
    expect(Object.keys(session).toSorted()).toEqual(
      ['claims', 'expires_in', 'issued_at', 'signed_in', 'viewer'].toSorted(),
    );
  });

  test('somebody who says no is told so on a page of the site', async () => {
    const place = await openBrowser().signIn('nobody');
    expect(place).toBe(`${ORIGIN}/sign-in/result?code=access_denied`);
  });

  test('the backend asks STAPI with the viewer’s token; refused, it refreshes, and the page only sees the list', async () => {
    const ada = await signedIn('ada');
    await sandbox.expireCredentials({ vendor: 'stapi' });
    const { titles } = await (await ada.get('/api/videos')).json();
    expect(titles.length).toBeGreaterThan(0);
    const story = await (await ada.get('/api/session-story')).json();
    expect(story.events.map(({ type }: { type: string }) => type)).toEqual([
      'signed-in',
      'refreshed',
    ]);
    expect(story.scopes).toContain('videos:play');
  });

  test('a sign-in that the authorization server ends is over at the next refresh', async () => {
    const ada = await signedIn('ada');
    await sandbox.tell('authorization', 'revokeGrants', { account: 'ada' });
    expect((await ada.get('/api/videos')).status).toBe(401);
    expect(await (await ada.get('/auth/session')).json()).toEqual({ signed_in: false });
    expect(await (await (await operator()).get('/api/desk/log')).text()).toContain(
      'has ended the session of ada',
    );
  });

  test('everywhere is every browser of that viewer, and no other', async () => {
    const [one, another, grace] = [
      await signedIn('ada'),
      await signedIn('ada'),
      await signedIn('grace'),
    ];
    const { continue_at: onwards } = await (await one.post('/auth/sign-out-everywhere')).json();
    expect(onwards).toContain(`${sandbox.addresses.authorization}/logout?`);
    expect((await askPass(another, 'launch-film')).status).toBe(401);
    expect((await askPass(grace, 'rental-film')).status).toBe(200);
  });

  test('A13 another site signs nobody out', async () => {
    const ada = await signedIn('ada');
    expect((await ada.submit('/auth/sign-out-everywhere')).status).toBe(403);
    expect((await askPass(ada, 'rental-film')).status).toBe(200);
  });

  test.each(['videos', 'session-story'])('A13 is closed to strangers: %s', async (path) => {
    expect((await openBrowser().get(`/api/${path}`)).status).toBe(401);
  });

  test('a page that signs in by itself is told where, and no secret', async () => {
    const told = await (await openBrowser().get('/api/sign-in')).json();
    expect(told).toMatchObject({ issuer: sandbox.addresses.authorization, tokenSeconds: 8 });
    expect(told.clientId).toBe(applications.browser.clientId);
    expect(JSON.stringify(told)).not.toContain(applications.backend.clientSecret);
  });
});

test.each<[number, string, string, string?]>([
  [200, 'GET', '/api/sign-in'],
  [401, 'GET', '/api/videos'],
  [403, 'POST', '/api/outage', 'https://evil.example'],
  [403, 'POST', '/visits/join'],
  [404, 'GET', '/api/nowhere'],
  [405, 'POST', '/auth/session', ORIGIN],
  [200, 'GET', '/hashlock/entry'],
])('A81: an answer %s may not be kept or sniffed: %s %s', async (status, method, path, origin) => {
  const headers = { 'x-playgate': '1', ...(origin && { origin }) };
  const answer = await backend.fetch(new Request(ORIGIN + path, { method, headers }));
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

describe('passes', () => {
  test.each([
    ['launch-film', 'header'],
    ['live-show', 'header'],
    ['festival-film', 'header'],
    ['viewers-film', 'header'],
    ['rental-film', 'query'],
    ['one-time-embed', 'query'],
  ])('%s opens by a %s', async (asset, kind) => {
    const pass = await (await askPass(await signedIn('ada'), asset)).json();
    expect(pass.rules[0].place[0].kind).toBe(kind);
  });

  test('the one-time embed gets another token at each ask', async () => {
    const ada = await signedIn('ada');
    const tokens = await Promise.all(
      [1, 2].map(async () => {
        const pass = await (await askPass(ada, 'one-time-embed')).json();
        expect(pass.mode).toBe('single-use');
        return pass.rules[0].place[0].params.vt;
      }),
    );
    expect(new Set(tokens).size).toBe(2);
  });
});

describe('the operator’s desk', () => {
  test.each(['log', 'usage', 'viewers', 'audits/any', 'audits/any/report.csv'])(
    'A13 is closed to viewers: %s',
    async (path) => {
      expect((await (await signedIn('ada')).get(`/api/desk/${path}`)).status).toBe(401);
    },
  );

  test('control: an operator reads the log', async () => {
    expect((await (await operator()).get('/api/desk/log')).status).toBe(200);
  });

  test('acts for pages of this site only', async () => {
    const request = new Request(`${ORIGIN}/api/desk/sit-down`, {
      method: 'POST',
      headers: { Origin: 'https://elsewhere.example', 'X-Playgate': '1' },
    });
    expect((await backend.fetch(request)).status).toBe(403);
  });

  test('cuts one viewer off, and lets them in again', async () => {
    const [ada, grace, desk] = [await signedIn('ada'), await signedIn('grace'), await operator()];
    expect((await askPass(ada, 'rental-film')).status).toBe(200);
    const cutOff = await (await desk.post('/api/desk/viewers/ada/cut-off')).json();
    expect(cutOff.live).toBeGreaterThan(0);
    expect(cutOff.done).toBe(cutOff.live);
    expect((await askPass(ada, 'rental-film')).status).toBe(403);
    expect((await askPass(grace, 'rental-film')).status).toBe(200);
    await desk.post('/api/desk/viewers/ada/restore');
    expect((await askPass(ada, 'rental-film')).status).toBe(200);
  });

  test('counts what was used, by viewer', async () => {
    await askPass(await signedIn('ada'), 'rental-film');
    const usage = await (await (await operator()).get('/api/desk/usage')).json();
    expect(usage.vendor.map(({ name }: { name: string }) => name)).toContain('brightcove');
    expect(usage.viewer.map(({ name }: { name: string }) => name)).toContain('ada');
  });
});

describe('the relay of Catch The Show', () => {
  test('hands listed members back to viewers, and keeps the rest', async () => {
    const answer = await (await signedIn('ada')).get('/api/show/live-streams');
    expect(answer.status).toBe(200);
    const { data } = await answer.json();
    expect(Object.keys(data[0]).toSorted()).toEqual(['description', 'id', 'tags', 'title']);
  });

  test('A13 is closed to strangers', async () => {
    expect((await openBrowser().get('/api/show/live-streams')).status).toBe(401);
  });
});

describe('video visits', () => {
  beforeEach(() => openBrowser().post('/api/visit-troubles', {}, 'PUT'));

  test('a viewer sees their own, with names and times and nothing else', async () => {
    const { visits } = await (await (await signedIn('grace')).get('/api/visits')).json();
    expect(visits).toHaveLength(2);
    expect(Object.keys(visits[0]).toSorted()).toEqual(['atMs', 'id', 'people']);
    expect(visits[0].people).toContainEqual({ name: 'Grace', isYou: true, isHere: false });
  });

  test('a viewer is led into their visit, and to the vendor’s pages signed in', async () => {
    const ada = await signedIn('ada');
    const { visits } = await (await ada.get('/api/visits')).json();
    const joined = await ada.submit('/visits/join', { visit: visits[0].id });
    expect([joined.status, joined.headers.get('referrer-policy')]).toEqual([303, 'no-referrer']);
    expect(joined.headers.get('location')).toMatch(
      new RegExp(`^${sandbox.addresses.secureVideo}/Pass/Join/\\d{9}\\?launch=1$`),
    );
    const login = await ada.submit('/visits/sign-in');
    expect(login.status).toBe(303);
    expect(login.headers.get('location')).toContain('/Account/AutoLogin/');
  });

  test.each([
    ['SV-S4', 'wrongAddress', 'vendor_address', 'address_not_allowed', 'whitelisted'],
    ['SV-S5', 'quotaSpent', 'vendor_rate_limited', 'quota_exceeded', 'hourly quota'],
  ])(
    '%s %s: operators read what the vendor says, viewers one sentence and a reference',
    async (_id, trouble, code, reason, words) => {
      await openBrowser().post('/api/visit-troubles', { [trouble]: true }, 'PUT');
      const ada = await signedIn('ada');
      const answer = await ada.get('/api/visits');
      expect(answer.status).toBe(502);
      const text = await answer.text();
      const { correlationId } = JSON.parse(text);
      for (const told of [code, reason, words]) expect(text).not.toContain(told);
      const again = await (await ada.get('/api/visits')).json();
      const log = await (await (await operator()).get('/api/desk/log')).text();
      for (const told of [code, reason, words, correlationId, again.correlationId])
        expect(log).toContain(told);
      const join = await ada.submit('/visits/join', { visit: '1' });
      expect(join.status).toBe(502);
      const login = await ada.submit('/visits/sign-in');
      expect(login.status).toBeGreaterThanOrEqual(502);
    },
  );

  test('once the trouble is over, so is the refusal', async () => {
    await openBrowser().post('/api/visit-troubles', { quotaSpent: true }, 'PUT');
    const ada = await signedIn('ada');
    expect((await ada.get('/api/visits')).status).toBe(502);
    await openBrowser().post('/api/visit-troubles', {}, 'PUT');
    expect((await ada.get('/api/visits')).status).toBe(200);
  });
});
