/** One value of DER (X.690): its tag, and what it holds. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** The tags that keys are made of. */
export const DER = { integer: 0x02, octets: 0x04, null: 0x05, oid: 0x06, sequence: 0x30 } as const;

/**
 * Reads the values that stand one after another.
 *
 * @returns Undefined if the bytes are no DER.
 */
export function readDer(bytes: Uint8Array): readonly DerValue[] | undefined {
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const head = readHead(bytes, at);
    if (head === undefined || head.end > bytes.length) return undefined;
    values.push({ tag: head.tag, content: bytes.subarray(head.start, head.end) });
    at = head.end;
  }
  return values;
}

interface Head {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

function readHead(bytes: Uint8Array, at: number): Head | undefined {
  const [tag, first] = bytes.subarray(at, at + 2);
  if (tag === undefined || first === undefined) return undefined;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  const count = first & 0x7f;
  const start = at + 2 + count;
  if (count === 0 || count > 3) return undefined;
  const length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, start, end: start + length };
}

/** Writes one value around the parts it holds. */
export function writeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.from([tag, ...writeLength(content.length), ...content]);
}

function writeLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}
