import type { ReactNode } from 'react';
import type { Drawing } from '../../drawing/animate-scene.ts';
import { SceneCanvas } from '../../drawing/scene-canvas.tsx';

const SIGNS = [
  ['pass', 'token in use'],
  ['spare', 'life left when the next one came'],
  ['ask', 'refreshed'],
  ['replayed', 'taken over'],
  ['served', 'asked for a pass'],
  ['stopped', 'signed out'],
] as const;

/** The last seconds, drawn. */
export function WayDrawing({ drawing }: { readonly drawing: Drawing }): ReactNode {
  return (
    <div className="way-drawing">
      <SceneCanvas
        drawing={drawing}
        label="The last seconds of this sign-in: how long somebody was signed in, the life of each access token, and who refreshed it. What just happened says the same in words."
      />
      <ul className="legend" aria-label="Legend">
        {SIGNS.map(([sign, text]) => (
          <li key={sign}>
            <span className={`sign sign-${sign}`} aria-hidden="true" />
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
