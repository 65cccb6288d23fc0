import type { DoctorCheck, DoctorContext, DoctorFinding } from './doctor-check.ts';
import { findingOfError } from './finding-of-error.ts';

/**
 * Makes a check of a function that may fail: what it throws is a problem.
 *
 * @param look Gives findings. What it throws when the signal is aborted is thrown on.
 */
export function createDoctorCheck(
  named: Pick<DoctorCheck, 'id' | 'title'>,
  look: (context: DoctorContext) => Promise<readonly DoctorFinding[]>,
): DoctorCheck {
  return {
    ...named,
    async run(context) {
      try {
        return await look(context);
      } catch (error) {
        if (context.signal.aborted) throw error;
        return [findingOfError(named, error)];
      }
    },
  };
}
