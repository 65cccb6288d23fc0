import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import type { IbmChannel, IbmClient, IbmClientOptions } from '../../../src/ibm/index.ts';
import { ibmWorld, rejection } from '../ibm-world.ts';

const PASSWORD = 'canary of the channel';
const PATH = '/channels/1001/locks/password.json';

it('a password is set, asked after, and taken away, as the vendor prints it', async () => {
  const { api, sent } = await ibmWorld();
  await api.passwordLocks.set('channel:1001', PASSWORD);
  expect(sent.at(-1)).toMatchObject({
    ...{ method: 'PUT', path: PATH, body: 'password=canary+of+the+channel' },
    contentType: 'application/x-www-form-urlencoded',
  });
  expect(await api.passwordLocks.isSet('channel:1001')).toBe(true);
  await api.passwordLocks.delete('channel:1001');
  expect(await api.passwordLocks.isSet('channel:1001')).toBe(false);
  expect(sent.slice(-3).map(({ method, path }) => [method, path])).toEqual([
    ['GET', PATH],
    ['DELETE', PATH],
    ['GET', PATH],
  ]);
});

type Call = (api: IbmClient, channel: IbmChannel) => Promise<unknown>;

it.each<[string, Call]>([
  ['set', (api, channel) => api.passwordLocks.set(channel, PASSWORD)],
  ['isSet', (api, channel) => api.passwordLocks.isSet(channel)],
  ['delete', (api, channel) => api.passwordLocks.delete(channel)],
])(
  '%s: 403, 404, and no call for what is no channel; the password is not repeated',
  async (_name, call) => {
    const { api, sent } = await ibmWorld();
    const errors = [
      await rejection(call(api, 'channel:1999')),
      await rejection(call(api, 'channel:9999')),
    ];
    expect(errors).toMatchObject([
      { code: 'vendor_forbidden', reason: 'lack_of_ownership' },
      { code: 'vendor_not_found', reason: 'not_found' },
    ]);
    expect(inspect(errors)).not.toContain('canary');
    const before = sent.length;
    for (const odd of ['video:2001', '1001', 'channel:../1']) {
      const error = await rejection(call(api, Object(odd)));
      expect(error).toMatchObject({ code: 'invalid_value' });
    }
    expect(sent).toHaveLength(before);
  },
);

it.each(['', ' ', 'TOPSECRET'])('%j is no password, and is not sent', async (password) => {
  const { api, sent } = await ibmWorld();
  const error = await rejection(api.passwordLocks.set('channel:1001', password));
  expect(error).toMatchObject({ code: 'config', message: expect.stringContaining('password') });
  expect(sent).toEqual([]);
});

it('what the vendor does not take is a request of the wrong kind, with its reason', async () => {
  const answer = Response.json({ error: 'input_validation_error' }, { status: 400 });
  const { api } = await ibmWorld(answering(answer));
  const error = await rejection(api.passwordLocks.set('channel:1001', PASSWORD));
  expect(error).toMatchObject({ code: 'vendor_request', reason: 'input_validation_error' });
});

it.each([{}, { enabled: 'yes' }, null])('an answer %j is unusable', async (answer) => {
  const { api } = await ibmWorld(answering(Response.json(answer)));
  const error = await rejection(api.passwordLocks.isSet('channel:1001'));
  expect(error).toMatchObject({ code: 'vendor_response', vendor: 'ibm' });
});

/** What the vendor answers on passwords. */
const answering = (answer: Response): Pick<IbmClientOptions, 'fetch'> => ({
  fetch: (input, init) =>
    new Request(input).url.endsWith(PATH) ? Promise.resolve(answer) : fetch(input, init),
});
