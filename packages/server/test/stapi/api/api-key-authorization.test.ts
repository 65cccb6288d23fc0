import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { VendorCallEvent } from '../../../src/api/vendor-api.ts';
import { createStapiClient } from '../../../src/stapi/index.ts';
import type { StapiClientOptions } from '../../../src/stapi/index.ts';
import { codeThrown } from '../../api/api-support.ts';
import { all, stapiSandbox, withKey } from '../stapi-sandbox.ts';
import { vendor } from './vendor.ts';

const KEY = 'canary-key-4711';

describe('STA-S1: the API key', () => {
  it('goes into the query only with a hook that hears of it, and under the name that is given', async () => {
    const sandbox = await stapiSandbox();
    await sandbox.tell('stapi', 'changeSettings', { queryKeyName: 'stapi_key' });
    const warned = vi.fn<(warning: string) => void>();
    const options = { apiKeyPlacement: 'query', queryKeyName: 'stapi_key' } as const;
    const client = createStapiClient({ ...withKey(sandbox), ...options, onWarning: warned });
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned.mock.calls[0]?.[0]).toMatch(/query/);
    expect(await all(client.videos.list())).toHaveLength(3);
    expect(() => createStapiClient({ ...withKey(sandbox), ...options })).toThrow(/onWarning/);
  });

  it.each([
    ['header', new Response(KEY, { status: 401 })],
    ['header', new Response(`<p>${KEY}</p>`, { status: 500 })],
    ['query', new Response(KEY, { status: 401 })],
    ['query', new Response(KEY, { headers: { 'content-type': 'text/html' } })],
    ['query', Response.redirect('https://elsewhere.example/?api_key=x')],
  ] as const)('A48 in the %s it is in no error and no event', async (apiKeyPlacement, answer) => {
    const events: VendorCallEvent[] = [];
    const client = createStapiClient({
      ...{ apiKey: KEY, apiKeyPlacement, onWarning: () => {}, retries: 0 },
      fetch: vendor(answer).fetch,
      onCall: (event) => events.push(event),
    });
    const error = await all(client.videos.list()).catch((reason: unknown) => reason);
    expect(inspect([error, events, client], { depth: 9, showHidden: true })).not.toContain(KEY);
    expect(events).toHaveLength(1);
    expect(events[0]?.path).toBe('/videos');
  });

  it('that is refused gives way to the next one, which goes first from then on', async () => {
    const sandbox = await stapiSandbox();
    const { id, key } = (await sandbox.tell('stapi', 'createApiKey', { name: 'Old' })) as {
      id: string;
      key: string;
    };
    await sandbox.tell('stapi', 'revokeApiKey', { id });
    const refusals: string[] = [];
    const client = createStapiClient({
      ...withKey(sandbox),
      ...{ apiKey: key, nextApiKey: sandbox.keys.stapi.apiKey },
      onKeyRefused: (refusal) => refusals.push(refusal.key),
    });
    expect(await all(client.videos.list())).toHaveLength(3);
    expect(await all(client.videos.list())).toHaveLength(3);
    expect(refusals).toEqual(['apiKey']);
  });

  it.each<[string, StapiClientOptions, RegExp]>([
    ['missing', {}, /apiKey/],
    ['empty', { apiKey: '' }, /apiKey/],
    ['short', { apiKey: 'short' }, /apiKey/],
    ['a line', { apiKey: 'canary-key\n' }, /apiKey/],
    ['a sandbox’s, for the live address', { apiKey: 'sandbox_sk_x' }, /sandbox/],
    ['a next one that is short', { apiKey: KEY, nextApiKey: 'x' }, /nextApiKey/],
    [
      'for an address without TLS',
      { apiKey: KEY, apiUrl: 'http://api.stapi.example/v1' },
      /apiUrl/,
    ],
    [
      'with a name that needs escapes',
      { apiKey: KEY, apiKeyPlacement: 'query', onWarning: () => {}, queryKeyName: 'a&b' },
      /queryKeyName/,
    ],
  ])('%s is an error of configuration that names the option', (_what, options, name) => {
    expect(codeThrown(() => createStapiClient(options))).toBe('config');
    expect(() => createStapiClient(options)).toThrow(name);
    expect(() => createStapiClient(options)).not.toThrow(/canary/);
  });
});
