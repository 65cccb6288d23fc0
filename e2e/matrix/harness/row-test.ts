import { expect, test } from '@playwright/test';
import type { TestInfo } from '@playwright/test';
import type { EngineName } from '../drivers/driver.ts';
import { reasonAgainst } from '../not-expressible.ts';
import type { BrowserName } from '../not-expressible.ts';
import { breachesIn } from './invariants.ts';
import type { Figures, Played } from './proof.ts';

/** The annotation in which a row says what it measured. */
export const FIGURES = 'figures';

/** A row as it is reported. */
export interface RowCase {
  readonly id: string;
  readonly title: string;
  /** Absent where no engine plays. */
  readonly engine?: EngineName;
}

/** What the annotation holds, as JSON. */
export interface RowFigures extends RowCase {
  readonly figures: Figures;
}

export const titleOf = ({ id, title, engine }: RowCase): string =>
  `${id} ${engine ? `${engine}: ` : ''}${title}`;

/** Makes the tests of a row where it can be expressed, and skips them elsewhere before anything is started. */
export function whereExpressible(row: RowCase, tests: () => void): void {
  test.describe(() => {
    test.skip(
      ({ browserName }) =>
        reasonAgainst(row, isOther(browserName) ? browserName : 'chromium') !== undefined,
      'not-expressible.ts says why',
    );
    tests();
  });
}

const isOther = (name: string): name is BrowserName => name === 'firefox' || name === 'webkit';

/** Holds a row to the invariants, all four, and notes what it measured. Every row ends here. */
export function judge({ id, title, engine }: RowCase, played: Played, info: TestInfo): void {
  const { figures } = played;
  const noted: RowFigures = { id, title, ...(engine && { engine }), figures };
  info.annotations.push({ type: FIGURES, description: JSON.stringify(noted) });
  const breaches = breachesIn(played).map(({ invariant, what }) => `${invariant}: ${what}`);
  expect(breaches, 'breaches').toEqual([]);
}
