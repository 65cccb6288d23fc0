import { describe, expect, it } from 'vitest';
import { runDoctor } from '../../src/doctor/index.ts';
import type { DoctorFinding } from '../../src/doctor/index.ts';
import { memoryStore } from '../../src/store/memory-store.ts';
import { secureVideoDoctor } from '../../src/secure-video/index.ts';
import type { SecureVideoDoctorOptions } from '../../src/secure-video/index.ts';
import { doctorContext, plainPatient } from '../doctor/patient.ts';
import { KEYS, secureVideoWorld } from './secure-video-world.ts';

/** All findings, by the part of their id that follows the vendor's. */
async function examine(
  options: SecureVideoDoctorOptions,
): Promise<Readonly<Record<string, DoctorFinding>>> {
  const found: Record<string, DoctorFinding> = {};
  for await (const finding of runDoctor(secureVideoDoctor(options), doctorContext))
    found[finding.id.replace('secure-video.', '')] = finding;
  return found;
}

describe('SV-S7 the doctor', () => {
  it('finds nothing wrong where nothing is, prints the address, and asks the API once', async () => {
    const { options, sent, clock } = await secureVideoWorld();
    const found = await examine({
      ...options,
      quota: { perHour: 100, store: memoryStore({ clock }) },
      echoUrl: await plainPatient(200, {}, '203.0.113.7'),
      allowedAddresses: ['203.0.113.7'],
    });
    expect(Object.values(found).map(({ id, level }) => `${id}: ${level}`)).toEqual([
      'secure-video.keys: ok',
      'secure-video.address: ok',
      'secure-video.api: ok',
      'secure-video.quota: ok',
    ]);
    expect(found['address']?.summary).toBe('Calls come from 203.0.113.7, which is on the list.');
    expect(found['quota']?.summary).toBe('1 of 100 calls of this hour are counted.');
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /',
      'GET /user/0?externalId=playgate-doctor',
    ]);
  });

  it('asks for the address through the client’s own fetch, whose agent counts', async () => {
    const { options } = await secureVideoWorld();
    const found = await examine({
      ...options,
      echoUrl: 'https://echo.example/',
      fetch: async () => Response.json({ ip: '198.51.100.4' }),
    });
    expect(found['address']?.summary).toContain('198.51.100.4');
  });

  it.each([
    [412, /address \(412\)/, /support.*fixed|agent/],
    [401, /keys \(401\)/, /My Account > API/],
    [429, /quota/, /next hour/],
    [500, /5xx/, /theirs/],
    [405, /method_not_allowed/, /apiUrl/],
  ])('says what %i means and what to do', async (status, summary, advice) => {
    const { options, tell } = await secureVideoWorld();
    await tell('failNext', { status, times: 9 });
    const { api } = await examine(options);
    expect(api).toMatchObject({ level: 'problem' });
    expect(api?.summary).toMatch(summary);
    expect(api?.advice).toMatch(advice);
  });

  it('says that something else than the API answers', async () => {
    const apiUrl = `${await plainPatient(200, { 'Content-Type': 'text/html' }, '<h1>Hi</h1>')}/`;
    const { api } = await examine({ ...KEYS, apiUrl });
    expect(api?.summary).toBe('Something else than the API answers.');
  });

  it('says that nothing answers', async () => {
    const refuse: typeof fetch = () => Promise.reject(new TypeError('fetch failed'));
    const { api } = await examine({ ...KEYS, fetch: refuse, retries: 0 });
    expect(api?.summary).toMatch(/could not be reached/);
  });

  it('SV-B1 names an identifier that gives the secret away, and no key', async () => {
    const found = await examine({ ...KEYS, identifier: KEYS.secretKey });
    expect(found['keys']).toMatchObject({ level: 'problem' });
    expect(found['keys']?.summary).toMatch(/gives secretKey away/);
    expect(JSON.stringify(found)).not.toContain(KEYS.secretKey);
  });

  it.each([
    ['none is configured', undefined, /not configured/],
    ['it is above the system’s maximum', { perHour: 250_000 }, /100000/],
  ])('warns of the quota where %s', async (_why, quota, summary) => {
    const { options } = await secureVideoWorld();
    const found = await examine({ ...options, ...(quota && { quota }) });
    expect(found['quota']).toMatchObject({ level: 'warning' });
    expect(found['quota']?.summary).toMatch(summary);
  });

  it('warns once four fifths of the hour’s quota are used, and says whose count it is', async () => {
    const { options, clock } = await secureVideoWorld();
    const store = memoryStore({ clock });
    const quota = { perHour: 5, store };
    for (const used of [1, 2, 3])
      expect((await examine({ ...options, quota }))['quota']).toMatchObject({
        level: 'ok',
        summary: `${used} of 5 calls of this hour are counted.`,
      });
    expect((await examine({ ...options, quota }))['quota']).toMatchObject({ level: 'warning' });
    const alone = await examine({ ...options, quota: { perHour: 5 } });
    expect(alone['quota']?.summary).toMatch(/this instance alone/);
  });
});
