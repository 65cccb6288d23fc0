import { SandboxError } from '../../sandbox-error.ts';
import type { Commands, Emulator, EmulatorParts } from '../emulator.ts';
import { createAccount } from './account.ts';
import type { ApiKeys } from './api-keys.ts';
import { catchTheShowPlan } from './catch-the-show-plan.ts';
import type { ErrorStyle } from './style-error.ts';
import { ERROR_FORMS, isErrorForm } from './style-error.ts';

export interface CatchTheShowKeys {
  /** Rotation changes it. */
  readonly secretKey: string;
  readonly publicKey: string;
}

export interface CatchTheShow extends Emulator<CatchTheShowKeys> {
  readonly rotateSecretKey: ApiKeys['rotateSecretKey'];
}

/**
 * Can be told `errorBodies { form: 'json' | 'text' | 'html', echo?: boolean }`: how errors are written from then on, and
 * whether they repeat the request's credential.
 */
export function createCatchTheShow(parts: EmulatorParts): CatchTheShow {
  const account = createAccount(parts);
  const { keys } = account;
  let style: ErrorStyle = { form: 'json', echo: false };
  const commands: Commands = {
    errorBodies({ form, echo = false }) {
      if (!isErrorForm(form))
        throw new SandboxError('invalid_option', `form must be one of ${ERROR_FORMS.join(', ')}.`);
      if (typeof echo !== 'boolean')
        throw new SandboxError('invalid_option', 'echo must be true or false.');
      style = { form, echo };
    },
  };
  return {
    plan: catchTheShowPlan(account, () => style),
    keys: {
      publicKey: keys.publicKey,
      get secretKey() {
        return keys.secretKey;
      },
    },
    commands,
    rotateSecretKey: keys.rotateSecretKey,
  };
}
