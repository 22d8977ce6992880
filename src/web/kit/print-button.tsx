import { Button } from './button.tsx';
import { text } from './text.tsx';

/** Prints the page as it stands. */
export const PrintButton = ({ label = text('kit.print') }: { readonly label?: string }) => (
  <Button icon="print" onPress={() => window.print()}>{label}</Button>
);
