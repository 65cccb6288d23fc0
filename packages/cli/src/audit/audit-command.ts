import type { AuditApi, AuditReport, ReportDownload } from '@playgate/server/brightcove';
import { open, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatDuration } from '../output/format-duration.ts';
import { createProgress } from '../output/create-progress.ts';
import type { Progress } from '../output/create-progress.ts';
import { brightcoveManagement } from '../vendors/brightcove-setup.ts';

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
    const path = resolve(call.io.cwd, out);
    await checkFree(path);
    const { audit } = await brightcoveManagement(call);
    const progress = createProgress(call.io.stderr);
    try {
      const report = await generate(audit, date, call, progress);
      const download = await audit.download(report, { signal: call.io.signal });
      const bytes = await save(download, path, progress);
      progress.end();
      call.printer.result(
        { date, file: out, bytes },
        `The report of ${date} is in ${out} (${bytes} bytes).`,
      );
      return EXIT.ok;
    } finally {
      progress.end();
    }
  },
};

async function checkFree(path: string): Promise<void> {
  const there = await stat(path).then(
    () => true,
    () => false,
  );
  if (there)
    throw new CliError('problem', 'The file is there already. Name another one with --out.');
}

function generate(
  audit: AuditApi,
  date: string,
  { io }: Call,
  progress: Progress,
): Promise<AuditReport> {
  progress.show('Asking for the report');
  return audit.generate(date, {
    signal: io.signal,
    onProgress: ({ status, waitedMs }) =>
      progress.show(
        status === 'processing'
          ? `Brightcove makes the report (${formatDuration(waitedMs / 1000)})`
          : 'The report is made',
      ),
  });
}

/** Under another name until it is whole. */
async function save(
  { body, size }: ReportDownload,
  path: string,
  progress: Progress,
): Promise<number> {
  const part = `${path}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    let bytes = 0;
    for await (const chunk of body) {
      await file.write(chunk);
      bytes += chunk.length;
      progress.show('Downloading', size === undefined ? undefined : bytes / size);
    }
    await file.close();
    await rename(part, path);
    return bytes;
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
}
