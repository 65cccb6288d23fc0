import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { keepAccessToken } from '../../../src/api/tokens/keep-access-token.ts';
import type { GrantedToken } from '../../../src/api/tokens/keep-access-token.ts';
import type { AccessTokens } from '../../../src/api/tokens/access-tokens.ts';
import { Secret } from '../../../src/secret/secret.ts';
import { ServerError } from '../../../src/server-error.ts';
import { ManualClock, settle } from '../manual-clock.ts';

/** Tokens `t1`, `t2` … that last 100 s, each after as many milliseconds. */
function keeping({ lifetimeMs = 100_000, takesMs = 0 } = {}): {
  readonly tokens: AccessTokens;
  readonly clock: ManualClock;
  readonly request: ReturnType<typeof vi.fn<(signal: AbortSignal) => Promise<GrantedToken>>>;
  readonly text: (signal?: AbortSignal) => Promise<string>;
} {
  const clock = new ManualClock();
  let n = 0;
  const request = vi.fn(async () => {
    n += 1;
    const token = new Secret(`t${n}`);
    if (takesMs > 0) await clock.sleep(takesMs, new AbortController().signal);
    return { token, lifetimeMs };
  });
  const tokens = keepAccessToken(request, { clock, longestMs: 15_000 });
  return { tokens, clock, request, text: async (signal) => (await tokens.get(signal)).reveal() };
}

describe('an access token', () => {
  it('STA-S2 is asked for once by all who want it at once, and kept', async () => {
    const { clock, request, text } = keeping({ takesMs: 40 });
    const waiting = Promise.all(Array.from({ length: 20 }, () => text()));
    await clock.advance(40);
    expect(new Set(await waiting)).toEqual(new Set(['t1']));
    expect(await text()).toBe('t1');
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('STA-S2 is renewed at 75 % of its life, while the old one goes on being used', async () => {
    const { clock, request, text } = keeping({ takesMs: 40 });
    const first = text();
    await clock.advance(40);
    await first;
    await clock.advance(74_959);
    expect(await text()).toBe('t1');
    expect(request).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    expect([await text(), await text()]).toEqual(['t1', 't1']);
    expect(request).toHaveBeenCalledTimes(2);
    await clock.advance(40);
    expect(await text()).toBe('t2');
  });

  it.each([
    [100_000, 98_000],
    [3000, 2700],
  ])(
    'of %i ms is waited for anew after %i ms: it would end on its way',
    async (lifetimeMs, end) => {
      const { clock, request, text } = keeping({ lifetimeMs });
      await text();
      request.mockImplementation(() => new Promise(() => {}));
      await clock.advance(end - 1);
      expect(await text()).toBe('t1');
      await clock.advance(1);
      let got = false;
      void text().then(() => (got = true));
      await settle();
      expect(got).toBe(false);
    },
  );

  it('takes the place of one that would have lasted longer', async () => {
    const { clock, request, text } = keeping();
    await text();
    request.mockResolvedValueOnce({ token: new Secret('short'), lifetimeMs: 10_000 });
    await clock.advance(75_000);
    await text();
    await settle();
    expect(await text()).toBe('short');
  });

  it('lasts from when it was asked for, not from when it came', async () => {
    const { clock, request, text } = keeping({ lifetimeMs: 10_000, takesMs: 5000 });
    const first = text();
    await clock.advance(5000);
    await first;
    await clock.advance(2500);
    await text();
    expect(request).toHaveBeenCalledTimes(2);
  });
});

describe('a renewal that fails', () => {
  const down = new ServerError('vendor_connection', 'down');

  it('is no error while the old token lasts, and is tried again after 10 % of its life', async () => {
    const { clock, request, text } = keeping();
    await text();
    request.mockRejectedValue(down);
    await clock.advance(75_000);
    expect(await text()).toBe('t1');
    await settle();
    expect([await text(), await text()]).toEqual(['t1', 't1']);
    expect(request).toHaveBeenCalledTimes(2);
    await clock.advance(9999);
    await text();
    expect(request).toHaveBeenCalledTimes(2);
    await clock.advance(1);
    await text();
    expect(request).toHaveBeenCalledTimes(3);
  });

  it('of a short token is tried again after 200 ms', async () => {
    const { clock, request, text } = keeping({ lifetimeMs: 1500 });
    await text();
    request.mockRejectedValue(down);
    await clock.advance(1125);
    await text();
    await clock.advance(199);
    await text();
    expect(request).toHaveBeenCalledTimes(2);
    await clock.advance(1);
    await text();
    expect(request).toHaveBeenCalledTimes(3);
  });

  it('is told to whoever needs a new one, and the next caller asks again', async () => {
    const { clock, request, text } = keeping();
    await text();
    await clock.advance(98_000);
    request.mockRejectedValueOnce(down);
    await expect(Promise.all([text(), text()])).rejects.toBe(down);
    expect(await text()).toBe('t2');
    expect(request).toHaveBeenCalledTimes(3);
  });

  it('leaves no rejection unhandled when nobody waits any more', async () => {
    const { request, text } = keeping();
    let fail = (): void => {};
    request.mockImplementation(
      () =>
        new Promise((_resolve, reject) => {
          fail = () => reject(down);
        }),
    );
    const gone = new AbortController();
    const waiting = text(gone.signal).catch((error: unknown) => error);
    gone.abort();
    expect(await waiting).toMatchObject({ code: 'aborted' });
    fail();
    await settle();
  });
});

describe('a caller who goes away', () => {
  it('S9 ends its own wait and nobody else’s', async () => {
    const { clock, request, text } = keeping({ takesMs: 40 });
    const gone = new AbortController();
    const leaving = text(gone.signal).catch((error: unknown) => error);
    const staying = text();
    await settle();
    gone.abort('bye');
    expect(await leaving).toMatchObject({ code: 'aborted', cause: 'bye' });
    await clock.advance(40);
    expect(await staying).toBe('t1');
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('S9 last, ends the request, and the next one begins another', async () => {
    const { request, text } = keeping();
    const signals: AbortSignal[] = [];
    request.mockImplementationOnce((signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    const [first, second] = [new AbortController(), new AbortController()];
    const waits = [first, second].map(({ signal }) => text(signal).catch(() => 'gone'));
    first.abort();
    expect(await waits[0]).toBe('gone');
    expect(signals[0]?.aborted).toBe(false);
    second.abort();
    expect(await waits[1]).toBe('gone');
    expect(signals[0]?.aborted).toBe(true);
    expect(await text()).toBe('t1');
    expect(request).toHaveBeenCalledTimes(2);
  });

  it('S9 does not end a renewal that goes on behind', async () => {
    const { clock, request, text } = keeping();
    await text();
    const signals: AbortSignal[] = [];
    request.mockImplementation((signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    await clock.advance(90_000);
    expect(await text()).toBe('t1');
    await clock.advance(8000);
    const gone = new AbortController();
    const leaving = text(gone.signal).catch(() => 'gone');
    gone.abort();
    expect(await leaving).toBe('gone');
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('S9 before, asks for nothing', async () => {
    const { request, text } = keeping();
    await expect(text(AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    expect(request).not.toHaveBeenCalled();
  });

  it('is told the reason where that is an error of ours', async () => {
    const { text } = keeping();
    const late = new ServerError('vendor_timeout', 'late');
    await expect(text(AbortSignal.abort(late))).rejects.toBe(late);
  });
});

describe('a request that never ends, such as one of a worker whose own request is over', () => {
  it('is not joined once it is older than it may get', async () => {
    const { clock, request, text } = keeping();
    request.mockImplementationOnce(() => new Promise(() => {}));
    void text();
    await clock.advance(15_000);
    void text();
    await settle();
    expect(request).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    expect(await text()).toBe('t1');
  });

  it('does not keep a token from being renewed', async () => {
    const { clock, request, text } = keeping();
    await text();
    request.mockImplementationOnce(() => new Promise(() => {}));
    await clock.advance(75_000);
    await text();
    await clock.advance(15_001);
    expect(await text()).toBe('t1');
    await settle();
    expect(await text()).toBe('t2');
  });

  it('and is answered late does not take the place of a newer one', async () => {
    const { clock, request, text } = keeping();
    let answer = (): void => {};
    request.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = () => resolve({ token: new Secret('late'), lifetimeMs: 100_000 });
        }),
    );
    const late = text();
    await clock.advance(15_001);
    expect(await text()).toBe('t1');
    answer();
    expect(await late).toBe('late');
    expect(await text()).toBe('t1');
  });

  it('is not joined after the clock was set back', async () => {
    const { clock, request, text } = keeping();
    request.mockImplementationOnce(() => new Promise(() => {}));
    void text();
    await clock.advance(-1);
    expect(await text()).toBe('t1');
  });
});

describe('a token that was refused', () => {
  it('is forgotten', async () => {
    const { tokens, text } = keeping();
    tokens.invalidate(await tokens.get());
    expect(await text()).toBe('t2');
  });

  it('does not take a newer one along', async () => {
    const { tokens, text } = keeping();
    const old = await tokens.get();
    tokens.invalidate(old);
    await text();
    tokens.invalidate(old);
    expect(await text()).toBe('t2');
  });
});

describe('whatever happens in whatever order', () => {
  const step = fc.oneof(
    fc.constant({ do: 'get' } as const),
    fc.constant({ do: 'invalidate' } as const),
    fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 1, max: 60_000 }) }),
    fc.record({ do: fc.constant('fail' as const), fails: fc.boolean() }),
  );

  it('R7 there is at most one request at a time, and no token is given out after its end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const clock = new ManualClock();
        const born = new Map<string, number>();
        let flying = 0;
        let fails = false;
        const tokens = keepAccessToken(
          async () => {
            flying += 1;
            expect(flying).toBe(1);
            const asked = clock.now();
            await clock.sleep(300, new AbortController().signal);
            flying -= 1;
            if (fails) throw new ServerError('vendor_connection', 'down');
            const token = new Secret(`t${born.size}`);
            born.set(token.reveal(), asked);
            return { token, lifetimeMs: 20_000 };
          },
          { clock, longestMs: 15_000 },
        );
        let last: Secret | undefined;
        for (const { do: what, ...more } of steps) {
          if (what === 'get')
            void tokens.get().then(
              (token) => {
                last = token;
                expect(clock.now() - (born.get(token.reveal()) ?? 0)).toBeLessThan(20_000);
              },
              (error: unknown) => expect(error).toBeInstanceOf(ServerError),
            );
          else if (what === 'invalidate' && last !== undefined) tokens.invalidate(last);
          else if ('ms' in more) await clock.advance(more.ms);
          else if ('fails' in more) fails = more.fails;
          await settle();
        }
      }),
      { numRuns: 200 },
    );
  });
});
