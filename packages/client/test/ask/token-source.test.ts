import { expect, test } from 'vitest';
import { tokenSource } from '../../src/ask/token-source.ts';

const signal = new AbortController().signal;

/** A getter that gives a new token whenever the one it has is refused, as an OAuth client does. */
function getter() {
  let count = 1;
  const told: (string | undefined)[] = [];
  return {
    told,
    count: () => count,
    get: async ({ refused }: { readonly refused?: string }) => {
      told.push(refused);
      if (refused === `token-${count}`) count += 1;
      return `token-${count}`;
    },
  };
}

test('57: four films whose token is refused take one new token together, since each names the one that it had', async () => {
  const tokens = getter();
  const source = tokenSource(tokens.get);
  const films = ['a', 'b', 'c', 'd'].map((asset) => ({ asset }));
  for (const film of films) await source(film, { signal, fresh: false });
  for (const film of films)
    expect(await source(film, { signal, fresh: true })).toEqual({ token: 'token-2' });
  expect(tokens.count()).toBe(2);
});

test('a token that was not refused is not called so', async () => {
  const tokens = getter();
  const source = tokenSource(tokens.get);
  const film = { asset: 'a' };
  await source(film, { signal, fresh: false });
  await source(film, { signal, fresh: false });
  await source({ asset: 'b' }, { signal, fresh: true });
  expect(tokens.told).toEqual([undefined, undefined, undefined]);
});
