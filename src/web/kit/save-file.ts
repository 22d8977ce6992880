/** Gives the browser a file to keep. */
export function saveFile(name: string, content: Blob | string, type = 'application/json'): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the browser has taken the content by the end of this turn
  setTimeout(() => URL.revokeObjectURL(address));
}
