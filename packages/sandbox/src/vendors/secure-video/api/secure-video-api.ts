import { parseJsonObject } from '../../../json-members.ts';
import type { Judgement, Verdict } from '../../../credentials/judgement.ts';
import { startPage } from '../../../html/secure-video-page.ts';
import type { AddressList } from './address-list.ts';
import type { ApiCall, Resource } from './api-call.ts';
import type { Failures } from './failures.ts';
import type { HourlyQuota } from './hourly-quota.ts';
import { htmlAnswer } from '../hub/html-answer.ts';
import { message } from './message.ts';

export interface SecureVideoApiParts {
  readonly addresses: AddressList;
  readonly failures: Failures;
  readonly quota: HourlyQuota;
  /** By path, `{}` standing for an id. */
  readonly resources: Readonly<Record<string, Resource>>;
}

/**
 * The API. Paths are taken in any case, since the document writes `/User/2112` and its other pages `/user`.
 *
 * @see SecureVideo, "HTTP Status Response Codes". The order of the refusals is not stated: here keys, address, quota, content type.
 */
export async function answerApi(
  { addresses, failures, quota, resources }: SecureVideoApiParts,
  request: Request,
  judgement: Judgement,
): Promise<Response> {
  const failure = failures.take();
  if (failure) return failure;
  const url = new URL(request.url);
  if (url.pathname === '/') return htmlAnswer(startPage());
  if (judgement.refusal !== undefined) return refuse(judgement);
  const isServer = judgement.credential === 'basic';
  if (isServer && !addresses.isAllowed())
    return message(412, 'Request must be from a whitelisted IP address');
  if (!quota.take()) return message(429, 'The hourly quota of requests has been exceeded');
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    return message(400, 'The Content-Type header must be application/json');
  if (!isServer && request.method !== 'GET')
    return message(401, 'This request needs the API Secret Key');
  const body = await bodyOf(request);
  if (!body) return message(400, 'The JSON in the request could not be understood');
  const [, resource = '', id = '', ...rest] = url.pathname.split('/');
  const path = `${resource.toLowerCase()}${id === '' ? '' : '/{}'}`;
  const known = rest.length === 0 && Object.hasOwn(resources, path) ? resources[path] : undefined;
  if (!known) return message(404, 'There is no such resource');
  const caller = isServer ? 'server' : 'page';
  return act(known, request.method, {
    ...{ caller, id, body },
    query: url.searchParams,
    origin: url.origin,
  });
}

/** A body is read only where a method has one. */
async function bodyOf(request: Request): Promise<ApiCall['body'] | undefined> {
  const hasBody = request.method === 'POST' || request.method === 'PUT';
  return hasBody ? parseJsonObject(await request.text()) : {};
}

function act(resource: Resource, method: string, call: ApiCall): Response {
  const handler = isMethod(method) ? resource[method] : undefined;
  if (handler === 'planned') return message(501, 'This method is not implemented yet');
  if (handler) return handler(call);
  const allow = Object.keys(resource).join(', ');
  return message(405, `The method ${method} is not allowed here`, { Allow: allow });
}

const isMethod = (method: string): method is keyof Resource =>
  ['GET', 'POST', 'PUT', 'DELETE'].includes(method);

const UNAUTHORIZED: Readonly<Partial<Record<Verdict, string>>> = {
  missing: 'The Authorization header is missing',
  malformed: 'The Authorization header was not set or encoded correctly',
};

function refuse({ refusal, verdict = 'wrong' }: Judgement): Response {
  if (refusal === 403)
    return message(
      403,
      'ALARM: your API Secret Key was sent from a browser or in a URL. This violates the API terms of service',
    );
  return message(
    401,
    UNAUTHORIZED[verdict] ?? 'The API Identifier or API Secret Key is incorrect',
    {
      'WWW-Authenticate': 'Basic',
    },
  );
}
