import type { ClientEvent } from '@playgate/client';
import { explainCode } from './explain-code.ts';

/** One sentence of the story, and how often it was said in a row. */
export interface StoryLine {
  readonly key: number;
  readonly at: number;
  readonly text: string;
  readonly tone: StoryTone;
  readonly times: number;
}

export type StoryTone = 'pass' | 'ask' | 'refused' | 'parked' | 'replayed' | 'stopped';

const KEEP = 40;
/** How many of the newest lines are not said again. */
const RECENT = 3;

/** Tells an event in plain words, newest first. What was said a moment ago is counted instead of said again. */
export function addToStory(story: readonly StoryLine[], event: ClientEvent): readonly StoryLine[] {
  const told = tell(event);
  if (told === undefined) return story;
  const same = story.findIndex((line, index) => index < RECENT && line.text === told.text);
  if (same >= 0)
    return story.map((line, index) =>
      index === same ? { ...line, at: event.at, times: line.times + 1 } : line,
    );
  const key = (story[0]?.key ?? 0) + 1;
  return [{ ...told, key, at: event.at, times: 1 }, ...story].slice(0, KEEP);
}

const ASKED = {
  first: 'Asked the backend for the first pass.',
  renewal: 'The pass nears its end: asked for the next one while this one still opens doors.',
  refusal: 'A request was refused: asked for a fresh pass.',
  reload: 'The addresses inside the playlist went stale: asked for a new source.',
  retry: 'Asked the backend once more.',
  answer: 'The gate brought an answer back: asked again with it.',
} as const;

function tell(event: ClientEvent): { text: string; tone: StoryTone } | undefined {
  switch (event.type) {
    case 'pass-asked':
      return { text: ASKED[event.reason], tone: 'ask' };
    case 'pass-received':
      return { text: received(event.generation, event.lifetimeMs), tone: 'pass' };
    case 'pass-failed':
      if (event.code === 'interaction_required') return undefined;
      return { text: `No pass: ${explainCode(event.code)}`, tone: 'refused' };
    case 'request-parked':
      return { text: `${noun(event.kind)} waits until a pass is there.`, tone: 'parked' };
    case 'request-released':
      return undefined;
    case 'request-refused':
      return { text: refused(event.kind, event.status, event.generation), tone: 'refused' };
    case 'request-replayed':
      return {
        text: `${noun(event.kind)} was sent again with pass ${event.generation}; the player noticed nothing.`,
        tone: 'replayed',
      };
    case 'stopped':
      if (event.code === 'interaction_required')
        return { text: 'Locked: the viewer has to sign in at the gate first.', tone: 'parked' };
      return { text: `Stopped: ${explainCode(event.code)}`, tone: 'stopped' };
    case 'signed-out':
      return { text: 'Signed out: every pass was dropped at once.', tone: 'stopped' };
  }
}

function received(generation: number, lifetimeMs: number | undefined): string {
  const life =
    lifetimeMs === undefined
      ? 'good until refused'
      : `good for ${Math.round(lifetimeMs / 100) / 10} s`;
  return `Pass ${generation} is here, ${life}.`;
}

function refused(kind: string | undefined, status: number, generation: number): string {
  const how = status === 0 ? 'without a readable answer' : `with ${status}`;
  return `${noun(kind)} was refused ${how} (pass ${generation}).`;
}

const NOUNS: Readonly<Record<string, string>> = {
  manifest: 'The master playlist',
  playlist: 'A playlist',
  segment: 'A segment',
  init: 'An initialisation segment',
  key: 'A key',
  track: 'A caption track',
};

function noun(kind: string | undefined): string {
  return NOUNS[kind ?? ''] ?? 'A request';
}
