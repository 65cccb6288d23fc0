import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { ownPagesOnly } from '../src/own-pages-only.ts';

const OWN = 'https://app.example';
const EVIL = 'https://evil.example';

/** A route behind the guard, and how often it was reached. */
function guarded() {
  let reached = 0;
  const app = new Hono();
  app.use('*', ownPagesOnly(OWN));
  app.all('/act', (context) => {
    reached += 1;
    return context.json({ done: true });
  });
  const ask = (method: string, headers: Record<string, string>) =>
    app.request(`${OWN}/act`, { method, headers });
  return { ask, reached: () => reached };
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('nothing is changed by', () => {
  test.each<[string, string, Record<string, string>]>([
    ['A1 a form of another site', 'POST', { origin: EVIL, ...FORM }],
    [
      'A2 a sibling subdomain',
      'POST',
      {
        origin: 'https://blog.app.example',
        'x-playgate': '1',
        'sec-fetch-site': 'same-site',
      },
    ],
    [
      'A3 a request without a preflight',
      'POST',
      { origin: OWN, 'content-type': 'text/plain', 'sec-fetch-mode': 'no-cors' },
    ],
    ['A5 what has no origin', 'POST', { origin: 'null', 'x-playgate': '1' }],
    ['A7 nobody that a browser vouches for', 'POST', { cookie: 'a=b', 'x-playgate': '1' }],
    [
      'A8 somebody who only says that it is same-origin',
      'PUT',
      { origin: EVIL, 'x-playgate': '1', 'sec-fetch-site': 'same-origin' },
    ],
    [
      'A9 a preflight of another site',
      'OPTIONS',
      { origin: EVIL, 'access-control-request-method': 'POST' },
    ],
  ])('%s', async (_who, method, headers) => {
    const { ask, reached } = guarded();
    const answer = await ask(method, headers);
    expect([answer.status, reached()]).toEqual([403, 0]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    // The control: a page of the site.
    const own = await ask(method === 'OPTIONS' ? 'POST' : method, {
      ...{ origin: OWN, 'x-playgate': '1' },
    });
    expect([own.status, reached()]).toEqual([200, 1]);
  });
});
