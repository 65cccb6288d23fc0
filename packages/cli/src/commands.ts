import type { Command } from './command.ts';
import { hashMintCommand } from './hash/hash-mint-command.ts';
import { hashVerifyCommand } from './hash/hash-verify-command.ts';
import { inspectCommand } from './inspect/inspect-command.ts';
import { keysMakeCommand } from './keys/keys-make-command.ts';

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  inspectCommand,
  hashMintCommand,
  hashVerifyCommand,
  keysMakeCommand,
];
