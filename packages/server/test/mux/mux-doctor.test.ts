import { describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/doctor/index.ts';
import type { DoctorFinding } from '../../src/doctor/index.ts';
import { importSigningKey } from '../../src/jwt/import-signing-key.ts';
import { muxDoctor } from '../../src/mux/index.ts';
import type { MuxDoctorOptions } from '../../src/mux/index.ts';
import { RSA, rsa } from '../jwt/keys.ts';
import { muxWorld } from './mux-world.ts';
import type { MuxWorld } from './mux-world.ts';

const ORIGIN = 'https://app.example';

async function examine(
  world: MuxWorld,
  options: Partial<MuxDoctorOptions> = {},
): Promise<readonly DoctorFinding[]> {
  const asset = world.idOf('launch-film');
  const checks = muxDoctor({ vendor: world.options, asset, origin: ORIGIN, ...options });
  const findings: DoctorFinding[] = [];
  const context = { fetch: globalThis.fetch, clock: world.clock };
  for await (const finding of runDoctor(checks, context)) findings.push(finding);
  for (const finding of findings) expect(JSON.stringify(finding)).not.toMatch(/eyJ|MII|token=/);
  return findings;
}

const playback = (findings: readonly DoctorFinding[]) =>
  findings.filter(({ id }) => id === 'mux.playback' || id === 'mux.cors');

describe('a sound configuration', () => {
  it('is fine in everything: key, playback, CORS; the clock is compared', async () => {
    const findings = await examine(await muxWorld());
    expect(findings.map(({ id }) => id)).toEqual([
      ...['mux.key', 'mux.clock', 'mux.playback', 'mux.cors'],
    ]);
    expect([findings[0], ...playback(findings)].map((one) => one?.level)).toEqual([
      ...['ok', 'ok', 'ok'],
    ]);
  });

  it('over a vault skips what a vault does not show, and without an asset what needs one', async () => {
    const world = await muxWorld();
    const signingKey = importSigningKey(RSA.pem, { name: 'k', algorithm: 'RS256' });
    const checks = muxDoctor({ vendor: { ...world.options, signingKey } });
    expect(checks.map(({ id }) => id)).toEqual(['mux.clock']);
  });

  it('asks as the page would, where a restriction looks at the page', async () => {
    const world = await muxWorld();
    await world.tell('setRestriction', {
      ...{ id: 'r-1', referrer: { allowed_domains: ['app.example'] } },
    });
    const vendor = { ...world.options, playbackRestrictionId: 'r-1' };
    const levels = async (origin: string) =>
      playback(await examine(world, { vendor, origin })).map(({ level }) => level);
    expect(await levels(ORIGIN)).toEqual(['ok', 'ok']);
    expect(await levels('https://other.example')).toEqual(['problem']);
  });
});

describe('what is wrong is said in words', () => {
  const said = async (
    world: MuxWorld,
    options: Partial<MuxDoctorOptions>,
  ): Promise<readonly (readonly [string, string])[]> =>
    playback(await examine(world, options)).map(({ summary, advice = '' }) => [summary, advice]);

  it('a key that is too short', async () => {
    const world = await muxWorld();
    const vendor = { ...world.options, signingKey: rsa(1024).pem };
    const [key, , found] = await examine(world, { vendor });
    expect(key).toMatchObject({ id: 'mux.key', level: 'problem' });
    expect(key?.summary).toContain('1024 bits');
    expect(found).toMatchObject({ id: 'mux.playback', level: 'problem' });
  });

  it('a key that the vendor does not know', async () => {
    const world = await muxWorld();
    const vendor = { ...world.options, signingKey: RSA.pem };
    const [[summary, advice] = []] = await said(world, { vendor });
    expect(summary).toMatch(/^Mux refuses \w+ \(403\)\.$/);
    expect(advice).toContain('keyId and signingKey belong together');
  });

  it('a playback id that is none', async () => {
    const world = await muxWorld();
    const [[summary, advice] = []] = await said(world, { asset: '0000000000000000' });
    expect(summary).toContain('(404)');
    expect(advice).toContain('playback id');
    const [[other] = []] = await said(world, { asset: 'asset id' });
    expect(other).toContain('must be a playback id');
  });

  it('a film that is not ready', async () => {
    const world = await muxWorld();
    await world.tell('setPlaybackId', { id: world.idOf('launch-film'), ready: false });
    const [[summary, advice] = []] = await said(world, {});
    expect(summary).toContain('(412)');
    expect(advice).toContain('Wait');
  });

  it('a playback id that is open to everybody', async () => {
    const world = await muxWorld();
    const [[summary, advice] = []] = await said(world, {
      asset: world.idOf('public-film', 'public'),
    });
    expect(summary).toContain('to everybody');
    expect(advice).toContain('signed');
  });

  it('trouble at the vendor', async () => {
    const world = await muxWorld();
    const where = { listener: 'mux', kind: 'manifest' } as const;
    await world.sandbox.addFault({ where, do: { action: 'status', status: 503 } });
    const [[summary, advice] = []] = await said(world, {});
    expect(summary).toContain('(503)');
    expect(advice).toContain('later');
  });
});
