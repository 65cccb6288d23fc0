import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as send } from 'node:http';

/** Headers of one connection, which say nothing about the next (RFC 9110, section 7.6.1). */
const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];

/** Sends a request on to another server, as it is, and brings back the whole answer: redirects, too, and 502 if there is none. */
export async function forward(request: Request, target: string): Promise<Response> {
  return exchange(request, target).catch(
    // As gateways do: whoever asked learns that it was not the answer.
    () => new Response(`${target} gives no answer.\n`, { status: 502 }),
  );
}

async function exchange(request: Request, target: string): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer());
  const kept = [...request.headers].filter(([name]) => !HOP.includes(name));
  const sent = send(new URL(pathname + search, target), {
    method: request.method,
    headers: Object.fromEntries(kept),
    // A connection that is used again may be closed by the other side at that moment.
    agent: false,
    signal: request.signal,
  });
  sent.end(body);
  const [answer]: IncomingMessage[] = await once(sent, 'response');
  if (answer === undefined) throw new TypeError('no answer');
  return responseOf(answer);
}

async function responseOf(answer: IncomingMessage): Promise<Response> {
  const { statusCode: status = 502, rawHeaders } = answer;
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
    if (!HOP.includes(name.toLowerCase())) headers.append(name, value);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers });
}
