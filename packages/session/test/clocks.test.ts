import { afterEach, describe, expect, it } from 'vitest';
import { createAccessTokenVerifier, memoryStore } from '../src/index.ts';
import { Browser } from './stage/browser.ts';
import { useStages } from './stage/stage.ts';
import { TestClock } from './stage/test-clock.ts';

const createStage = useStages();
const HOUR_MS = 3_600_000;

describe.each([
  ['an hour ahead of', HOUR_MS],
  ['an hour behind', -HOUR_MS],
])('a backend that is %s the authorization server', (_how, ms) => {
  let reset = async (): Promise<void> => {};
  afterEach(() => reset());

  it('52 62: signs people in, and keeps, refreshes and ends their sessions as ever', async () => {
    const clock = new TestClock(Date.now() + ms);
    const { sessions } = await createStage({ clock, store: memoryStore({ clock }) });
    const handle = sessions.tokenHandler({ scope: 'videos:play' });
    const browser = new Browser(() => sessions, { '/auth/token': handle });
    await browser.signIn();
    const session = await sessions.read(browser.request());
    expect(session).toMatchObject({ viewer: 'ada' });
    const first = (await session?.accessToken())?.reveal();
    // Lifetimes are counted from when they were asked for, so they are what they are.
    expect((await session?.viewerToken())?.expiresInSeconds).toBe(598);
    const given = await browser.call('/auth/token', { json: {} });
    expect(await given.json()).toMatchObject({ expires_in: 598, issued_at: clock.now() / 1000 });
    clock.advance(539_000);
    expect((await session?.accessToken())?.reveal()).toBe(first);
    clock.advance(1000);
    // Its answer holds an ID token, too.
    expect((await session?.accessToken())?.reveal()).not.toBe(first);
    await browser.call('/auth/sign-out');
    expect(await sessions.read(browser.request())).toBeUndefined();
  });

  it('A27: takes no JWT of a caller whose times are an hour away', async () => {
    const stage = await createStage();
    const { sandbox, options } = stage;
    reset = async () => {
      await sandbox.tell('authorization', 'setPolicy', { accessTokenFormat: 'opaque' });
    };
    await sandbox.tell('authorization', 'setPolicy', { accessTokenFormat: 'jwt' });
    await stage.browser.signIn();
    const session = await stage.sessions.read(stage.browser.request());
    const token = (await session?.accessToken())?.reveal() ?? '';
    const call = new Request('https://api.app.example/', {
      headers: { authorization: `Bearer ${token}` },
    });
    const at = { issuer: options.issuer, audience: sandbox.addresses.stapi };
    const apart = createAccessTokenVerifier({ ...at, clock: new TestClock(Date.now() + ms) });
    expect(await apart(call)).toBeUndefined();
    // The control: half a minute is nothing.
    const near = createAccessTokenVerifier({ ...at, clock: new TestClock(Date.now() + ms / 200) });
    expect(await near(call)).toBeDefined();
  });
});
