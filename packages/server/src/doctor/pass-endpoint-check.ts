import { PASS_REQUEST_HEADER } from '@playgate/protocol';
import { secret } from '../secret/secret.ts';
import type { Secret, SecretInput } from '../secret/secret.ts';
import { holdsSecret } from '../secret/secret-spellings.ts';
import { checkedUrl, shownUrl } from './checked-url.ts';
import { createDoctorCheck } from './create-doctor-check.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';
import { probe } from './probe.ts';
import type { ProbeAnswer } from './probe.ts';
import { secretShapeIn } from './secret-shape.ts';

/** Options of `passEndpointCheck`. */
export interface PassEndpointCheckOptions {
  readonly url: string;
  /** Secrets that must not turn up in its answers. Those that look like one are found anyway. Default none. */
  readonly secrets?: readonly SecretInput[];
  /** Default `pass-endpoint`. */
  readonly id?: string;
}

/** One way to knock. */
interface Knock {
  /** Part of a sentence. */
  readonly what: string;
  readonly init: RequestInit;
  /** Whether a status is the right no. */
  readonly isRight: (status: number) => boolean;
  readonly advice: string;
}

const BODY = JSON.stringify({ version: 1, asset: 'playgate-doctor' });
const JSON_TYPE = { 'Content-Type': 'application/json' };
const MARKED = { ...JSON_TYPE, [PASS_REQUEST_HEADER.name]: PASS_REQUEST_HEADER.value };
const HANDLER = 'Serve this route with createPassHandler, and list your pages in its origins.';
/** Also where line ends are escaped, as in JSON. */
const STACK_TRACE = /(\n|\\n)\s+at \S.*:\d+:\d+/;
const isRefusal = (status: number): boolean => status === 401 || status === 403 || status === 415;

const KNOCKS: readonly Knock[] = [
  {
    what: 'a POST without Origin and X-Playgate, as a form of another site could send it',
    init: { method: 'POST', headers: JSON_TYPE, body: BODY },
    isRight: isRefusal,
    advice: HANDLER,
  },
  {
    what: 'a POST from a page of a site that nobody listed',
    init: {
      method: 'POST',
      headers: { ...MARKED, Origin: 'https://playgate-doctor.invalid' },
      body: BODY,
    },
    isRight: isRefusal,
    advice: HANDLER,
  },
  {
    what: 'a GET, as an image or a link could send it',
    init: { method: 'GET' },
    isRight: (status) => status === 405,
    advice: 'Answer other methods than POST and OPTIONS with 405.',
  },
];

/**
 * Knocks at a pass endpoint as strangers would, and says whether it sends them away without telling anything. Mints nothing where the
 * endpoint is sound.
 *
 * @throws {ServerError} `config`
 */
export function passEndpointCheck(options: PassEndpointCheckOptions): DoctorCheck {
  const { id = 'pass-endpoint', secrets = [] } = options;
  const url = checkedUrl(options.url, 'url');
  const known = secrets.map((one, i) => secret(one, { name: `secrets[${i}]` }));
  return createDoctorCheck({ id, title: 'the pass endpoint' }, (context) =>
    knockAll(id, url, known, context),
  );
}

async function knockAll(
  id: string,
  url: URL,
  secrets: readonly Secret[],
  context: DoctorContext,
): Promise<readonly DoctorFinding[]> {
  const { ok } = findingsOf(id);
  const findings: DoctorFinding[] = [];
  for (const knock of KNOCKS) {
    const answer = await probe(url, knock.init, context);
    findings.push(...faultsOf(id, url, knock, answer), ...talk(id, knock, answer, secrets));
  }
  if (findings.length > 0) return findings;
  return [ok(`${shownUrl(url)} refuses strangers, other sites and GET, and tells them nothing.`)];
}

function faultsOf(
  id: string,
  url: URL,
  { what, isRight, advice }: Knock,
  { status }: ProbeAnswer,
): readonly DoctorFinding[] {
  const { problem } = findingsOf(id);
  if (isRight(status)) return [];
  const said = `${shownUrl(url)} answered ${status} to ${what}.`;
  if (status === 404)
    return [problem(said, 'Look whether the route is there, and spelled like this.')];
  return [problem(said, status < 300 ? `${advice} Do it now: it lets strangers in.` : advice)];
}

/** What an answer tells that it should not. */
function talk(
  id: string,
  { what }: Knock,
  { headers, text }: ProbeAnswer,
  secrets: readonly Secret[],
): readonly DoctorFinding[] {
  const { problem } = findingsOf(id);
  const said = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n') + `\n${text}`;
  const found = secrets.some((one) => holdsSecret(said, one))
    ? 'a secret'
    : (secretShapeIn(said) ?? (STACK_TRACE.test(said) ? 'a stack trace' : undefined));
  if (found === undefined) return [];
  return [
    problem(
      `The answer to ${what} holds ${found}.`,
      'Send nothing of an error to the browser but a code and a correlation id, and replace a secret that was sent.',
    ),
  ];
}
