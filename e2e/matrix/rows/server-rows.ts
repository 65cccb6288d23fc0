import { generateKeyPairSync } from 'node:crypto';
import { brightcove } from '@playgate/server/brightcove';
import { grant } from '@playgate/server';
import { createRateLimit, redisStore } from '@playgate/session';
import { createClient } from 'redis';
import { askHandler } from '../play/ask-handler.ts';
import type { Spoiled } from '../play/ask-handler.ts';
import type { ServerStage } from '../stage/server-stage.ts';
import type { ServerRow, Told } from './server-row.ts';
import { VENDOR_ROWS } from './vendor-rows.ts';

const NEVER = [0, 0] as const;
const ACCOUNT = '1234567890';

/** What a page sends that is wrong in itself. */
const SPOILED: Readonly<Record<string, Spoiled & { readonly what: string }>> = {
  'S7 JSON': { what: 'JSON that is none', body: '{"asset":' },
  'S7 shape': { what: 'a body of another shape', body: '[[[[]]]]' },
  'S7 asset': { what: 'an asset with a path in it', body: '{"version":1,"asset":"../../etc"}' },
  'S7 bytes': { what: 'bytes that are no text', body: new Uint8Array([0xff, 0xfe, 0x00]) },
  'S7 cookie': {
    what: 'a cookie and a host that are broken',
    headers: { cookie: '=;;%%%;a=\u00ff', 'x-forwarded-host': '//evil.example\\@' },
    body: '{}',
  },
  S8: { what: 'a body of 10 MB', body: 'x'.repeat(10_000_000) },
};

const spoiledRows = Object.entries(SPOILED).map(([id, { what, ...spoiled }]): ServerRow => ({
  ...{ id, title: `A page sends ${what}`, calls: NEVER },
  play: (stage, vendor) => askHandler(stage, { vendor }, spoiled),
  is: { status: id === 'S8' ? 413 : 400, tookMs: [0, 49] },
  noRecovery: 'the call is what is wrong',
}));

const keyRows = Object.entries({ none: '', 'none of its kind': 'no-key-canary' }).map(
  ([what, signingKey]): ServerRow => ({
    id: `S6 ${what}`,
    title: `A signing key that is ${what}, at the start`,
    play: async () => failureOf(() => brightcove({ accountId: ACCOUNT, signingKey })),
    is: { code: 'config', names: true, tells: false },
    calls: NEVER,
    noRecovery: 'nothing starts before it is mended',
  }),
);

/** What happens to handlers on a server. */
export const SERVER_ROWS: readonly ServerRow[] = [
  ...VENDOR_ROWS,
  ...keyRows,
  ...spoiledRows,
  {
    id: 'S9',
    title: 'The page goes away while the vendor is asked',
    fault: () => ({ action: 'hang' }),
    async play(stage, vendor) {
      const gone = new AbortController();
      // Nothing but the page's going may end the call.
      stage.stopClock(true);
      const told = askHandler(stage, { vendor }, { signal: gone.signal });
      await stage.untilCalled('catch-the-show');
      gone.abort();
      const { facts, text } = await told;
      stage.stopClock(false);
      return { facts: { ...facts, code: 'the call is ended' }, text };
    },
    is: { unanswered: 0, tookMs: 0 },
    calls: [1, 1],
  },
  {
    id: 'S10',
    title: '`iat` is not ahead of the backend’s clock, and at most a minute behind it',
    play: mintBrightcove,
    is: { backDatedSeconds: [0, 60] },
    calls: NEVER,
    noRecovery: 'nothing fails',
  },
  {
    id: 'S11',
    title: 'The store that counts asks is out of reach',
    play(stage, vendor) {
      // Nothing was connected, and nothing is queued until it is.
      const redis = createClient({ url: 'redis://127.0.0.1:9', disableOfflineQueue: true });
      const store = redisStore(redis, { prefix: 'matrix:' });
      const limit = createRateLimit({ store, name: 'pass', perViewer: { max: 60, seconds: 60 } });
      return askHandler(stage, {
        vendor,
        decide: async (_request, { asset }) =>
          (await limit({ viewer: 'viewer-1' })) ?? grant({ asset, viewer: 'viewer-1' }),
      });
    },
    is: { status: 503, code: 'server_error' },
    calls: NEVER,
  },
];

async function failureOf(start: () => unknown): Promise<Told> {
  try {
    await start();
    return { facts: {}, text: '' };
  } catch (error) {
    const text = String(error);
    const code: unknown = Reflect.get(Object(error), 'code');
    const [names, tells] = [text.includes('signingKey'), text.includes('canary')];
    return { facts: { code: String(code), names, tells }, text };
  }
}

async function mintBrightcove({ clock, sandbox }: ServerStage): Promise<Told> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const origin = sandbox.addresses.brightcove;
  const vendor = brightcove({
    ...{ accountId: ACCOUNT, clock, resolveSource: false },
    signingKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ...{ playbackUrl: `${origin}/playback/v1`, mediaUrls: [`${origin}/manifest/`] },
  });
  const now = clock.now();
  const { signal } = new AbortController();
  const minted = await vendor.mint(
    { asset: 'video:1', viewer: 'viewer-1' },
    { now, lifetimeSeconds: 60, signal, correlationId: 'correlation' },
  );
  const text = JSON.stringify(minted);
  const claims = /eyJ[\w-]+\.([\w-]+)\./.exec(text)?.[1] ?? '';
  const { iat } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return { facts: { backDatedSeconds: Math.floor(now / 1000) - Number(iat) }, text };
}
