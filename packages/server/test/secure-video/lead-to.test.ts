import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/secret/secret.ts';
import { leadTo } from '../../src/secure-video/index.ts';

describe('SV-S8 SV-B2 leading a browser to a link that is a credential', () => {
  it('is 303, kept nowhere, framed by nobody, and told to no other site', async () => {
    const response = leadTo(new Secret('https://hub.securevideo.com/Pass/Join/111222333'));
    expect(response.status).toBe(303);
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      'content-security-policy': "frame-ancestors 'none'",
      location: 'https://hub.securevideo.com/Pass/Join/111222333',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.text()).toBe('');
  });
});
