import { startSandbox } from '@playgate/sandbox';
import type { PlaybackPass } from '@playgate/protocol';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signedIn } from '../../src/hashlock/index.ts';
import { createIbmClient, ibmEmbed, ibmHashlockEntry } from '../../src/ibm/index.ts';
import { deny, mintPass } from '../../src/index.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { APP } from '../support.ts';
import { follow } from './follow-pass.ts';
import { isTransportStream, walkFilm } from './walk-film.ts';

/** A film in the vendor's own player: it alone sees the credential, so no pass carries one. */
const NO_RULES: PlaybackPass = { version: 1, mode: 'renewable', rules: [] };
const ENTRY = 'https://auth.example/entry?theme=plain';
const SECRETS = { '2001': 'the secret of one lock', '2003': 'the secret of another lock' };
type Video = keyof typeof SECRETS;

async function lockedPlayer() {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const { ibm: vendorOrigin } = sandbox.addresses;
  const api = createIbmClient({
    ...sandbox.keys.ibm,
    apiUrl: vendorOrigin,
    tokenUrl: `${vendorOrigin}/oauth2/token`,
    clock,
  });
  for (const video of ['2001', '2003'] as const)
    await api.hashLocks.set(`video:${video}`, { url: ENTRY, secret: SECRETS[video] });

  /** What the vendor's player does: opens the page that the lock names, and keeps what it brings back. */
  async function visit(video: Video, decide: 'yes' | 'no' = 'yes'): Promise<string> {
    const vendor = ibmEmbed({ vendorOrigin });
    const pass = await mintPass({ vendor, grant: { asset: `video:${video}` }, now: clock.now() });
    const page = await (await follow(pass, pass.source?.src ?? '', 'manifest')).text();
    const [, url = ''] = /"lock":\{"url":"([^"]+)"/.exec(page) ?? [];
    const entry = ibmHashlockEntry({
      secret: SECRETS[video],
      vendorOrigin,
      embeddedIn: [APP],
      decide: () => (decide === 'yes' ? signedIn({ user: 'viewer-1' }) : deny('forbidden')),
      clock,
    });
    const asked = `${url}&ustreamContentType=recorded&ustreamContentId=${video}`;
    const { headers } = await entry(new Request(asked));
    const back = new URL(headers.get('location') ?? '');
    expect(back.origin + back.pathname).toBe(`${vendorOrigin}/embed/hashlock/pass`);
    return back.searchParams.get('hash') ?? '';
  }

  async function open(video: Video, hash?: string) {
    const response = await fetch(`${vendorOrigin}/embed/open`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'recorded', id: video, hash }),
    });
    return { status: response.status, body: await response.json() };
  }
  return { vendorOrigin, api, clock, visit, open };
}

const refused = (error: string) => ({ status: 403, body: { error } });

describe('IBM Video Streaming, hashlock v1 in the vendor’s player', () => {
  it('plays after the visit, from the manifest to decrypted pictures', async () => {
    const { vendorOrigin, visit, open } = await lockedPlayer();
    const { status, body } = await open('2001', await visit('2001'));
    expect(status).toBe(200);
    const { picture } = await walkFilm(NO_RULES, vendorOrigin + body.stream);
    expect(isTransportStream(picture)).toBe(true);
  });

  it('refuses a request without a credential', async () => {
    const { open, visit } = await lockedPlayer();
    expect(await open('2001')).toEqual(refused('hash_missing'));
    expect((await open('2001', await visit('2001'))).status).toBe(200);
  });

  it('refuses the credential of another lock', async () => {
    const { visit, open } = await lockedPlayer();
    const hash = await visit('2003');
    expect(await open('2001', hash)).toEqual(refused('hash_wrong'));
    expect((await open('2003', hash)).status).toBe(200);
  });

  it('A37 refuses one that was changed', async () => {
    const { visit, open } = await lockedPlayer();
    const hash = await visit('2001');
    expect(await open('2001', hash.replace('viewer-1', 'viewer-2'))).toEqual(refused('hash_wrong'));
    expect((await open('2001', hash)).status).toBe(200);
  });

  it('A41 refuses one that has expired, which it took again and again until then', async () => {
    const { clock, visit, open } = await lockedPlayer();
    const hash = await visit('2001');
    await clock.advance(299_999);
    expect((await open('2001', hash)).status).toBe(200);
    expect((await open('2001', hash)).status).toBe(200);
    await clock.advance(1);
    expect(await open('2001', hash)).toEqual(refused('hash_expired'));
    expect((await open('2001', await visit('2001'))).status).toBe(200);
  });

  it('refuses all that was signed with a secret that the lock no longer has', async () => {
    const { api, visit, open } = await lockedPlayer();
    const hash = await visit('2001');
    expect((await open('2001', hash)).status).toBe(200);
    await api.hashLocks.set('video:2001', { url: ENTRY, secret: 'the secret of today' });
    expect(await open('2001', hash)).toEqual(refused('hash_wrong'));
  });

  it('is told of a no by hash=false, and that opens nothing', async () => {
    const { visit, open } = await lockedPlayer();
    const hash = await visit('2001', 'no');
    expect(hash).toBe('false');
    expect(await open('2001', hash)).toEqual(refused('hash_malformed'));
  });
});
