import type { Emulator, EmulatorParts } from '../emulator.ts';
import { unbuiltPlan } from '../unbuilt-plan.ts';

export interface SecureVideoKeys {
  readonly none?: string;
}

export function createSecureVideo(_parts: EmulatorParts): Emulator<SecureVideoKeys> {
  return { plan: unbuiltPlan('secureVideo'), keys: {}, commands: {} };
}
