import { i18n } from '@lingui/core';

export type TextValues = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/**
 * A text in the language on the screen.
 * @param key of a message in `locales/<language>/*.json`; a key that is nowhere written shows itself and fails a test
 * @param values for the blanks of the message
 */
export const text = (key: string, values?: TextValues): string => i18n.t(key, values);

/** Whether a text is written for this key in the language on the screen. */
export const hasText = (key: string): boolean => Object.hasOwn(i18n.messages, key);

/** `text` as an element. */
export const Text = ({ k, values }: { readonly k: string; readonly values?: TextValues }) => <>{text(k, values)}</>;
