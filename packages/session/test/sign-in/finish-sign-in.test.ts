import type { Store } from '@playgate/server';
import { describe, expect, it } from 'vitest';
import { Browser } from '../stage/browser.ts';
import { SESSION_COOKIE, useStages } from '../stage/stage.ts';
import { TestClock } from '../stage/test-clock.ts';

const createStage = useStages();

type Write = 'set' | 'replace' | 'delete';

/** A sign-in at a store, or with an audit, that may be told to fail; with what it left behind. */
async function failingStage(fails: (what: Write | 'audit', key: string) => boolean) {
  const sessions = new Set<string>();
  const ended: string[] = [];
  let isFailing = false;
  const stage = await createStage({
    fetch: (url, init) => {
      const form = new URLSearchParams(typeof init?.body === 'string' ? init.body : '');
      if (form.has('token')) ended.push(form.get('token') ?? '');
      return fetch(url, init);
    },
  });
  const check = (what: Write | 'audit', key: string): void => {
    if (isFailing && fails(what, key)) throw new Error('down');
  };
  const store: Store = {
    ...stage.store,
    async set(key, ...rest) {
      check('set', key);
      await stage.store.set(key, ...rest);
      if (key.startsWith('session:')) sessions.add(key);
    },
    async replace(key, ...rest) {
      check('replace', key);
      return stage.store.replace(key, ...rest);
    },
    async delete(key) {
      check('delete', key);
      await stage.store.delete(key);
      sessions.delete(key);
    },
  };
  const app = stage.instance({
    store,
    audit: (event) => {
      check('audit', event.type);
      stage.events.push(event);
    },
  });
  const browser = new Browser(() => app, {
    '/broken': async (request) => {
      isFailing = true;
      try {
        return await app.callback(request);
      } finally {
        isFailing = false;
      }
    },
  });
  const signIn = async (path: string) => {
    const begun = await browser.open('https://app.example/auth/sign-in', { from: 'app' });
    const back = new URL(await browser.authorize(begun.headers.get('location') ?? ''));
    const answer = await browser.open(`https://app.example${path}${back.search}`);
    return { answer, again: `https://app.example/auth/callback${back.search}` };
  };
  return { ...stage, browser, app, sessions, ended, signIn };
}

describe('a sign-in that fails on its last steps leaves nothing behind', () => {
  let replaced = 0;

  it.each<[string, (what: Write | 'audit', key: string) => boolean, number]>([
    ['the session cannot be stored', (what, key) => what === 'set' && /^session:/.test(key), 503],
    [
      'the sign-in cannot be ended',
      // The first write takes the sign-in, the second ends it.
      (what, key) => what === 'replace' && /^sign-in:/.test(key) && (replaced += 1) === 2,
      503,
    ],
    ['it cannot be audited', (what, key) => what === 'audit' && key === 'signed-in', 500],
  ])('when %s', async (_what, fails, status) => {
    replaced = 0;
    const { browser, sessions, ended, events, signIn, app } = await failingStage(fails);
    const { answer, again } = await signIn('/broken');
    expect(answer.status).toBe(status);
    expect([sessions.size, ended.length, browser.cookies.has(SESSION_COOKIE)]).toEqual([
      ...[0, 1, false],
    ]);
    expect(events.map(({ type }) => type)).not.toContain('signed-in');
    expect(events.at(-1)).toMatchObject({ type: 'sign-in-failed' });
    // Its answer is worth nothing any more.
    await browser.open(again);
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(false);
    // The control: where nothing fails the viewer is in.
    expect((await signIn('/auth/callback')).answer.status).toBe(303);
    expect([sessions.size, ended.length]).toEqual([1, 1]);
    expect(await app.read(browser.request())).toMatchObject({ viewer: 'ada' });
    expect(events.at(-1)).toMatchObject({ type: 'signed-in', viewer: 'ada' });
  });

  it('when somebody else has taken over, whose outcome counts', async () => {
    const stage = await createStage();
    const exchanges = Promise.withResolvers<void>();
    const goesOn = Promise.withResolvers<void>();
    const slow = stage.instance({
      // Its time stands still, so that none of its deadlines comes.
      clock: new TestClock(stage.clock.now()),
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        if (typeof init?.body !== 'string' || !init.body.includes('=authorization_code'))
          return answer;
        exchanges.resolve();
        await goesOn.promise;
        return answer;
      },
    });
    const { browser } = stage;
    const begun = await browser.open('https://app.example/auth/sign-in', { from: 'app' });
    const back = await browser.authorize(begun.headers.get('location') ?? '');
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const late = slow.callback(new Request(back, { headers: { cookie } }));
    await exchanges.promise;
    stage.clock.advance(25_000);
    // The code is used up, which is the outcome.
    expect((await browser.open(back)).status).toBe(502);
    goesOn.resolve();
    const answer = await late;
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
    expect(stage.events.map(({ type }) => type)).not.toContain('signed-in');
  });
});
