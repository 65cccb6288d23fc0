import type { Emulator, EmulatorParts } from '../emulator.ts';
import { unbuiltPlan } from '../unbuilt-plan.ts';

export interface AuthorizationKeys {
  readonly none?: string;
}

export function createAuthorization(_parts: EmulatorParts): Emulator<AuthorizationKeys> {
  return { plan: unbuiltPlan('authorization'), keys: {}, commands: {} };
}
