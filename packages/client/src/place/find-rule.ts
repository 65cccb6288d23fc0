import type { RequestKind } from '@playgate/protocol';
import { canonicalUrl, isPlainFrom } from './canonical-url.ts';
import type { CompiledRule } from './compile-rules.ts';

/** The rule for a URL. */
export interface FoundRule {
  readonly rule: CompiledRule;
  /** The URL, its origin spelled as a browser would. */
  readonly url: string;
  /** Whether the URL is spelled in a way that could hide where it leads. */
  readonly odd: boolean;
}

/** Finds the first rule that matches a URL. */
export function findRule(
  rules: readonly CompiledRule[],
  written: string,
  kind: RequestKind | undefined,
): FoundRule | undefined {
  for (const rule of rules) {
    const slash = rule.match(written, kind);
    if (slash === 0) continue;
    // The prefix is canonical text, so the URL is if the rest is.
    if (isPlainFrom(written, slash)) return { rule, url: written, odd: false };
    break;
  }
  return findCanonical(rules, written, kind);
}

/** The careful way, for a URL that may be spelled otherwise than the prefixes are. */
function findCanonical(
  rules: readonly CompiledRule[],
  written: string,
  kind: RequestKind | undefined,
): FoundRule | undefined {
  const canonical = canonicalUrl(written);
  if (!canonical || canonical.url === written) return undefined;
  const rule = rules.find((one) => one.match(canonical.url, kind));
  return rule && { rule, ...canonical };
}
