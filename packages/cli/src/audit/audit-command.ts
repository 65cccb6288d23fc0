import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { createProgress } from '../output/create-progress.ts';
import type { Progress } from '../output/create-progress.ts';
import { formatDuration } from '../output/format-duration.ts';
import { brightcoveClient } from '../vendors/brightcove-setup.ts';
import { writeWhole } from './write-whole.ts';

/** `playgate audit` */
export const auditCommand: Command = {
  name: 'audit',
  about: 'Has Brightcove make the report of one day, waits for it and downloads it.',
  operands: [{ name: 'date' }],
  options: { out: { value: 'file', about: 'where the report goes; must not be there yet' } },
  details:
    'The date is YYYY-MM-DD, by UTC: yesterday to 30 days back. Progress is shown on standard error. The report names viewers: only you may read the file.',
  example: 'playgate audit 2026-01-31 --out audit.csv',
  async run(call: Call) {
    const [date = ''] = call.operands;
    const out = call.option('out');
    if (out === undefined) throw new CliError('usage', 'audit needs --out <file>.');
    const progress = createProgress(call.io.stderr);
    let bytes = 0;
    try {
      await writeWhole(resolve(call.io.cwd, out), async (file) => {
        bytes = await download(date, file, call, progress);
      });
    } finally {
      progress.end();
    }
    call.printer.result(
      { date, file: out, bytes },
      `The report of ${date} is in ${out} (${bytes} bytes).`,
    );
    return EXIT.ok;
  },
};

/** @returns How many bytes it has. */
async function download(
  date: string,
  file: FileHandle,
  call: Call,
  progress: Progress,
): Promise<number> {
  const { audit } = await brightcoveClient(call);
  const { signal } = call.io;
  progress.show('Asking for the report');
  const report = await audit.generate(date, {
    signal,
    onProgress: ({ status, waitedMs }) =>
      progress.show(
        status === 'processing'
          ? `Brightcove makes the report (${formatDuration(waitedMs / 1000)})`
          : 'The report is made',
      ),
  });
  const { body, size } = await audit.download(report, { signal });
  let bytes = 0;
  for await (const chunk of body) {
    await file.appendFile(chunk);
    bytes += chunk.length;
    progress.show('Downloading', size === undefined ? undefined : bytes / size);
  }
  return bytes;
}
