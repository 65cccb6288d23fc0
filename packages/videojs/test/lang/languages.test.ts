// @vitest-environment node
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import english from '../../src/lang/en.json';

const folder = new URL('../../src/lang/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const textsOf = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
const placeholders = (text: string) => (text.match(/\{\d+\}/g) ?? []).toSorted();

test('the languages are there', () => {
  expect(files.toSorted()).toEqual([
    'ar.json',
    'de.json',
    'en.json',
    'es.json',
    'fr.json',
    'ja.json',
  ]);
});

test('an English text is its own key', () => {
  expect(Object.values(english)).toEqual(Object.keys(english));
});

describe.each(files)('%s', (file) => {
  const texts = textsOf(file);
  test('has each text once, in the same order, and none empty', () => {
    expect(Object.keys(texts)).toEqual(Object.keys(english));
    expect(Object.values(texts).filter((text) => text.trim() === '')).toEqual([]);
  });

  test('has the same placeholders', () => {
    const differing = Object.entries(texts).filter(
      ([key, text]) => placeholders(key).join() !== placeholders(text).join(),
    );
    expect(differing).toEqual([]);
  });

  test('has no markup', () => {
    expect(Object.values(texts).filter((text) => /[<>&]/.test(text))).toEqual([]);
  });
});

test.each(files.filter((file) => file !== 'en.json'))('%s is translated', (file) => {
  expect(Object.entries(textsOf(file)).filter(([key, text]) => key === text)).toEqual([]);
});
