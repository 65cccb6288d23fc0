import { describe, expect, it } from 'vitest';
import { grant } from '../../src/index.ts';
import type { PassHandlerOptions } from '../../src/index.ts';
import { ask, passHandler } from '../support.ts';

describe('lifetimes', () => {
  const expiresIn = async (
    lifetimeSeconds: number,
    maxLifetimeSeconds?: number,
  ): Promise<unknown> => {
    const { handle } = passHandler({
      decide: () => grant({ asset: 'f', lifetimeSeconds }),
      ...(maxLifetimeSeconds !== undefined && { maxLifetimeSeconds }),
    });
    const body: unknown = await (await handle(ask())).json();
    return typeof body === 'object' && body !== null && 'expires_in' in body && body.expires_in;
  };

  it.each([
    [315_360_000, 3600],
    [Infinity, 3600],
    [-1, 1],
    [0, 1],
    [40, 40],
  ])('A17 %d seconds become %d', async (wanted, given) => {
    expect(await expiresIn(wanted)).toBe(given);
  });

  it('A17 what is no number is no lifetime', async () => {
    const { handle, events } = passHandler({
      decide: () => grant({ asset: 'f', lifetimeSeconds: Number.NaN }),
    });
    expect((await handle(ask())).status).toBe(500);
    expect(events).toMatchObject([{ error: { code: 'invalid_grant' } }]);
  });

  it('A17 1e400 in params is 400 before anybody decides', async () => {
    const { handle } = passHandler();
    const text = (life: string): string => `{"version":1,"asset":"film","params":{"life":${life}}}`;
    expect((await handle(ask(text('1e400')))).status).toBe(400);
    expect((await handle(ask(text('40')))).status).toBe(200);
  });

  it('X8 no vendor makes a pass last longer than it may', async () => {
    const vendor = (lifetimeSeconds: number): PassHandlerOptions['vendor'] => ({
      id: 'x',
      mint: () => Promise.resolve({ kind: 'pass', rules: [], lifetimeSeconds }),
    });
    const last = async (seconds: number): Promise<unknown> =>
      (await passHandler({ vendor: vendor(seconds) }).handle(ask())).json();
    expect(await last(1e9)).toMatchObject({ expires_in: 3600 });
    expect(await last(30)).toMatchObject({ expires_in: 30 });
  });

  it.each([0, 86_401, Number.NaN, JSON.parse('"300"')])(
    'X8 maxLifetimeSeconds %j is refused',
    (maxLifetimeSeconds) => {
      expect(() => passHandler({ maxLifetimeSeconds })).toThrow(/maxLifetimeSeconds/);
    },
  );
});
