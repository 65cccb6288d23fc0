import { elapsed, momentOf } from '../clock.ts';
import type { Moment } from '../clock.ts';
import { isOAuthError, OAuthError } from '../oauth-error.ts';
import type { StoredSession } from '../storage/stored-session.ts';
import { takeLock } from '../tabs/take-lock.ts';
import type { TakenLock } from '../tabs/take-lock.ts';
import type { AskForTokens } from './ask-for-tokens.ts';
import { isLost, lost } from './ask-for-tokens.ts';
import { enterGrant, lastingOf, liveUntil } from './grant.ts';
import type { Grant } from './grant.ts';
import type { AccessToken, LiveSession } from './live-session.ts';
import { pause, race } from '../race.ts';
import type { RefreshParts } from './refresh-parts.ts';
import { sharedSession } from './shared-session.ts';
import type { Claim, SharedSession } from './shared-session.ts';

/** How long it may take from the lease to the request. */
const LEAVE_WITHIN_MS = 5000;
const LOCK_GRACE_MS = 200;
const LOOK_EACH_MS = 250;
/** How long other tabs are given to say that they have a token: at least so long, and longer on a busy machine, where claims take long. */
const TABS_ANSWER_MS = { least: 150, perClaim: 4, most: 3000 } as const;
/** So long after a refresh its token may still be on its way to other tabs. */
const ON_ITS_WAY_MS = 10_000;

interface Flight extends RefreshParts {
  readonly ask: AskForTokens;
  readonly live: LiveSession;
  /** The token that is to be replaced. */
  readonly before: AccessToken | undefined;
  readonly shared: SharedSession;
  /** Names the lease. */
  readonly by: string;
  readonly lock: TakenLock;
}

/**
 * Refreshes a session whose refresh token is in the store, in one tab for all. What keeps the others back is a lease in the store, which
 * ends by itself; a Web Lock only tells sooner that the tab that had it is gone.
 */
export async function refreshTogether(
  parts: RefreshParts,
  ask: AskForTokens,
  live: LiveSession,
): Promise<void> {
  const { settings, keeper, store } = parts;
  const { environment, key, timeoutMs } = settings;
  const { clock, locks, random } = environment;
  const shared = sharedSession(store, live.id, clock, timeoutMs + LEAVE_WITHIN_MS + 1000);
  const before = live.token;
  const lock = takeLock(locks, key);
  const flight = { ...parts, ask, live, before, shared, by: random(), lock };
  try {
    if (locks) await Promise.race([lock.granted, pause(clock, LOCK_GRACE_MS)]);
    while (keeper.current() === live && live.token === before) {
      keeper.disposed.throwIfAborted();
      const turn = await takeTurn(flight);
      if (!turn) return await keeper.reload();
      if (turn.isBusy) await otherTab(flight);
      else if (await renew(flight, turn)) return;
    }
    if (keeper.current() === live) parts.emit({ type: 'adopted' });
  } finally {
    lock.release();
  }
}

/** What a tab knows when it has claimed the lease. */
interface Turn extends Claim {
  /** When the lease was asked for. A tab that slept since then may not use the refresh token: another one may have. */
  readonly since: Moment;
}

async function takeTurn({ settings, shared, by, lock }: Flight): Promise<Turn | undefined> {
  const since = momentOf(settings.environment.clock);
  const claimed = await shared.claim(by, lock.isHeld());
  return claimed && { ...claimed, since };
}

/** Waits for whatever the tab that refreshes does: it tells, it ends, or its lease ends. */
async function otherTab({ settings, keeper, live, lock }: Flight): Promise<void> {
  const next = [keeper.news(), pause(settings.environment.clock, LOOK_EACH_MS)];
  if (!lock.isHeld()) next.push(lock.granted);
  // The loop sees what is over.
  await race(Promise.race(next), live.over.signal, keeper.disposed).catch(() => {});
}

/**
 * @returns Whether it is done; else it is begun anew, by what other tabs told or stored.
 */
async function renew(flight: Flight, first: Turn): Promise<boolean> {
  const { settings, live, shared, by } = flight;
  const { clock } = settings.environment;
  const { stored } = first;
  let [hasSlept, hasLeft] = [false, false];
  let failure: OAuthError | undefined;
  try {
    const turn = await askTabs(flight, first);
    if (!turn) return false;
    const { since } = turn;
    const grant = await flight.ask(live, stored.refresh, () => {
      const isLate = elapsed(since, clock) > LEAVE_WITHIN_MS;
      hasSlept = isLate && !hasLeft;
      if (isLate) throw new OAuthError('timeout', 'There is no time left to ask.');
      hasLeft = true;
    });
    return await commit(flight, stored, grant);
  } catch (error) {
    if (hasSlept) return false;
    if (!isLost(error)) {
      if (isOAuthError(error)) failure = error;
      throw error;
    }
    const isLast = await shared.drop(stored);
    if (isLast && flight.keeper.current() === live) flight.keeper.end(lost(), 'lost');
    return isLast;
  } finally {
    await shared.free(by, failure);
  }
}

/**
 * Asks other tabs for a token that this one has not seen.
 *
 * @returns The turn that it has; `undefined`: there is nothing left to ask the server for, or another tab was faster.
 */
async function askTabs(flight: Flight, turn: Turn): Promise<Turn | undefined> {
  const { settings, keeper, live, before } = flight;
  const { generation, liveUntilMs, madeMs = 0 } = turn.stored;
  const { clock } = settings.environment;
  const isOpen = (): boolean =>
    live.token === before && keeper.current() === live && !keeper.disposed.aborted;
  // Its token came while this tab took its turn.
  if (!isOpen()) return undefined;
  const isNewer = generation > (before?.generation ?? -1) && liveUntilMs > clock.now();
  if (!isNewer || !keeper.tabs.tell({ kind: 'ask', id: live.id })) return turn;
  // Made while this tab listened: it was told.
  const isOnItsWay = generation > live.generation && Math.abs(clock.now() - madeMs) < ON_ITS_WAY_MS;
  const { least, perClaim, most } = TABS_ANSWER_MS;
  const guessMs = Math.min(Math.max(least, perClaim * elapsed(turn.since, clock)), most);
  let isOver = false;
  const patience = pause(clock, isOnItsWay ? most : guessMs).then(() => {
    isOver = true;
  });
  // Other news may come first.
  while (isOpen() && !isOver) await Promise.race([keeper.news(), patience]);
  // Where this tab was held up, what it was told meanwhile comes before an answer of the store.
  const again = isOpen() ? await takeTurn(flight) : undefined;
  return isOpen() && again?.stored.generation === generation && !again.isBusy ? again : undefined;
}

async function commit(flight: Flight, used: StoredSession, grant: Grant): Promise<boolean> {
  const { keeper, live, emit, settings, shared } = flight;
  const isWanted = (): boolean => keeper.current() === live;
  const refresh = grant.refresh ?? used.refresh;
  const madeMs = settings.environment.clock.now();
  const next = { refresh, madeMs, liveUntilMs: liveUntil(madeMs, grant), scope: grant.scope };
  // The refresh token is kept before anybody can use the access token.
  const kept = await shared.replace(used, next, isWanted);
  if ((await keeper.find()) !== live) {
    void flight.revoke(lastingOf(grant));
    return true;
  }
  if (kept === 'late') return false;
  if (kept === 'not-stored') {
    live.isShared = false;
    // Used by another tab, the old one would end this session, too.
    void shared.drop(used);
    emit({ type: 'not-stored', what: 'refresh_token' });
  }
  enterGrant(live, { ...grant, refresh });
  keeper.accept(live, { ...grant.token, generation: used.generation + 1 }, true);
  emit({ type: 'refreshed' });
  return true;
}
