import { test as base, expect } from '@playwright/test';
import { startVendorStage } from './vendor-stage.ts';
import type { OwnedVendorStage, VendorStage } from './vendor-stage.ts';

/**
 * `test` with every vendor: one sandbox and one application for each worker, cleared before each test; no answer of the
 * application may hold a secret of the vendors.
 */
export const test = base.extend<{ stage: VendorStage }, { owned: OwnedVendorStage }>({
  owned: [
    async ({}, use) => {
      const owned = await startVendorStage();
      await use(owned);
      await owned.close();
    },
    { scope: 'worker' },
  ],
  stage: async ({ owned, page }, use) => {
    await owned.reset();
    const answers: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.url().startsWith(owned.app)) answers.push(response.text().catch(() => ''));
    });
    await use(owned);
    const told = (await Promise.all(answers)).join('\n');
    const secrets = secretsIn(owned.sandbox.keys);
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  },
});
export { expect };

/** What only servers may know of the keys of a run. */
function secretsIn(keys: object): readonly string[] {
  return Object.entries(keys).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return secretsIn(value);
    return /secret|apiKey|private/i.test(name) && typeof value === 'string' ? [value] : [];
  });
}
