import { expect, test } from 'vitest';
import { films, pathOf } from '../../src/films/films.ts';
import { ticketGroups } from '../../src/site/ticket-groups.ts';

test('every film has one ticket, in the one group of its vendor', () => {
  const vendors = ticketGroups.map(({ vendor }) => vendor);
  expect(new Set(vendors).size).toBe(vendors.length);
  for (const film of films) {
    const groups = ticketGroups.filter(({ tickets }) =>
      tickets.some(({ path }) => path === pathOf(film)),
    );
    expect(groups.map(({ vendor }) => vendor)).toEqual([film.vendor]);
  }
});

test('no title is part of another, so that each can be asked for by its name', () => {
  const titles = ticketGroups.flatMap(({ tickets }) => tickets.map(({ title }) => title));
  for (const title of titles)
    expect(titles.filter((other) => other.includes(title))).toEqual([title]);
});
