export type Bytes = Uint8Array<ArrayBuffer>;

/** A box of ISO/IEC 14496-12: a length, a type of four letters, and what it holds. */
export interface Mp4Box {
  readonly type: string;
  readonly body: Bytes;
}

const HEADER = 8;

/** The boxes that stand one after the other in these bytes. */
export function readBoxes(bytes: Bytes): readonly Mp4Box[] {
  const boxes: Mp4Box[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    const size = view.getUint32(at);
    // Sizes of 64 bits, and those that mean "to the end", are in none of our files.
    if (size < HEADER || at + size > bytes.length) throw new Error('This is no MP4 file of ours.');
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + HEADER));
    boxes.push({ type, body: bytes.subarray(at + HEADER, at + size) });
    at += size;
  }
  return boxes;
}

export function printBox(type: string, ...parts: readonly Bytes[]): Bytes {
  const body = joined(parts);
  return joined([uint32(HEADER + body.length), latin(type), body]);
}

/** Changes what the boxes at a path of types hold, and with it the sizes of those around them. */
export function rewriteBoxes(
  bytes: Bytes,
  [wanted, ...rest]: readonly string[],
  change: (body: Bytes) => Bytes,
): Bytes {
  const rewritten = (body: Bytes): Bytes =>
    rest.length === 0 ? change(body) : rewriteBoxes(body, rest, change);
  return joined(
    readBoxes(bytes).map(({ type, body }) =>
      printBox(type, type === wanted ? rewritten(body) : body),
    ),
  );
}

export function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const latin = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'latin1'));

export const uint8 = (...values: readonly number[]): Bytes => Uint8Array.from(values);

export const uint16 = (value: number): Bytes => uint8((value >> 8) & 0xff, value & 0xff);

export function uint32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
