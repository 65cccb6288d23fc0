import { readFileSync } from 'node:fs';
import type { PlaybackPass } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import type { ContractRun } from './contract-run.ts';
import { contractRun } from './contract-run.ts';
import type { ContractRefusals, ExpectedRefusal } from './contract-vendor.ts';
import { CONTRACT_VENDORS } from './contract-vendors.ts';
import { ruleFor } from './follow-pass.ts';
import { isTransportStream } from './walk-film.ts';

/** Another letter near the end: the last one of a token may be padding that says nothing. */
const spoil = (value: string): string =>
  value.replace(/.(?=.{8}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));

/** An answer in the words of the table. */
async function seen(response: Response, run: ContractRun, pass: PlaybackPass) {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const location = response.headers.get('location')?.split('?')[0];
  const { status } = response;
  return {
    status,
    body: isJson ? JSON.parse(text) : text,
    action: run.action(pass, status),
    ...(location !== undefined && { location }),
  } satisfies ExpectedRefusal;
}

/** The control of every refusal: a pass that differs in one thing opens. */
async function opens(run: ContractRun, pass: PlaybackPass): Promise<void> {
  expect((await run.present(pass)).status).toBe(200);
}

interface Attempt {
  readonly what: string;
  /** Gives the refused answer, and the pass that was presented or would have been. */
  readonly make: (run: ContractRun) => Promise<readonly [Response, PlaybackPass]>;
}

const ATTEMPTS: Readonly<Record<keyof ContractRefusals, Attempt>> = {
  missing: {
    what: 'a request without a credential',
    async make(run) {
      const pass = await run.pass();
      const refused = await run.present();
      await opens(run, pass);
      return [refused, pass];
    },
  },
  wrongAsset: {
    what: 'the credential of another asset',
    async make(run) {
      const pass = await run.pass();
      const refused = await run.present(await run.pass({ asset: run.setUp.otherAsset }));
      await opens(run, pass);
      return [refused, pass];
    },
  },
  tampered: {
    what: 'A26 a credential with another letter',
    async make(run) {
      const pass = await run.pass();
      const refused = await run.present(pass, run.setUp.tamper ?? spoil);
      await opens(run, pass);
      return [refused, pass];
    },
  },
  expired: {
    what: 'A27 A41 a credential that has expired',
    async make(run) {
      const [early, late] = [await run.pass(), await run.pass()];
      await run.clock.advance((early.lifetimeMs ?? 0) - 1);
      await opens(run, early);
      // Vendors count in whole seconds, and some to the end of the last one.
      await run.clock.advance(2000);
      return [await run.present(late), late];
    },
  },
  replayed: {
    what: 'a credential that was used',
    async make(run) {
      const pass = await run.pass();
      expect(pass.mode).toBe('single-use');
      await opens(run, pass);
      const refused = await run.present(pass);
      await opens(run, await run.pass());
      return [refused, pass];
    },
  },
  revoked: {
    what: 'a credential that was revoked',
    async make(run) {
      const viewer = 'viewer-2';
      const [before, after] = [await run.pass({ viewer }), await run.pass({ viewer })];
      const other = await run.pass();
      await opens(run, before);
      await run.setUp.revoke?.(viewer);
      if (run.setUp.revokesAll !== true) await opens(run, other);
      return [await run.present(after), after];
    },
  },
};

/** What a vendor's table has a line for. */
const attemptsAt = (refusals: ContractRefusals) =>
  (['missing', 'wrongAsset', 'tampered', 'expired', 'replayed', 'revoked'] as const).flatMap(
    (name) => {
      const expected = refusals[name];
      return expected === undefined ? [] : [{ ...ATTEMPTS[name], expected }];
    },
  );

/** Entries of no vendor, and of a vendor that has no films. */
const NO_VENDORS = ['.', './doctor', './handlers', './hls', './oauth', './package.json'];
const NO_FILMS = ['./secure-video'];

it('every vendor with films that has an entry is held to this', () => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const entries = Object.keys(JSON.parse(manifest).exports);
  const others = [...NO_VENDORS, ...NO_FILMS];
  expect(entries).toEqual(expect.arrayContaining(others));
  const held = new Set(CONTRACT_VENDORS.map(({ entry }) => entry));
  expect(entries.filter((entry) => !others.includes(entry)).toSorted()).toEqual(
    [...held].toSorted(),
  );
});

describe.each(CONTRACT_VENDORS)('$name', (vendor) => {
  it('plays by what the pass says, from the manifest to decrypted pictures', async () => {
    const run = await contractRun(vendor);
    const { picture } = await run.play(await run.pass());
    expect(isTransportStream(picture)).toBe(true);
  });

  it.each(vendor.alsoPlays ?? [])('plays %s, too', async (asset) => {
    const run = await contractRun(vendor);
    const { picture } = await run.play(await run.pass({ asset }));
    expect(isTransportStream(picture)).toBe(true);
  });

  it('plays by nothing else: without its rules it is refused (control)', async () => {
    const run = await contractRun(vendor);
    const pass = await run.pass();
    await expect(run.play({ ...pass, rules: [] })).rejects.toThrow(/^(manifest|key) is \d+$/);
    await run.play(pass);
  });

  it('names no place outside the vendor’s', async () => {
    const run = await contractRun(vendor);
    const pass = await run.pass();
    for (const kind of ['manifest', 'playlist', 'key', 'segment', 'license'] as const)
      expect(ruleFor(pass, `${run.sandbox.addresses.foreign}/media/x`, kind)).toBeUndefined();
  });

  it.each(attemptsAt(vendor.refusals))('refuses $what', async ({ make, expected }) => {
    const run = await contractRun(vendor);
    const [response, pass] = await make(run);
    expect(await seen(response, run, pass)).toEqual(expected);
  });

  it('can be ended early exactly where the table says how that is refused', async () => {
    const { setUp } = await contractRun(vendor);
    expect(setUp.revoke !== undefined).toBe(vendor.refusals.revoked !== undefined);
  });
});
