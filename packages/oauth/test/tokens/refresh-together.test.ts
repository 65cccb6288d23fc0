import { expect, test } from 'vitest';
import type { OAuthOptions } from '../../src/index.ts';
import type { Clock } from '../../src/clock.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { FakeClock, settle } from '../support/fake-clock.ts';
import {
  kept,
  openedDeafTab,
  openedTab,
  openedTabs,
  openedTwoTabs,
} from '../support/opened-tabs.ts';
import { ScriptedServer } from '../support/scripted-server.ts';
import { scriptedTab, signInAt } from '../support/scripted-tab.ts';
import type { ScriptedTab } from '../support/scripted-tab.ts';

/** What a browser may lack. */
const ABILITIES: readonly [string, Partial<OAuthOptions>][] = [
  ['with Web Locks and BroadcastChannel', kept],
  ['without Web Locks', { ...kept, environment: { locks: undefined } }],
  ['without BroadcastChannel', { ...kept, environment: { openChannel: undefined } }],
  [
    'without Web Locks and BroadcastChannel',
    { ...kept, environment: { locks: undefined, openChannel: undefined } },
  ],
  [
    'without all but the store',
    { ...kept, environment: { locks: undefined, openChannel: undefined, marks: undefined } },
  ],
];

/** What a token is, once it is there. */
function asked({ oauth }: ScriptedTab): { outcome: string } {
  const state = { outcome: 'waiting' };
  oauth.token().then(
    ({ token }) => {
      state.outcome = token;
    },
    (error: unknown) => {
      state.outcome = String(Reflect.get(Object(error), 'code'));
    },
  );
  return state;
}

/** Holds the answers of the server until it is called. */
function slow(server: ScriptedServer): () => void {
  let release = (): void => {};
  server.hold = new Promise((resolve) => {
    release = resolve;
  });
  return () => {
    server.hold = undefined;
    release();
  };
}

test('33, T18: 20 tabs at once and a slow server: one refresh, 20 with a token', async () => {
  const { clock, server, tabs } = await openedTabs(20);
  const release = slow(server);
  const outcomes = tabs.map(asked);
  await clock.advance(15_000);
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['waiting']));
  release();
  await clock.advance(1000);
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['at-2']));
  expect(server.asked).toEqual(['refresh_token']);
});

test('33: a tab that opens later asks the others, not the server', async () => {
  const { clock, server, tab, open } = await openedTab();
  asked(tab);
  await clock.advance(1000);
  const late = asked(open());
  await clock.advance(1000);
  expect(late.outcome).toBe('at-2');
  expect(server.asked).toHaveLength(1);
});

test.each(ABILITIES)(
  '33, 57: 5 tabs for 10 minutes of 60 s tokens, %s: the session lives',
  async (_how, more) => {
    const { clock, server, tabs } = await openedTabs(5, more);
    for (let second = 0; second < 600; second += 20) {
      const outcomes = tabs.map(asked);
      await clock.advance(20_000);
      for (const { outcome } of outcomes) expect(outcome).toMatch(/^at-/);
    }
    expect(server.refreshToken).not.toBe('none');
    for (const { oauth } of tabs) expect(oauth.session.get().status).toBe('signed-in');
  },
);

test.each(ABILITIES)(
  '34, T20: a holder that is frozen %s keeps nobody longer than its lease',
  async (_how, more) => {
    const { clock, server, first: holder, second: other } = await openedTwoTabs(more);
    slow(server);
    asked(holder);
    await clock.advance(500);
    expect(server.asked).toHaveLength(1);
    holder.tab.freeze();
    server.hold = undefined;
    const outcome = asked(other);
    await clock.advance(25_000);
    expect(outcome.outcome).toBe('waiting');
    await clock.advance(2000);
    // The frozen one had used the refresh token: that is seen once, and told.
    expect(outcome.outcome).toBe('session_lost');
    expect(server.asked).toHaveLength(2);
  },
);

/** Two tabs, of which one froze in the middle of its claim, over the end of its lease: the other has refreshed when it wakes. */
async function frozenInItsClaim(more?: Partial<OAuthOptions>) {
  const { clock, browser, server, first: holder, second: other } = await openedTwoTabs(more);
  let changes = 0;
  browser.database.before = () => {
    changes += 1;
    // After its load.
    if (changes === 2) holder.tab.freeze();
  };
  const frozen = asked(holder);
  await clock.advance(500);
  const outcome = asked(other);
  await clock.advance(28_000);
  expect(outcome.outcome).toBe('at-2');
  holder.tab.thaw();
  await clock.advance(2000);
  return { server, frozen };
}

test('34: a holder that was frozen before its request left costs nobody the session, nor does it when it wakes', async () => {
  const { server, frozen } = await frozenInItsClaim();
  expect(frozen.outcome).toBe('at-2');
  expect(server.refreshToken).toBe('rt-2');
  expect(server.asked).toHaveLength(1);
});

test('34: a holder that slept over its lease sends nothing when it wakes: the refresh token is used up', async () => {
  const alone = { ...kept, environment: { openChannel: undefined } };
  const { server, frozen } = await frozenInItsClaim(alone);
  expect(server.refreshToken).not.toBe('none');
  expect(frozen.outcome).toBe('at-3');
});

test('37, T18: a holder that is killed before its request left: another takes over within a second', async () => {
  const { clock, server, first: holder, second: other } = await openedTwoTabs();
  // The request never gets to the server.
  server.answers.push(() => new Promise(() => {}));
  asked(holder);
  await clock.advance(300);
  const outcome = asked(other);
  await clock.advance(300);
  expect(outcome.outcome).toBe('waiting');
  holder.tab.kill();
  await clock.advance(1000);
  expect(outcome.outcome).toBe('at-2');
});

test('37, 59: killed after the server rotated: the session is lost once, and all tabs are told', async () => {
  const { clock, server, tab: holder, open } = await openedTab();
  const others = [open(), open(), open()];
  slow(server);
  asked(holder);
  await clock.advance(300);
  const outcomes = others.map(asked);
  await clock.advance(300);
  server.hold = undefined;
  holder.tab.kill();
  await clock.advance(1000);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(3).fill('session_lost'));
  for (const { oauth } of others)
    expect(oauth.session.get()).toMatchObject({ error: { code: 'session_lost' } });
  expect(server.asked).toHaveLength(2);
});

test('36: whoever loses a race adopts what the winner stored, in place of failing', async () => {
  const { clock, browser, server, second: loser } = await openedTwoTabs();
  // The loser's claim is old: it holds a refresh token that is used up.
  server.answers.push(async () => {
    const key = [...browser.database.values.keys()].find((name) => name.endsWith(' session')) ?? '';
    const stored = Object(browser.database.values.get(key));
    browser.database.values.set(key, {
      ...stored,
      generation: stored.generation + 1,
      refresh: server.refreshToken,
      lease: undefined,
    });
    return Response.json({ error: 'invalid_grant' }, { status: 400 });
  });
  const outcome = asked(loser);
  await clock.advance(2000);
  expect(outcome.outcome).toBe('at-2');
  expect(loser.oauth.session.get().status).toBe('signed-in');
});

test('34: the clock that is set back does not make a lease last', async () => {
  const {
    clock,
    server,
    first: holder,
    second: other,
  } = await openedTwoTabs({ ...kept, environment: { locks: undefined } });
  server.answers.push(() => new Promise(() => {}));
  asked(holder);
  await clock.advance(300);
  holder.tab.kill();
  clock.jumpWall(-7_200_000);
  const outcome = asked(other);
  await clock.advance(1000);
  expect(outcome.outcome).toBe('at-2');
});

test('35: nothing is locked while nothing is asked for', async () => {
  const { clock, browser, tab } = await openedTab();
  const held: boolean[] = [];
  asked(tab);
  await clock.advance(1000);
  await browser.locks
    .of(browser.open())
    .request('any', { signal: new AbortController().signal }, async () => {
      held.push(true);
    });
  expect(held).toEqual([true]);
  expect(tab.oauth.session.get().status).toBe('signed-in');
});

test('58: a token is handed out only after the refresh token beside it is stored', async () => {
  const { clock, browser, server, tab } = await openedTab();
  let store = (): void => {};
  let changes = 0;
  browser.database.before = () => {
    changes += 1;
    // The load, the claim, a look, and then the change that keeps the new one.
    return changes === 4 ? new Promise((resolve) => (store = resolve)) : undefined;
  };
  const outcome = asked(tab);
  await clock.advance(1000);
  expect(server.asked).toHaveLength(1);
  expect(outcome.outcome).toBe('waiting');
  store();
  await clock.advance(1000);
  expect(outcome.outcome).toBe('at-2');
});

test('58, T24: where it cannot be stored it lives in memory, and that is told', async () => {
  const { clock, browser, server, tab } = await openedTab();
  let changes = 0;
  browser.database.before = () => {
    changes += 1;
    if (changes > 3) throw new DOMException('full', 'QuotaExceededError');
  };
  const first = asked(tab);
  await clock.advance(1000);
  expect(first.outcome).toBe('at-2');
  expect(tab.events).toContainEqual({ type: 'not-stored', what: 'refresh_token' });
  await clock.advance(59_000);
  const second = asked(tab);
  await clock.advance(1000);
  expect(second.outcome).toBe('at-3');
  expect(server.refreshToken).toBe('rt-3');
});

test('58, 57: where the new one cannot be stored, no other tab uses the old one again, which would end the session of both', async () => {
  const { clock, browser, server, first, second } = await openedTwoTabs();
  second.oauth.session.subscribe(() => {});
  await clock.advance(100);
  const release = slow(server);
  const outcome = asked(first);
  await clock.advance(1000);
  browser.database.before = () => {
    browser.database.before = () => {};
    throw new DOMException('full', 'QuotaExceededError');
  };
  release();
  await clock.advance(100);
  expect(outcome.outcome).toBe('at-2');
  const other = asked(second);
  await clock.advance(5000);
  expect(other.outcome).toBe('signed_out');
  await clock.advance(60_000);
  const later = asked(first);
  await clock.advance(100);
  expect(later.outcome).toBe('at-3');
});

test('T24: a store that never answers keeps nobody waiting', async () => {
  const clock = new FakeClock();
  const browser = new FakeBrowser(clock);
  browser.database.before = () => new Promise(() => {});
  const tab = scriptedTab(browser, new ScriptedServer(), kept);
  const outcome = asked(tab);
  await clock.advance(4000);
  expect(outcome.outcome).toBe('signed_out');
});

test('60: a refresh that is under way survives dispose: its refresh token is stored', async () => {
  const { clock, browser, server, tab, open } = await openedTab();
  const release = slow(server);
  const outcome = asked(tab);
  await clock.advance(500);
  tab.oauth.dispose();
  release();
  await clock.advance(1000);
  expect(JSON.stringify([...browser.database.values.values()])).toContain('"rt-2"');
  expect(outcome.outcome).toBe('disposed');
  const next = asked(open());
  await clock.advance(1000);
  expect(next.outcome).toBe('at-3');
});

test('41: a sign-in as somebody else in one tab: no other tab uses the old token again', async () => {
  const { clock, server, first: one, second: two } = await openedTwoTabs();
  for (const tab of [one, two]) asked(tab);
  await clock.advance(1000);
  const signingIn = signInAt(one);
  await clock.advance(1000);
  await signingIn;
  await settle();
  const outcome = asked(two);
  await clock.advance(1000);
  expect(outcome.outcome).toBe('at-3');
  expect(server.asked).toEqual(['refresh_token', 'authorization_code']);
});

test('41: a sign-in whose refresh token cannot be kept takes the place of the one that was kept, in all tabs', async () => {
  const { clock, browser, server, first: one, second: two } = await openedTwoTabs();
  for (const tab of [one, two]) asked(tab);
  await clock.advance(1000);
  server.answers.push(() =>
    Response.json({ access_token: 'theirs', token_type: 'Bearer', expires_in: 60 }),
  );
  const signingIn = signInAt(one);
  await clock.advance(1000);
  await signingIn;
  expect([...browser.database.values.values()]).toEqual([]);
  expect(two.oauth.session.get().status).toBe('signed-out');
  one.tab.events.dispatchEvent(new Event('pageshow'));
  const outcome = asked(one);
  await clock.advance(1000);
  expect(outcome.outcome).toBe('theirs');
});

test('42, 58: a sign-out reaches tabs whose session could not be kept, too', async () => {
  const clock = new FakeClock();
  const browser = new FakeBrowser(clock);
  const open = () => scriptedTab(browser, new ScriptedServer(), kept);
  const [one, two] = [open(), open()];
  browser.database.before = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  for (const tab of [one, two]) {
    const signingIn = signInAt(tab);
    await clock.advance(1000);
    await signingIn;
  }
  expect(two.oauth.session.get().status).toBe('signed-in');
  const signingOut = one.oauth.signOut();
  await clock.advance(1000);
  await signingOut;
  expect(two.oauth.session.get()).toEqual({ status: 'signed-out' });
});

test('23, T7: a server that hangs is asked once for all tabs: they fail together, and not one after the other', async () => {
  const { clock, server, tabs } = await openedTabs(20);
  server.answers.push(() => new Promise(() => {}));
  const outcomes = tabs.map(asked);
  await clock.advance(22_000);
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['timeout']));
  expect(server.asked).toHaveLength(1);
  const later = tabs.map(asked);
  await clock.advance(2000);
  expect(new Set(later.map(({ outcome }) => outcome))).toEqual(new Set(['at-2']));
  expect(server.asked).toHaveLength(2);
});

test.each(ABILITIES)('23, T3: a Retry-After holds for all tabs, %s', async (_how, more) => {
  const { clock, server, tabs } = await openedTabs(5, more);
  const headers = { 'retry-after': '30' };
  server.answers.push(() => Response.json({ error: 'x' }, { status: 429, headers }));
  const outcomes = tabs.map(asked);
  await clock.advance(5000);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(5).fill('rate_limited'));
  const soon = tabs.map(asked);
  await clock.advance(20_000);
  expect(soon.map(({ outcome }) => outcome)).toEqual(Array(5).fill('rate_limited'));
  expect(server.asked).toHaveLength(1);
  await clock.advance(6000);
  const next = tabs.map(asked);
  await clock.advance(5000);
  for (const { outcome } of next) expect(outcome).toMatch(/^at-/);
});

test('23: a clock that is set back does not make a Retry-After last', async () => {
  const { clock, server, tab, open } = await openedTab();
  const headers = { 'retry-after': '30' };
  server.answers.push(() => Response.json({ error: 'x' }, { status: 429, headers }));
  asked(tab);
  await clock.advance(1000);
  clock.jumpWall(-7_200_000);
  const other = asked(open());
  await clock.advance(1000);
  expect(other.outcome).toBe('at-2');
});

test('26: a network that takes long to fail is no reason to ask without end: the failure is told, once', async () => {
  const { clock, server, tabs } = await openedTabs(2);
  const fails = () =>
    new Promise<Response>((_, reject) => {
      clock.after(10_000, () => reject(new TypeError('down')));
    });
  server.answers.push(...Array<typeof fails>(9).fill(fails));
  const outcomes = tabs.map(asked);
  await clock.advance(15_000);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['network', 'network']);
  expect(server.asked).toHaveLength(1);
});

test('33: on a busy machine other tabs have longer to say that they have a token', async () => {
  const { clock, browser, server, tab: other, open } = await openedTab();
  asked(other);
  await clock.advance(1000);
  browser.database.before = () => new Promise((resolve) => clock.after(200, resolve));
  other.tab.freeze();
  const late = asked(open());
  // The load, the claim, and three quarters of what the other one is given.
  await clock.advance(200 + 200 + 600);
  other.tab.thaw();
  await clock.advance(1000);
  expect(late.outcome).toBe('at-2');
  expect(server.asked).toHaveLength(1);
});

test('33: a tab that waited for another’s refresh waits for its token, too, though it comes late and other news comes first', async () => {
  const { clock, server, first: holder, second: waiting } = await openedTwoTabs();
  const release = slow(server);
  asked(holder);
  await clock.advance(500);
  const outcome = asked(waiting);
  await clock.advance(1000);
  waiting.tab.isDeaf = true;
  release();
  await clock.advance(1500);
  expect(outcome.outcome).toBe('waiting');
  waiting.tab.events.dispatchEvent(new Event('visibilitychange'));
  await clock.advance(500);
  expect(outcome.outcome).toBe('waiting');
  waiting.tab.listen();
  await clock.advance(10);
  expect(outcome.outcome).toBe('at-2');
  expect(server.asked).toHaveLength(1);
});

test('33: a tab that hears of the token in the very moment in which it takes its turn does not refresh once more', async () => {
  const { clock, browser, server, first, second } = await openedTwoTabs();
  const release = slow(server);
  asked(first);
  await clock.advance(300);
  const outcome = asked(second);
  await clock.advance(300);
  const changes: (() => void)[] = [];
  browser.database.before = () => new Promise((resolve) => changes.push(resolve));
  release();
  await clock.advance(300);
  // What keeps the new refresh token is done; the second’s claim was in the queue behind it, and is not.
  changes[0]?.();
  await settle();
  expect(first.events).toEqual([{ type: 'refreshed' }]);
  expect([outcome.outcome, changes.length]).toEqual(['waiting', 2]);
  browser.database.before = () => {};
  changes[1]?.();
  await clock.advance(1000);
  expect(outcome.outcome).toBe('at-2');
  expect(server.asked).toHaveLength(1);
});

test('33: a tab whose turn comes after another’s refresh, and before it hears of the token, gives that time to come', async () => {
  const { clock, server, first, second } = await openedDeafTab();
  const told = asked(first);
  await clock.advance(500);
  expect(told.outcome).toBe('at-2');
  const outcome = asked(second);
  await clock.advance(2500);
  expect(outcome.outcome).toBe('waiting');
  second.tab.listen();
  await clock.advance(100);
  expect(outcome.outcome).toBe('at-2');
  expect(server.asked).toHaveLength(1);
});

test.each([
  ['never comes, as whoever had it is gone', 0, 3000],
  ['was there long ago', 30_000, 150],
])(
  '36, control of 33: where the token %s, it is not waited for longer than its time',
  async (_why, laterMs, waitsMs) => {
    const { clock, server, first, second } = await openedDeafTab();
    asked(first);
    await clock.advance(500);
    first.tab.kill();
    await clock.advance(laterMs);
    const outcome = asked(second);
    await clock.advance(waitsMs - 10);
    expect(outcome.outcome).toBe('waiting');
    await clock.advance(20);
    expect(outcome.outcome).toBe('at-3');
    expect(server.asked).toHaveLength(2);
  },
);

test('34: a store that is slow, and a token that never comes, keep a tab waiting, but not for ever', async () => {
  const { clock, browser, server, first, second } = await openedDeafTab();
  asked(first);
  await clock.advance(500);
  first.tab.kill();
  browser.database.before = () => new Promise((resolve) => clock.after(1500, resolve));
  const outcome = asked(second);
  await clock.advance(10_000);
  expect(outcome.outcome).toBe('at-3');
  expect(server.asked).toHaveLength(2);
});

test('33: a tab that is held up while it waits looks at what it was told before it gives up', async () => {
  const { clock, browser, server, tab: other, open } = await openedTab();
  const stall = new Stall(clock);
  const stalled = open({ ...kept, environment: { clock: stall } });
  stalled.oauth.session.subscribe(() => {});
  await clock.advance(100);
  stalled.tab.isDeaf = true;
  asked(other);
  await clock.advance(500);
  const outcome = asked(stalled);
  await clock.advance(1000);
  const goesOn = stall.begin();
  await clock.advance(3000);
  expect(outcome.outcome).toBe('waiting');
  // The worst order: what is due comes first.
  browser.database.before = nextTurn;
  goesOn();
  setImmediate(() => stalled.tab.listen());
  await clock.advance(1000);
  expect(outcome.outcome).toBe('at-2');
  expect(server.asked).toHaveLength(1);
});

/** As long as it takes until what was said is heard. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test.each([
  ['signs out', 'signed_out', ({ oauth }: ScriptedTab) => oauth.signOut()],
  ['is disposed', 'disposed', async ({ oauth }: ScriptedTab) => oauth.dispose()],
])(
  '40: a tab that %s while it asks the others for a token does not ask the server',
  async (_how, code, end) => {
    const { clock, server, tab } = await openedTab();
    const outcome = asked(tab);
    await clock.advance(100);
    expect(outcome.outcome).toBe('waiting');
    void end(tab);
    await clock.advance(10_000);
    expect(outcome.outcome).toBe(code);
    expect(server.asked).toEqual([]);
  },
);

/** The clock of a tab whose timers can be held up. */
class Stall implements Clock {
  readonly #clock: Clock;
  #due: (() => void)[] | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  after(delayMs: number, call: () => void): () => void {
    return this.#clock.after(delayMs, () => (this.#due ? this.#due.push(call) : call()));
  }

  /** @returns Ends it: what was due meanwhile happens now. */
  begin(): () => void {
    const due: (() => void)[] = [];
    this.#due = due;
    return () => {
      this.#due = undefined;
      for (const call of due) call();
    };
  }
}

test('39: a tab that is disposed while it waits for its turn asks for nothing any more, and says nothing', async () => {
  const { clock, server, first: holder, second: waiting } = await openedTwoTabs();
  server.answers.push(() => new Promise(() => {}));
  asked(holder);
  await clock.advance(500);
  const outcome = asked(waiting);
  await clock.advance(500);
  waiting.oauth.dispose();
  await clock.advance(10);
  expect(outcome.outcome).toBe('disposed');
  holder.tab.kill();
  await clock.advance(60_000);
  expect(server.asked).toHaveLength(1);
  expect(waiting.events).toEqual([]);
  expect(clock.timers).toBe(0);
});

test('two clients on one page are like two tabs: they share one refresh, and one sign-out', async () => {
  const { clock, browser, server } = await openedTabs(0);
  const page = browser.open('https://app.example/');
  const both = [1, 2].map(() => scriptedTab(browser, server, kept, page));
  const outcomes = both.map(asked);
  await clock.advance(1000);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['at-2', 'at-2']);
  expect(server.asked).toHaveLength(1);
  const signingOut = both[0]?.oauth.signOut();
  await clock.advance(1000);
  await signingOut;
  expect(both.map(({ oauth }) => oauth.session.get().status)).toEqual(Array(2).fill('signed-out'));
});

test('T24: a store that did not open in time is read again when it is needed', async () => {
  const { clock, browser, tab } = await openedTab();
  let open = (): void => {};
  browser.database.before = () => new Promise((resolve) => (open = resolve));
  const first = asked(tab);
  await clock.advance(4000);
  expect(first.outcome).toBe('signed_out');
  browser.database.before = () => {};
  open();
  const second = asked(tab);
  await clock.advance(1000);
  expect(second.outcome).toBe('at-2');
  expect(tab.oauth.session.get().status).toBe('signed-in');
});

test('a listener that throws harms nobody: its error is reported, and the token is there', async () => {
  const thrown: unknown[] = [];
  const report = (error: unknown): void => void thrown.push(error);
  process.prependListener('uncaughtException', report);
  const listeners = process.listeners('uncaughtException').filter((one) => one !== report);
  for (const one of listeners) process.removeListener('uncaughtException', one);
  const onEvent = (): never => {
    throw new Error('mine');
  };
  const { clock, tab } = await openedTab({ ...kept, onEvent });
  const outcome = asked(tab);
  await clock.advance(1000);
  process.removeListener('uncaughtException', report);
  for (const one of listeners) process.addListener('uncaughtException', one);
  expect(outcome.outcome).toBe('at-2');
  expect(thrown).toEqual([new Error('mine')]);
});
