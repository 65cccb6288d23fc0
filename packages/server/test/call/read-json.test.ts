import { describe, expect, it } from 'vitest';
import { ask, codeOf, passHandler } from '../support.ts';

const { handle } = passHandler();

/** A body in pieces without end, and how much of it was taken. */
function endless(): { readonly body: ReadableStream<Uint8Array>; readonly pulled: () => number } {
  let bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      bytes += 1024;
      controller.enqueue(new Uint8Array(1024).fill(0x20));
    },
  });
  return { body, pulled: () => bytes };
}

function streamed(body: ReadableStream<Uint8Array>): Request {
  const init = { body, duplex: 'half' };
  return ask(undefined, {}, init);
}

describe('the body', () => {
  it('S8 one without end is 413, soon', async () => {
    const { body, pulled } = endless();
    const response = await handle(streamed(body));
    expect(response.status).toBe(413);
    expect(await codeOf(response)).toBe('payload_too_large');
    expect(pulled()).toBeLessThan(64 * 1024);
  });

  it('S8 one that declares too much is 413 before it is read', async () => {
    const { body, pulled } = endless();
    const request = streamed(body);
    request.headers.set('content-length', '10000000');
    expect((await handle(request)).status).toBe(413);
    expect(pulled()).toBeLessThanOrEqual(1024);
  });

  it('S8 one that declares less than it has is 413', async () => {
    const request = ask({ version: 1, asset: 'film', params: { x: 'x'.repeat(20_000) } });
    request.headers.set('content-length', '10');
    expect((await handle(request)).status).toBe(413);
  });

  it('control: one in pieces is read, split characters included', async () => {
    const bytes = new TextEncoder().encode('{"version":1,"asset":"Über"}');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect((await handle(streamed(body))).status).toBe(200);
  });

  it('control: the largest that is allowed is read', async () => {
    const text = '{"version":1,"asset":"film"}';
    const { handle: tight } = passHandler({ maxBodyBytes: text.length });
    expect((await tight(ask(text))).status).toBe(200);
    expect((await tight(ask(`${text} `))).status).toBe(413);
  });

  it.each(['', '{', 'null', '[]', '"x"', '{"version":2,"asset":"film"}', '{"version":1}'])(
    'S7 %j is 400',
    async (text) => {
      const response = await handle(ask(text));
      expect(response.status).toBe(400);
      expect(await codeOf(response)).toBe('invalid_request');
    },
  );

  it('S7 no UTF-8 is 400', async () => {
    const text = new TextEncoder().encode('{"version":1,"asset":"film","params":{"a":"?"}}');
    expect((await handle(ask(undefined, {}, { body: text }))).status).toBe(200);
    const broken = text.map((byte) => (byte === 0x3f ? 0xff : byte));
    expect((await handle(ask(undefined, {}, { body: broken }))).status).toBe(400);
  });

  it('S7 one that breaks off is 400', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error('reset'));
      },
    });
    expect((await handle(streamed(body))).status).toBe(400);
  });

  it('S7 100 000 nested arrays are 400', async () => {
    const { handle: large } = passHandler({ maxBodyBytes: 1_000_000 });
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect((await large(ask(deep))).status).toBe(400);
    const params = `{"version":1,"asset":"film","params":{"a":${deep}}}`;
    expect((await large(ask(params))).status).toBe(400);
  });
});
