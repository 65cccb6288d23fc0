import { startSandbox } from '@playgate/sandbox';
import type { Sandbox } from '@playgate/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBackend } from '../src/create-backend.ts';
import type { Backend } from '../src/create-backend.ts';

const ORIGIN = 'http://localhost:4600';

let sandbox: Sandbox;
let backend: Backend;

/** What one browser does: it keeps its cookies, and says where its requests come from as browsers do. */
interface Browser {
  get(path: string): Promise<Response>;
  post(path: string, body?: object, method?: string): Promise<Response>;
  submit(path: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
}

function openBrowser(): Browser {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    headers.set('Sec-Fetch-Site', 'same-origin');
    const response = await backend.fetch(new Request(ORIGIN + path, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      cookies.set(name, value);
    }
    return response;
  };
  return {
    get: (path) => send(path, { headers: { 'X-Playgate': '1' } }),
    post: (path, body = {}, method = 'POST') =>
      send(path, {
        method,
        headers: { 'Content-Type': 'application/json', 'X-Playgate': '1', Origin: ORIGIN },
        body: JSON.stringify(body),
      }),
    submit: (path, fields = {}) =>
      send(path, {
        method: 'POST',
        headers: { Origin: ORIGIN },
        body: new URLSearchParams(fields),
      }),
  };
}

async function signedIn(account: string): Promise<Browser> {
  const browser = openBrowser();
  await browser.post('/api/sign-in', { account });
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
  backend = await createBackend({ sandbox, origin: ORIGIN });
});

afterAll(() => sandbox.close());

test('the site keeps its own pages', () => {
  const owned = ['/api/pass', '/ibm/entry', '/hashlock/pass', '/visits/join'];
  const others = ['/', '/visits', '/watch/live-show', '/apis', '/src/visits/visits.ts'];
  expect([...owned, ...others].filter((path) => backend.owns(path))).toEqual(owned);
});

describe('passes', () => {
  test.each([
    ['launch-film', 'header'],
    ['live-show', 'header'],
    ['festival-film', 'header'],
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
