import type { ClientError, RequestKind } from '@playgate/client';
import type { Gate } from './gate.ts';

/** Says whether a request that was made in vain waits and is sent again, although its engine should hear of it. */
export type Endures = (url: string, kind: RequestKind | undefined) => boolean;

/** So often a request is made in vain before its engine may go another way. */
const PATIENCE = 3;

/** The outages that an engine was told of. */
const told = new WeakSet<ClientError>();

/**
 * Makes one request endure outages, of which engines make an end after a while. Who has another way hears of an outage late, and once,
 * since on that way it is the same mostly.
 *
 * @param hasOther Whether the engine has another way. Default: it has none.
 */
export function endure(
  gate: Pick<Gate, 'isFree' | 'state'>,
  hasOther: () => boolean = () => false,
): Endures {
  let tries = 0;
  return (url, kind) => {
    // What need not wait would be sent again and again.
    if (gate.isFree(url, kind)) return false;
    const { error } = gate.state.get();
    tries += 1;
    if (!error || tries <= PATIENCE || told.has(error) || !hasOther()) return true;
    told.add(error);
    return false;
  };
}
