import { describe, expect, test } from 'vitest';
import { findAccount } from '../src/accounts.ts';
import { decide } from '../src/decide.ts';
import type { Viewer } from '../src/sign-in/viewers.ts';

const ada = viewer('ada');
const grace = viewer('grace');
const times = { passSeconds: 8, gateSeconds: 300, isCutOff: async () => false };

function viewer(id: string): Viewer {
  const account = findAccount(id);
  if (account === undefined) throw new Error(`There is no account ${id}.`);
  return { account, session: { viewerToken: async () => ({ accessToken: 'a token' }) } };
}

describe('who may watch what', () => {
  test('a private film wants a viewer', async () => {
    expect(await decide({ asset: 'launch-film', viewer: undefined, ...times })).toMatchObject({
      kind: 'deny',
      reason: 'unauthenticated',
    });
  });

  test('a viewer without a ticket may not', async () => {
    expect(await decide({ asset: 'live-show', viewer: grace, ...times })).toMatchObject({
      kind: 'deny',
      reason: 'forbidden',
    });
  });

  test('a viewer with a ticket gets a short pass in their own name', async () => {
    expect(await decide({ asset: 'launch-film', viewer: ada, ...times })).toMatchObject({
      kind: 'grant',
      grant: { asset: 'catch-the-show/video:launch-film', viewer: 'ada', lifetimeSeconds: 8 },
    });
  });

  test('a public film is for everybody, and names nobody', async () => {
    expect(await decide({ asset: 'public-film', viewer: undefined, ...times })).toEqual({
      kind: 'grant',
      grant: { asset: 'catch-the-show/video:public-film' },
    });
  });

  test('a rented film is for whoever is signed in', async () => {
    expect(await decide({ asset: 'rental-film', viewer: grace, ...times })).toMatchObject({
      kind: 'grant',
      grant: { asset: 'brightcove/ref:launch-film', viewer: 'grace', lifetimeSeconds: 8 },
    });
  });

  test.each(['launch-film', 'festival-film', 'rental-film', 'one-time-embed'])(
    'a viewer who is cut off gets no pass: %s',
    async (asset) => {
      const isCutOff = async (viewer: string): Promise<boolean> => viewer === 'ada';
      expect(await decide({ asset, viewer: ada, ...times })).toMatchObject({ kind: 'grant' });
      expect(await decide({ asset, viewer: ada, ...times, isCutOff })).toMatchObject({
        kind: 'deny',
        reason: 'forbidden',
      });
    },
  );

  test('a grant carries the way to a token of the viewer’s that plays and does nothing else, and no token', async () => {
    const asked: unknown[] = [];
    const viewerToken: Viewer['session']['viewerToken'] = async (how) => {
      asked.push(how);
      return { accessToken: 'a token' };
    };
    const viewer = { ...ada, session: { viewerToken } };
    const decision = await decide({ asset: 'viewers-film', viewer, ...times });
    expect(asked).toEqual([]);
    expect(decision).toMatchObject({ kind: 'grant' });
    if (decision.kind === 'grant') await decision.grant.viewerToken?.({ fresh: true });
    expect(asked).toEqual([{ fresh: true, scope: 'videos:play' }]);
  });

  test.each(['members-film', 'ibm-channel'])('%s is left to its gate', async (asset) => {
    expect(await decide({ asset, viewer: undefined, ...times })).toMatchObject({
      kind: 'grant',
      grant: { lifetimeSeconds: 300 },
    });
  });

  test.each(['nothing', 'constructor', '__proto__', ''])(
    'there is no film called "%s"',
    async (asset) => {
      expect(await decide({ asset, viewer: ada, ...times })).toMatchObject({
        kind: 'deny',
        reason: 'not_found',
      });
    },
  );
});
