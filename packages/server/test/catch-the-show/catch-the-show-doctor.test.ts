import { describe, expect, it } from 'vitest';
import { catchTheShowDoctor } from '../../src/catch-the-show/index.ts';
import type { CatchTheShowDoctorOptions } from '../../src/catch-the-show/index.ts';
import { runDoctor } from '../../src/doctor/index.ts';
import { APP } from '../support.ts';
import { all, showSandbox } from './show-sandbox.ts';

async function findings(options: Partial<CatchTheShowDoctorOptions> = {}) {
  const show = await showSandbox();
  const mediaUrls = [`${show.sandbox.addresses.catchTheShow}/media/`];
  const checks = catchTheShowDoctor({ ...show.options, mediaUrls, ...options });
  const found = await all(runDoctor(checks, { clock: show.clock }));
  return { ...show, found, levels: found.map(({ id, level }) => `${id}: ${level}`) };
}

describe('the doctor', () => {
  it('finds nothing wrong where nothing is, and changes nothing', async () => {
    const { levels, sent } = await findings({ origin: APP });
    expect(levels).toEqual([
      'catch-the-show.options: ok',
      'catch-the-show.secretKey: ok',
      'catch-the-show.cors: ok',
      'catch-the-show.cors: ok',
    ]);
    expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /v1/videos',
    ]);
  });

  it('CTS-S5 tries each key by itself, and names the one that is refused', async () => {
    const { levels, found } = await findings({ nextSecretKey: 'sandbox_sk_canary_0123' });
    expect(levels).toEqual([
      'catch-the-show.options: ok',
      'catch-the-show.secretKey: ok',
      'catch-the-show.nextSecretKey: problem',
    ]);
    expect(found[2]?.advice).toContain('dashboard');
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  it.each<[string, Partial<CatchTheShowDoctorOptions>, RegExp]>([
    ['a public key', { secretKey: 'sandbox_pk_canary_0123' }, /secretKey is a public key/],
    ['no media', { mediaUrls: [] }, /mediaUrls/],
    ['a plain http address', { apiUrl: 'http://api.catchtheshow.com/v1' }, /apiUrl/],
  ])('says in words that there is %s', async (_what, options, words) => {
    const { found } = await findings(options);
    expect(found[0]).toMatchObject({ level: 'problem', summary: expect.stringMatching(words) });
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  it('says that a key may too little, and that nobody answers', async () => {
    const { sandbox, options, clock } = await showSandbox();
    const mediaUrls = [`${sandbox.addresses.catchTheShow}/media/`];
    const run = async () => {
      const checks = catchTheShowDoctor({ ...options, mediaUrls }).slice(1);
      return (await all(runDoctor(checks, { clock })))[0]?.summary;
    };
    await sandbox.addFault({ where: {}, do: { action: 'refuse', status: 403 }, times: 1 });
    expect(await run()).toContain('403');
    await sandbox.addFault({ where: {}, do: { action: 'reset' } });
    expect(await run()).toContain('could not be reached');
  });
});
