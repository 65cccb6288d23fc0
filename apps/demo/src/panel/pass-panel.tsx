import { useObservable } from '@playgate/react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { Film } from '../films/films.ts';
import { followJournal } from './follow-journal.ts';
import { Legend } from './legend.tsx';
import { PassFigures } from './pass-figures.tsx';
import { PassTable } from './pass-table.tsx';
import type { Recorder } from './recorder.ts';
import { TimelineCanvas } from './timeline-canvas.tsx';

import { watchPicture } from './watch-picture.ts';

interface PassPanelProps {
  readonly film: Film;
  readonly recorder: Recorder;
}

/** Draws what happens behind the picture, as it happens. */
export function PassPanel({ film, recorder }: PassPanelProps): ReactNode {
  const { timeline } = useObservable(recorder.recording);
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
      <TimelineCanvas
        recording={recorder.recording}
        label="The last seconds of this film: the picture, the life of each pass, and each request by kind. The table below says the same."
      />
      <Legend />
      <PassTable passes={timeline.passes} counts={timeline.counts} />
    </section>
  );
}
