import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// At the root: React 18 mounts twice only there.
configure({ reactStrictMode: true });
afterEach(cleanup);
