import { describe, expect, it } from 'vitest';
import { createStapiClient, createStapiOAuth, stapi } from '../../src/stapi/index.ts';
import { codeThrown } from '../api/api-support.ts';

const LIVE = 'https://auth.stapi.example/token';
const LOCAL = 'http://127.0.0.1:4000/token';
const SANDBOX_SECRET = 'sandbox_cs_0123456789';

describe.each<[string, (tokenUrl: string, clientSecret: string) => unknown]>([
  [
    'createStapiClient',
    (tokenUrl, clientSecret) =>
      createStapiClient({ oauth: { tokenUrl, clientId: 'app', clientSecret } }),
  ],
  [
    'createStapiOAuth',
    (tokenUrl, clientSecret) => createStapiOAuth({ tokenUrl, clientId: 'app', clientSecret }),
  ],
  [
    'stapi',
    (tokenUrl, clientSecret) =>
      stapi({
        ...{ tokenUrl, clientId: 'app', clientSecret },
        mediaUrls: ['https://media.stapi.example/'],
      }),
  ],
])('%s', (_name, make) => {
  it('refuses a sandbox’s clientSecret for a live address, and does not tell it', () => {
    expect(() => make(LIVE, SANDBOX_SECRET)).toThrow("clientSecret is a sandbox's.");
    expect(() => make(LIVE, SANDBOX_SECRET)).not.toThrow(SANDBOX_SECRET);
    expect(codeThrown(() => make(LIVE, SANDBOX_SECRET))).toBe('config');
  });

  it('control: takes it for the sandbox, and another for a live address', () => {
    expect(codeThrown(() => make(LOCAL, SANDBOX_SECRET))).toBeUndefined();
    expect(codeThrown(() => make(LIVE, 'cs_0123456789'))).toBeUndefined();
  });
});
