import type { LabState } from '../page/lab.ts';
import { differing } from '../harness/invariants.ts';
import type { MatrixPage } from '../harness/matrix-page.ts';
import type { Figures, Played, Proof } from '../harness/proof.ts';
import type { AnotherTab } from '../harness/test.ts';
import type { Act, ClientRow } from '../rows/client-row.ts';
import type { MatrixStage } from '../stage/start-matrix-stage.ts';

/** Where a row is played. */
export interface ClientScene {
  readonly stage: MatrixStage;
  readonly page: MatrixPage;
  readonly anotherTab: AnotherTab;
}

/** How soon other tabs hear of something, in real milliseconds. */
const HEARD_MS = 1000;

/** Plays one row of the client, act by act. */
export async function playClientRow(row: ClientRow, scene: ClientScene): Promise<Played> {
  const { stage, page } = scene;
  const { acts, lifetimeMs, without = [], noRecovery } = row;
  if (lifetimeMs !== undefined) stage.backend.lifetimeMs = lifetimeMs;
  const query = new URLSearchParams(without.map((name) => ['without', name]));
  await page.goto(`${stage.app}/matrix.html?${query}`);
  const proofs: Proof[] = [];
  const texts: string[] = [];
  let asked = 0;
  for (const act of acts) {
    await prepare(row, act, scene);
    if (act.opens) asked = 0;
    const before = act.opens ? 0 : (await page.call('inLab')).now;
    const state = await play(act, scene);
    proofs.push(proofOf(act, { before, asks: state.asks.slice(asked), state }));
    asked = state.asks.length;
    texts.push(state.said);
  }
  texts.push(await page.call('belongings'));
  return {
    ...{ proofs, texts, noRecovery, figures: figuresOf(proofs) },
    ...{ secrets: stage.secrets(), strays: await stage.strays() },
  };
}

async function prepare(row: ClientRow, act: Act, { stage, page }: ClientScene): Promise<void> {
  if (act.fault) await stage.front.clearFaults();
  if (typeof act.fault === 'function') await stage.failAsks(act.fault(stage));
  if (act.opens === undefined) return;
  // Asks that are held back are known by their number.
  await stage.front.clearJournal();
  const { credential } = stage;
  await page.call('openLab', { credential, endpoint: row.endpoint?.(stage), ...act.opens });
}

async function play(act: Act, { stage, page, anotherTab }: ClientScene): Promise<LabState> {
  if (!act.inAnotherTab) return page.call('inLab', act.does);
  const other = await anotherTab();
  await other.goto(`${stage.app}/matrix.html`);
  await other.call('openLab', {});
  await other.call('inLab', act.does);
  const end = Date.now() + HEARD_MS;
  for (;;) {
    const state = await page.call('inLab');
    if (differing(state.facts, act.is).length === 0 || Date.now() > end) return state;
  }
}

function proofOf(
  act: Act,
  seen: { readonly before: number; readonly asks: readonly number[]; readonly state: LabState },
): Proof {
  const { facts } = seen.state;
  const isGood = facts['phase'] === 'authorized' && facts['usable'] === true;
  // Answers take no time here, so a pass is there when it is asked for.
  const tookMs = isGood ? Math.max((seen.asks.at(0) ?? 0) - seen.before, 0) : undefined;
  return {
    of: act.of,
    asks: { atMs: seen.asks, due: act.asks },
    facts: { seen: facts, due: act.is },
    ...(act.recoversInMs !== undefined && { recovery: { tookMs, withinMs: act.recoversInMs } }),
  };
}

/** What the first act showed that came to a code, and when playback went on. */
function figuresOf(proofs: readonly Proof[]): Figures {
  const codeOf = ({ facts: { due } }: Proof): unknown => due['heardCode'] ?? due['code'];
  const named = proofs.find((proof) => codeOf(proof) !== undefined);
  const after = named?.facts.seen['heardAfterMs'];
  const tookMs = proofs.find(({ recovery }) => recovery)?.recovery?.tookMs;
  const asks = named ? [named] : proofs;
  return {
    outcome: named ? String(codeOf(named)) : 'plays on',
    asked: asks.reduce((sum, proof) => sum + proof.asks.atMs.length, 0),
    ...(named?.facts.seen['heard'] === 'failed' && { namedAfterMs: Number(after) }),
    ...(tookMs !== undefined && { recoveredAfterMs: tookMs }),
  };
}
