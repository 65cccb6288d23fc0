import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { readGiven } from '../read-given.ts';
import { formatInspection } from './format-inspection.ts';
import { inspectText } from './inspect-text.ts';

/** `playgate inspect` */
export const inspectCommand: Command = {
  name: 'inspect',
  about:
    'Says what is in a token, an authentication response or a pass, and what is wrong with it.',
  operands: [{ name: 'file', optional: true }],
  options: { reveal: { about: 'show signatures, hashes and placed values, too' } },
  details:
    'Reads a JWT, an IBM vt, a hashlock response, a pass, or a URL that carries one. Without a file, or with -, it reads standard input. Signatures are not verified: that is the vendor’s side of the key.',
  example: 'playgate inspect pass.json',
  async run(call: Call) {
    const { io, printer } = call;
    const text = await readGiven(call, call.operands[0]);
    const reveal = call.flag('reveal');
    const inspection = inspectText(text, { now: io.clock.now(), reveal });
    const { kind, contents, remarks } = inspection;
    printer.result({ kind, ...contents, remarks }, formatInspection(inspection, printer.paint));
    return remarks.some(({ level }) => level === 'problem') ? EXIT.problem : EXIT.ok;
  },
};
