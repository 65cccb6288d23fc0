import { expect, it } from 'vitest';
import { embedUrl } from '../../src/ibm-embed/embed-url.ts';

it.each([
  ['https://video.ibm.com/embed/1', 'https://video.ibm.com/embed/1?X'],
  ['https://video.ibm.com/embed/1?a=%20b', 'https://video.ibm.com/embed/1?a=%20b&X'],
  ['https://video.ibm.com/embed/1#b?c', 'https://video.ibm.com/embed/1?X#b?c'],
  ['https://video.ibm.com/embed/1?a#b', 'https://video.ibm.com/embed/1?a&X#b'],
  ['https://video.ibm.com/embed/1?vt=e.y..J', 'https://video.ibm.com/embed/1?vt=e.y..J&X'],
])('tells %s the origin of the page', (src, expected) => {
  expect(embedUrl(src, 'https://app.example')).toBe(
    expected.replace('X', 'api-target-origin=https%3A%2F%2Fapp.example'),
  );
});

it('leaves an origin that is there already', () => {
  const src = 'https://video.ibm.com/embed/1?api-target-origin=https%3A%2F%2Fother.example';
  expect(embedUrl(src, 'https://app.example')).toBe(src);
});

it.each(['', 'embed/1', '//video.ibm.com/', 'javascript:alert(1)', 'data:text/html,x', 'https://'])(
  'refuses %j',
  (src) => {
    const refused = (): string => embedUrl(src, 'https://app.example');
    expect(refused).toThrow(expect.objectContaining({ code: 'config' }));
  },
);

it('does not show what it refuses', () => {
  const refused = (): string => embedUrl('https://user:x y@/?vt=token', 'https://app.example');
  expect(refused).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
  expect(refused).not.toThrow(/token/);
});
