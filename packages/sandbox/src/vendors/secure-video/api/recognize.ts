import { createCanaryScan } from '../../../leaks/canary-scan.ts';
import type { Judgement } from '../../../credentials/judgement.ts';
import type { Alarm } from './alarms.ts';

/** The two keys of the customer. */
export interface SecureVideoKeys {
  /** The API Identifier: public. */
  readonly identifier: string;
  /** The API Secret Key: for servers only. */
  readonly secretKey: string;
}

/** Which credential a request of the API carries, and whether the secret is where it must never be. */
export interface Recognized {
  readonly judgement: Judgement;
  readonly alarm?: Alarm['kind'];
}

/** Recognizes requests. */
export type Recognize = (request: Request, url: URL, identifierParameter: string) => Recognized;

/**
 * Servers are known by Basic authentication with both keys, pages by the identifier in their query.
 *
 * @see SecureVideo, "Authentication". The name of a page's parameter is not printed there.
 */
export function createRecognize({ identifier, secretKey }: SecureVideoKeys): Recognize {
  const scan = createCanaryScan();
  scan.add('secret key', secretKey);
  const holdsSecret = (text: string): boolean => scan.scan(Buffer.from(text)).length > 0;
  return ({ headers }, url, identifierParameter) => {
    const authorization = headers.get('authorization');
    const isPage = headers.has('origin') || headers.has('sec-fetch-site');
    if (holdsSecret(url.search)) return culprit('query', 'secret_in_query');
    if (isPage && holdsSecret(authorization ?? '')) return culprit('basic', 'secret_in_page');
    if (authorization !== null) return basic(pairOf(authorization), `${identifier}:${secretKey}`);
    const given = url.searchParams.get(identifierParameter);
    if (given === null) return refused('none', 'missing');
    return given === identifier
      ? { judgement: { credential: 'query', verdict: 'ok' } }
      : refused('query', 'wrong');
  };
}

const culprit = (credential: 'query' | 'basic', alarm: Alarm['kind']): Recognized => ({
  judgement: { credential, verdict: 'wrong', refusal: 403 },
  alarm,
});

const refused = (
  credential: 'none' | 'basic' | 'query',
  verdict: 'missing' | 'malformed' | 'wrong',
): Recognized => ({ judgement: { credential, verdict, refusal: 401 } });

function basic(given: string | undefined, expected: string): Recognized {
  if (given === undefined) return refused('basic', 'malformed');
  return given === expected
    ? { judgement: { credential: 'basic', verdict: 'ok' } }
    : refused('basic', 'wrong');
}

/** One unbroken line of base64 that holds a colon. */
function pairOf(authorization: string): string | undefined {
  const base64 = /^basic ((?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?)$/i.exec(authorization)?.[1];
  const pair = base64 === undefined ? '' : Buffer.from(base64, 'base64').toString('utf8');
  return pair.includes(':') ? pair : undefined;
}
