import { epochMs } from '@playgate/protocol';
import type { EpochMs } from '@playgate/protocol';
import { jsonMember } from '../json-member.ts';

// Members of a vendor's answer, each undefined where it is not what it should be: the document promises next to none of them.

export function textMember(answer: unknown, name: string): string | undefined {
  const value = jsonMember(answer, name);
  return typeof value === 'string' ? value : undefined;
}

export function flagMember(answer: unknown, name: string): boolean | undefined {
  const value = jsonMember(answer, name);
  return typeof value === 'boolean' ? value : undefined;
}

export function textsMember(answer: unknown, name: string): readonly string[] | undefined {
  const value = jsonMember(answer, name);
  return isTexts(value) ? value : undefined;
}

/** A time as ISO 8601 text. */
export function timeMember(answer: unknown, name: string): EpochMs | undefined {
  const at = Date.parse(textMember(answer, name) ?? '');
  return Number.isNaN(at) ? undefined : epochMs(at);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
