import { describe, expect, test } from 'vitest';
import { sandboxUnderTest } from '../../sandbox-under-test.ts';
import { apiOf } from './api-of.ts';

async function refusedAs(details: Record<string, unknown>): Promise<Response> {
  const sandbox = await sandboxUnderTest();
  await sandbox.tell('catchTheShow', 'errorBodies', details);
  const { publicKey } = sandbox.keys.catchTheShow;
  return fetch(`${sandbox.addresses.catchTheShow}/v1/users`, {
    headers: { Authorization: `Bearer ${publicKey}` },
  });
}

describe('CTS-E3: the form of errors is anybody’s guess', () => {
  test.each([
    ['json', 'application/json', '{"error":{'],
    ['text', 'text/plain', 'This key or token does not permit that.\n'],
    ['html', 'text/html', '<!doctype html>'],
  ])('%s', async (form, type, beginning) => {
    const response = await refusedAs({ form });
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toContain(type);
    const text = await response.text();
    expect(text.startsWith(beginning)).toBe(true);
    expect(text).not.toContain('sandbox_pk_');
  });

  test.each(['json', 'text', 'html'])('%s that repeats the credential', async (form) => {
    const response = await refusedAs({ form, echo: true });
    expect(await response.text()).toContain('Bearer sandbox_pk_');
  });

  test('what is no error stays JSON, and other errors follow: of media, too', async () => {
    const sandbox = await sandboxUnderTest();
    await sandbox.tell('catchTheShow', 'errorBodies', { form: 'text' });
    expect((await apiOf(sandbox)('GET', '/users')).body.data).toEqual([]);
    const url = `${sandbox.addresses.catchTheShow}/media/launch-film/master.m3u8`;
    const response = await fetch(url);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.text()).toBe('A credential is needed here.\n');
  });

  test.each([{}, { form: 'xml' }, { form: 'text', echo: 1 }])(
    '%j is no such form',
    async (body) => {
      const sandbox = await sandboxUnderTest();
      await expect(sandbox.tell('catchTheShow', 'errorBodies', body)).rejects.toMatchObject({
        code: 'invalid_option',
      });
    },
  );
});
