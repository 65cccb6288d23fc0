import type { BlacklistApi } from '@playgate/server/brightcove';
import { CliError } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { brightcoveClient } from '../vendors/brightcove-setup.ts';
import { readTokens } from './read-tokens.ts';
import { tagCells, tokenTag } from './token-tag.ts';

/** `playgate blacklist delete` */
export const blacklistDeleteCommand: Command = {
  name: 'blacklist delete',
  about: 'Takes tokens off Brightcove’s blacklist. Exit code 1 if one was not there.',
  operands: [{ name: 'file', optional: true }],
  options: {
    tag: { value: 'tag', about: 'of the one token, as blacklist list prints it' },
    expired: { about: 'all that have ended by themselves, to make room' },
  },
  details:
    'Reads one token on each line, from a file or standard input, unless --tag or --expired says which. A token that has not ended opens films again.',
  example: 'playgate blacklist delete --expired',
  async run(call: Call) {
    checkOneWay(call);
    const { blacklist } = await brightcoveClient(call);
    if (call.flag('expired')) return deleteExpired(call, blacklist);
    const tag = call.option('tag');
    const tokens =
      tag === undefined ? await readTokens(call) : [await tokenOf(tag, blacklist, call)];
    return deleteAll(call, blacklist, tokens);
  },
};

function checkOneWay(call: Call): void {
  const ways = [call.operands[0], call.option('tag')].filter((way) => way !== undefined);
  if (ways.length + Number(call.flag('expired')) > 1)
    throw new CliError('usage', 'Give a file, --tag or --expired: one of them.');
}

async function deleteAll(
  { io, printer }: Call,
  blacklist: BlacklistApi,
  tokens: readonly string[],
): Promise<ExitCode> {
  let all = true;
  for (const token of tokens) {
    const deleted = await blacklist.delete(token, { signal: io.signal });
    all &&= deleted;
    const tag = tokenTag(token);
    const said = [deleted ? 'deleted' : 'not there', ...tagCells(tag, io.clock.now())];
    printer.item({ ...tag, deleted }, said.join('  '));
  }
  return all ? EXIT.ok : EXIT.problem;
}

async function deleteExpired({ io, printer }: Call, blacklist: BlacklistApi): Promise<ExitCode> {
  const deleted = await blacklist.deleteExpired({ signal: io.signal });
  printer.result({ deleted }, `${deleted} that had ended ${deleted === 1 ? 'is' : 'are'} deleted.`);
  return EXIT.ok;
}

async function tokenOf(tag: string, blacklist: BlacklistApi, { io }: Call): Promise<string> {
  const tokens = await blacklist.list({ signal: io.signal });
  const found = tokens.map(({ token }) => token.reveal()).find((one) => tokenTag(one).tag === tag);
  if (found !== undefined) return found;
  throw new CliError(
    'problem',
    'No token on the list has this tag. playgate blacklist list prints them.',
  );
}
