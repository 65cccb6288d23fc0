import { describe, expect, it } from 'vitest';
import {
  isFramedByAnybody,
  mayFrame,
  readFrameAncestors,
} from '../../../src/ibm/framing/frame-ancestors.ts';

const SELF = 'https://app.example';
const VENDOR = 'https://video.ibm.com';

describe('whether a page may be framed', () => {
  it.each([
    ['frame-ancestors https://video.ibm.com', VENDOR, true],
    ['default-src *; Frame-Ancestors  HTTPS://Video.IBM.com:443/', VENDOR, true],
    ['frame-ancestors https://*.ibm.com', VENDOR, true],
    ['frame-ancestors video.ibm.com:*', VENDOR, true],
    ['frame-ancestors *.ibm.com', VENDOR, true],
    ["frame-ancestors 'self'", SELF, true],
    ['frame-ancestors http://127.0.0.1:4612', 'http://127.0.0.1:4612', true],
    ["frame-ancestors 'self'", VENDOR, false],
    ["frame-ancestors 'none'", VENDOR, false],
    ['frame-ancestors; default-src *', VENDOR, false],
    ['frame-ancestors https://*.video.ibm.com', VENDOR, false],
    ['frame-ancestors http://video.ibm.com', VENDOR, false],
    ['frame-ancestors https://video.ibm.com:8443', VENDOR, false],
    ['frame-ancestors http://127.0.0.1', 'http://127.0.0.1:4612', false],
    ['frame-ancestors https://video.ibm.com, frame-ancestors https://app.example', VENDOR, false],
    ['frame-ancestors https://app.example; frame-ancestors *', VENDOR, false],
  ])('%s: by %s %s', (policies, origin, allowed) => {
    expect(mayFrame(readFrameAncestors(policies), origin, SELF)).toBe(allowed);
    expect(isFramedByAnybody(readFrameAncestors(policies))).toBe(false);
  });

  it.each(['', "default-src 'self'", 'frame-ancestors *', "frame-ancestors 'self' HTTPS:"])(
    'by anybody: %j',
    (policies) => {
      expect(isFramedByAnybody(readFrameAncestors(policies))).toBe(true);
      expect(mayFrame(readFrameAncestors(policies), VENDOR, SELF)).toBe(true);
    },
  );
});
