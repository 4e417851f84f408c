/** Whether a text is whole JSON, and an object: what the data of every event is. */
export function isJsonObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
