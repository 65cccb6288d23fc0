import { epochMs } from '@playgate/protocol';
import { describe, expect, it } from 'vitest';
import {
  formatHashlock,
  hashlock,
  hashlockDigest,
  mintHashlock,
} from '../../src/hashlock/index.ts';
import type { HashlockOptions } from '../../src/hashlock/index.ts';
import { grant } from '../../src/index.ts';
import type { PlaybackGrant } from '../../src/index.ts';
import { APP, ask, codeOf, NOW, passHandler, STRONG_SECRET } from '../support.ts';

const interaction = {
  entryUrl: `${APP}/entry?theme=dark`,
  returnUrl: `${APP}/hashlock/pass`,
  message: 'Members only',
  width: 400,
};
const options: HashlockOptions = {
  secret: STRONG_SECRET,
  mediaUrls: ['https://media.example/films/'],
  interaction,
  source: (asset) => ({ src: `https://media.example/films/${asset}.m3u8` }),
};
const held = formatHashlock(mintHashlock({ user: 'v-1' }, { secret: STRONG_SECRET, now: NOW }));

async function answer(
  hash: string | undefined,
  more: Partial<HashlockOptions> = {},
  granted: PlaybackGrant = { asset: 'film' },
  now = NOW,
): Promise<Response> {
  const { handle } = passHandler({
    vendor: hashlock({ ...options, ...more }),
    decide: () => grant(granted),
    clock: { now: () => now },
  });
  const answered = hash === undefined ? {} : { answer: { hash } };
  return handle(ask({ version: 1, asset: 'film', ...answered }));
}

describe('the hashlock vendor', () => {
  it('asks the viewer first', async () => {
    const response = await answer(undefined);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code: 'interaction_required',
      interaction: {
        entry_url: interaction.entryUrl,
        return_url: interaction.returnUrl,
        message: 'Members only',
        popup_width: 400,
      },
    });
  });

  it('opens for a good answer, as long as that lasts', async () => {
    const response = await answer(held, {}, undefined, epochMs(NOW + 60_000));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      subject: 'v-1',
      expires_in: 240,
      rules: [
        {
          match: { urls: ['https://media.example/films/'] },
          place: [{ kind: 'query', params: { hash: encodeURIComponent(held) } }],
        },
      ],
      source: { src: 'https://media.example/films/film.m3u8' },
    });
  });

  it('takes the shorter of two lifetimes', async () => {
    const response = await answer(held, {}, { asset: 'film', lifetimeSeconds: 8 });
    expect(await response.json()).toMatchObject({ expires_in: 8 });
  });

  it.each(['false', '"false"'])('A no (%s) is interaction_denied', async (hash) => {
    expect(await codeOf(await answer(hash))).toBe('interaction_denied');
  });

  it('A41 an expired answer is asked for again', async () => {
    const late = epochMs(NOW + 300_000);
    expect(await codeOf(await answer(held, {}, undefined, late))).toBe('interaction_required');
    expect((await answer(held, {}, undefined, epochMs(NOW + 299_000))).status).toBe(200);
  });

  it.each([
    'x',
    '',
    '[]',
    held.replace('v-1', 'v-2'),
    held.replace('"user"', '"admin"'),
    JSON.stringify([{ user: 'v-1' }, { hash: hashlockDigest(['v-1'], { secret: STRONG_SECRET }) }]),
  ])('A37 a bad answer is asked for again: %.40s', async (hash) => {
    expect(await codeOf(await answer(hash))).toBe('interaction_required');
  });

  it("another viewer's answer is asked for again", async () => {
    const granted = (viewer: string): PlaybackGrant => ({ asset: 'film', viewer });
    expect(await codeOf(await answer(held, {}, granted('v-2')))).toBe('interaction_required');
    expect((await answer(held, {}, granted('v-1'))).status).toBe(200);
  });

  it('an e-mail address as first field is refused by that name', async () => {
    const email = mintHashlock({ user: 'v@example.com' }, { secret: STRONG_SECRET, now: NOW });
    const { handle, events } = passHandler({
      vendor: hashlock(options),
      decide: () => grant({ asset: 'film' }),
    });
    const hash = formatHashlock(email);
    const response = await handle(ask({ version: 1, asset: 'film', answer: { hash } }));
    expect(response.status).toBe(500);
    expect(events).toMatchObject([
      {
        error: {
          code: 'invalid_grant',
          message: expect.stringContaining("hashlock's first field"),
        },
      },
    ]);
  });

  it('an application can say what fits', async () => {
    const fields = ['user', 'film'];
    const bound = formatHashlock(
      mintHashlock({ user: 'v-1', film: 'film' }, { secret: STRONG_SECRET, fields, now: NOW }),
    );
    const fits: HashlockOptions['fits'] = (values, { asset }) => values['film'] === asset;
    expect((await answer(bound, { fields, fits })).status).toBe(200);
    const other = await answer(bound, { fields, fits }, { asset: 'other' });
    expect(await codeOf(other)).toBe('interaction_required');
  });

  it('X9 what fits only says later is no yes', async () => {
    const fits: HashlockOptions['fits'] = () => JSON.parse('{"then":"later"}');
    expect(await codeOf(await answer(held, { fits }))).toBe('interaction_required');
  });

  it("places its own spelling, never the browser's", async () => {
    const spaced = held.replaceAll(':', ' : ').replaceAll(',', ' , ');
    expect(await (await answer(spaced)).json()).toMatchObject({
      rules: [{ place: [{ params: { hash: encodeURIComponent(held) } }] }],
    });
  });

  it('puts it where it is told', async () => {
    const response = await answer(held, { param: 'h', kinds: ['manifest', 'segment'] });
    expect(await response.json()).toMatchObject({
      rules: [
        {
          match: { kinds: ['manifest', 'segment'] },
          place: [{ params: { h: encodeURIComponent(held) } }],
        },
      ],
    });
  });

  it.each<[string, Partial<HashlockOptions>]>([
    ['secret', { secret: 'short' }],
    ['mediaUrls', { mediaUrls: [] }],
    ['mediaUrls', { mediaUrls: ['http://media.example/'] }],
    ['param', { param: 'a&b' }],
    ['fields', { fields: ['hash'] }],
    ['interaction.entry_url', { interaction: { ...interaction, entryUrl: '/entry' } }],
    ['interaction', { interaction: JSON.parse('null') }],
  ])('A42 a wrong %s is refused by name', (name, more) => {
    expect(() => hashlock({ ...options, ...more })).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
  });
});
