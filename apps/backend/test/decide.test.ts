import { describe, expect, test } from 'vitest';
import { findAccount } from '../src/accounts.ts';
import { decide } from '../src/decide.ts';

const ada = findAccount('ada');
const grace = findAccount('grace');
const times = { passSeconds: 8, gateSeconds: 300 };

describe('who may watch what', () => {
  test('a private film wants a viewer', () => {
    expect(decide({ asset: 'launch-film', viewer: undefined, ...times })).toMatchObject({
      kind: 'deny',
      reason: 'unauthenticated',
    });
  });

  test('a viewer without a ticket may not', () => {
    expect(decide({ asset: 'live-show', viewer: grace, ...times })).toMatchObject({
      kind: 'deny',
      reason: 'forbidden',
    });
  });

  test('a viewer with a ticket gets a short pass in their own name', () => {
    expect(decide({ asset: 'launch-film', viewer: ada, ...times })).toEqual({
      kind: 'grant',
      grant: { asset: 'catch-the-show/video:launch-film', viewer: 'ada', lifetimeSeconds: 8 },
    });
  });

  test('a public film is for everybody, and names nobody', () => {
    expect(decide({ asset: 'public-film', viewer: undefined, ...times })).toEqual({
      kind: 'grant',
      grant: { asset: 'catch-the-show/video:public-film' },
    });
  });

  test.each(['members-film', 'ibm-channel'])('%s is left to its gate', (asset) => {
    expect(decide({ asset, viewer: undefined, ...times })).toMatchObject({
      kind: 'grant',
      grant: { lifetimeSeconds: 300 },
    });
  });

  test.each(['nothing', 'constructor', '__proto__', ''])(
    'there is no film called "%s"',
    (asset) => {
      expect(decide({ asset, viewer: ada, ...times })).toMatchObject({
        kind: 'deny',
        reason: 'not_found',
      });
    },
  );
});
