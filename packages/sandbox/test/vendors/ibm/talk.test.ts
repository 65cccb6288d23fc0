import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { UnderTest } from '../../sandbox-under-test.ts';
import { sandboxUnderTest, statusOf } from '../../sandbox-under-test.ts';

const dataOf = async (response: Response) =>
  JSON.parse(
    /<script type="application\/json" id="data">(.*)<\/script>/.exec(await response.text())?.[1] ??
      '',
  );

function hashOf(sandbox: UnderTest, lifeSeconds: number): string {
  const hashExpire = Math.floor(sandbox.at() / 1000) + lifeSeconds;
  const text = `ada|${hashExpire}|${sandbox.keys.ibm.lockSecret}`;
  const hash = createHash('md5').update(text).digest('hex');
  return JSON.stringify([{ user: 'ada' }, { hashExpire }, { hash }]);
}

describe.each(['chat', 'qna'])('%s', (talk) => {
  const open = (sandbox: UnderTest, path: string): Promise<Response> =>
    fetch(sandbox.addresses.ibm + path, { redirect: 'manual' });

  test('is open where the channel is', async () => {
    const sandbox = await sandboxUnderTest();
    expect(await dataOf(await open(sandbox, `/${talk}/1002`))).toEqual({ viewer: null });
    expect(await statusOf(`${sandbox.addresses.ibm}/${talk}/9999`)).toBe(404);
  });

  test('locked it leads to the entry page, with the address to come back to as hashConsumer', async () => {
    const entryUrl = 'https://app.example/entry?x=1';
    const sandbox = await sandboxUnderTest({ locks: { entryUrl } });
    const data = await dataOf(await open(sandbox, `/${talk}/1001`));
    const consumer = `${sandbox.addresses.ibm}/${talk}/authorize/1001?resource=%2F${talk}%2F1001`;
    expect(data.entryUrl).toBe(
      `${entryUrl}&ustreamContentType=channel&ustreamContentId=1001&hashConsumer=${encodeURIComponent(consumer)}`,
    );
  });

  const consumer = (hash: string): string =>
    `/${talk}/authorize/1001?resource=%2F${talk}%2F1001&hash=${encodeURIComponent(hash)}`;

  test('with a hash that holds it opens', async () => {
    const sandbox = await sandboxUnderTest();
    const back = await open(sandbox, consumer(hashOf(sandbox, 60)));
    const location = back.headers.get('location') ?? '';
    expect(location).toMatch(new RegExp(`^/${talk}/1001\\?session=sandbox_`));
    expect(await dataOf(await open(sandbox, location))).toEqual({ viewer: 'signed in' });
  });

  test('an expired one is asked for again', async () => {
    const sandbox = await sandboxUnderTest();
    const back = await open(sandbox, consumer(hashOf(sandbox, 0)));
    expect(back.headers.get('location')).toMatch(/sample-entry\?ustreamContentType=channel/);
  });

  test('turned away it says so', async () => {
    const sandbox = await sandboxUnderTest();
    expect(await dataOf(await open(sandbox, consumer('false')))).toEqual({ denied: true });
  });

  test('A43 it comes back to itself only', async () => {
    const sandbox = await sandboxUnderTest();
    const hash = encodeURIComponent(hashOf(sandbox, 60));
    for (const resource of ['//evil.example', 'https://evil.example/', `/${talk}/1002`])
      expect(
        await statusOf(
          `${sandbox.addresses.ibm}/${talk}/authorize/1001?resource=${encodeURIComponent(resource)}&hash=${hash}`,
        ),
      ).toBe(404);
  });
});
