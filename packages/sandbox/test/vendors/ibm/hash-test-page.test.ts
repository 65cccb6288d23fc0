import { expect, test } from 'vitest';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';

const PATH = '/viewer-authentication-api-hash-authentication-test';

test('stands where the vendor’s does, and its files are there', async () => {
  const { addresses } = await sandboxUnderTest();
  const page = await (await fetch(addresses.ibm + PATH)).text();
  expect(page).toContain('Channel secret key');
  for (const name of ['hash-test.js', 'hash-test.css'])
    expect((await fetch(`${addresses.ibm}/hash-test/assets/${name}`)).status).toBe(200);
});

test('C1: says what the vendor’s would, and of an expiry that is past', async () => {
  const { addresses } = await sandboxUnderTest();
  const check = async (response: string, secret: string): Promise<unknown> =>
    (
      await fetch(addresses.ibm + PATH, {
        method: 'POST',
        body: new URLSearchParams({ response, secret }),
      })
    ).json();
  const hash = '56a8835175d33c368955dac6bdaf00de';
  const list = JSON.stringify([{ userName: 'testuser' }, { someString: 'someValue' }, { hash }]);
  expect(await check(list, 'testMyHash')).toEqual({ verdict: 'ok' });
  expect(await check(list, 'another')).toEqual({ verdict: 'wrong' });
  expect(await check('[]', 'testMyHash')).toEqual({ verdict: 'malformed' });
  const old = `[{"user":"user@example.com"},{"hash":"0253acee466a26b0327617b55851116e"},{"hashExpire":1520694398}]`;
  expect(await check(old, 'TOPSECRET')).toMatchObject({ verdict: 'expired' });
});
