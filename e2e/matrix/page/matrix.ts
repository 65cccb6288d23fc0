import { belongings, listenToSelf } from './belongings.ts';
import { Lab } from './lab.ts';
import type { LabOptions, LabState } from './lab.ts';
import * as show from './show.ts';

let lab: Lab | undefined;

function theLab(): Lab {
  if (lab === undefined) throw new Error('The lab is closed.');
  return lab;
}

/** What a page of the matrix can be told. Everything given and answered is JSON. */
export const matrix = {
  openLab(options: LabOptions): void {
    lab?.dispose();
    lab = new Lab(options);
  },
  /** Does things in the lab one after another, and says how it stands then. */
  async inLab(steps: readonly LabStep[] = []): Promise<LabState> {
    for (const step of steps) await Reflect.apply(theLab()[step[0]], theLab(), step.slice(1));
    return theLab().state();
  },
  belongings,
  open: show.open,
  report: show.report,
  seek: show.seek,
  load: show.load,
  retry: show.retry,
  destroy: show.destroy,
};

export type Matrix = typeof matrix;

type Deed = Exclude<keyof Lab, 'state'>;

/** A method of the lab and what it is given. */
export type LabStep = { [Name in Deed]: readonly [Name, ...Parameters<Lab[Name]>] }[Deed];

declare global {
  interface Window {
    matrix: Matrix;
  }
}

listenToSelf();
window.matrix = matrix;
