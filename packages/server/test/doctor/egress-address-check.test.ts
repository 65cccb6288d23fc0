import { describe, expect, it } from 'vitest';
import { egressAddressCheck } from '../../src/doctor/index.ts';
import { examine, patient, plainPatient } from './patient.ts';

describe('the address that calls come from', () => {
  it('is asked of nobody unless told, and says how', async () => {
    const asked: unknown[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      asked.push(input);
      return Promise.reject(new Error('nobody is to be asked'));
    };
    const [finding, ...others] = await examine(egressAddressCheck(), { fetch });
    expect(asked).toEqual([]);
    expect(others).toEqual([]);
    expect(finding?.level).toBe('warning');
    expect(finding?.advice).toContain('echoUrl');
  });

  it.each([
    ['text', '203.0.113.7\n'],
    ['JSON', '{"ip":"203.0.113.7"}'],
  ])('is read from %s', async (_form, body) => {
    const echoUrl = await plainPatient(200, {}, body);
    const [finding] = await examine(egressAddressCheck({ echoUrl }));
    expect(finding).toMatchObject({ level: 'ok' });
    expect(finding?.summary).toContain('203.0.113.7');
  });

  it('is the caller’s, as a real echo sees it', async () => {
    const echoUrl = await patient((request, response) => {
      response.end(JSON.stringify({ ip: request.socket.remoteAddress }));
    });
    const check = egressAddressCheck({ echoUrl, allowed: ['127.0.0.1'] });
    expect(await examine(check)).toEqual([
      { id: 'egress', level: 'ok', summary: 'Calls come from 127.0.0.1, which is on the list.' },
    ]);
  });

  it('SV-E: an address that is not on the list is a problem, and both ways out are named', async () => {
    const echoUrl = await plainPatient(200, {}, '203.0.113.7');
    const check = egressAddressCheck({ echoUrl, allowed: ['198.51.100.4'] });
    const [finding] = await examine(check);
    expect(finding?.level).toBe('problem');
    expect(finding?.summary).toBe('Calls come from 203.0.113.7, which is not on the list.');
    expect(finding?.advice).toMatch(/vendor add it.*agent/);
  });

  it('compares IPv6 addresses however they are spelled', async () => {
    const echoUrl = await plainPatient(200, {}, '2001:DB8:0:0::7');
    const check = egressAddressCheck({ echoUrl, allowed: ['2001:db8::7'] });
    expect(await examine(check)).toMatchObject([{ level: 'ok' }]);
  });

  it.each(['<html>welcome</html>', '{"ip":7}', '', '999.1.1.1', '{"origin":"203.0.113.7"}'])(
    'takes %j for no address',
    async (body) => {
      const echoUrl = await plainPatient(200, {}, body);
      const [finding] = await examine(egressAddressCheck({ echoUrl }));
      expect(finding?.level).toBe('problem');
      expect(finding?.advice).toContain('{ "ip": … }');
    },
  );

  it('refuses a list with something else in it', () => {
    expect(() => egressAddressCheck({ allowed: ['cdn.example'] })).toThrow(/^allowed\[0\] must be/);
  });
});
