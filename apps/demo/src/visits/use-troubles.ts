import { useEffect, useState } from 'react';
import { send } from '../site/send.ts';
import { lookForVisits } from './visits.ts';

const TROUBLES = '/api/visit-troubles';

/** What goes wrong at SecureVideo, on purpose. */
export interface Troubles {
  readonly quotaSpent: boolean;
  readonly wrongAddress: boolean;
}

/** The switches' state, and what turns them. */
export interface TroubleSwitches {
  readonly troubles: Troubles;
  turn(name: keyof Troubles): Promise<void>;
}

export function useTroubles(): TroubleSwitches {
  const [troubles, setTroubles] = useState<Troubles>({ quotaSpent: false, wrongAddress: false });
  useEffect(() => {
    const stop = new AbortController();
    // What is on already: a switch outlives the page that turned it.
    fetch(TROUBLES, { signal: stop.signal })
      .then((response) => response.json())
      .then(setTroubles)
      .catch((error: unknown) => {
        if (!stop.signal.aborted) console.warn('The switches cannot be read.', error);
      });
    return () => stop.abort();
  }, []);
  return {
    troubles,
    async turn(name) {
      const response = await send('PUT', TROUBLES, { ...troubles, [name]: !troubles[name] });
      setTroubles(await response.json());
      await lookForVisits();
    },
  };
}
