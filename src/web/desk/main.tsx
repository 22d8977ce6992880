import '#web/kit/tokens.css';
import '#web/kit/base.css';
import { createRoot } from 'react-dom/client';
import { preferredLanguage, switchLanguage } from '#web/kit/language.ts';
import { applyTheme } from '#web/kit/theme.ts';
import { App } from './app.tsx';

applyTheme();
await switchLanguage(preferredLanguage());
createRoot(document.getElementById('root')!).render(<App />);
