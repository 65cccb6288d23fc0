import type { Bytes } from '../films/mp4-box.ts';
import {
  joined,
  latin,
  printBox,
  readBoxes,
  rewriteBoxes,
  uint16,
  uint32,
  uint8,
} from '../films/mp4-box.ts';

/** The system that reads nothing but key ids: ClearKey, and every other that is given such data. */
const COMMON_SYSTEM = '1077efecc0b24d02ace33c1e52e2fb4b';

/** What the sample description is called once it is encrypted. */
const ENCRYPTED: Readonly<Record<string, string>> = { avc1: 'encv', mp4a: 'enca' };

const FULL_BOX = uint32(0);
/** Of a sample description table: the version, and how many there are. */
const TABLE_HEADER = 8;

/** How many bytes the initialization vector of each sample has. */
export const IV_SIZE = 8;

/**
 * Says in an initialization segment that the samples are encrypted, and by which key.
 *
 * @see ISO/IEC 23001-7 section 8.2 for `tenc`, ISO/IEC 14496-12 section 8.12 for `sinf`.
 */
export function protectInit(init: Bytes, keyId: Bytes): Bytes {
  const described = rewriteBoxes(
    init,
    ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd'],
    (table) => {
      const entries = readBoxes(table.subarray(TABLE_HEADER)).map(({ type, body }) =>
        printBox(ENCRYPTED[type] ?? type, body, protectionOf(type, keyId)),
      );
      return joined([table.subarray(0, TABLE_HEADER), ...entries]);
    },
  );
  return rewriteBoxes(described, ['moov'], (movie) => joined([movie, systemData(keyId)]));
}

function protectionOf(format: string, keyId: Bytes): Bytes {
  const track = printBox('tenc', FULL_BOX, uint16(0), uint8(1, IV_SIZE), keyId);
  return printBox(
    'sinf',
    printBox('frma', latin(format)),
    printBox('schm', FULL_BOX, latin('cenc'), uint32(0x00010000)),
    printBox('schi', track),
  );
}

/**
 * Names the key to whatever decrypts.
 *
 * @see W3C, "'cenc' Initialization Data Format", section 4.
 */
export function systemData(keyId: Bytes): Bytes {
  const system = new Uint8Array(Buffer.from(COMMON_SYSTEM, 'hex'));
  return printBox('pssh', uint32(0x01000000), system, uint32(1), keyId, uint32(0));
}
