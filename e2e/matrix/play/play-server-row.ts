import type { Facts, Played, Proof } from '../harness/proof.ts';
import type { ServerRow, Told } from '../rows/server-row.ts';
import type { ServerStage } from '../stage/server-stage.ts';
import { askHandler } from './ask-handler.ts';

/** What no page is ever told: the vendor's challenge, and that an answer may be kept. */
const NEVER_TOLD = { challenge: undefined, cacheable: undefined };
/** How soon an ask after the fault is answered. */
const AGAIN_MS = 1000;

/** Plays one row of the server. */
export async function playServerRow(row: ServerRow, stage: ServerStage): Promise<Played> {
  const { vendor: name = 'catch-the-show', fault, calls, is, noRecovery } = row;
  const vendor = stage.vendor(name);
  if (fault) await stage.fail(name, fault(stage));
  const told = await (row.play?.(stage, vendor) ?? askHandler(stage, { vendor }));
  const first: Proof = {
    of: 'the call',
    asks: { atMs: stage.calls(name), due: calls },
    facts: { seen: told.facts, due: { ...NEVER_TOLD, ...is } },
  };
  await stage.sandbox.clearFaults();
  const again = noRecovery === undefined ? await askHandler(stage, { vendor }) : undefined;
  const recovery = again && recoveryOf(again.facts);
  return {
    proofs: [{ ...first, ...(recovery && { recovery }) }],
    figures: {
      outcome: outcomeOf(told, is),
      asked: first.asks.atMs.length,
      ...(typeof told.facts['tookMs'] === 'number' && { namedAfterMs: told.facts['tookMs'] }),
      ...(recovery?.tookMs !== undefined && { recoveredAfterMs: recovery.tookMs }),
    },
    ...{ texts: [told.text], secrets: stage.secrets(), noRecovery },
    strays: (await stage.sandbox.leaks()).map((leak) => `${leak.canary} at ${leak.listener}`),
  };
}

const recoveryOf = ({ status, tookMs }: Facts): NonNullable<Proof['recovery']> => ({
  tookMs: status === 200 ? Number(tookMs) : undefined,
  withinMs: AGAIN_MS,
});

/** The code, or else what the row is about. */
function outcomeOf({ facts }: Told, is: ServerRow['is']): string {
  const name = Object.keys(is).find((key) => key !== 'tookMs') ?? 'status';
  return facts['code'] === undefined ? `${name} ${facts[name]}` : String(facts['code']);
}
