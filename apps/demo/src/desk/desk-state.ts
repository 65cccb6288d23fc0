import { createObservable } from '@playgate/client';
import type { Observable } from '@playgate/client';
import { send } from '../site/send.ts';

/** One line of the operator's log, as the backend has it. */
export interface LogLine {
  readonly n: number;
  readonly atMs: number;
  readonly tone: 'note' | 'alarm';
  readonly vendor: string;
  readonly text: string;
  readonly correlationId?: string;
}

/** A viewer, and whether they were cut off. */
export interface ViewerState {
  readonly id: string;
  readonly name: string;
  readonly isCutOff: boolean;
}

/** What one vendor or viewer used. */
export interface UsageTotal {
  readonly name: string;
  readonly attempts: number;
  readonly failures: number;
}

/** What lies on the operator's desk. */
export interface DeskState {
  readonly isSeated: boolean;
  /** Newest first. */
  readonly log: readonly LogLine[];
  readonly viewers: readonly ViewerState[];
  readonly usage: {
    readonly vendor: readonly UsageTotal[];
    readonly viewer: readonly UsageTotal[];
  };
}

const DESK = '/api/desk';
const EVERY_MS = 1000;
const AWAY_MS = 4000;
const KEEP = 100;

const EMPTY: Omit<DeskState, 'isSeated'> = {
  log: [],
  viewers: [],
  usage: { vendor: [], viewer: [] },
};

const state = createObservable<DeskState | undefined>(undefined);

/** The desk; `undefined` until the backend has said whether this browser has a seat. */
export const deskState: Observable<DeskState | undefined> = state;

/** Keeps the desk up to date until the returned function is called. */
export function followDesk(): () => void {
  const stop = new AbortController();
  const lookAgain = (delayMs: number): void => {
    if (stop.signal.aborted) return;
    setTimeout(() => {
      // While the backend is away the desk stays as it was; it is looked for less often until it is back.
      look(stop.signal).then(
        () => lookAgain(EVERY_MS),
        () => lookAgain(AWAY_MS),
      );
    }, delayMs);
  };
  lookAgain(0);
  return () => stop.abort();
}

export async function sitDown(): Promise<void> {
  await send('POST', `${DESK}/sit-down`);
  await look();
}

export async function standUp(): Promise<void> {
  await send('POST', `${DESK}/stand-up`);
  state.set({ ...EMPTY, isSeated: false });
}

async function look(signal?: AbortSignal): Promise<void> {
  const { isSeated } = await read<{ readonly isSeated: boolean }>('seat', signal);
  if (!isSeated) return state.set({ ...EMPTY, isSeated });
  const { log } = state.get() ?? EMPTY;
  const [{ lines }, { viewers }, usage] = await Promise.all([
    read<{ readonly lines: readonly LogLine[] }>(`log?after=${log[0]?.n ?? 0}`, signal),
    read<Pick<DeskState, 'viewers'>>('viewers', signal),
    read<DeskState['usage']>('usage', signal),
  ]);
  const known = new Set(log.map(({ n }) => n));
  const fresh = lines.filter(({ n }) => !known.has(n)).toReversed();
  state.set({ isSeated, log: [...fresh, ...log].slice(0, KEEP), viewers, usage });
}

async function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(`${DESK}/${path}`, signal ? { signal } : {});
  if (!response.ok) throw new Error(`The desk answered ${response.status}.`);
  return response.json();
}
