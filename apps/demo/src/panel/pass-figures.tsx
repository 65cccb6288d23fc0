import type { ReactNode } from 'react';
import type { TimelineCounts } from './timeline.ts';

interface PassFiguresProps {
  readonly counts: TimelineCounts;
  readonly bufferedSeconds: number;
}

/** The figures that matter, counted since the film was opened. */
export function PassFigures({ counts, bufferedSeconds }: PassFiguresProps): ReactNode {
  return (
    <dl className="figures">
      <Figure name="Passes" value={counts.passes} />
      <Figure name="Refused" value={counts.refused} />
      <Figure name="Replayed" value={counts.replayed} />
      <Figure name="Interruptions" value={counts.stalls} alarm={counts.stalls > 0} />
      <Figure name="Played" value={clockText(counts.playedMs)} />
      <Figure name="In buffer" value={`${Math.round(bufferedSeconds)} s`} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string | number;
  readonly alarm?: boolean;
}

function Figure({ name, value, alarm = false }: FigureProps): ReactNode {
  return (
    <div className={alarm ? 'figure figure-alarm' : 'figure'}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
