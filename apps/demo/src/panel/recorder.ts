import { createObservable } from '@playgate/client';
import type { ClientEvent, Observable } from '@playgate/client';
import { recordEvent } from './record-event.ts';
import { recordNote } from './record-note.ts';
import type { ServerNote } from './record-note.ts';
import { recordPicture } from './record-picture.ts';
import type { PictureSample } from './record-picture.ts';
import { addToStory } from './story.ts';
import type { StoryLine } from './story.ts';
import { emptyTimeline, trim } from './timeline.ts';
import type { Timeline } from './timeline.ts';

/** How far back is kept; the widest view shows less. */
const KEEP_MS = 60_000;

/** What is known about one film. */
export interface Recording {
  readonly timeline: Timeline;
  readonly story: readonly StoryLine[];
}

/** Gathers what happens to one film while it is on the page. */
export interface Recorder {
  readonly recording: Observable<Recording>;
  hear(event: ClientEvent): void;
  note(note: ServerNote): void;
  look(sample: PictureSample): void;
}

export function createRecorder(): Recorder {
  const recording = createObservable<Recording>({ timeline: emptyTimeline, story: [] });
  const put = (timeline: Timeline, at: number, story = recording.get().story): void =>
    recording.set({ timeline: trim(timeline, at - KEEP_MS), story });
  return {
    recording,
    hear(event) {
      const { timeline, story } = recording.get();
      put(recordEvent(timeline, event), event.at, addToStory(story, event));
    },
    note: (note) => put(recordNote(recording.get().timeline, note), note.at),
    look: (sample) => put(recordPicture(recording.get().timeline, sample), sample.at),
  };
}
