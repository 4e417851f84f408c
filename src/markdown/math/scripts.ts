const ABOVE: Readonly<Record<string, string>> = pairs(
  '0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻAᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂβᵝγᵞδᵟθᶿφᵠχᵡ⊤ᵀ',
);
const BELOW: Readonly<Record<string, string>> = pairs(
  '0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓβᵦγᵧρᵨφᵩχᵪ',
);
/** What stands high already. */
const HIGH = /^(?:[′″‴*†‡]+|°)$/;

function pairs(text: string): Record<string, string> {
  return Object.fromEntries(Array.from(text.matchAll(/(.)(.)/gu), ([, from, to]) => [from!, to!]));
}

/** A superscript in raised characters, if there is one for each of its own. */
export function raised(text: string): string | undefined {
  return HIGH.test(text) ? text : text === '∘' ? '°' : mapped(text, ABOVE);
}

/** The same for a subscript. */
export function lowered(text: string): string | undefined {
  return mapped(text, BELOW);
}

function mapped(text: string, characters: Readonly<Record<string, string>>): string | undefined {
  const found = Array.from(text, (character) => characters[character]);
  return found.every((one) => one !== undefined) ? found.join('') : undefined;
}
