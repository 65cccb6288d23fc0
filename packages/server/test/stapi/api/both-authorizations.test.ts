import { describe, expect, it } from 'vitest';
import { createStapiClient } from '../../../src/stapi/index.ts';
import { codeThrown } from '../../api/api-support.ts';
import { stapiSandbox, withKey, withOAuth } from '../stapi-sandbox.ts';

describe('STA-E3: two credentials', () => {
  it('are an error of configuration', async () => {
    const sandbox = await stapiSandbox();
    const both = { ...withOAuth(sandbox), ...withKey(sandbox) };
    expect(codeThrown(() => createStapiClient(both))).toBe('config');
  });

  it('are both sent where that is allowed, and the vendor says what they mean', async () => {
    const sandbox = await stapiSandbox();
    const both = { ...withOAuth(sandbox), ...withKey(sandbox), allowBoth: true };
    const client = createStapiClient(both);
    await expect(client.videos.read('launch-film')).rejects.toMatchObject({
      ...{ code: 'vendor_request', status: 400 },
    });
    await sandbox.tell('stapi', 'changeSettings', { twoCredentials: 'token' });
    expect((await client.videos.read('launch-film')).id).toBe('launch-film');
    await sandbox.revokeCredentials({ vendor: 'stapi' });
    expect((await client.videos.read('launch-film')).id).toBe('launch-film');
  });
});
