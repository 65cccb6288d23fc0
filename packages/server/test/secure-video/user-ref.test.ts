import { describe, expect, it } from 'vitest';
import { addressOf, checkId } from '../../src/secure-video/user-ref.ts';
import { codeThrown } from '../api/api-support.ts';

describe('SV-S9 a user', () => {
  it('is named by the vendor’s id, or by 0 and your own', () => {
    expect(addressOf('2112')).toEqual({ id: '2112', query: {} });
    expect(addressOf({ externalId: 'ehr 1&x=2' })).toEqual({
      id: '0',
      query: { externalId: 'ehr 1&x=2' },
    });
  });

  // 0 stands for "see externalId": without one it could be anybody.
  it.each(['', '0', '00', '-1', '5/..', '5?externalId=6', '1e3', ' 5', '٥', '1'.repeat(19)])(
    'A16 cannot be %j',
    (id) => {
      expect(codeThrown(() => addressOf(id))).toBe('invalid_value');
      expect(codeThrown(() => checkId(id, 'The session'))).toBe('invalid_value');
    },
  );

  it.each(['', ' ', 'x'.repeat(257)])('cannot have the external id %j', (externalId) => {
    expect(codeThrown(() => addressOf({ externalId }))).toBe('invalid_value');
  });
});
