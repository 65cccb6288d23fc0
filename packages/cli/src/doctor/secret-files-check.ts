import { createDoctorCheck } from '@playgate/server/doctor';
import type { DoctorCheck, DoctorFinding } from '@playgate/server/doctor';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';

const ID = 'secret-files';

/** Says whether other users of the machine can read the files that hold secrets. */
export function secretFilesCheck(files: readonly string[]): DoctorCheck {
  return createDoctorCheck({ id: ID, title: 'the files of secrets' }, async () => {
    const findings = await Promise.all(files.map(look));
    const wrong = findings.flatMap((finding) => finding ?? []);
    if (wrong.length > 0) return wrong;
    return [
      { id: ID, level: 'ok', summary: 'No other user can read the files that hold secrets.' },
    ];
  });
}

/** A file that is not there is told of where its secret is needed. */
async function look(file: string): Promise<DoctorFinding | undefined> {
  const mode = await stat(file).then(
    (found) => found.mode,
    () => 0,
  );
  if ((mode & 0o077) === 0) return undefined;
  return {
    id: ID,
    level: 'warning',
    summary: `Other users of this machine can read ${basename(file)}.`,
    advice: `chmod 600 ${basename(file)}`,
  };
}
