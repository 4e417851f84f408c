/**
 * The parts of `Headers` and `FormData` that the SDK uses before it sends a request; the bundler puts them in place of
 * the globals in the SDK's code. The real ones would load undici, a third of the time from start to request.
 */
export class Headers extends Map<string, string> {
  constructor(init: Iterable<readonly [string, string]> | Record<string, string> = []) {
    super();
    for (const [name, value] of Symbol.iterator in init ? init : Object.entries(init)) this.append(name, value);
  }

  append(name: string, value: string): void {
    const before = this.get(name);
    this.set(name, before === undefined ? value : `${before}, ${value}`);
  }

  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), value.trim());
  }

  override delete(name: string): boolean {
    return super.delete(name.toLowerCase());
  }

  /** `undefined` where the real one returns `null`; the SDK tells no difference. */
  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }

  override has(name: string): boolean {
    return super.has(name.toLowerCase());
  }
}

/** Only for the SDK to ask whether a body is one. No body here is. */
export function FormData(): void {}
