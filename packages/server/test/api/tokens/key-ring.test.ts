import { expect, it } from 'vitest';
import { createKeyRing } from '../../../src/api/tokens/key-ring.ts';
import { Secret } from '../../../src/secret/secret.ts';

const { signal } = new AbortController();
const key = (name: string) => ({ key: name, headers: { 'X-Key': new Secret(`sk_${name}`) } });

it('CTS-S5 calls that were under way when the keys changed places do not change them back', async () => {
  const told: string[] = [];
  const ring = createKeyRing([key('a'), key('b')], (refusal) => told.push(refusal.key));
  const [one, two] = [await ring.authorize(signal), await ring.authorize(signal)];
  expect([one.key, one.headers?.['X-Key']?.reveal()]).toEqual(['a', 'sk_a']);
  expect(ring.refused?.(one)).toBe(true);
  expect(ring.refused?.(two)).toBe(true);
  expect((await ring.authorize(signal)).key).toBe('b');
  expect(told).toEqual(['a', 'a']);
});

it('CTS-S5 one key alone has nothing to change places with', async () => {
  const ring = createKeyRing([key('a')], () => {});
  expect(ring.refused?.(await ring.authorize(signal))).toBe(false);
});
