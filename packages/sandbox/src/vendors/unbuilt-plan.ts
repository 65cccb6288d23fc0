import { anyOrigin } from '../cors.ts';
import { UNGUARDED } from '../judgement.ts';
import type { ListenerName } from '../listener-name.ts';
import type { ListenerPlan } from '../listener.ts';

/** A door behind which nothing is yet. */
export const unbuiltPlan = (name: ListenerName): ListenerPlan => ({
  name,
  cors: anyOrigin,
  kind: () => 'other',
  judge: () => UNGUARDED,
  serve: async () => new Response('Nothing here yet.\n', { status: 501 }),
});
