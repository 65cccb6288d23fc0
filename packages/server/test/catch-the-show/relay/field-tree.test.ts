import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickFields, readFieldTree } from '../../../src/catch-the-show/relay/field-tree.ts';

const pick = (value: unknown, ...names: string[]) => pickFields(value, readFieldTree(names, 'x'));

describe('members that are listed', () => {
  it('pass, and no others do', () => {
    const film = { id: 'a', title: 'A', secret: 's', owner: { name: 'Ada', mail: 'x@y' } };
    expect(pick(film, 'id', 'owner.name')).toEqual({ id: 'a', owner: { name: 'Ada' } });
  });

  it('pass in lists, too', () => {
    const page = { data: [{ id: 1, s: 's' }, { id: 2 }, 3, null, [{ id: 4 }]], next: null };
    expect(pick(page, 'data.id', 'next')).toEqual({ data: [{ id: 1 }, { id: 2 }], next: null });
    expect(pick([{ id: 1, s: 's' }], 'id')).toEqual([{ id: 1 }]);
  });

  it('are values: objects and lists of lists do not slip through under their name', () => {
    const film = { tags: ['a', 1, null, { s: 's' }, ['s']], owner: { s: 's' } };
    expect(pick(film, 'tags', 'owner')).toEqual({ tags: ['a', 1, null] });
  });

  it('that are not there are left out', () => {
    expect(pick({ a: 1 }, 'b', 'c.d', 'toString', 'constructor.name')).toEqual({});
    expect(pick({ a: 1 }, 'a.b')).toEqual({});
    expect(pick(undefined, 'a')).toBeUndefined();
    expect(pick('text', 'a')).toBeUndefined();
    expect(pick({ a: 1 })).toBeUndefined();
  });

  it('are needed: where none is listed, nothing passes, not even a bare value or a list of them', () => {
    for (const answer of ['s', 1, null, ['s', 1], [{ s: 's' }], []])
      expect(pick(answer)).toBeUndefined();
  });

  it('a name of a prototype is a name like any other', () => {
    const picked = pick(JSON.parse('{"__proto__":{"admin":true}}'), '__proto__.admin');
    expect(Object.keys(Object(picked))).toEqual(['__proto__']);
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  it('a property: nothing that is not listed is ever in it', () => {
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constant('canary'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('id', 'data', 'secret'), tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree.value, (value) => {
        const text = JSON.stringify(pick(value, 'id.id', 'data.id') ?? null);
        return !text.includes('secret') && !/"data":"canary"|^"canary"/.test(text);
      }),
      { numRuns: 1000 },
    );
  });
});

it.each(['', 'a..b', '.a', 'a.', 'a b', 'data.*', 'a/b', 'a[0]'])('%j is no name', (name) => {
  expect(() => readFieldTree([name], 'answer')).toThrow(/answer/);
});
