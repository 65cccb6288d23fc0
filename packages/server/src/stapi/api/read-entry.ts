import { jsonMember } from '../../json-member.ts';

/** What the vendor lists: an id for certain, and perhaps more. `undefined`: the answer does not say. */
export interface StapiEntry {
  readonly id: string;
  readonly title: string | undefined;
  readonly status: string | undefined;
}

/** @returns `undefined` for what has no id. */
export function readEntry(answer: unknown): StapiEntry | undefined {
  const id = jsonMember(answer, 'id');
  const isNumber = typeof id === 'number' && Number.isSafeInteger(id);
  if (!isNumber && (typeof id !== 'string' || id === '')) return undefined;
  return { id: String(id), title: textIn(answer, 'title'), status: textIn(answer, 'status') };
}

function textIn(answer: unknown, name: string): string | undefined {
  const value = jsonMember(answer, name);
  return typeof value === 'string' ? value : undefined;
}
