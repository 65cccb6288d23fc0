import { useEffect, useState } from 'react';
import type { Film } from '../films/films.ts';
import {
  activeFaults,
  endAllFaults,
  endFault,
  foreignOrigin,
  isOutage,
  setOutage,
  startFault,
  trigger,
} from './control.ts';
import { lastingFaults } from './faults.ts';
import type { LastingFault, PassingFault } from './faults.ts';

/** The switches' state, and what they do. */
export interface Faults {
  isOn(fault: LastingFault): boolean;
  /** Why the last switch did nothing. */
  readonly problem: string | undefined;
  turn(fault: LastingFault): void;
  press(fault: PassingFault): void;
  reset(): void;
}

const OUTAGE = 'outage';

export function useFaults(film: Film): Faults {
  /** Ids at the sandbox, by ours. */
  const [on, setOn] = useState<ReadonlyMap<string, string>>(new Map());
  const [problem, setProblem] = useState<string>();
  const attempt = (work: Promise<unknown>): void => {
    setProblem(undefined);
    work.catch((error: unknown) => setProblem(String(error)));
  };
  useEffect(() => {
    let here = true;
    readSwitches(film).then(
      (found) => here && setOn(found),
      (error: unknown) => here && setProblem(String(error)),
    );
    return () => void (here = false);
  }, [film]);
  const put = (fault: LastingFault, id: string | undefined): void =>
    setOn((earlier) => {
      const next = new Map(earlier);
      if (id === undefined) next.delete(fault.id);
      else next.set(fault.id, id);
      return next;
    });
  return {
    isOn: (fault) => on.has(fault.id),
    problem,
    turn(fault) {
      const id = on.get(fault.id);
      attempt(
        id === undefined
          ? begin(fault, film).then((started) => put(fault, started))
          : end(id).then(() => put(fault, undefined)),
      );
    },
    press: (fault) => attempt(trigger(fault.path, fault.make(film))),
    reset: () => attempt(endAllFaults().then(() => setOn(new Map()))),
  };
}

async function begin(fault: LastingFault, film: Film): Promise<string> {
  if (fault.make !== 'outage') return startFault(fault.make(film, await foreignOrigin()));
  await setOutage(true);
  return OUTAGE;
}

function end(id: string): Promise<void> {
  return id === OUTAGE ? setOutage(false) : endFault(id);
}

/** What is on already: a switch outlives the page that turned it. */
async function readSwitches(film: Film): Promise<ReadonlyMap<string, string>> {
  const [foreign, active, down] = await Promise.all([foreignOrigin(), activeFaults(), isOutage()]);
  const found = new Map<string, string>();
  for (const fault of lastingFaults) {
    if (fault.make === 'outage') {
      if (down) found.set(fault.id, OUTAGE);
      continue;
    }
    const wanted = JSON.stringify(fault.make(film, foreign));
    const same = active.find(({ where, do: act }) => JSON.stringify({ where, do: act }) === wanted);
    if (same !== undefined) found.set(fault.id, same.id);
  }
  return found;
}
