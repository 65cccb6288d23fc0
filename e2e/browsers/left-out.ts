/** Some tests that a browser is not asked to run. */
export interface LeftOut {
  /** The file's name. */
  readonly spec: string;
  /** With what the title begins, or that of the group around it. Empty: the whole file. */
  readonly title: string;
  readonly reason: string;
}

/** Matches the tests of an entry by what Playwright calls them: project, file, groups and title. */
export function leftOut({ spec, title }: LeftOut): RegExp {
  return new RegExp(`(^|[ /])${escape(spec)} ${escape(title)}`);
}

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
