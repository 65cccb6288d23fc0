import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['playgate-source', ...defaultClientConditions] },
  // Everything that is imported late is named here, or Vite would find it late and reload the page.
  optimizeDeps: {
    include: [
      'react',
      'react-dom/client',
      'react/jsx-runtime',
      'react/jsx-dev-runtime',
      'video.js',
      '@playgate/oauth > oauth4webapi',
    ],
  },
  build: { chunkSizeWarningLimit: 1000 },
});
