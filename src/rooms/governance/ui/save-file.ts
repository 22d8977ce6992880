/** Gives the browser a text file to keep. */
export function saveFile(name: string, content: string, type = 'application/json'): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the browser has taken the content by the end of this turn
  setTimeout(() => URL.revokeObjectURL(address));
}
