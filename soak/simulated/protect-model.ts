import type { Authorizer } from '@playgate/client';
import { createProtection } from '@playgate/client/adapter';
import type { Protection } from '@playgate/client/adapter';
import type { ModelEdge } from './model-edge.ts';
import { ModelEngine } from './model-engine.ts';
import { load } from './model-load.ts';
import type { Wanted } from './model-load.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** An engine behind an authorizer. */
export interface ProtectedModel {
  readonly engine: ModelEngine;
  readonly protection: Protection;
}

/** The adapter of the model engine: what one of a real engine does, without the engine's peculiarities. */
export function protectModel(
  authorizer: Authorizer,
  { edge, time }: { readonly edge: ModelEdge; readonly time: SimulatedTime },
): ProtectedModel {
  let send = (wanted: Wanted): (() => void) => {
    throw new Error(`There is no gate for ${wanted.url} yet.`);
  };
  const engine = new ModelEngine(time, (wanted) => send(wanted));
  const protection = createProtection(authorizer, (gate) => {
    send = (wanted) => load({ gate, edge, time }, wanted);
    // What a final state looks like is read from the state.
    const end = { stop: () => {}, resume: () => {} };
    return { end, undo: [() => engine.dispose()] };
  });
  return { engine, protection };
}
