import { describe, expect, it, vi } from 'vitest';
import { clientError } from '../../src/client-error.ts';
import type { PassClient } from '../../src/pass-client.ts';
import { attachIbmEmbed } from '../../src/ibm-embed/index.ts';
import * as entry from '../../src/ibm-embed/index.ts';
import { FakeBackend, later } from '../support/fake-backend.ts';
import { FakeClock, settle } from '../support/fake-clock.ts';
import { makeClient } from '../support/make-client.ts';
import { makePass } from '../support/make-pass.ts';
import { FakeFrame, FakePage, PLAYER } from './fake-frame.ts';

const SRC = `${PLAYER}/embed/recorded/1`;
const ORIGIN = 'api-target-origin=https%3A%2F%2Fapp.example';

/** A pass as the backend mints it for viewer authentication v2. */
const once = (n: number, members: Readonly<Record<string, unknown>> = {}) =>
  makePass('', {
    mode: 'single-use',
    expires_in: 55,
    rules: [{ match: { urls: [SRC] }, place: [{ kind: 'query', params: { vt: `token${n}` } }] }],
    source: { src: SRC, type: 'text/html' },
    ...members,
  });

const NEVER = later<ReturnType<typeof once>>().promise;

function setUp(backend = new FakeBackend(({ n }) => once(n))) {
  const bench = makeClient({}, backend);
  const [frame, page] = [new FakeFrame(), new FakePage()];
  const attach = (client: PassClient = bench.client, asset = 'talk') =>
    attachIbmEmbed(frame, { client, asset, page, clock: bench.clock });
  return { ...bench, frame, around: page, attach };
}

it('these are the public names', () => {
  expect(Object.keys(entry)).toEqual(['attachIbmEmbed']);
});

describe('by its address', () => {
  const attach = (src: string) => {
    const frame = new FakeFrame();
    const embed = attachIbmEmbed(frame, { src, page: new FakePage(), clock: new FakeClock() });
    return { frame, embed };
  };

  it('is open at once, and knows the page around it', async () => {
    const { frame, embed } = attach(`${SRC}?autoplay=true`);
    expect(frame.opened).toEqual([`${SRC}?autoplay=true&${ORIGIN}`]);
    expect(embed.state.get()).toMatchObject({ phase: 'authorized', source: { type: 'text/html' } });
    await embed.reload();
    expect(frame.opened).toHaveLength(2);
  });

  it('the frame may play and fill the screen, and tells the origin that it stands in, unless the page says otherwise', () => {
    const { frame } = attach(SRC);
    expect([frame.allow, frame.referrerPolicy]).toEqual([
      'autoplay; fullscreen',
      'strict-origin-when-cross-origin',
    ]);
    const own = Object.assign(new FakeFrame(), { allow: 'autoplay', referrerPolicy: 'origin' });
    attachIbmEmbed(own, { src: SRC, page: new FakePage() });
    expect([own.allow, own.referrerPolicy]).toEqual(['autoplay', 'origin']);
    const referrerPolicy = 'no-referrer-when-downgrade';
    attachIbmEmbed(own, { src: SRC, page: new FakePage(), referrerPolicy });
    expect(own.referrerPolicy).toBe(referrerPolicy);
  });

  it('another origin may be told', () => {
    const frame = new FakeFrame();
    const apiTargetOrigin = 'https://outer.example';
    attachIbmEmbed(frame, { src: SRC, apiTargetOrigin, page: new FakePage() });
    expect(frame.opened).toEqual([`${SRC}?api-target-origin=https%3A%2F%2Fouter.example`]);
  });

  it('one that is none is an error, and nothing was begun', () => {
    const [frame, page] = [new FakeFrame(), new FakePage()];
    const attachTo = () => attachIbmEmbed(frame, { src: 'javascript:alert(1)', page });
    expect(attachTo).toThrow(expect.objectContaining({ code: 'config' }));
    expect([frame.loads, page.listeners]).toEqual([0, 0]);
  });
});

describe('by an asset', () => {
  it('opens with the token of its pass', async () => {
    const { frame, backend, attach } = setUp();
    const embed = attach();
    expect(embed.state.get().phase).toBe('authorizing');
    expect(frame.opened).toEqual([]);
    await settle();
    expect(frame.opened).toEqual([`${SRC}?vt=token1&${ORIGIN}`]);
    expect(embed.state.get()).toMatchObject({ phase: 'authorized', source: { src: SRC } });
    expect(backend.asks.map(({ request }) => request)).toEqual([{ asset: 'talk' }]);
  });

  it('check 45: an attachment that is undone and made again at once costs one pass', async () => {
    const { frame, backend, attach } = setUp();
    attach().dispose();
    attach();
    await settle();
    expect(backend.count).toBe(1);
    expect(frame.opened).toEqual([undefined, `${SRC}?vt=token1&${ORIGIN}`]);
  });

  it('each has a token of its own', async () => {
    const { client, backend, attach } = setUp();
    attach();
    const other = new FakeFrame();
    attachIbmEmbed(other, { client, asset: 'talk', page: new FakePage() });
    await settle();
    expect(backend.count).toBe(2);
    expect(other.opened).toEqual([`${SRC}?vt=token2&${ORIGIN}`]);
  });

  it('is minted when it opens, and not again: neither ahead of its end nor after it', async () => {
    const { clock, frame, backend, attach } = setUp();
    const embed = attach();
    await clock.advance(600_000);
    expect(backend.count).toBe(1);
    expect(frame.opened).toHaveLength(1);
    expect(embed.state.get().phase).toBe('authorized');
  });

  it('a renewed pass of the lasting kind does not interrupt the viewer', async () => {
    const lasting = new FakeBackend(({ n }) =>
      makePass(`t${n}`, { source: { src: SRC }, expires_in: 60 }),
    );
    const { clock, frame, backend, attach } = setUp(lasting);
    attach();
    await clock.advance(50_000);
    expect(backend.count).toBe(2);
    expect(frame.opened).toHaveLength(1);
  });

  it('reload opens the frame anew, with a token of its own, however long after', async () => {
    const { clock, frame, backend, attach } = setUp();
    const embed = attach();
    await clock.advance(3_600_000);
    await embed.reload();
    expect(backend.count).toBe(2);
    expect(frame.opened).toEqual([`${SRC}?vt=token1&${ORIGIN}`, `${SRC}?vt=token2&${ORIGIN}`]);
    expect(backend.asks[1]?.context.fresh).toBe(true);
  });

  it('reload is given up with its signal', async () => {
    const waits = later<ReturnType<typeof once>>();
    const { attach } = setUp(new FakeBackend(({ n }) => (n === 1 ? once(1) : waits.promise)));
    const embed = attach();
    await settle();
    const life = new AbortController();
    const reloaded = embed.reload({ signal: life.signal });
    life.abort();
    await expect(reloaded).rejects.toMatchObject({ code: 'aborted' });
  });

  it('says why it is not open, and opens when the viewer tries again', async () => {
    const refusal = clientError('forbidden', 'Not for this viewer.');
    const { frame, backend, attach } = setUp(
      new FakeBackend(({ n }) => (n === 1 ? Promise.reject(refusal) : once(n))),
    );
    const embed = attach();
    const states = vi.fn();
    embed.state.subscribe(() => states(embed.state.get().phase));
    await settle();
    expect(embed.state.get()).toEqual({ phase: 'denied', error: refusal });
    await embed.reload();
    expect(backend.count).toBe(2);
    expect(frame.opened).toEqual([`${SRC}?vt=token2&${ORIGIN}`]);
    expect(states.mock.calls.flat()).toEqual(['denied', 'authorizing', 'authorized']);
  });

  it.each([
    ['names no source', { source: undefined }],
    ['names an address that is none', { source: { src: '/embed/1' } }],
  ])('a pass that %s is a mistake of the backend', async (_, members) => {
    const { frame, attach } = setUp(new FakeBackend(({ n }) => once(n, members)));
    const embed = attach();
    await settle();
    expect(embed.state.get()).toMatchObject({ phase: 'denied', error: { code: 'config' } });
    expect(frame.opened).toEqual([]);
  });

  it('check 43: a sign-out empties the frame', async () => {
    const { client, frame, attach } = setUp();
    const embed = attach();
    await settle();
    client.signOut();
    expect(frame.opened.at(-1)).toBeUndefined();
    expect(frame.opened).toHaveLength(2);
    expect(embed.state.get().phase).toBe('signed-out');
  });

  it('A54: no error and no state holds the token', async () => {
    const { attach } = setUp();
    const embed = attach();
    await settle();
    expect(JSON.stringify(embed.state.get())).not.toContain('token1');
  });
});

describe('the player', () => {
  it('is the one in the frame that is open now', async () => {
    const { frame, around, attach } = setUp();
    const embed = attach();
    const heard = vi.fn();
    embed.player.listen(heard);
    await settle();
    const before = frame.contentWindow;
    frame.load();
    around.hear(frame, { event: { ready: true } });
    expect(frame.sent).toEqual(['{"cmd":"ready"}', '{"cmd":"apihandshake","args":[]}']);
    await embed.reload();
    around.post('{"event":{"playing":true}}', before);
    around.hear(frame, { event: { playing: true } });
    expect(heard.mock.calls).toEqual([
      ['ready', true],
      ['playing', true],
    ]);
  });

  it('can be called before there is an address', async () => {
    const { frame, around, attach } = setUp();
    const embed = attach();
    embed.player.call('volume', 0);
    const asked = embed.player.get('volume');
    await settle();
    frame.load();
    around.hear(frame, { event: { ready: true } });
    expect(frame.sent.slice(-2)).toEqual([
      '{"cmd":"volume","args":[0]}',
      '{"cmd":"volume","args":[null]}',
    ]);
    around.hear(frame, { property: { volume: 0 } });
    expect(await asked).toBe(0);
  });
});

describe('dispose', () => {
  it('check 39: undoes everything, twice too', async () => {
    const { clock, frame, around, backend, attach } = setUp(new FakeBackend(() => NEVER));
    const embed = attach();
    embed.dispose();
    embed.dispose();
    await clock.advance(0);
    expect(backend.asks[0]?.context.signal.aborted).toBe(true);
    expect(frame.opened).toEqual([undefined]);
    expect([frame.loads, around.listeners, clock.timers]).toEqual([0, 0, 0]);
    await expect(embed.player.get('duration')).rejects.toMatchObject({ code: 'disposed' });
    await expect(embed.reload()).rejects.toMatchObject({ code: 'disposed' });
  });

  it('is for good: an address is not opened again either', async () => {
    const frame = new FakeFrame();
    const embed = attachIbmEmbed(frame, { src: SRC, page: new FakePage() });
    embed.dispose();
    await expect(embed.reload()).rejects.toMatchObject({ code: 'disposed' });
    expect(frame.opened).toEqual([`${SRC}?${ORIGIN}`, undefined]);
  });

  it('befalls the one before: its late pass opens nothing, and its commands reach nobody', async () => {
    const late = later<ReturnType<typeof once>>();
    const { frame, around, attach } = setUp(
      new FakeBackend(({ n }) => (n === 1 ? late.promise : once(n))),
    );
    const first = attach();
    attach(undefined, 'other');
    await settle();
    late.resolve(once(1));
    await settle();
    expect(frame.opened).toEqual([undefined, `${SRC}?vt=token2&${ORIGIN}`]);
    frame.load();
    around.hear(frame, { event: { ready: true } });
    first.player.call('stop');
    expect(frame.sent).toEqual(['{"cmd":"ready"}', '{"cmd":"apihandshake","args":[]}']);
    await expect(first.reload()).rejects.toMatchObject({ code: 'disposed' });
  });

  it('leaves the frame to whoever has it now, who emptied it first', async () => {
    const { frame, attach } = setUp();
    const first = attach();
    await settle();
    const second = attach(undefined, 'other');
    expect(frame.opened).toEqual([`${SRC}?vt=token1&${ORIGIN}`, undefined]);
    await settle();
    first.dispose();
    expect(frame.opened.slice(2)).toEqual([`${SRC}?vt=token2&${ORIGIN}`]);
    second.dispose();
    expect(frame.opened.slice(3)).toEqual([undefined]);
  });

  it('P13: 1000 of them leave nothing', async () => {
    const { clock, frame, around, attach } = setUp();
    for (let i = 0; i < 1000; i += 1) attach().dispose();
    await clock.advance(0);
    expect([frame.loads, around.listeners, clock.timers]).toEqual([0, 0, 0]);
  });
});
