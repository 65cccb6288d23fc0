import type { RequestKind } from '@playgate/protocol';
import { canonicalUrl } from './canonical-url.ts';
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
  const canonical = canonicalUrl(written);
  if (!canonical) return undefined;
  const { url, odd } = canonical;
  for (const rule of rules) if (rule.matches(url, kind)) return { rule, url, odd };
  return undefined;
}
