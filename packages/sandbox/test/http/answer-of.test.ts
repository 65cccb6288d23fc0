import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { NodeHandler } from '../../src/http/answer-of.ts';
import { answerOf } from '../../src/http/answer-of.ts';

/** What a handler answers to a request with this body. */
async function answerTo(handler: NodeHandler, body = ''): Promise<Response> {
  return new Promise((resolve, reject) => {
    const server = createServer((incoming, outgoing) => {
      answerOf(handler, incoming)
        .then(resolve, reject)
        .finally(() => outgoing.end());
    });
    onTestFinished(() => void server.close());
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      void fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body }).then((r) => r.text());
    });
  });
}

test('gives status, headers and a body written in pieces', async () => {
  const response = await answerTo((_incoming, outgoing) => {
    outgoing.statusCode = 201;
    outgoing.setHeader('Content-Type', 'text/plain');
    outgoing.write('one ');
    outgoing.end(Buffer.from('two'));
  });
  expect(response.status).toBe(201);
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(await response.text()).toBe('one two');
});

test('keeps cookies apart', async () => {
  const response = await answerTo((_incoming, outgoing) => {
    outgoing.setHeader('Set-Cookie', ['a=1; Path=/', 'b=2']);
    outgoing.end();
  });
  expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
});

test.each([204, 205, 304])('%i has no body', async (status) => {
  const response = await answerTo((_incoming, outgoing) => {
    outgoing.statusCode = status;
    outgoing.end();
  });
  expect(response.body).toBeNull();
});

test('the handler reads the request’s body itself', async () => {
  const response = await answerTo(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    outgoing.end(Buffer.concat(chunks));
  }, 'a=b');
  expect(await response.text()).toBe('a=b');
});

test('a handler that fails is an error, not a request without an answer', async () => {
  const failing = (): Promise<never> => Promise.reject(new Error('broken'));
  await expect(answerTo(failing)).rejects.toThrow('broken');
});
