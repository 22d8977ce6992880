import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compiledMessages, messageFiles } from './src/web/kit/compile-messages.ts';

/** Serves `virtual:messages/<language>/<part>`: the compiled texts of one language, as one chunk each. */
function messages(): Plugin {
  const prefix = 'virtual:messages/';
  return {
    name: 'amparo-messages',
    resolveId: (source) => (source.startsWith(prefix) ? `\0${source}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null;
      const [language = '', part = ''] = id.slice(prefix.length + 1).split('/');
      for (const file of messageFiles(language, part)) this.addWatchFile(file);
      return { code: `export default ${JSON.stringify(compiledMessages(language, part))}`, moduleSideEffects: false };
    },
  };
}

/** The desk and the gallery: `scripts/build-web.ts` gives the root and the target folder of each. */
export default defineConfig({
  base: '/',
  publicDir: false,
  plugins: [react(), messages()],
  build: {
    // whatever is inlined as data: would need an exception in the content security policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      // declarations that nothing uses are left out: an endpoint, a schema, a field's marks
      treeshake: { manualPureFunctions: ['endpoint', 'field', 'Type'] },
      output: {
        hashCharacters: 'base36',
        // the shell names every file that may be loaded later: without their words it is a kilobyte smaller
        chunkFileNames: ({ name }) => (name === 'shell' ? 'assets/shell-[hash].js' : 'assets/[hash].js'),
        assetFileNames: ({ names }) => (names[0]?.endsWith('.css') ? 'assets/[hash][extname]' : 'assets/[name]-[hash][extname]'),
        // one file for all that the first screen waits for, instead of thirty
        codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] },
      },
    },
  },
});
