import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAddressReader } from '../../src/index.ts';

const forwarded = (...addresses: string[]): Headers =>
  new Headers({ 'x-forwarded-for': addresses.join(', ') });

describe('A18: the address of a request', () => {
  const direct = createAddressReader();
  const behind = createAddressReader({ trustedProxies: ['10.0.0.0/8', '::1', 'fd00::/8'] });

  it('is that of the connection, whatever headers say', () => {
    for (const headers of [
      forwarded('1.2.3.4'),
      new Headers({ forwarded: 'for=1.2.3.4', 'x-real-ip': '1.2.3.4', host: '1.2.3.4' }),
    ])
      expect(direct('203.0.113.7', headers)).toBe('203.0.113.7');
  });

  it('is what a trusted proxy forwards, and nothing that stands left of a stranger', () => {
    expect(behind('10.1.2.3', forwarded('203.0.113.7'))).toBe('203.0.113.7');
    expect(behind('10.1.2.3', forwarded('6.6.6.6', '203.0.113.7', '10.9.9.9'))).toBe('203.0.113.7');
    expect(behind('::1', forwarded('203.0.113.7'))).toBe('203.0.113.7');
    // The control: a stranger forwards nothing.
    expect(behind('203.0.113.9', forwarded('203.0.113.7'))).toBe('203.0.113.9');
  });

  it('is the nearest that can be read when the list is damaged or empty', () => {
    expect(behind('10.1.2.3', new Headers())).toBe('10.1.2.3');
    expect(behind('10.1.2.3', forwarded('203.0.113.7', 'unknown'))).toBe('10.1.2.3');
    expect(behind('10.1.2.3', forwarded('203.0.113.7', '10.0.0.1', '_x'))).toBe('10.1.2.3');
  });

  it.each([
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['2001:DB8:0:7:aaaa::1', '2001:db8:0:7::/64'],
    ['2001:db8:0000:0007:ffff:ffff:ffff:ffff', '2001:db8:0:7::/64'],
    ['::', '0:0:0:0::/64'],
  ])('%s counts as %s', (peer, address) => {
    expect(direct(peer, new Headers())).toBe(address);
  });

  it.each([undefined, '', 'localhost', '1.2.3', '1.2.3.4.5', '::g'])(
    'is unknown for %s',
    (peer) => {
      expect(direct(peer, new Headers())).toBeUndefined();
    },
  );

  it('is one for all addresses of a network of 64 bits, and only for them', () => {
    const half = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 });
    const text = (parts: readonly number[]): string =>
      parts.map((part) => part.toString(16)).join(':');
    fc.assert(
      fc.property(half, half, half, half, (network, other, one, two) => {
        const at = (left: readonly number[], right: readonly number[]) =>
          direct(`${text(left)}:${text(right)}`, new Headers());
        expect(at(network, one)).toBe(at(network, two));
        if (text(network) !== text(other)) expect(at(network, one)).not.toBe(at(other, one));
      }),
    );
  });

  it.each(['10.0.0.0/33', '10.0.0.0/x', 'proxy', '10.0.0.0/8/8', '::1/129', ''])(
    'is not read from a proxy called %j',
    (proxy) => {
      expect(() => createAddressReader({ trustedProxies: [proxy] })).toThrow(/^trustedProxies /);
    },
  );
});
