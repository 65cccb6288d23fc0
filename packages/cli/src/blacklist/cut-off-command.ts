import type { CutOff } from '@playgate/server/brightcove';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { formatMoment } from '../output/format-duration.ts';
import { shown } from '../output/shown.ts';
import { brightcoveSetup } from '../vendors/brightcove-setup.ts';

/** `playgate cut-off` */
export const cutOffCommand: Command = {
  name: 'cut-off',
  about: 'Cuts a viewer off at Brightcove: no pass from now on, and every live token blacklisted.',
  operands: [{ name: 'viewer' }],
  options: { undo: { about: 'let the viewer in again' } },
  details:
    'Needs brightcove.store: a module of yours that exports, as store, the store in which your backend keeps its minted tokens. It may be run again for what failed. It takes up to a minute to count everywhere.',
  example: 'playgate cut-off u-1001',
  async run(call: Call) {
    const [viewer = ''] = call.operands;
    const undo = call.flag('undo');
    const { signal, clock } = call.io;
    const tokens = await (await brightcoveSetup(call)).mintedTokens();
    const done = undo
      ? await tokens.restore(viewer, { signal })
      : await tokens.cutOff(viewer, { signal });
    call.printer.result(
      { viewer, cutOff: !undo, ...done },
      [
        `${shown(viewer)} is ${undo ? 'let in again' : 'cut off'}: ${done.done} of ${done.live} live tokens are ${undo ? 'off' : 'on'} the blacklist.`,
        ...failures(done, clock.now()),
      ].join('\n'),
    );
    return done.failed.length === 0 ? EXIT.ok : EXIT.vendor;
  },
};

function failures({ failed }: CutOff, now: number): readonly string[] {
  return failed.map(
    ({ code, expiresAt }) =>
      `  One is not (${code}); it ends ${formatMoment(expiresAt / 1000, now)}. Run this again.`,
  );
}
