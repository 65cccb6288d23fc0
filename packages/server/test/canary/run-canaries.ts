import { startSandbox } from '@playgate/sandbox';
import type { Leak } from '@playgate/sandbox';
import { vi } from 'vitest';
import { systemClock } from '../../src/system-clock.ts';
import type { CanarySubject, Channel } from './canary-stage.ts';
import { canarySearch } from './find-canaries.ts';
import type { CanarySearch } from './find-canaries.ts';
import { printed, printedResponse } from './printed.ts';
import type { Trouble } from './troubles.ts';

/** One run: all operations of one subject in one trouble. */
export interface CanaryRun {
  /** `channel: secret (spelling)`, for each that came out. */
  readonly found: readonly string[];
  /** Which secrets reached a stranger. */
  readonly leaks: readonly Leak[];
  /** How many times each channel was told something. */
  readonly told: Readonly<Record<Channel, number>>;
  /** What each operation came to: `result`, `response` or the error's code. */
  readonly outcomes: Readonly<Record<string, string>>;
}

/** A subject, set up. */
export interface CanaryRunner {
  run(trouble: Trouble): Promise<CanaryRun>;
  close(): Promise<void>;
}

type Heard = [Channel, string][];

/** @param isStrange Whether the secrets are of nobody's. */
export async function prepareCanaries(
  subject: CanarySubject,
  isStrange = false,
): Promise<CanaryRunner> {
  const sandbox = await startSandbox({ ports: 0 });
  let heard: Heard = [];
  let way = globalThis.fetch;
  let longestMs = 2000;
  const hear = (channel: Channel, value: unknown): void =>
    void heard.push([channel, printed(value)]);
  /** What the vendor gave, which no log may hold either. */
  const learned = new Set<string>();
  const { secrets, operations } = await subject.prepare({
    ...{ sandbox, isStrange, hear },
    clock: {
      now: systemClock.now,
      sleep: (ms, signal) => systemClock.sleep(Math.min(ms, longestMs), signal),
    },
    async fetch(input, init) {
      const response = await way(input, init);
      if (way === globalThis.fetch) await learn(response, learned);
      return response;
    },
  });
  const find = canarySearch(secrets);
  for (const [name, secret] of Object.entries(secrets)) await sandbox.addCanary(name, secret);
  return {
    async run(trouble) {
      heard = [];
      longestMs = trouble.longestMs ?? 2000;
      way = (await trouble.begin(sandbox, secrets)) ?? globalThis.fetch;
      const outcomes: Record<string, string> = {};
      const deafen = listenToConsole((text) => hear('console', text));
      for (const [name, operate] of Object.entries(operations))
        outcomes[name] = await settle(operate, heard);
      deafen();
      const leaks = await sandbox.leaks();
      await sandbox.clearFaults();
      return { leaks, outcomes, told: count(heard), found: search(heard, find, learned) };
    },
    close: () => sandbox.close(),
  };
}

/** Gives what ends it. */
function listenToConsole(hear: (text: string) => void): () => void {
  const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const;
  const spies = methods.map((method) =>
    vi
      .spyOn(console, method)
      .mockImplementation((...words: unknown[]) => hear(words.map(printed).join(' '))),
  );
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      hear(String(text));
      return true;
    }),
  );
  return () => {
    for (const spy of [...spies, ...streams]) spy.mockRestore();
  };
}

/** Credentials in the members that vendors give them in. */
const GIVEN =
  /"(?:access_token|refresh_token|token|key|LoginGuid|LoginUri|rtmp_ingest_url|ingest_url)":"([^"]{12,})"/g;

async function learn(response: Response, learned: Set<string>): Promise<void> {
  const text = await response.clone().text();
  for (const [, value = ''] of text.matchAll(GIVEN)) learned.add(value);
}

async function settle(operate: () => unknown, heard: Heard): Promise<string> {
  try {
    const result = await operate();
    if (result instanceof Response) {
      heard.push(['response', await printedResponse(result)]);
      return 'response';
    }
    const isList = typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
    heard.push(['result', printed(isList ? await listed(result) : result)]);
    return 'result';
  } catch (error) {
    heard.push(['error', printed(error)]);
    return String(Object(error).code ?? error);
  }
}

async function listed(items: object): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const item of items as AsyncIterable<unknown>) found.push(item);
  return found;
}

/** A browser may be told what was made for it; errors, events, hooks and the console may not. */
const INNER: ReadonlySet<Channel> = new Set(['error', 'event', 'hook', 'console']);

function search(
  heard: Readonly<Heard>,
  find: CanarySearch,
  learned: ReadonlySet<string>,
): readonly string[] {
  const found = new Set<string>();
  for (const [channel, text] of heard) {
    for (const one of find(text)) found.add(`${channel}: ${one}`);
    if (INNER.has(channel) && [...learned].some((value) => text.includes(value)))
      found.add(`${channel}: what the vendor gave`);
  }
  return [...found];
}

function count(heard: Readonly<Heard>): CanaryRun['told'] {
  const told = { response: 0, error: 0, result: 0, event: 0, hook: 0, console: 0 };
  for (const [channel] of heard) told[channel] += 1;
  return told;
}
