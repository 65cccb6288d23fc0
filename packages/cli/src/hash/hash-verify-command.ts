import { verifyHashlock } from '@playgate/server/hashlock';
import type { HashlockRefusal } from '@playgate/server/hashlock';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatMoment } from '../output/format-duration.ts';
import { formatRemark } from '../output/format-remark.ts';
import { shown } from '../output/shown.ts';
import { readGiven } from '../read-given.ts';
import { hashlockSettings } from './hashlock-settings.ts';

const REASONS: Readonly<Record<HashlockRefusal, readonly [summary: string, advice: string]>> = {
  denied: ['It says no: the viewer was not let in.', 'Nothing is wrong with the response.'],
  malformed: [
    'It is not the strict shape: the fields in their order, then hashExpire, then hash.',
    'Compare the fields with those of the configuration; playgate inspect shows what is in it.',
  ],
  bad_digest: [
    'Its hash does not fit.',
    'It was signed with another secret, or changed on its way.',
  ],
  expired: ['It has expired.', 'Sign another.'],
};

/** `playgate hash verify` */
export const hashVerifyCommand: Command = {
  name: 'hash verify',
  about: 'Says whether an authentication response is signed with your secret and still good.',
  operands: [{ name: 'file', optional: true }],
  options: {},
  details: 'Reads the response as JSON; without a file, or with -, from standard input.',
  example: 'playgate hash mint user=u-1001 --reveal | playgate hash verify',
  async run(call: Call) {
    const { printer, io } = call;
    const text = await readGiven(call, call.operands[0]);
    const { key } = await hashlockSettings(await call.config());
    const now = io.clock.now();
    const verdict = verifyHashlock(text.trim(), { ...key, now });
    if (!verdict.ok) {
      const [summary, advice] = REASONS[verdict.reason];
      const remark = { level: 'problem', summary, advice } as const;
      printer.result({ ok: false, reason: verdict.reason }, formatRemark(remark, printer.paint));
      return EXIT.problem;
    }
    const { values, hashlock } = verdict;
    const named = Object.entries(values).map(([name, value]) => `${name}=${shown(value)}`);
    const summary = `It is good for ${named.join(', ')} until ${formatMoment(hashlock.expires, now)}.`;
    printer.result(
      { ok: true, values, expires: hashlock.expires },
      formatRemark({ level: 'ok', summary }, printer.paint),
    );
    return EXIT.ok;
  },
};
