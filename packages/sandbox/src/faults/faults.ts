import type { ActiveFault, Fault, FaultAction, FaultPlace } from './fault.ts';
import type { DoorName } from '../listener-name.ts';
import type { RequestKind } from '../http/request-kind.ts';

/** A request as far as faults care. */
export interface FaultTarget {
  readonly listener: DoorName;
  readonly kind: RequestKind;
  readonly path: string;
  readonly method: string;
}

export interface Faults {
  /** @returns the id by which it can be removed. */
  add(fault: Fault): string;
  list(): readonly ActiveFault[];
  /** @returns whether there was such a fault. */
  remove(id: string): boolean;
  clear(): void;
  /** The first fault that befalls this request; counts it. */
  take(target: FaultTarget): { readonly id: string; readonly do: FaultAction } | undefined;
}

interface Switch {
  readonly fault: Fault;
  readonly matches: (target: FaultTarget) => boolean;
  seen: number;
  hits: number;
}

export function createFaults(): Faults {
  const switches = new Map<string, Switch>();
  let counter = 0;
  return {
    add(fault) {
      const id = `fault-${++counter}`;
      switches.set(id, { fault, matches: matcher(fault.where), seen: 0, hits: 0 });
      return id;
    },
    list: () => [...switches].map(([id, { fault, hits }]) => ({ id, ...fault, hits })),
    remove: (id) => switches.delete(id),
    clear: () => switches.clear(),
    take(target) {
      for (const [id, one] of switches) if (befalls(one, target)) return { id, do: one.fault.do };
      return undefined;
    },
  };
}

function befalls(one: Switch, target: FaultTarget): boolean {
  if (!one.matches(target)) return false;
  one.seen += 1;
  if (one.seen <= (one.fault.skip ?? 0)) return false;
  if (one.hits >= (one.fault.times ?? Infinity)) return false;
  one.hits += 1;
  return true;
}

function matcher(where: FaultPlace): (target: FaultTarget) => boolean {
  const path = where.path === undefined ? undefined : new RegExp(where.path);
  const method = where.method?.toUpperCase();
  return (target) =>
    (where.listener === undefined || where.listener === target.listener) &&
    (where.kind === undefined || where.kind === target.kind) &&
    (method === undefined ? target.method !== 'OPTIONS' : method === target.method) &&
    (path === undefined || path.test(target.path));
}
