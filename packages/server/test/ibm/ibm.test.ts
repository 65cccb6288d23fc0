import { describe, expect, it } from 'vitest';
import { verifyHashlock, signedIn } from '../../src/hashlock/index.ts';
import { ibmEmbed, ibmHashlockEntry } from '../../src/ibm/index.ts';
import type { IbmHashlockEntryOptions } from '../../src/ibm/index.ts';
import { deny, grant } from '../../src/index.ts';
import { APP, ask, NOW, passHandler, STRONG_SECRET } from '../support.ts';

const ENTRY = 'https://auth.example/ibm';

function visit(query: string, options: Partial<IbmHashlockEntryOptions> = {}): Promise<Response> {
  return ibmHashlockEntry({
    secret: STRONG_SECRET,
    decide: () => signedIn({ user: 'viewer@example.com' }),
    embeddedIn: [APP],
    clock: { now: () => NOW },
    ...options,
  })(new Request(ENTRY + query));
}

describe('ibmHashlockEntry', () => {
  it('returns to the documented page', async () => {
    const response = await visit('?ustreamContentType=channel&ustreamContentId=1001');
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe('https://video.ibm.com/embed/hashlock/pass');
    const hash = location.searchParams.get('hash') ?? '';
    expect(verifyHashlock(hash, { secret: STRONG_SECRET, now: NOW })).toMatchObject({ ok: true });
  });

  it('a no is hash=false', async () => {
    const response = await visit('', { decide: () => deny('forbidden') });
    expect(response.headers.get('location')).toBe(
      'https://video.ibm.com/embed/hashlock/pass?hash=false',
    );
  });

  it('A44 returns to the vendor only', async () => {
    const to = async (url: string, options?: Partial<IbmHashlockEntryOptions>): Promise<string> =>
      (await visit(`?hashConsumer=${encodeURIComponent(url)}`, options)).headers.get('location') ??
      '';
    const chat = 'https://video.ibm.com/chat/authorize/12345678?resource=%2Fchat%2F12345678';
    expect((await to(chat)).startsWith(`${chat}&hash=%5B`)).toBe(true);
    const fallback = 'https://video.ibm.com/embed/hashlock/pass?hash=%5B';
    for (const url of ['https://video.ibm.com.evil.example/', 'https://evil.example/', `${APP}/`])
      expect((await to(url)).startsWith(fallback)).toBe(true);
    expect((await to(`${APP}/a`, { returnTo: [`${APP}/a`] })).startsWith(`${APP}/a?hash=`)).toBe(
      true,
    );
  });

  it('A82 may be framed by the vendor and the pages around it, and by nobody else', async () => {
    const { headers } = await visit('', { decide: () => new Response('sign in') });
    expect(headers.get('content-security-policy')).toBe(
      `frame-ancestors https://video.ibm.com ${APP}`,
    );
  });

  it.each<[string, Partial<IbmHashlockEntryOptions>]>([
    ['vendorOrigin', { vendorOrigin: 'https://video.ibm.com/' }],
    ['embeddedIn', { embeddedIn: [`${APP}/`] }],
    ['embeddedIn', { embeddedIn: [] }],
    ['embeddedIn', { embeddedIn: JSON.parse('null') }],
  ])('A42 a wrong %s is refused by name', async (name, options) => {
    await expect((async () => visit('', options))()).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(name),
    });
  });

  it('can stand before another vendor origin', async () => {
    const { headers } = await visit('', { vendorOrigin: 'http://127.0.0.1:4612' });
    expect(headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:4612\/embed\/hashlock\/pass\?hash=/,
    );
  });
});

describe('ibmEmbed', () => {
  const passFor = async (asset: string, vendorOrigin?: string): Promise<Response> => {
    const vendor = ibmEmbed(vendorOrigin === undefined ? {} : { vendorOrigin });
    return passHandler({ vendor, decide: () => grant({ asset }) }).handle(ask());
  };

  it.each([
    ['channel:1001', 'https://video.ibm.com/embed/1001'],
    ['video:2001', 'https://video.ibm.com/embed/recorded/2001'],
    ['chat:1001', 'https://video.ibm.com/chat/1001'],
    ['qna:1001', 'https://video.ibm.com/qna/1001'],
  ])('%s is %s, without a credential', async (asset, src) => {
    expect(await (await passFor(asset)).json()).toMatchObject({
      rules: [],
      source: { src, type: 'text/html' },
    });
  });

  it.each(['1001', 'channel:', 'channel:a', 'video:1/../2', 'clip:1'])(
    'A16 %s is no asset',
    async (asset) => {
      expect((await passFor(asset)).status).toBe(500);
    },
  );

  it('takes another origin, and nothing else', async () => {
    const response = await passFor('channel:1', 'http://127.0.0.1:4612');
    expect(await response.json()).toMatchObject({
      source: { src: 'http://127.0.0.1:4612/embed/1' },
    });
    expect(() => ibmEmbed({ vendorOrigin: 'https://video.ibm.com/x' })).toThrow(/vendorOrigin/);
  });
});
