import { describe, expect, it } from 'vitest';
import { Secret, ServerError } from '../../../src/index.ts';
import { memoryStore } from '../../../src/store/memory-store.ts';
import { createStapiOAuth, createStoredTokens } from '../../../src/stapi/index.ts';
import type { Store } from '../../../src/store/store.ts';
import type { StapiOAuth, StoredTokens, TokenSet } from '../../../src/stapi/index.ts';
import { codeThrown } from '../../api/api-support.ts';
import { ManualClock, settle } from '../../api/manual-clock.ts';
import {
  REDIRECT_URI,
  signIn,
  signInApplication,
  stapiSandbox,
  VERIFIER,
} from '../stapi-sandbox.ts';

const tokenSet = (n: number, more: Partial<TokenSet> = {}): TokenSet => ({
  accessToken: new Secret(`access-${n}`),
  refreshToken: new Secret(`refresh-${n}`),
  expiresInSeconds: 100,
  ...more,
});

/** A vendor whose answers are let go by hand. */
function underTest() {
  const clock = new ManualClock();
  const store = memoryStore({ clock });
  const asked: string[] = [];
  const revoked: string[] = [];
  const waiting: { resolve: (tokens: TokenSet) => void; reject: (error: unknown) => void }[] = [];
  const oauth: Pick<StapiOAuth, 'refreshToken' | 'revokeToken'> = {
    refreshToken(token) {
      asked.push(token.reveal());
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    async revokeToken(token) {
      revoked.push(token.reveal());
    },
  };
  const instance = (): StoredTokens =>
    createStoredTokens({ store, oauth, clock, ttlMs: 1_000_000, takeOverMs: 10_000 });
  return { clock, store, asked, revoked, waiting, instance };
}

const revealed = async (token: Promise<Secret | undefined>): Promise<string | undefined> =>
  (await token)?.reveal();

describe('STA-S4: tokens in a store', () => {
  it('a refresh token that another used up meanwhile is no end: theirs is given', async () => {
    const { clock, asked, waiting, instance } = underTest();
    const [slow, other] = [instance(), instance()];
    await slow.save('s', tokenSet(1));
    await clock.advance(100_000);
    const late = revealed(slow.get('s'));
    await settle();
    await clock.advance(10_000);
    const taken = revealed(other.get('s'));
    await settle();
    expect(asked).toEqual(['refresh-1', 'refresh-1']);
    waiting[1]?.resolve(tokenSet(2));
    expect(await taken).toBe('access-2');
    waiting[0]?.reject(new ServerError('vendor_credentials', 'x', { reason: 'invalid_grant' }));
    expect(await late).toBe('access-2');
  });

  it('a store that never writes is an error, not a loop', async () => {
    const { clock, store, instance } = underTest();
    await instance().save('s', tokenSet(1));
    await clock.advance(100_000);
    let tries = 0;
    const deaf: Store = {
      ...store,
      async replace() {
        tries += 1;
        if (tries > 1000) throw new Error('a loop');
        return false;
      },
    };
    const oauth = { refreshToken: () => new Promise<never>(() => {}), revokeToken: async () => {} };
    const tokens = createStoredTokens({ store: deaf, oauth, clock, ttlMs: 1_000_000 });
    await expect(tokens.get('s')).rejects.toMatchObject({ code: 'config' });
  });

  it('are given until shortly before their end, without a call', async () => {
    const { clock, asked, instance } = underTest();
    const tokens = instance();
    expect(await tokens.get('s')).toBeUndefined();
    await tokens.save('s', tokenSet(1));
    await clock.advance(97_999);
    expect(await revealed(tokens.get('s'))).toBe('access-1');
    expect(asked).toEqual([]);
  });

  it('are refreshed once for all who ask, in all instances', async () => {
    const { clock, asked, waiting, instance } = underTest();
    await instance().save('s', tokenSet(1));
    await clock.advance(98_000);
    const all = Array.from({ length: 20 }, () => revealed(instance().get('s')));
    await settle();
    expect(asked).toEqual(['refresh-1']);
    waiting[0]?.resolve(tokenSet(2));
    await clock.advance(100);
    expect(await Promise.all(all)).toEqual(Array.from({ length: 20 }, () => 'access-2'));
    expect(asked).toHaveLength(1);
  });

  it('a token that was refused is replaced; one that was replaced since is not', async () => {
    const { asked, waiting, instance } = underTest();
    const tokens = instance();
    await tokens.save('s', tokenSet(1));
    const refused = new Secret('access-1');
    const next = revealed(tokens.get('s', { refused }));
    await settle();
    waiting[0]?.resolve(tokenSet(2));
    expect(await next).toBe('access-2');
    expect(await revealed(tokens.get('s', { refused }))).toBe('access-2');
    expect(asked).toEqual(['refresh-1']);
  });

  it('the old refresh token is kept until the new one is stored: a lost answer can be tried again', async () => {
    const { asked, waiting, instance } = underTest();
    const tokens = instance();
    await tokens.save('s', tokenSet(1));
    const refused = new Secret('access-1');
    const lost = tokens.get('s', { refused }).catch((reason: unknown) => reason);
    await settle();
    waiting[0]?.reject(new ServerError('vendor_connection', 'gone'));
    expect(await lost).toMatchObject({ code: 'vendor_connection' });
    const again = revealed(tokens.get('s', { refused }));
    await settle();
    waiting[1]?.resolve(tokenSet(3));
    expect(await again).toBe('access-3');
    expect(asked).toEqual(['refresh-1', 'refresh-1']);
  });

  it('where the vendor takes it no more, the person must sign in again, once', async () => {
    const { asked, waiting, instance } = underTest();
    const tokens = instance();
    await tokens.save('s', tokenSet(1));
    const next = tokens.get('s', { refused: new Secret('access-1') });
    await settle();
    waiting[0]?.reject(new ServerError('vendor_credentials', 'no', { reason: 'invalid_grant' }));
    expect(await next).toBeUndefined();
    expect(await tokens.get('s')).toBeUndefined();
    expect(asked).toHaveLength(1);
    await tokens.save('s', tokenSet(2));
    expect(await revealed(tokens.get('s'))).toBe('access-2');
  });

  it('without a new refresh token the old one stays', async () => {
    const { asked, waiting, instance } = underTest();
    const tokens = instance();
    await tokens.save('s', tokenSet(1));
    for (const n of [2, 3]) {
      const next = revealed(tokens.get('s', { refused: new Secret(`access-${n - 1}`) }));
      await settle();
      const { refreshToken: _none, ...unrotated } = tokenSet(n);
      waiting[n - 2]?.resolve(unrotated);
      expect(await next).toBe(`access-${n}`);
    }
    expect(asked).toEqual(['refresh-1', 'refresh-1']);
  });

  it('without any refresh token the end is the end', async () => {
    const { clock, instance } = underTest();
    const tokens = instance();
    const { refreshToken: _none, ...only } = tokenSet(1);
    await tokens.save('s', only);
    await clock.advance(98_000);
    expect(await tokens.get('s')).toBeUndefined();
  });

  it('a refresh whose instance is gone is taken over, and what comes late changes nothing', async () => {
    const { clock, asked, revoked, waiting, instance } = underTest();
    await instance().save('s', tokenSet(1));
    const refused = new Secret('access-1');
    const slow = revealed(instance().get('s', { refused }));
    await settle();
    const other = revealed(instance().get('s', { refused }));
    await clock.advance(10_000);
    expect(asked).toEqual(['refresh-1', 'refresh-1']);
    waiting[1]?.resolve(tokenSet(2));
    expect(await other).toBe('access-2');
    waiting[0]?.resolve(tokenSet(3));
    expect(await slow).toBe('access-2');
    expect(revoked).toEqual([]);
  });

  it('who waits goes when its caller does', async () => {
    const { instance } = underTest();
    await instance().save('s', tokenSet(1));
    const refused = new Secret('access-1');
    void instance().get('s', { refused });
    await settle();
    const caller = new AbortController();
    const { signal } = caller;
    const waits = instance()
      .get('s', { refused, signal })
      .catch((reason: unknown) => reason);
    await settle();
    caller.abort();
    expect(await waits).toMatchObject({ code: 'aborted' });
  });

  it.each([{ ttlMs: 0 }, { takeOverMs: 0 }, { ttlMs: NaN }])('%j is refused', (wrong) => {
    const { store } = underTest();
    const oauth = { refreshToken: () => Promise.reject(), revokeToken: () => Promise.resolve() };
    expect(codeThrown(() => createStoredTokens({ store, oauth, ttlMs: 1, ...wrong }))).toBe(
      'config',
    );
  });
});

describe('STA-S5: a sign-out', () => {
  it('forgets the tokens and ends them at the vendor', async () => {
    const { revoked, instance } = underTest();
    const tokens = instance();
    await tokens.save('s', tokenSet(1));
    await tokens.end('s');
    await tokens.end('s');
    expect(await tokens.get('s')).toBeUndefined();
    expect(revoked).toEqual(['refresh-1']);
  });

  it('during a refresh ends what the refresh brings, too', async () => {
    const { revoked, waiting, instance } = underTest();
    const tokens = instance();
    await tokens.save('s', tokenSet(1));
    const next = tokens.get('s', { refused: new Secret('access-1') });
    await settle();
    await tokens.end('s');
    waiting[0]?.resolve(tokenSet(2));
    expect(await next).toBeUndefined();
    expect(revoked).toEqual(['refresh-1', 'refresh-2']);
    expect(await tokens.get('s')).toBeUndefined();
  });
});

it('STA-S4: against an authorization server that rotates, twenty requests in two instances cost one refresh', async () => {
  const sandbox = await stapiSandbox();
  const options = await signInApplication(sandbox);
  const oauth = createStapiOAuth(options);
  const callback = await signIn(sandbox, options.clientId);
  const sign = { redirectUri: REDIRECT_URI, state: 'state-1', codeVerifier: VERIFIER };
  const first = await oauth.exchangeCode({ ...sign, callback });
  const store = memoryStore();
  const instance = (): StoredTokens => createStoredTokens({ store, oauth, ttlMs: 60_000 });
  const [one, other] = [instance(), instance()];
  await one.save('s', first);
  await sandbox.expireCredentials({ vendor: 'stapi', viewer: 'ada' });
  await sandbox.clearJournal();
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? one : other).get('s', { refused: first.accessToken }),
    ),
  );
  expect(new Set(all.map((token) => token?.reveal())).size).toBe(1);
  expect((await sandbox.journal()).entries.map(({ path }) => path)).toEqual(['/token']);
  const { status } = await fetch(`${sandbox.addresses.stapi}/v1/videos`, {
    headers: { Authorization: `Bearer ${all[0]?.reveal()}` },
  });
  expect(status).toBe(200);
});
