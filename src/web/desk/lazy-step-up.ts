import { lazyWithTexts } from './lazy-screen.tsx';

/** Asked for again before an act that needs it, and over a screen nobody touched. */
export const StepUpDialog = lazyWithTexts(() => import('./step-up-dialog.tsx').then((page) => page.StepUpDialog));
