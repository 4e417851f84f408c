import { compactText } from './decoded-text.ts';
import { MIN_PART, type Needles } from './find-secrets.ts';

/** A shorter value is hidden only where it stands alone, and only if it is more than a word or a number. */
const MIN_LENGTH = 8;
const MIN_LENGTH_ALONE = 4;

/** How a secret can appear: as it is, line by line, and inside of base64, wherever it starts there. */
export function formsOf(secret: string): Needles {
  const whole = compactText(secret);
  if (whole.length < MIN_LENGTH) return { anywhere: [], alone: isMixed(whole) ? [whole] : [] };
  const lines = secret.split('\n').map(compactText);
  const long = lines.filter(({ length }) => length >= MIN_LENGTH);
  return { anywhere: [...new Set([whole, ...long, ...base64Forms(secret)])], alone: [] };
}

const isMixed = (text: string) => text.length >= MIN_LENGTH_ALONE && /[a-z]/i.test(text) && /[^a-z]/i.test(text);

/** The code units that depend on nothing but the secret, for each place in a group of three bytes where it can start. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret.trim());
  const forms = [0, 1, 2].map((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    return all.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6));
  });
  const urlForms = forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [...forms, ...urlForms].filter(({ length }) => length >= MIN_PART);
}
