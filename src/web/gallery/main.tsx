import '#web/kit/tokens.css';
import '#web/kit/base.css';
import { createRoot } from 'react-dom/client';
import { loadTexts, preferredLanguage, switchLanguage } from '#web/kit/language.ts';
import { applyTheme } from '#web/kit/theme.ts';
import { Gallery } from './gallery.tsx';

applyTheme();
await switchLanguage(preferredLanguage());
await loadTexts('rooms');
createRoot(document.getElementById('root')!).render(<Gallery />);
