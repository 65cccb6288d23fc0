import type { Vendor } from '@playgate/server';

/** A vendor whose passes open everything to everybody. */
export const plainVendor: Vendor = {
  id: 'plain',
  mint: () =>
    Promise.resolve({
      kind: 'pass',
      rules: [{ match: { urls: ['https://cdn.example/'] }, place: [{ kind: 'none' }] }],
    }),
};
