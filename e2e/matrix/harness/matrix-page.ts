import type { Tab } from '../../stage/tab.ts';
import type { Matrix } from '../page/matrix.ts';

/** A tab with the page of the matrix. */
export interface MatrixPage {
  /** Opens the page. */
  goto(url: string): Promise<void>;
  /** Calls a function of the page. */
  call<Name extends keyof Matrix>(
    name: Name,
    ...args: Parameters<Matrix[Name]>
  ): Promise<Awaited<ReturnType<Matrix[Name]>>>;
}

export const matrixPage = (tab: Tab): MatrixPage => ({
  async goto(url) {
    await tab.goto(url);
    await tab.waitForFunction(() => 'matrix' in window, undefined);
  },
  call: (name, ...args) =>
    tab.evaluate(({ called, given }) => Reflect.apply(window.matrix[called], undefined, given), {
      called: name,
      given: args,
    }),
});
