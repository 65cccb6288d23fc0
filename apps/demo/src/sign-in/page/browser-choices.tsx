import type { ReactNode } from 'react';
import { Switch } from '../../faults/switch.tsx';
import { chooseSettings } from '../browser-way.ts';
import type { BrowserSettings } from '../browser-settings.ts';

interface BrowserChoicesProps {
  readonly settings: BrowserSettings;
  readonly isSignedIn: boolean;
}

/** What is chosen before one signs in. */
export function BrowserChoices({ settings, isSignedIn }: BrowserChoicesProps): ReactNode {
  const { keep, dpop } = settings;
  const isKept = keep === 'indexeddb';
  return (
    <fieldset className="choices" disabled={isSignedIn}>
      <legend className="visually-hidden">
        {isSignedIn
          ? 'Chosen at the sign-in. Sign out to choose again.'
          : 'Choose before you sign in'}
      </legend>
      <Switch
        id="keep"
        name="Keep the refresh token in IndexedDB"
        hint={
          isKept
            ? 'A reload stays signed in, and one tab refreshes for all. Script in the page can read it.'
            : 'It is in memory: a reload signs in again, and each tab is on its own.'
        }
        isOn={isKept}
        onTurn={() => chooseSettings({ dpop, keep: isKept ? 'memory' : 'indexeddb' })}
      />
      <Switch
        id="dpop"
        name="Bind tokens to a key (DPoP)"
        hint={
          dpop
            ? 'Worth nothing without a key that cannot leave this browser. No player can show that it has it.'
            : 'Whoever has a token can use it, as with every Bearer token.'
        }
        isOn={dpop}
        onTurn={() => chooseSettings({ keep, dpop: !dpop })}
      />
    </fieldset>
  );
}
