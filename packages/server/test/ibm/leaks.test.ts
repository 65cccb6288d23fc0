import { createPrivateKey } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { runDoctor } from '../../src/doctor/index.ts';
import {
  createIbmClient,
  createIbmViewerTokens,
  ibmDoctor,
  ibmHashlockEntry,
  ibmViewerAuth,
  ibmViewerAuthEntry,
} from '../../src/ibm/index.ts';
import type { IbmClient } from '../../src/ibm/index.ts';
import { deny, grant } from '../../src/index.ts';
import { APP, ask, passHandler } from '../support.ts';
import { ibmWorld, LOCK } from './ibm-world.ts';
import { KEY_A } from './vectors.ts';

const pem = createPrivateKey({ key: KEY_A, format: 'jwk' })
  .export({ format: 'pem', type: 'pkcs8' })
  .toString();
/** A line of the key that no other key has. */
const KEY_LINE = pem.split('\n')[3] ?? '';

/** Every spelling in which a secret could get out. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  JSON.stringify(secret).slice(1, -1),
];

/** All that could be printed of a value. */
const printed = (value: unknown): string =>
  [JSON.stringify(value), String(value), inspect(value, { depth: 20, showHidden: true })].join(
    '\n',
  );

it('A48, A85: no secret of the configuration is in any error, event, finding or page', async () => {
  const world = await ibmWorld({ retries: 0 });
  const { api, options, sandbox, clock, calls, sent } = world;
  const out: unknown[] = [];
  const fail = async (path: string, run: () => Promise<unknown>): Promise<void> => {
    for (const action of ['html', 'reset', 'truncate', 'redirect'] as const) {
      const fault = action === 'redirect' ? { action, to: APP } : { action };
      const { id } = await sandbox.addFault({ where: { listener: 'ibm', path }, do: fault });
      // Some of them, such as half of an answer without a body, do no harm.
      out.push(await run().catch((error: unknown) => error));
      await sandbox.removeFault(id);
    }
  };
  const tokens = createIbmViewerTokens({
    signingKey: pem,
    apiUrl: sandbox.addresses.ibm,
    clock,
    retries: 0,
    onCall: (call) => out.push(call),
  });
  const order = { content: 'channel:1003', subject: 'v-1', now: clock.now() } as const;
  const each = (run: (client: IbmClient) => Promise<unknown>): Promise<void> =>
    fail('', () => run(createIbmClient(options)));

  // The API, whole and broken.
  await api.hashLocks.set('video:2001', LOCK);
  out.push(await api.hashLocks.read('video:2001'), api);
  await each((client) => client.hashLocks.set('video:2001', LOCK));
  await each((client) => client.hashLocks.read('video:2001'));
  await fail('/locks/', () => api.hashLocks.set('video:2001', LOCK));
  await fail('/revoke', () => api.revoke());
  await fail('public-key', () =>
    createIbmViewerTokens({
      signingKey: pem,
      apiUrl: sandbox.addresses.ibm,
      clock,
      retries: 0,
    }).mint(order),
  );

  // The pages and the pass, when it is a no and when something breaks.
  const { token } = await tokens.mint(order);
  const entries = [
    ibmHashlockEntry({ secret: LOCK.secret, embeddedIn: [APP], decide: () => deny('forbidden') }),
    ibmViewerAuthEntry({ tokens, embeddedIn: [APP], decide: () => deny('forbidden') }),
    ibmViewerAuthEntry({
      tokens,
      embeddedIn: [APP],
      audit: (event) => out.push(event),
      decide: () => {
        throw new Error('the application failed');
      },
    }),
  ];
  for (const entry of entries) {
    const response = await entry(new Request(`${APP}/?ref=https://video.ibm.com/embed/1003`));
    out.push(await response.text(), [...response.headers]);
  }
  const { handle, events } = passHandler({
    vendor: ibmViewerAuth({ tokens, vendorOrigin: sandbox.addresses.ibm }),
    decide: () => grant({ asset: 'channel:1003', viewer: 'v-1' }),
  });
  const pass = await handle(ask());
  expect(await pass.text()).toContain('"vt"');
  out.push([...pass.headers], events, calls);

  // The doctor, with what is right and with what is wrong.
  const { fetch: _, ...given } = options;
  for (const clientSecret of [options.clientSecret, `${sandbox.keys.ibm.clientSecret}-wrong`])
    for await (const finding of runDoctor(
      ibmDoctor({
        api: { ...given, clientSecret },
        locked: ['video:2001', 'video:2999'],
        tokens: { signingKey: pem, apiUrl: sandbox.addresses.ibm, clock },
      }),
      { clock },
    ))
      out.push(finding);

  const bearer = sent.find(({ authorization }) => authorization?.startsWith('Bearer '));
  const accessToken = bearer?.authorization?.slice(7) ?? expect.fail('nothing was authorized');
  const secrets = [sandbox.keys.ibm.clientSecret, LOCK.secret, KEY_LINE, accessToken, token];
  const found = (text: string): readonly string[] =>
    secrets.flatMap((secret, i) =>
      spellings(secret).some((spelling) => text.includes(spelling)) ? [`secret ${i + 1}`] : [],
    );
  expect(out.length).toBeGreaterThan(40);
  expect(found(out.map(printed).join('\n'))).toEqual([]);
  // The search finds each of them where it is planted, in every spelling.
  for (const [i, secret] of secrets.entries())
    for (const spelling of spellings(secret))
      expect(found(printed(new Error(`planted ${spelling}`)))).toEqual([`secret ${i + 1}`]);
});
