import { auditCommand } from './audit/audit-command.ts';
import { blacklistAddCommand } from './blacklist/blacklist-add-command.ts';
import { blacklistCheckCommand } from './blacklist/blacklist-check-command.ts';
import { blacklistListCommand } from './blacklist/blacklist-list-command.ts';
import { blacklistDeleteCommand } from './blacklist/blacklist-delete-command.ts';
import { cutOffCommand } from './blacklist/cut-off-command.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { hashMintCommand } from './hash/hash-mint-command.ts';
import { hashVerifyCommand } from './hash/hash-verify-command.ts';
import { inspectCommand } from './inspect/inspect-command.ts';
import { keysDeleteCommand } from './keys/keys-delete-command.ts';
import { keysListCommand } from './keys/keys-list-command.ts';
import { keysMakeCommand } from './keys/keys-make-command.ts';
import { keysRegisterCommand } from './keys/keys-register-command.ts';
import { locksReadCommand } from './locks/locks-read-command.ts';
import { locksDeleteCommand } from './locks/locks-delete-command.ts';
import { locksSetCommand } from './locks/locks-set-command.ts';
import { mintCommand } from './mint/mint-command.ts';

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  ...[doctorCommand, inspectCommand, mintCommand],
  ...[keysMakeCommand, keysRegisterCommand, keysListCommand, keysDeleteCommand],
  ...[hashMintCommand, hashVerifyCommand],
  ...[locksReadCommand, locksSetCommand, locksDeleteCommand],
  ...[blacklistAddCommand, blacklistListCommand, blacklistCheckCommand, blacklistDeleteCommand],
  ...[cutOffCommand, auditCommand],
];
