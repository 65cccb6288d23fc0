import type { ServerResponse } from 'node:http';
import type { Wait } from './apply-fault.ts';
import { seededRandom } from '../seeded-random.ts';
import type { Transport } from './transport.ts';

const LARGEST_PIECE = 16_384;
const PIECES_PER_SECOND = 20;

/** Meaningless, and white space in JSON, HTML and playlists alike. */
const FILLING = ' ';

/** Sends an answer as a transport has it. Resolves when nothing more goes out, or nobody is there any more to read it. */
export async function sendBadly(
  response: Response,
  outgoing: ServerResponse,
  transport: Transport,
  wait: Wait,
): Promise<void> {
  const { socket } = outgoing;
  const { firstByteMs = 0, ending = 'end' } = transport;
  const body = Buffer.from(await response.arrayBuffer());
  const sent = body.subarray(0, limitOf(transport, body.length));
  const send = createSender(outgoing, transport, wait);
  if (firstByteMs > 0) await wait(firstByteMs);
  socket?.setNoDelay(true);
  writeHead(response, outgoing, ending === 'endless' ? undefined : body.length);
  await send(sent);
  if (ending === 'endless') for (const filling = fillingFor(transport); await send(filling););
  else if (ending === 'reset') socket?.resetAndDestroy();
  else if (ending === 'end' && sent.length < body.length) socket?.end();
  else if (ending === 'end') outgoing.end();
}

/** @param length What is promised; absent: that there is no end to it. */
function writeHead(response: Response, outgoing: ServerResponse, length: number | undefined): void {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
  outgoing.removeHeader('content-length');
  if (length !== undefined) outgoing.setHeader('content-length', length);
  outgoing.flushHeaders();
}

/** @returns Sends bytes piece by piece, each after its wait; says whether there is still somebody to read them. */
function createSender(
  outgoing: ServerResponse,
  { latencyMs = 0, jitterMs = 0, seed = 1, bytesPerSecond = Infinity, ...rest }: Transport,
  wait: Wait,
): (bytes: Buffer) => Promise<boolean> {
  const random = seededRandom(seed);
  const size = pieceOf({ bytesPerSecond, ...rest });
  const isGone = (): boolean => outgoing.destroyed || outgoing.socket?.destroyed !== false;
  return async (bytes) => {
    for (let at = 0; at < bytes.length && !isGone(); at += size) {
      const piece = bytes.subarray(at, at + size);
      const pauseMs = latencyMs + jitterMs * random() + (piece.length * 1000) / bytesPerSecond;
      if (pauseMs > 0) await wait(pauseMs);
      if (!isGone()) await written(outgoing, piece);
    }
    return !isGone();
  };
}

/** Resolves when a piece has left, or never will. */
const written = (outgoing: ServerResponse, piece: Buffer): Promise<void> =>
  new Promise((resolve) => {
    outgoing.once('close', resolve);
    outgoing.write(piece, () => {
      outgoing.off('close', resolve);
      resolve();
    });
  });

const fillingFor = (transport: Transport): Buffer => Buffer.alloc(pieceOf(transport), FILLING);

const pieceOf = ({ sliceBytes, bytesPerSecond = Infinity }: Transport): number =>
  sliceBytes ??
  Math.max(1, Math.min(LARGEST_PIECE, Math.floor(bytesPerSecond / PIECES_PER_SECOND)));

const limitOf = ({ limitBytes = Infinity }: Transport, length: number): number =>
  limitBytes === 'half' ? length >> 1 : limitBytes;
