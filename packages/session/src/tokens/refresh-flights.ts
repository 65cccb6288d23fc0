import type { Secret } from '@playgate/server';
import { untilAborted } from '@playgate/server/handlers';
import type { AccessOrder } from './access-order.ts';
import { accessFor, isLasting } from '../store/kept-tokens.ts';
import type { KeptAccess } from '../store/kept-tokens.ts';
import { refreshSession } from './refresh-session.ts';
import type { Refreshed, RefreshParts } from './refresh-session.ts';
import type { RefreshRole } from '../session-event.ts';
import type { KeptSession } from '../store/session-records.ts';

export interface RefreshFlightsParts extends RefreshParts {
  readonly onRefresh: (role: RefreshRole) => void;
}

/** One who asks. */
export interface Asking {
  readonly order: AccessOrder;
  readonly refused?: Secret | undefined;
  readonly signal: AbortSignal;
}

interface Flight {
  readonly purpose: string;
  readonly result: Promise<Refreshed>;
}

/** What one look at a session leads to; `kept`: how it stands now. */
export type Step =
  { readonly access: KeptAccess | undefined; readonly kept?: KeptSession } | 'look again';

/** The refreshes that this instance has under way, one for each session. */
export interface RefreshFlights {
  has(key: string): boolean;
  /**
   * Refreshes, or waits for who does.
   *
   * @param usable The token that still lasts, if there is one.
   */
  share(kept: KeptSession, usable: KeptAccess | undefined, asking: Asking): Promise<Step>;
}

export function createRefreshFlights(parts: RefreshFlightsParts): RefreshFlights {
  const { clock, onRefresh } = parts;
  const flights = new Map<string, Flight>();

  /** One refresh of this instance at a time, which no caller can end. */
  function fly(kept: KeptSession, order: AccessOrder): Promise<Refreshed> {
    const result = refreshSession(kept, order, parts).finally(() => flights.delete(kept.key));
    flights.set(kept.key, { purpose: order.purpose, result });
    return result;
  }

  async function share(
    kept: KeptSession,
    usable: KeptAccess | undefined,
    { order, signal }: Asking,
  ): Promise<Step> {
    const running = flights.get(kept.key);
    if (running !== undefined && usable !== undefined) {
      onRefresh('served');
      return { access: usable };
    }
    const isOther = running !== undefined && running.purpose !== order.purpose;
    try {
      if (isOther) return await untilOver(running, signal);
      const found = await untilAborted(running?.result ?? fly(kept, order), signal);
      if (found === 'changed') return 'look again';
      onRefresh(running === undefined ? 'refreshed' : 'joined');
      if (found === 'over') return { access: undefined };
      return { access: accessFor(found.record.tokens, order.purpose), kept: found };
    } catch (error) {
      // A renewal ahead of time that fails is no error while the old token lasts.
      const lasts = usable !== undefined && isLasting(usable, clock.now());
      if (lasts && !signal.aborted) return { access: usable };
      throw error;
    }
  }

  return { has: (key) => flights.has(key), share };
}

/** Waits for a refresh for another purpose. How it ends is its callers' affair; what it leaves behind is looked at. */
async function untilOver({ result }: Flight, signal: AbortSignal): Promise<'look again'> {
  const over = result.then(
    () => {},
    () => {},
  );
  await untilAborted(over, signal);
  return 'look again';
}
