/** A colour token: its value in the light and in the dark theme, as `#rrggbb`. */
export interface ThemedColour {
  readonly light: string;
  readonly dark: string;
}

/** The colour tokens declared in a style sheet, by name without dashes; tokens with transparency are left out. */
export function coloursIn(styleSheet: string): Map<string, ThemedColour> {
  const colour = '(#[0-9a-f]{6})';
  const themed = Array.from(styleSheet.matchAll(new RegExp(`--([a-z-]+): light-dark\\(${colour}, ${colour}\\);`, 'g')));
  const plain = Array.from(styleSheet.matchAll(new RegExp(`--([a-z-]+): ${colour};`, 'g')));
  return new Map([
    ...themed.map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }] as const),
    ...plain.map(([, name, both]) => [name!, { light: both!, dark: both! }] as const),
  ]);
}

/** Relative luminance of `#rrggbb`, 0 (black) to 1 (white): WCAG 2.2, definition of relative luminance. */
function luminanceOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast ratio of two colours, 1 to 21: WCAG 2.2, definition of contrast ratio. */
export function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminanceOf(one), luminanceOf(other)].toSorted((a, b) => a - b);
  return (lighter! + 0.05) / (darker! + 0.05);
}
