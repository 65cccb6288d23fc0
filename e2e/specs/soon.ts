import { expect } from '@playwright/test';

/** Looks often: `expect.poll` by itself waits longer and longer between two looks, up to a second. */
export function soon<Answer>(
  look: () => Answer | Promise<Answer>,
  options: { readonly timeout?: number; readonly message?: string } = {},
): ReturnType<typeof expect.poll<Answer>> {
  return expect.poll(look, { ...options, intervals: [50] });
}
