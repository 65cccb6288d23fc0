import type { PassClient, PassRequest } from '@playgate/client';
import { createFirstPass } from './first-pass.ts';
import type { FirstPass } from './first-pass.ts';

/** By client, so that two of them share nothing, and go with it. */
const passes = new WeakMap<PassClient, Map<string, FirstPass>>();

/** The first pass for a request, asked for when there is none for this viewer yet. */
export function firstPassOf(client: PassClient, request: PassRequest): FirstPass {
  const known = passes.get(client) ?? new Map<string, FirstPass>();
  const key = JSON.stringify(request);
  const before = known.get(key);
  if (before?.isStale() === false) return before;
  const first = createFirstPass(client, request, () => {
    // The next viewer's may be there already.
    if (known.get(key) === first) known.delete(key);
  });
  passes.set(client, known.set(key, first));
  return first;
}
