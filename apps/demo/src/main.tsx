import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import 'video.js/dist/video-js.css';
import '@playgate/videojs/playgate.css';
import { App } from './app.tsx';
import './styles/theme.css';
import './styles/site.css';
import './styles/tickets.css';
import './styles/stage.css';
import './styles/panel.css';
import './styles/faults.css';
import './styles/desk.css';
import './styles/visits.css';
import './styles/sign-in.css';
import './styles/ways.css';
import './styles/way-parts.css';
import './styles/which.css';
import { followViewers } from './visit/visit.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element #root.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
followViewers();
