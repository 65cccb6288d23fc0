import { expect, it } from 'vitest';
import { refuseSandboxKey } from '../../src/secret/refuse-sandbox-key.ts';
import { codeThrown } from '../api/api-support.ts';

const KEY = 'sandbox_sk_0123456789';

it('A91: a sandbox’s key goes to this machine alone, and no error tells it', () => {
  const refuse = () => refuseSandboxKey(KEY, 'apiKey', 'api.vendor.example');
  expect(codeThrown(refuse)).toBe('config');
  expect(refuse).toThrow("apiKey is a sandbox's. Give the vendor's.");
  for (const hostname of ['127.0.0.1', '[::1]', 'localhost', 'vendor.localhost'])
    expect(() => refuseSandboxKey(KEY, 'apiKey', hostname)).not.toThrow();
});

it('A91, control: another key goes anywhere', () => {
  expect(() => refuseSandboxKey('sk_0123456789', 'apiKey', 'api.vendor.example')).not.toThrow();
});
