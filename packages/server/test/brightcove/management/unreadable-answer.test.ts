import { expect, it } from 'vitest';
import type { BrightcoveClient } from '../../../src/brightcove/index.ts';
import { RFC_KEY_SPKI } from '../../jwt/vectors.ts';
import { failureOf, managementOver } from '../brightcove-support.ts';

const correlationId = 'ref-1';

it.each<[string, (client: BrightcoveClient) => Promise<unknown>]>([
  ['keys.register', ({ keys }) => keys.register({ publicKey: RFC_KEY_SPKI }, { correlationId })],
  ['keys.list', ({ keys }) => keys.list({ correlationId })],
  ['keys.read', ({ keys }) => keys.read('1', { correlationId })],
  ['blacklist.list', ({ blacklist }) => blacklist.list({ correlationId })],
  ['audit.request', ({ audit }) => audit.request('2023-11-13', { correlationId })],
  ['audit.status', ({ audit }) => audit.status('1', { correlationId })],
  ['audit.report', ({ audit }) => audit.report('1', { correlationId })],
  ['devices.ofUser', ({ devices }) => devices.ofUser('1', { correlationId })],
  ['devices.list', ({ devices }) => devices.list({ correlationId })[Symbol.asyncIterator]().next()],
])('what %s cannot read is an error that names vendor and call', async (_name, call) => {
  const { management } = managementOver(() => Response.json({}));
  expect(await failureOf(call(management))).toMatchObject({
    code: 'vendor_response',
    vendor: 'brightcove',
    correlationId,
  });
});
