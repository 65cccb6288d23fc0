import { describe, expect, test } from 'vitest';
import { createControl } from '../src/control.ts';
import { sandboxUnderTest, statusOf } from './sandbox-under-test.ts';

async function commanded() {
  const sandbox = await sandboxUnderTest();
  return { sandbox, control: createControl(sandbox.addresses.control) };
}

test('every verb does over HTTP what it does from code', async () => {
  const { sandbox, control } = await commanded();
  await statusOf(sandbox.addresses.foreign);
  expect(await control.journal()).toEqual(await sandbox.journal());
  expect((await control.journal(1)).entries).toEqual([]);
  await control.clearJournal();
  expect((await sandbox.journal()).entries).toEqual([]);

  const fault = { where: { kind: 'key' }, do: { action: 'refuse' }, times: 2 } as const;
  const { id } = await control.addFault(fault);
  expect(await control.faults()).toEqual([{ id, ...fault, hits: 0 }]);
  await control.removeFault(id);
  await control.addFault(fault);
  await control.clearFaults();
  expect(await sandbox.faults()).toEqual([]);

  expect(await control.setClock(5000)).toEqual({ nowMs: sandbox.at() + 5000, offsetMs: 5000 });
  expect(await control.clock()).toEqual(await sandbox.clock());

  await control.addCanary('mine', 'canary-0123');
  await statusOf(`${sandbox.addresses.foreign}/canary-0123`);
  expect(await control.leaks()).toEqual([{ canary: 'mine', listener: 'foreign', encoding: 'raw' }]);
  await control.clearCanaries();
  expect(await sandbox.leaks()).toEqual([]);

  expect(await control.keys()).toEqual(sandbox.keys);
  const { secretKey } = await control.rotateSecretKey(0);
  expect(sandbox.keys.catchTheShow.secretKey).toBe(secretKey);
});

test('credentials are minted, ended by expiry and by revocation', async () => {
  const { sandbox, control } = await commanded();
  const order = {
    scheme: 'query',
    film: 'launch-film',
    lifetimeMs: 60_000,
    viewer: 'ada',
  } as const;
  const { value, generation } = await control.mintCredential(order);
  expect(generation).toBe(1);
  const url = `${sandbox.addresses.origin}/query/launch-film/film.key?token=`;
  expect(await statusOf(url + value)).toBe(200);
  await control.expireCredentials({ viewer: 'grace' });
  expect(await statusOf(url + value)).toBe(200);
  await control.expireCredentials({ viewer: 'ada' });
  expect(await statusOf(url + value)).toBe(401);
  const next = await control.mintCredential(order);
  await control.revokeCredentials();
  expect(await statusOf(url + next.value)).toBe(401);
  expect((await control.journal()).entries.map(({ verdict }) => verdict)).toEqual([
    'ok',
    'ok',
    'expired',
    'revoked',
  ]);
});

test('the lifetime of pre-signed children can be set', async () => {
  const { sandbox, control } = await commanded();
  await control.setPresignedLifetime(0);
  const { value } = await control.mintCredential({
    scheme: 'presigned',
    film: 'launch-film',
    lifetimeMs: 1000,
  });
  const master = `${sandbox.addresses.origin}/presigned/launch-film/master.m3u8?token=${value}`;
  const child = /^144p.*$/m.exec(await (await fetch(master)).text())?.[0] ?? '';
  expect(await statusOf(new URL(child, master).href)).toBe(403);
});

test('reset puts everything back but credentials', async () => {
  const { sandbox, control } = await commanded();
  const order = { scheme: 'query', film: 'launch-film', lifetimeMs: 60_000 } as const;
  const { value } = await control.mintCredential(order);
  await statusOf(`${sandbox.addresses.foreign}/?x=${value}`);
  await control.addFault({ where: {}, do: { action: 'reset' } });
  await control.setClock(1000);
  await control.reset();
  expect([
    (await sandbox.journal()).entries,
    await sandbox.faults(),
    await sandbox.leaks(),
    (await sandbox.clock()).offsetMs,
  ]).toEqual([[], [], [], 0]);
  expect(
    await statusOf(`${sandbox.addresses.origin}/query/launch-film/film.key?token=${value}`),
  ).toBe(200);
});

describe('what cannot be done is refused by name, over HTTP and from code', () => {
  const refuse = { action: 'refuse' };
  test.each([
    ['/faults', { do: { action: 'explode' } }, 'do.action'],
    ['/faults', { where: {} }, 'do must be'],
    ['/faults', { do: refuse, where: { listener: 'nobody' } }, 'where.listener'],
    ['/faults', { do: refuse, where: { kind: 'film' } }, 'where.kind'],
    ['/faults', { do: refuse, where: { path: '(' } }, 'where.path'],
    ['/faults', { do: refuse, where: { method: 1 } }, 'where.method'],
    ['/faults', { do: refuse, where: 'everywhere' }, 'where must be'],
    ['/faults', { do: refuse, skip: -1 }, 'skip'],
    ['/faults', { do: refuse, times: 1.5 }, 'times'],
    ['/faults', { do: { action: 'refuse', status: 200 } }, 'do.status'],
    ['/faults', { do: { action: 'refuse', cors: 'no' } }, 'do.cors'],
    ['/faults', { do: { action: 'status' } }, 'do.status'],
    ['/faults', { do: { action: 'status', status: 99 } }, 'do.status'],
    ['/faults', { do: { action: 'status', status: 503, retryAfter: {} } }, 'do.retryAfter'],
    ['/faults', { do: { action: 'status', status: 503, body: 1 } }, 'do.body'],
    ['/faults', { do: { action: 'delay' } }, 'do.ms'],
    ['/faults', { do: { action: 'redirect', to: '/relative' } }, 'do.to'],
    ['/faults', { do: { action: 'redirect', to: 'javascript:x' } }, 'do.to'],
    ['/clock', {}, 'offsetMs'],
    ['/clock', { offsetMs: 'soon' }, 'offsetMs'],
    ['/credentials', { scheme: 'open', film: 'launch-film', lifetimeMs: 1 }, 'scheme'],
    ['/credentials', { scheme: 'query', film: 'no-film', lifetimeMs: 1 }, 'film'],
    ['/credentials', { scheme: 'query', film: 'launch-film' }, 'lifetimeMs'],
    [
      '/credentials',
      { scheme: 'query', film: 'launch-film', lifetimeMs: 1, value: 'short' },
      'value',
    ],
    ['/credentials/expire', { vendor: 'nobody' }, 'vendor'],
    ['/credentials/revoke', { viewer: 1 }, 'viewer'],
    ['/canaries', { name: 'x', value: 'short' }, 'value'],
    ['/canaries', { value: 'long enough' }, 'name'],
    ['/presigned', { lifetimeMs: -1 }, 'lifetimeMs'],
    ['/keys/rotate', {}, 'graceMs'],
  ])('POST %s %j', async (path, body, word) => {
    const { addresses } = await sandboxUnderTest();
    const response = await fetch(addresses.control + path, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    const { error } = await response.json();
    expect(error.code).toBe('invalid_option');
    expect(error.message).toContain(word);
  });

  test.each(['not json', '[]', '"text"'])('the body %s', async (body) => {
    const { addresses } = await sandboxUnderTest();
    expect(await statusOf(`${addresses.control}/faults`, { method: 'POST', body })).toBe(400);
  });

  test('from code', async () => {
    const { control, sandbox } = await commanded();
    await expect(sandbox.removeFault('fault-9')).rejects.toMatchObject({ code: 'invalid_option' });
    await expect(control.removeFault('fault-9')).rejects.toMatchObject({
      name: 'SandboxError',
      code: 'control_failed',
      message: expect.stringContaining('no fault with this id'),
    });
    await expect(sandbox.setClock(Number.NaN)).rejects.toMatchObject({ code: 'invalid_option' });
  });
});

test('when nothing answers, it says how to start one', async () => {
  const control = createControl('http://127.0.0.1:4610', {
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  await expect(control.leaks()).rejects.toMatchObject({
    code: 'control_failed',
    message: 'No sandbox answers at http://127.0.0.1:4610. Start one: npx @playgate/sandbox',
  });
});

test('a signal ends what is under way', async () => {
  const { sandbox } = await commanded();
  const control = createControl(sandbox.addresses.control, { signal: AbortSignal.abort() });
  await expect(control.faults()).rejects.toMatchObject({ cause: { name: 'AbortError' } });
});

test('keys are not for pages', async () => {
  const { addresses } = await sandboxUnderTest();
  const headers = [{ Origin: 'http://localhost:4600' }, { 'Sec-Fetch-Site': 'same-origin' }];
  for (const one of headers)
    expect(await statusOf(`${addresses.control}/keys`, { headers: one })).toBe(403);
  expect(await statusOf(`${addresses.control}/keys`)).toBe(200);
});

test('GET / is a page that lists the addresses, and holds no key', async () => {
  const { addresses, keys } = await sandboxUnderTest();
  const response = await fetch(addresses.control);
  const html = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  for (const address of Object.values(addresses)) expect(html).toContain(address);
  for (const key of [keys.catchTheShow.secretKey, keys.ibm.lockSecret, keys.origin.hashSecret])
    expect(html).not.toContain(key);
});
