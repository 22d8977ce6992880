import { createInterface } from 'node:readline/promises';

/** Asks people one question after the other; the answer in brackets counts when nothing is typed. */
export async function askAll(questions: readonly { readonly name: string; readonly text: string; readonly fallback?: string | undefined }[]): Promise<Record<string, string>> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answers: Record<string, string> = {};
  try {
    for (const { name, text, fallback } of questions) {
      let answer = '';
      while (answer === '') answer = (await terminal.question(`${text}${fallback === undefined ? '' : ` [${fallback}]`}: `)).trim() || (fallback ?? '');
      answers[name] = answer;
    }
  } finally {
    terminal.close();
  }
  return answers;
}
