import type { ReactNode } from 'react';
import { Stack } from '#web/kit/layout.tsx';

export const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section aria-label={title}>
    <Stack gap={4}><h2>{title}</h2>{children}</Stack>
  </section>
);
