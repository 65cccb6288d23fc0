import { describe, expect, it } from 'vitest';
import { parsePass, parseProblem } from '@playgate/protocol';
import { createUsageCounters } from '../../src/api/usage-counters.ts';
import { catchTheShow } from '../../src/catch-the-show/index.ts';
import type { CatchTheShowOptions } from '../../src/catch-the-show/index.ts';
import { grant } from '../../src/index.ts';
import type { PlaybackGrant } from '../../src/index.ts';
import { ask, passHandler } from '../support.ts';
import { play, showSandbox } from './show-sandbox.ts';
import type { ShowSandbox } from './show-sandbox.ts';

const FILM = { asset: 'video:launch-film', viewer: 'v-1', lifetimeSeconds: 60 };

/** Asks our handler for a pass, whose vendor is the sandbox. */
async function askedAt(
  { options, sandbox, clock }: ShowSandbox,
  granted: PlaybackGrant = FILM,
  more: Partial<CatchTheShowOptions> = {},
) {
  const { handle, events } = passHandler({
    vendor: catchTheShow({
      ...options,
      mediaUrls: [`${sandbox.addresses.catchTheShow}/media/`],
      ...more,
    }),
    decide: () => grant(granted),
    clock,
  });
  return { response: await handle(ask()), events };
}

/** The token that the pass puts on requests. */
async function tokenOf(response: Response): Promise<string | undefined> {
  const [rule] = parsePass(await response.json()).rules;
  const [placement] = rule?.place ?? [];
  return placement?.kind === 'header' ? placement.value.replace('Bearer ', '') : undefined;
}

describe('CTS-B1 a pass opens its film, and nothing else', () => {
  it.each(['video:launch-film', 'live:live-show'])('%s', async (asset) => {
    const show = await showSandbox();
    const { response } = await askedAt(show, { ...FILM, asset });
    const token = await tokenOf(response);
    expect(await play(show.sandbox, asset.replace(/^.*:/, ''), token)).toBe(200);
    expect(await play(show.sandbox, 'long-film', token)).toBe(403);
  });

  it('calls of the API by the page take it, where that is configured', async () => {
    const show = await showSandbox();
    const pageApiUrls = [`${show.options.apiUrl}/videos/`];
    const permissions = ['media:play', 'metadata:read'];
    const { response } = await askedAt(show, { ...FILM, permissions }, { pageApiUrls });
    const { rules } = parsePass(await response.json());
    expect(rules.map(({ match }) => match.kinds)).toEqual([['api'], undefined]);
    const [placement] = rules[0]?.place ?? [];
    const headers = placement?.kind === 'header' ? { [placement.name]: placement.value } : {};
    const read = (id: string) => fetch(`${pageApiUrls[0]}${id}`, { headers });
    expect([(await read('launch-film')).status, (await read('long-film')).status]).toEqual([
      200, 403,
    ]);
  });

  it('a public one opens without', async () => {
    const show = await showSandbox();
    const { response } = await askedAt(show, { ...FILM, asset: 'video:public-film' });
    expect(await tokenOf(response)).toBeUndefined();
    expect(await play(show.sandbox, 'public-film')).toBe(200);
  });

  it('expired, revoked, tampered: 401', async () => {
    const show = await showSandbox();
    const token = await tokenOf((await askedAt(show)).response);
    expect(await play(show.sandbox, 'launch-film', `${token}x`)).toBe(401);
    await show.clock.advance(59_999);
    expect(await play(show.sandbox, 'launch-film', token)).toBe(200);
    await show.clock.advance(1);
    expect(await play(show.sandbox, 'launch-film', token)).toBe(401);
    const next = await tokenOf((await askedAt(show)).response);
    await show.sandbox.revokeCredentials({ vendor: 'catchTheShow', viewer: 'v-1' });
    expect(await play(show.sandbox, 'launch-film', next)).toBe(401);
  });

  it('CTS-S4 a permission that is not grantable is no pass', async () => {
    const { response, events } = await askedAt(await showSandbox(), {
      ...FILM,
      permissions: ['streams:write'],
    });
    expect(response.status).toBe(500);
    expect(events).toMatchObject([{ error: { code: 'invalid_grant' } }]);
  });
});

describe('CTS-S6 CTS-E3 A48 whatever the vendor’s error says, the browser is told none of it', () => {
  const cases = ['json', 'text', 'html'].flatMap((form) => [
    [form, 'a film that is not there', { ...FILM, asset: 'video:no-film' }, 404, 'not_found'],
    [form, 'a key that is none', FILM, 502, 'vendor_credentials'],
  ]) as [string, string, PlaybackGrant, number, string][];

  it.each(cases)('%s, %s', async (form, what, granted, status, code) => {
    const show = await showSandbox();
    await show.sandbox.tell('catchTheShow', 'errorBodies', { form, echo: true });
    const secretKey = what.includes('key') ? 'sandbox_sk_canary' : show.options.secretKey;
    const { response, events } = await askedAt(show, granted, { secretKey });
    const text = await response.text();
    expect(response.status).toBe(status);
    expect(parseProblem(JSON.parse(text))).toMatchObject({ code, correlationId: 'id-1' });
    expect(text).not.toMatch(/sandbox_|Bearer|catchtheshow|credential_/i);
    expect(events).toMatchObject([{ correlationId: 'id-1', error: { correlationId: 'id-1' } }]);
    expect(JSON.stringify(events)).not.toContain('sandbox_sk_');
    expect(show.events.every(({ correlationId }) => correlationId === 'id-1')).toBe(true);
  });

  it('control: the vendor’s own answer does hold the key', async () => {
    const { sandbox, options } = await showSandbox();
    await sandbox.tell('catchTheShow', 'errorBodies', { form: 'html', echo: true });
    const response = await fetch(`${options.apiUrl}/videos/no-film`, {
      headers: { Authorization: `Bearer ${sandbox.keys.catchTheShow.secretKey}` },
    });
    expect(await response.text()).toContain(sandbox.keys.catchTheShow.secretKey);
  });
});

it('CTS-S8 a mint is counted by key, viewer and resource', async () => {
  const show = await showSandbox();
  const usage = createUsageCounters();
  await askedAt(show, FILM, { onCall: usage.count });
  expect(usage.totals('key')).toEqual([{ name: 'current', attempts: 2, failures: 0 }]);
  expect(usage.totals('viewer')).toEqual([{ name: 'v-1', attempts: 2, failures: 0 }]);
  expect(usage.totals('resource')).toEqual([
    { name: 'video:launch-film', attempts: 2, failures: 0 },
  ]);
});

it('CTS-S5 viewers notice nothing of a rotation', async () => {
  const show = await showSandbox();
  const { secretKey } = show.options;
  const { secretKey: nextSecretKey } = await show.sandbox.rotateSecretKey(10_000);
  for (const seconds of [0, 10]) {
    await show.clock.advance(seconds * 1000);
    const { response } = await askedAt(show, FILM, { secretKey, nextSecretKey });
    expect(await play(show.sandbox, 'launch-film', await tokenOf(response))).toBe(200);
  }
});
