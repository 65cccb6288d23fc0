import crypto from 'node:crypto';

/**
 * MD5 of a text's UTF-8 bytes, as 32 lower-case hex digits. The vendor's protocol fixes MD5; it is not ours to choose.
 * Give your own where `node:crypto` has none (FIPS builds, some runtimes that only resemble Node).
 */
export type Md5 = (text: string) => string;

/** MD5 by `node:crypto`: in one shot where it can, which costs half. */
export const nodeMd5: Md5 =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('md5', text)
    : (text) => crypto.createHash('md5').update(text, 'utf8').digest('hex');
