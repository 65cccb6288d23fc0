import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { alertOnRefusals } from '../../../src/api/refusal-alert.ts';
import type { RefusalAlert } from '../../../src/api/refusal-alert.ts';
import { createStapiClient } from '../../../src/stapi/index.ts';
import { stapiSandbox, withKey, withOAuth } from '../stapi-sandbox.ts';
import { vendor } from './vendor.ts';

const KEY = 'canary-key-4711';

describe('errors, which are a status and a text', () => {
  it.each([
    [400, 'vendor_request'],
    [401, 'vendor_credentials'],
    [403, 'vendor_forbidden'],
    [404, 'vendor_not_found'],
    [429, 'vendor_rate_limited'],
    [500, 'vendor_status'],
  ])('%i is %s, without the text', async (status, code) => {
    const { fetch } = vendor(new Response('canary text', { status }));
    const client = createStapiClient({ apiKey: KEY, fetch, retries: 0 });
    const error = await client.videos.read('x').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, status, vendor: 'stapi' });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  it('no connection and no answer in time are kept apart, as the sample does', async () => {
    const sandbox = await stapiSandbox();
    const client = createStapiClient({ ...withKey(sandbox), retries: 0 });
    await sandbox.addFault({ where: { listener: 'stapi' }, do: { action: 'reset' }, times: 1 });
    await expect(client.videos.read('x')).rejects.toMatchObject({ code: 'vendor_connection' });
    const hasty = createStapiClient({ ...withKey(sandbox), timeoutMs: 50, retries: 0 });
    await sandbox.addFault({ where: { listener: 'stapi' }, do: { action: 'hang' }, times: 1 });
    await expect(hasty.videos.read('x')).rejects.toMatchObject({ code: 'vendor_timeout' });
  });

  it('repeated failed authentication rings once in a window, naming the key and never showing it', async () => {
    const sandbox = await stapiSandbox();
    const alerts: RefusalAlert[] = [];
    const onCall = alertOnRefusals({
      ...{ threshold: 3, windowMs: 60_000 },
      alert: (alert) => alerts.push(alert),
    });
    const wrong = createStapiClient({ ...withKey(sandbox), apiKey: 'canary-wrong-key', onCall });
    for (let i = 0; i < 5; i++)
      await expect(wrong.videos.read('x')).rejects.toMatchObject({ code: 'vendor_credentials' });
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({ vendor: 'stapi', key: 'apiKey', refusals: 3 });
    expect(JSON.stringify(alerts)).not.toContain('canary');
    expect((await sandbox.journal()).entries.map(({ verdict }) => verdict)).toContain('wrong');
  });

  it('a client secret that the token endpoint refuses rings as well', async () => {
    const sandbox = await stapiSandbox();
    const { oauth, ...options } = withOAuth(sandbox);
    if (oauth === undefined) throw new Error('no application');
    const alert = vi.fn<(alert: RefusalAlert) => void>();
    const client = createStapiClient({
      ...options,
      oauth: { ...oauth, clientSecret: 'canary-wrong-secret' },
      onCall: alertOnRefusals({ threshold: 1, windowMs: 60_000, alert }),
    });
    await expect(client.videos.read('x')).rejects.toMatchObject({
      ...{ code: 'vendor_credentials', reason: 'invalid_client' },
    });
    expect(alert).toHaveBeenCalledTimes(1);
  });
});
