/** Whether a path lies in a folder; every path lies in "". */
export function within(folder: string, path: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}
