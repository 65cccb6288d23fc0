import { ServerError } from '../server-error.ts';
import type { VendorCallEvent } from './vendor-api.ts';

/** By what attempts are counted. */
export type UsageDimension = 'vendor' | 'key' | 'viewer' | 'resource';

/** What one vendor, key, viewer or resource used. */
export interface UsageTotal {
  readonly name: string;
  readonly attempts: number;
  /** How many of them failed. */
  readonly failures: number;
}

/** Options of `createUsageCounters`. */
export interface UsageCountersOptions {
  /** The most names that are counted in each dimension, at least 1. Beyond that the one unused for longest goes. Default 10 000. */
  readonly maxNames?: number;
}

/** Counts attempts at vendors' APIs, so that what is unusual can be seen. */
export interface UsageCounters {
  /** For `onCall`. */
  readonly count: (event: VendorCallEvent) => void;
  /** The totals since the start or the last `reset`, most attempts first. */
  totals(dimension: UsageDimension): readonly UsageTotal[];
  reset(): void;
}

/** @throws {ServerError} `config` */
export function createUsageCounters({
  maxNames = 10_000,
}: UsageCountersOptions = {}): UsageCounters {
  if (!(Number.isInteger(maxNames) && maxNames >= 1))
    throw new ServerError('config', 'maxNames must be a whole number from 1 on.');
  const counters: Readonly<Record<UsageDimension, Map<string, UsageTotal>>> = {
    vendor: new Map(),
    key: new Map(),
    viewer: new Map(),
    resource: new Map(),
  };

  const add = (totals: Map<string, UsageTotal>, name: string, failed: boolean): void => {
    const { attempts, failures } = totals.get(name) ?? { attempts: 0, failures: 0 };
    // Written anew, so that the order is that of use.
    totals.delete(name);
    totals.set(name, { name, attempts: attempts + 1, failures: failures + (failed ? 1 : 0) });
    const [longestUnused] = totals.keys();
    if (totals.size > maxNames && longestUnused !== undefined) totals.delete(longestUnused);
  };

  return {
    count({ vendor, key, viewer, resource, error }) {
      const failed = error !== undefined;
      add(counters.vendor, vendor, failed);
      if (key !== undefined) add(counters.key, key, failed);
      if (viewer !== undefined) add(counters.viewer, viewer, failed);
      if (resource !== undefined) add(counters.resource, resource, failed);
    },
    totals: (dimension) =>
      [...counters[dimension].values()].toSorted((a, b) => b.attempts - a.attempts),
    reset() {
      for (const totals of Object.values(counters)) totals.clear();
    },
  };
}
