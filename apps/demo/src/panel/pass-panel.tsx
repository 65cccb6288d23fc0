import { useObservable } from '@playgate/react';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Drawing } from '../drawing/animate-scene.ts';
import { SceneCanvas } from '../drawing/scene-canvas.tsx';
import type { Film } from '../films/films.ts';
import { drawTimeline } from './draw-timeline.ts';
import { followJournal } from './follow-journal.ts';
import { Legend } from './legend.tsx';
import { PassFigures } from './pass-figures.tsx';
import { PassTable } from './pass-table.tsx';
import type { Recorder } from './recorder.ts';
import { SCENE_HEIGHT } from './rows.ts';
import { watchPicture } from './watch-picture.ts';

interface PassPanelProps {
  readonly film: Film;
  readonly recorder: Recorder;
}

/** Draws what happens behind the picture, as it happens. */
export function PassPanel({ film, recorder }: PassPanelProps): ReactNode {
  const { timeline } = useObservable(recorder.recording);
  const drawing = useMemo<Drawing>(
    () => ({
      height: SCENE_HEIGHT,
      draw: (view) => drawTimeline(recorder.recording.get().timeline, view),
    }),
    [recorder],
  );
  useEffect(() => followJournal(film.listener, recorder.note), [film, recorder]);
  useEffect(() => {
    if (film.shown === 'embed') return undefined;
    return watchPicture(() => document.querySelector('.stage video'), recorder.look);
  }, [film, recorder]);
  return (
    <section className="panel" aria-labelledby="panel-title">
      <header className="panel-head">
        <h2 id="panel-title">Behind the picture</h2>
        <PassFigures counts={timeline.counts} bufferedSeconds={timeline.bufferedSeconds} />
      </header>
      <SceneCanvas
        drawing={drawing}
        label="The last seconds of this film: the picture, the life of each pass, and each request by kind. The table below says the same."
      />
      <Legend />
      <PassTable passes={timeline.passes} counts={timeline.counts} />
    </section>
  );
}
