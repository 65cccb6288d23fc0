import { parsePass } from '@playgate/protocol';
import { describe, expect, it, vi } from 'vitest';
import { deny, formatPass, interact, mintPass } from '../../src/index.ts';
import { countingIds, NOW, plainVendor } from '../support.ts';

const options = { vendor: plainVendor, grant: { asset: 'film', viewer: 'v' }, now: NOW };

describe('mintPass', () => {
  it('makes a pass that a page can be rendered with', async () => {
    const pass = await mintPass({ ...options, newId: countingIds() });
    expect(pass).toMatchObject({ id: 'id-2', subject: 'v', issuedAt: NOW, lifetimeMs: 3_600_000 });
    const rendered: unknown = JSON.parse(JSON.stringify(formatPass(pass)));
    expect(parsePass(rendered)).toEqual(pass);
  });

  it('X8 clamps like the handler', async () => {
    const grant = { asset: 'film', lifetimeSeconds: 1e9 };
    expect((await mintPass({ ...options, grant })).lifetimeMs).toBe(3_600_000);
    expect((await mintPass({ ...options, grant, maxLifetimeSeconds: 60 })).lifetimeMs).toBe(60_000);
    await expect(mintPass({ ...options, maxLifetimeSeconds: 1e9 })).rejects.toMatchObject({
      code: 'config',
    });
  });

  it('hands the vendor the answer and the signal', async () => {
    const mint = vi.fn(plainVendor.mint);
    const { signal } = new AbortController();
    await mintPass({ ...options, vendor: { id: 'x', mint }, answer: { hash: 'h' }, signal });
    expect(mint.mock.calls[0]?.[1]).toMatchObject({ answer: { hash: 'h' }, signal });
  });

  it('throws when there is none', async () => {
    const interaction = { entryUrl: 'https://a.example/e', returnUrl: 'https://a.example/r' };
    const vendor = (made: ReturnType<typeof deny | typeof interact>): typeof plainVendor => ({
      id: 'x',
      mint: () => Promise.resolve(made),
    });
    await expect(
      mintPass({ ...options, vendor: vendor(interact(interaction)) }),
    ).rejects.toMatchObject({ code: 'interaction_required', interaction });
    await expect(
      mintPass({ ...options, vendor: vendor(deny('interaction_denied')) }),
    ).rejects.toMatchObject({ code: 'denied' });
  });
});
