import type { ProbeAnswer } from './probe.ts';

/** What a page of another origin asks. */
export interface PageRequest {
  readonly origin: string;
  /** In upper case. */
  readonly method: string;
  readonly headers: readonly string[];
  /** Whether cookies go along. */
  readonly credentials: boolean;
}

/** What keeps a page from an answer. */
export interface CorsFault {
  /** Part of a sentence. */
  readonly what: string;
  readonly advice: string;
  /** The page gets the answer all the same, this time. */
  readonly passing?: true;
}

const SIMPLE_METHODS: readonly string[] = ['GET', 'HEAD', 'POST'];
const SIMPLE_HEADERS: readonly string[] = ['accept', 'accept-language', 'content-language'];

/** Whether a browser asks first whether it may ask. */
export function needsPreflight({ method, headers }: PageRequest): boolean {
  return (
    !SIMPLE_METHODS.includes(method) ||
    headers.some((name) => !SIMPLE_HEADERS.includes(name.toLowerCase()))
  );
}

/** Why a browser would not send the request after this preflight. */
export function preflightFaults(answer: ProbeAnswer, asked: PageRequest): readonly CorsFault[] {
  const { status, headers } = answer;
  if (status < 200 || status > 299)
    return [
      {
        what: `its preflight is answered with status ${status}, not with a 2xx`,
        advice:
          'Answer OPTIONS with 204 before anything asks for a credential or redirects: a preflight carries none.',
      },
    ];
  return [
    ...originFaults(headers, asked),
    ...methodFaults(headers, asked),
    ...headerFaults(headers, asked),
  ];
}

/** Why a page could not read this answer. */
export function answerFaults(answer: ProbeAnswer, asked: PageRequest): readonly CorsFault[] {
  const { headers } = answer;
  const faults = originFaults(headers, asked);
  return faults.length > 0 ? faults : varyFaults(headers);
}

function originFaults(headers: Headers, asked: PageRequest): readonly CorsFault[] {
  const { origin, credentials } = asked;
  const allowed = headers.get('access-control-allow-origin');
  const advice = `Answer with Access-Control-Allow-Origin: ${origin}, on errors too.`;
  if (allowed === null) return [{ what: 'it names no Access-Control-Allow-Origin', advice }];
  if (allowed === '*' && credentials)
    return [
      { what: 'it allows any origin (*), which does not count where cookies go along', advice },
    ];
  if (allowed !== '*' && allowed !== origin)
    return [{ what: `it allows another origin than ${origin}`, advice }];
  if (credentials && headers.get('access-control-allow-credentials') !== 'true')
    return [
      {
        what: 'it does not allow cookies',
        advice: 'Answer with Access-Control-Allow-Credentials: true as well.',
      },
    ];
  return [];
}

function methodFaults(headers: Headers, asked: PageRequest): readonly CorsFault[] {
  const { method, credentials } = asked;
  if (SIMPLE_METHODS.includes(method)) return [];
  const allowed = listOf(headers, 'access-control-allow-methods');
  if (allowed.includes(method) || (allowed.includes('*') && !credentials)) return [];
  return [
    {
      what: `its preflight does not allow ${method}`,
      advice: `Answer it with Access-Control-Allow-Methods: ${method}.`,
    },
  ];
}

function headerFaults(headers: Headers, asked: PageRequest): readonly CorsFault[] {
  const allowed = listOf(headers, 'access-control-allow-headers').map((name) => name.toLowerCase());
  const any = allowed.includes('*') && !asked.credentials;
  const refused = asked.headers.filter((header) => {
    const name = header.toLowerCase();
    // The wildcard never covers Authorization.
    const covered = allowed.includes(name) || (any && name !== 'authorization');
    return !covered && !SIMPLE_HEADERS.includes(name);
  });
  if (refused.length === 0) return [];
  return [
    {
      what: `its preflight does not allow the header ${refused.join(', ')}`,
      advice: `Answer it with Access-Control-Allow-Headers: ${refused.join(', ')}${any ? ' (* does not cover Authorization)' : ''}.`,
    },
  ];
}

/** A cache that does not know that the answer depends on the origin hands it to pages of others. */
function varyFaults(headers: Headers): readonly CorsFault[] {
  const allowed = headers.get('access-control-allow-origin');
  const vary = listOf(headers, 'vary').map((name) => name.toLowerCase());
  if (allowed === '*' || vary.includes('origin') || vary.includes('*')) return [];
  return [
    {
      passing: true,
      what: 'it lacks Vary: Origin, so a cache may give a page of another origin this answer, which that page cannot read',
      advice: 'Answer with Vary: Origin wherever Access-Control-Allow-Origin names one origin.',
    },
  ];
}

function listOf(headers: Headers, name: string): readonly string[] {
  return (headers.get(name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
