import { readCompactToken } from './compact-token.ts';
import { inspectDenial, inspectHashlock } from './inspect-hashlock.ts';
import { inspectPass } from './inspect-pass.ts';
import { inspectToken } from './inspect-token.ts';
import type { InspectOptions, Inspection } from './inspection.ts';
import { problem } from './remark.ts';

/** The parameters of a URL that hold what is looked for. */
const CARRIERS = ['vt', 'hash', 'bcov_auth', 'bcov-auth', 'token', 'access_token'];

/** Finds out what a text is, and says what is in it: a token, an authentication response, a pass, or a URL that carries one. */
export function inspectText(text: string, options: InspectOptions): Inspection {
  const given = carried(text.trim()).replace(/^(Authorization: *)?(Bearer|BCOV-Auth:) +/i, '');
  const token = readCompactToken(given);
  if (token !== undefined) return inspectToken(token, options);
  const json = parsed(given);
  if (json === false || json === 'false') return inspectDenial();
  if (Array.isArray(json)) return inspectHashlock(json, options);
  if (typeof json === 'object' && json !== null) return inspectPass(json, options);
  return {
    kind: 'unknown',
    title: 'Nothing that is known here',
    facts: [],
    contents: {},
    remarks: [
      problem(
        'It is no token, no authentication response and no pass.',
        'Give one of these, or a URL that carries one, and nothing around it.',
      ),
    ],
  };
}

function carried(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return text;
  const { searchParams } = new URL(text);
  return CARRIERS.map((name) => searchParams.get(name)).find((value) => value !== null) ?? text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
