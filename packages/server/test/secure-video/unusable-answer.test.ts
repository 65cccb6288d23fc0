import { epochMs } from '@playgate/protocol';
import { expect, it } from 'vitest';
import type { SecureVideoClient } from '../../src/secure-video/index.ts';
import { rejection, scriptedSecureVideo } from './secure-video-world.ts';

const correlationId = 'ref-1';
const session = { scheduledAt: epochMs(0), participants: [] };

it.each<[string, (client: SecureVideoClient) => Promise<unknown>]>([
  ['users.list', ({ users }) => users.list({ correlationId })],
  ['users.read', ({ users }) => users.read('5', { correlationId })],
  ['sessions.list', ({ sessions }) => sessions.list({}, { correlationId })],
  ['sessions.create', ({ sessions }) => sessions.create('5', session, { correlationId })],
  ['sessions.update', ({ sessions }) => sessions.update('36001', session, { correlationId })],
  ['loginUri', (client) => client.loginUri('5', { correlationId })],
])('what %s cannot use is an error that names vendor and call', async (_name, call) => {
  const { client } = scriptedSecureVideo(() => Response.json({}));
  expect(await rejection(call(client))).toMatchObject({
    code: 'vendor_response',
    vendor: 'secure-video',
    correlationId,
  });
});
