import type { Secret } from '@playgate/server';
import { resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { ConfigPlace } from './config-place.ts';
import { readSecret } from './read-secret.ts';

/** One section of a configuration. Every getter throws a `CliError` `config` that names the member, never its value. */
export interface ConfigSection {
  /** As messages call it, such as `brightcove`. */
  readonly name: string;
  /** @throws {CliError} `config` when it has a member that is not among them. */
  only(...members: readonly string[]): void;
  has(member: string): boolean;
  text(member: string): string;
  maybeText(member: string): string | undefined;
  maybeNumber(member: string): number | undefined;
  maybeTexts(member: string): readonly string[] | undefined;
  maybeBoolean(member: string): boolean | undefined;
  maybeOneOf<T extends string>(member: string, words: readonly T[]): T | undefined;
  /** A file's name, from where the configuration lies. */
  maybeFile(member: string): string | undefined;
  /** From the environment or a file; never written into the configuration. */
  secret(member: string): Promise<Secret>;
  maybeSecret(member: string): Promise<Secret | undefined>;
  /** An object within. */
  maybeSection(member: string): ConfigSection | undefined;
  /** Objects within. */
  sections(member: string): readonly ConfigSection[];
}

/**
 * @param name Empty for the whole.
 * @throws {CliError} `config` when it is no object.
 */
export function configSection(value: unknown, name: string, place: ConfigPlace): ConfigSection {
  const members = membersOf(value, name, place);
  const fullName = (member: string): string => (name === '' ? member : `${name}.${member}`);
  const maybe = <T>(
    member: string,
    what: string,
    is: (item: unknown) => item is T,
  ): T | undefined => {
    const item = members[member];
    if (item === undefined || is(item)) return item;
    throw new CliError('config', `${fullName(member)} in ${place.path} must be ${what}.`);
  };
  const section: ConfigSection = {
    name,
    only(...known) {
      const odd = Object.keys(members).find((member) => !known.includes(member));
      if (odd !== undefined)
        throw new CliError(
          'config',
          `${place.path} has ${oddName(fullName(odd))}, which is not known; known are ${known.join(', ')}.`,
        );
    },
    has: (member) => members[member] !== undefined,
    text: (member) => section.maybeText(member) ?? missing(fullName(member), place),
    maybeText: (member) => maybe(member, 'a text', isText),
    maybeNumber: (member) => maybe(member, 'a number', isNumber),
    maybeTexts: (member) => maybe(member, 'a list of texts', isTexts),
    maybeBoolean: (member) => maybe(member, 'true or false', isBoolean),
    maybeOneOf: <T extends string>(member: string, words: readonly T[]) =>
      maybe(member, `one of ${words.join(', ')}`, (item): item is T =>
        words.some((word) => word === item),
      ),
    maybeFile: (member) => {
      const file = section.maybeText(member);
      return file === undefined ? undefined : resolve(place.folder, file);
    },
    secret: async (member) =>
      (await section.maybeSecret(member)) ?? missing(fullName(member), place),
    maybeSecret: (member) => readSecret(members[member], fullName(member), place),
    maybeSection: (member) =>
      members[member] === undefined
        ? undefined
        : configSection(members[member], fullName(member), place),
    sections: (member) =>
      (maybe(member, 'a list', Array.isArray) ?? []).map((item: unknown, i) =>
        configSection(item, `${fullName(member)}[${i}]`, place),
      ),
  };
  return section;
}

function membersOf(
  value: unknown,
  name: string,
  { path }: ConfigPlace,
): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new CliError('config', `${name === '' ? path : `${name} in ${path}`} must be an object.`);
}

/** What somebody wrote for a name may be anything. */
function oddName(name: string): string {
  return /^[\w.[\]-]{1,60}$/.test(name) ? name : 'a member of an odd name';
}

function missing(name: string, { path }: ConfigPlace): never {
  throw new CliError(
    'config',
    `${name} is missing in ${path}. Add it; docs/cli.md says what it may be.`,
  );
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);
