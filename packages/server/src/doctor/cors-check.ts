import { ServerError } from '../server-error.ts';
import { checkedUrl, shownUrl } from './checked-url.ts';
import { answerFaults, needsPreflight, preflightFaults } from './cors-faults.ts';
import type { PageRequest } from './cors-faults.ts';
import { createDoctorCheck } from './create-doctor-check.ts';
import type { DoctorCheck, DoctorContext, DoctorFinding } from './doctor-check.ts';
import { findingsOf } from './findings-of.ts';
import { probe } from './probe.ts';

/** Options of `corsCheck`. */
export interface CorsCheckOptions {
  /** Where the page is, such as `https://app.example`. */
  readonly origin: string;
  /** What the page asks for. Its query is sent, and never shown. */
  readonly url: string;
  /** Default GET. */
  readonly method?: string;
  /** The names of the headers that the page sends, such as `Authorization`. Their values are not needed. Default none. */
  readonly headers?: readonly string[];
  /** Whether cookies go along. Default false. */
  readonly credentials?: boolean;
  /** Default `cors`. */
  readonly id?: string;
}

const NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

/**
 * Does what a browser would do for a page of that origin, and says whether the page could read the answer: a preflight where one is
 * needed, then the request itself. The request goes without the headers' values, so a refusal is no fault; a refusal that the page
 * cannot read is one, since it looks to the page as if the network were down.
 *
 * @throws {ServerError} `config`
 * @see Fetch Standard, "CORS-preflight fetch" and "CORS check".
 */
export function corsCheck(options: CorsCheckOptions): DoctorCheck {
  const { id = 'cors', method = 'GET', headers = [], credentials = false } = options;
  const url = checkedUrl(options.url, 'url');
  const { origin } = checkedUrl(options.origin, 'origin');
  if (![method, ...headers].every((name) => NAME.test(name)))
    throw new ServerError('config', 'method and headers must be names, such as Authorization.');
  const asked: PageRequest = { origin, method: method.toUpperCase(), headers, credentials };
  return createDoctorCheck({ id, title: 'what a browser may read' }, (context) =>
    origin === url.origin
      ? Promise.resolve([
          findingsOf(id).ok(`The page and ${shownUrl(url)} share an origin, so CORS has no say.`),
        ])
      : look(id, url, asked, context),
  );
}

async function look(
  id: string,
  url: URL,
  asked: PageRequest,
  context: DoctorContext,
): Promise<readonly DoctorFinding[]> {
  const what = `${asked.method} ${shownUrl(url)}`;
  const findings: DoctorFinding[] = [];
  if (needsPreflight(asked)) {
    const preflight = await probe(url, preflightOf(asked), context);
    findings.push(
      ...written(id, preflightFaults(preflight, asked), {
        good: `The preflight of ${what} lets pages of ${asked.origin} ask${withHeaders(asked)}.`,
        bad: `A browser never sends ${what}: `,
      }),
    );
  }
  const init = { method: asked.method, headers: { Origin: asked.origin } };
  const answer = await probe(url, init, context);
  findings.push(
    ...written(id, answerFaults(answer, asked), {
      good: `Pages of ${asked.origin} may read the answer of ${what} (status ${answer.status}).`,
      bad: `A page cannot read the answer of ${what} (status ${answer.status}): `,
    }),
  );
  return findings;
}

function preflightOf({ origin, method, headers }: PageRequest): RequestInit {
  const names = headers.map((name) => name.toLowerCase()).toSorted();
  return {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      ...(names.length > 0 && { 'Access-Control-Request-Headers': names.join(',') }),
    },
  };
}

function withHeaders({ headers }: PageRequest): string {
  return headers.length === 0 ? '' : ` with ${headers.join(', ')}`;
}

function written(
  id: string,
  faults: ReturnType<typeof answerFaults>,
  { good, bad }: { readonly good: string; readonly bad: string },
): readonly DoctorFinding[] {
  const { ok, warning, problem } = findingsOf(id);
  if (faults.length === 0) return [ok(good)];
  return faults.map(({ passing, what, advice }) =>
    passing === true ? warning(`${good} But ${what}.`, advice) : problem(`${bad}${what}.`, advice),
  );
}
