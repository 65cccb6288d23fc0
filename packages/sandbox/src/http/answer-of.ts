import type { IncomingMessage } from 'node:http';
import { ServerResponse } from 'node:http';

/** A request handler in Node's own style, such as Koa's. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

/**
 * Lets a Node handler answer, and gives its answer as a `Response`: so faults, CORS and the journal treat it like any other.
 *
 * @param incoming Its body must not have been read.
 */
export function answerOf(handler: NodeHandler, incoming: IncomingMessage): Promise<Response> {
  return new Promise((resolve, reject) => {
    const outgoing = new HeldAnswer(incoming, resolve);
    Promise.resolve(handler(incoming, outgoing)).catch(reject);
  });
}

/** Keeps what is written to it until its end. */
class HeldAnswer extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #done: (answer: Response) => void;

  constructor(incoming: IncomingMessage, done: (answer: Response) => void) {
    super(incoming);
    this.#done = done;
  }

  override write(chunk: unknown): boolean {
    if (typeof chunk === 'string') this.#chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) this.#chunks.push(Buffer.from(chunk));
    return true;
  }

  override end(chunk?: unknown): this {
    this.write(chunk);
    const { statusCode: status } = this;
    const body = hasBody(status) ? Buffer.concat(this.#chunks) : null;
    this.#done(new Response(body, { status, headers: this.#headers() }));
    return this;
  }

  #headers(): Headers {
    const headers = new Headers();
    for (const [name, value] of Object.entries(this.getHeaders()))
      for (const one of [value ?? []].flat()) headers.append(name, String(one));
    return headers;
  }
}

const hasBody = (status: number): boolean => status !== 204 && status !== 205 && status !== 304;
