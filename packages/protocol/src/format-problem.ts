import type { Interaction, Problem, ProblemCode } from './problem.ts';

/** A problem as it crosses the wire (RFC 9457, with members of our own). */
export interface ProblemBody {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  /** Seconds. */
  readonly retry_after?: number;
  readonly correlation_id?: string;
  readonly interaction?: InteractionBody;
}

/** An interaction as it crosses the wire. The size and text members carry the names of IBM's locks API. */
export interface InteractionBody {
  readonly entry_url: string;
  readonly return_url: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly return_param?: string;
  readonly message?: string;
  readonly button_caption?: string;
  readonly popup_width?: number;
  readonly popup_height?: number;
}

/** Writes a problem as `parseProblem` reads it. */
export function formatProblem(problem: Problem): ProblemBody {
  const { code, status, title, retryAfterMs, correlationId, interaction } = problem;
  return {
    type: 'about:blank',
    title,
    status,
    code,
    ...(retryAfterMs !== undefined && { retry_after: retryAfterMs / 1000 }),
    ...(correlationId !== undefined && { correlation_id: correlationId }),
    ...(interaction !== undefined && { interaction: formatInteraction(interaction) }),
  };
}

function formatInteraction(interaction: Interaction): InteractionBody {
  const { entryUrl, returnUrl, params, returnParam, message, buttonCaption, width, height } =
    interaction;
  return {
    entry_url: entryUrl,
    return_url: returnUrl,
    ...(params !== undefined && { params }),
    ...(returnParam !== undefined && { return_param: returnParam }),
    ...(message !== undefined && { message }),
    ...(buttonCaption !== undefined && { button_caption: buttonCaption }),
    ...(width !== undefined && { popup_width: width }),
    ...(height !== undefined && { popup_height: height }),
  };
}
