import { test as bare } from '@playwright/test';
import type { TestInfo } from '@playwright/test';
import type { EngineName } from '../drivers/driver.ts';
import { reasonAgainst } from '../not-expressible.ts';
import type { BrowserName } from '../not-expressible.ts';
import { breachesIn } from './invariants.ts';
import type { Played } from './proof.ts';

/** The annotation in which a row says what it measured. */
export const FIGURES = 'figures';

/** A row as it is reported. */
export interface RowCase {
  readonly id: string;
  readonly title: string;
  /** Absent where no engine plays. */
  readonly engine?: EngineName;
}

export const titleOf = ({ id, title, engine }: RowCase): string =>
  `${id} ${engine ? `${engine}: ` : ''}${title}`;

/** Skips a row that cannot be expressed here, with the reason that is committed. */
export function skipWhereImpossible(row: RowCase, browserName: string): void {
  const reason = reasonAgainst(row, isOther(browserName) ? browserName : 'chromium');
  bare.skip(reason !== undefined, reason);
}

const isOther = (name: string): name is BrowserName => name === 'firefox' || name === 'webkit';

/** Holds a row to the invariants, all four, and notes what it measured. Every row ends here. */
export function judge({ id, title, engine }: RowCase, played: Played, info: TestInfo): void {
  const { figures } = played;
  const description = JSON.stringify({ id, title, engine, figures });
  info.annotations.push({ type: FIGURES, description });
  const breaches = breachesIn(played).map(({ invariant, what }) => `${invariant}: ${what}`);
  bare.expect(breaches, 'breaches').toEqual([]);
}
