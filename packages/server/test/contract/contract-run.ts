import { startSandbox } from '@playgate/sandbox';
import { parsePass } from '@playgate/protocol';
import type {
  PassRule,
  Placement,
  PlaybackPass,
  RefusalAction,
  RequestKind,
} from '@playgate/protocol';
import { expect, onTestFinished } from 'vitest';
import { grant } from '../../src/index.ts';
import { ManualClock } from '../api/manual-clock.ts';
import { ask, passHandler } from '../support.ts';
import type { ContractSetUp, ContractVendor, ContractWorld } from './contract-vendor.ts';
import { actionFor, follow, openWith, withoutPlaced } from './follow-pass.ts';
import { walkFilm } from './walk-film.ts';
import type { WalkedFilm } from './walk-film.ts';

/** One vendor, set up, and what a test does with it. */
export interface ContractRun extends ContractWorld {
  readonly setUp: ContractSetUp;
  /** Asks the handler, as a page does. */
  pass(order?: { readonly asset?: string; readonly viewer?: string }): Promise<PlaybackPass>;
  /** Plays from the start. */
  play(pass: PlaybackPass): Promise<WalkedFilm>;
  /** Presents a pass's credential where the granted asset is judged, whatever its own rules say; or none. */
  present(pass?: PlaybackPass, change?: (value: string) => string): Promise<Response>;
  /** What a player does about that status there. */
  action(pass: PlaybackPass, status: number): RefusalAction | undefined;
}

/** What is asked for and may be shortened by the vendor. */
const LIFETIME_SECONDS = 600;

export async function contractRun(vendor: ContractVendor): Promise<ContractRun> {
  const clock = new ManualClock();
  const sandbox = await startSandbox({ ports: 0, now: () => clock.now() });
  onTestFinished(() => sandbox.close());
  const setUp = await vendor.setUp({ sandbox, clock });
  const pass = asking(setUp, clock);
  const play = async (held: PlaybackPass) => walkFilm(held, await manifestOf(held, setUp));
  const { judgedAt: kind = 'manifest' } = setUp;
  const own = await pass();
  const place = (kind === 'key' ? (await play(own)).key : startOf(own, setUp)) ?? '';
  // An edge may have copied the credential there.
  const url = withoutPlaced(place, carrying(own, kind));
  return {
    ...{ sandbox, clock, setUp, pass, play },
    present: (held, change) => openWith(held && changed(carrying(held, kind), change), url),
    action: (held, status) => actionFor(held, url, kind, status),
  };
}

function asking(
  { vendor, asset: own, answer }: ContractSetUp,
  clock: ManualClock,
): ContractRun['pass'] {
  return async ({ asset = own, viewer = 'viewer-1' } = {}) => {
    const { handle } = passHandler({
      vendor,
      clock,
      decide: () => grant({ asset, viewer, lifetimeSeconds: LIFETIME_SECONDS }),
    });
    const brought = answer?.(viewer, asset);
    const response = await handle(
      ask({ version: 1, asset: 'film', ...(brought && { answer: brought }) }),
    );
    expect(response.status).toBe(200);
    return parsePass(await response.json());
  };
}

const startOf = ({ source }: PlaybackPass, { manifest }: ContractSetUp): string =>
  manifest ?? source?.src ?? expect.fail('Neither the pass nor the vendor says what to open.');

/** Opens the page around the film, where there is one. */
async function manifestOf(pass: PlaybackPass, setUp: ContractSetUp): Promise<string> {
  const start = startOf(pass, setUp);
  if (setUp.manifestOn === undefined) return start;
  return setUp.manifestOn(await (await follow(pass, start, 'manifest')).text());
}

/** The rule that puts a credential on requests of that kind. */
const carrying = ({ rules }: PlaybackPass, kind: RequestKind): PassRule =>
  rules.find(
    ({ match: { kinds }, place }) =>
      (kinds?.includes(kind) ?? true) && place.some((placement) => placement.kind !== 'none'),
  ) ?? expect.fail('The pass carries no credential there.');

function changed(rule: PassRule, change: (value: string) => string = (value) => value): PassRule {
  const spoil = (placement: Placement): Placement => {
    if (placement.kind === 'header') return { ...placement, value: change(placement.value) };
    if (placement.kind !== 'query') return placement;
    const params = Object.entries(placement.params).map(([name, value]) => [name, change(value)]);
    return { kind: 'query', params: Object.fromEntries(params) };
  };
  return { ...rule, place: rule.place.map(spoil) };
}
