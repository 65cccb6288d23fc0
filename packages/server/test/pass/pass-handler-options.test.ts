import { describe, expect, it, vi } from 'vitest';
import { createPassHandler, deny } from '../../src/index.ts';
import type { PassHandlerOptions } from '../../src/index.ts';
import { APP, plainVendor } from '../support.ts';

describe('options', () => {
  const wrong = (text: string): (() => unknown) => {
    const given: Partial<PassHandlerOptions> = JSON.parse(text);
    return () =>
      createPassHandler({
        vendor: plainVendor,
        decide: () => deny('forbidden'),
        origins: [APP],
        ...given,
      });
  };

  it('A15 X9 decide is mandatory', () => {
    expect(wrong('{"decide":null}')).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining('decide') }),
    );
    expect(wrong('{}')).not.toThrow();
  });

  it.each([
    ['{"vendor":null}', 'vendor'],
    ['{"origins":null}', 'origins'],
    ['{"origins":[]}', 'origins'],
    ['{"origins":["*"]}', 'origins'],
    ['{"origins":["null"]}', 'origins'],
    ['{"origins":["http://app.example"]}', 'origins'],
    ['{"origins":["https://app.example/"]}', 'origins'],
    ['{"origins":["https://app.example:443"]}', 'origins'],
    ['{"origins":["https://*.app.example"]}', 'origins'],
    ['{"maxBodyBytes":0}', 'maxBodyBytes'],
    ['{"maxBodyBytes":1e9}', 'maxBodyBytes'],
  ])('%s is refused by name', (text, name) => {
    expect(wrong(text)).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
  });

  it('X4 is refused in a browser page', () => {
    vi.stubGlobal('document', {});
    try {
      expect(wrong('{}')).toThrow(/browser page/);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
