import type { JsonObject } from '../../json-members.ts';
import { parseMilliseconds } from '../../parse-command.ts';
import { SandboxError } from '../../sandbox-error.ts';
import type { Commands } from '../emulator.ts';
import type { RateLimit } from './rate-limit.ts';
import type { OnRefusedToken } from './send-to-sign-in.ts';
import type { VendorKeys } from './vendor-keys.ts';
import type { ViewerGate } from './viewer-gate.ts';

export interface CommandParts {
  readonly vendorKeys: VendorKeys;
  readonly limit: RateLimit;
  readonly gate: ViewerGate;
  readonly answer: { onRefused: OnRefusedToken };
}

/**
 * - `rotateKey {graceMs?}`: a new key to seal tokens for; the one before is accepted for that long. Default 10 minutes. Gives `kid`.
 * - `setRateLimit {limit, windowMs}`: how many calls of the API each token has.
 * - `onRefusedToken {answer}`: `redirect` to the owner's page, or a `page` that says why.
 * - `openings`: what became of the last tokens, newest last.
 */
export function ibmCommands({ vendorKeys, limit, gate, answer }: CommandParts): Commands {
  return {
    rotateKey: ({ graceMs = 600_000 }) => ({
      kid: vendorKeys.rotate(parseMilliseconds(graceMs, 'graceMs', 0)),
    }),
    setRateLimit: ({ limit: most, windowMs }) =>
      limit.set(parseCount(most), parseMilliseconds(windowMs, 'windowMs', 1)),
    onRefusedToken(details) {
      answer.onRefused = parseAnswer(details);
    },
    openings: () => gate.openings(),
  };
}

function parseCount(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new SandboxError('invalid_option', 'limit must be a whole number from 0 on.');
}

function parseAnswer({ answer }: JsonObject): OnRefusedToken {
  if (answer === 'redirect' || answer === 'page') return answer;
  throw new SandboxError('invalid_option', 'answer must be "redirect" or "page".');
}
