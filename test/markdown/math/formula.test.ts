import { describe, expect, it } from 'vitest';
import { createFormulas } from '../../../src/markdown/math/formula.ts';

const formulas = createFormulas('unicode');

function shows(cases: readonly (readonly [tex: string, text: string])[]): void {
  it.each(cases)('%s', (tex, text) => {
    expect(formulas.inline(tex)).toBe(text);
  });
}

describe('Greek, operators and arrows', () => {
  shows([
    ['\\alpha + \\beta \\ne \\Gamma', 'α + β ≠ Γ'],
    ['f: A \\to B, x \\mapsto x', 'f : A → B, x ↦ x'],
    ['A \\implies B \\iff C', 'A ⟹ B ⟺ C'],
    ['\\forall\\, \\varepsilon > 0\\; \\exists \\delta', '∀ ε > 0 ∃δ'],
    ['x \\in \\mathbb{R} \\setminus \\{0\\}', 'x ∈ ℝ ∖ {0}'],
    ['a \\not\\in B, a \\not= b', 'a ∉ B, a ≠ b'],
    ['a \\xrightarrow{n \\to \\infty} b', 'a ─n→∞→ b'],
    ['1, \\dots, n \\quad 1 + \\cdots + n', '1, …, n  1 + ⋯ + n'.replace('  ', ' ')],
    ['a_1 * b_2', 'a₁ * b₂'],
  ]);
});

describe('blanks stand where TeX has them', () => {
  shows([
    ['-x', '−x'],
    ['a-b', 'a − b'],
    ['a=-b', 'a = −b'],
    ['(-1)^n', '(−1)ⁿ'],
    ['|-x| - |y|', '|−x| − |y|'],
    ['2\\sin x\\cos(y)', '2 sin x cos(y)'],
    ['n \\log n', 'n log n'],
    ['\\log \\epsilon / \\log d, n / \\sqrt{n}', 'log ϵ/log d, n/√n'],
    ['f(x,y)', 'f(x, y)'],
    ['3.14, .5', '3.14, .5'],
    ['\\int f(x) dx', '∫ f(x) dx'],
    ['a\\,b\\!c', 'a bc'],
    ['10\\,000~\\mathrm{km}', '10 000 km'],
    ['a \\equiv b \\pmod{n}', 'a ≡ b (mod n)'],
    ['a \\bmod n', 'a mod n'],
  ]);
});

describe('sub- and superscripts', () => {
  shows([
    ['E = mc^2', 'E = mc²'],
    ['x_{i}^{*} + y_{j}^{*}', 'xᵢ* + yⱼ*'],
    ['a^{-1}, 2^{n+1}, x_{12}', 'a⁻¹, 2ⁿ⁺¹, x₁₂'],
    ["f'(x), f''(x), y'^2", 'f′(x), f″(x), y^(′2)'],
    ['A^\\top, A^T, 90^\\circ, A^\\dagger', 'Aᵀ, Aᵀ, 90°, A†'],
    ['e^{-x^2}', 'e^(−x²)'],
    ['p_\\theta', 'p_θ'],
    ['x^y_z', 'x_z^y'],
    ['x_{\\text{max}}', 'xₘₐₓ'],
    ['x_{\\text{word}}', 'x_(word)'],
    ['\\left(a\\right)^2', '(a)²'],
    ['\\frac{a}{b}^2, \\sqrt{x}^2', '(a/b)², (√x)²'],
    ['{}^{14}C', '¹⁴C'],
  ]);
});

describe('fractions and roots', () => {
  shows([
    ['\\frac{1}{2}, \\frac34, \\dfrac{5}{8}x', '½, ¾, ⅝x'],
    ['\\frac{a}{b}, {a \\over b}', 'a/b, a/b'],
    ['\\frac{a+b}{2a}', '(a + b)/(2a)'],
    ['\\frac{n(n+1)}{2}', 'n(n + 1)/2'],
    ['\\frac{dy}{dx} = \\frac{\\partial f}{\\partial x_i}', 'dy/dx = ∂f/∂xᵢ'],
    ['\\frac{d}{dx}f, 2\\frac{a}{b}', '(d/dx) f, 2 (a/b)'],
    ['\\frac{\\frac{a}{b}}{c}', '(a/b)/c'],
    ['\\frac{-1}{3} = \\frac{4}{3}.', '−1/3 = 4/3.'],
    ['\\sin\\frac{\\pi}{2}', 'sin (π/2)'],
    ['\\frac{AB}{CD}, \\frac{P(B|A)}{P(B)}', 'AB/CD, P(B|A)/P(B)'],
    ['\\frac{\\text{two words}}{n}', '(two words)/n'],
    ['\\sqrt2, \\sqrt{x+1}, \\sqrt[3]{8}, \\sqrt[n]{ab}', '√2, √(x + 1), ∛8, ⁿ√(ab)'],
    ['\\binom{n}{k}', 'C(n, k)'],
  ]);
});

describe('sums, integrals and limits', () => {
  shows([
    ['\\sum_{i=1}^{n} x_i', '∑ᵢ₌₁ⁿ xᵢ'],
    ['\\int_0^1 x\\,dx', '∫₀¹ x dx'],
    ['\\int_0^\\infty f', '∫_0^∞ f'],
    ['\\lim_{n \\to \\infty} (1)', 'lim_(n→∞) (1)'],
    ['\\max_{x \\in X} f(x)', 'max_(x∈X) f(x)'],
    ['\\underset{x}{\\max} f', 'maxₓ f'],
    ['\\operatorname*{arg\\,min}_w L', 'arg min_w L'],
    ['\\sum\\limits_{k} a_k', '∑ₖ aₖ'],
  ]);
});

describe('accents, letters and text', () => {
  shows([
    ['\\hat{x}, \\bar y, \\vec{v}, \\dot x, \\tilde{n}', 'x̂, ȳ, v⃗, ẋ, ñ'],
    ['\\overline{AB}, 0.\\overline{7}', 'A̅B̅, 0.7̅'],
    ['\\mathbf{w}, \\boldsymbol{\\theta}, \\mathcal{L}, \\mathfrak{g}, \\mathbb{E}', '𝐰, 𝛉, ℒ, 𝔤, 𝔼'],
    ['x = 1 \\text{ if } y > 0', 'x = 1 if y > 0'],
    ['\\text{Area} = 5\\%, \\$3', 'Area = 5%, $3'],
    ['\\frac{人数}{2}', '人数/2'],
    ['\\boxed{42}', '42'],
    ['\\textcolor{red}{x} \\label{eq:1}', 'x'],
  ]);
});

describe('cases and matrices in one row', () => {
  shows([
    ['\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}', '(1 2; 3 4)'],
    ['\\begin{cases} x & \\text{if } x > 0 \\\\ 0 & x \\le 0 \\end{cases}', '{ x if x > 0; 0, x ≤ 0'],
  ]);
});

describe('a formula of its own', () => {
  const display = (tex: string, width = 60) => formulas.display(tex, width);

  it.each([
    ['one row', 'E = mc^2', ['E = mc²']],
    [
      'fractions',
      'x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}',
      ['     −b ± √(b² − 4ac)', 'x = ──────────────────', '            2a'],
    ],
    ['a sign before a fraction', '-\\frac{x}{y}', ['   x', '− ───', '   y']],
    ['limits that have no small characters', '\\int_0^\\infty f', ['∞', '∫ f', '0']],
    ['limits that have them', '\\sum_{i=1}^n i', ['∑ᵢ₌₁ⁿ i']],
    ['lines', 'a = b \\\\ c = d', ['a = b', 'c = d']],
    ['aligned lines', '\\begin{aligned} f(x) &= a \\\\ -g &= b \\end{aligned}', ['f(x) = a', '  −g = b']],
    ['a matrix', 'A = \\begin{bmatrix} 1 & 20 \\\\ 3 & 4 \\end{bmatrix}', ['A = ⎡1  20⎤', '    ⎣3  4 ⎦']],
    [
      'cases',
      'f = \\begin{cases} x & \\text{if } y \\\\ 0 & \\text{else} \\end{cases}',
      ['    ⎧ x  if y', 'f = ⎨', '    ⎩ 0  else'],
    ],
    [
      'tall brackets and their scripts',
      '\\left(1 + \\frac{r}{n}\\right)^{nt}',
      ['⎛     r ⎞ⁿᵗ', '⎜1 + ───⎟', '⎝     n ⎠'],
    ],
    ['a choice', '\\binom{n}{k} = 1', ['⎛n⎞ = 1', '⎝k⎠']],
    ['a box', '\\boxed{42}', ['┌────┐', '│ 42 │', '└────┘']],
    ['a number', 'x = 1 \\tag{2}', ['x = 1    (2)']],
  ])('has %s', (_, tex, rows) => {
    expect(display(tex)).toEqual(rows);
  });

  it('is set in one row where its rows would be too wide', () => {
    expect(display('x = \\frac{aaaa + bbbb}{cccc}', 10)).toEqual(['x = (aaaa + bbbb)/(cccc)']);
  });
});

describe('what is not certain is not converted, not even in part', () => {
  it.each([
    ['an unknown command', 'a^2 + \\foo{b}'],
    ['an unknown environment', '\\begin{tikzcd} a \\end{tikzcd}'],
    ['a brace that is not closed', '\\frac{a}{b'],
    ['a brace too many', 'a}'],
    ['an argument that is missing', '\\frac{a}'],
    ['a script without anything', 'x^'],
    ['two superscripts', 'x^a^b'],
    ['delimiters that do not match', '\\left( a'],
    ['an environment that ends as another', '\\begin{cases} a \\end{matrix}'],
    ['an alignment outside of lines', 'a & b'],
    ['lines in a text', 'a \\\\ b'],
    ['a definition', '\\newcommand{\\x}{y} \\x'],
    ['a comment', 'a % b'],
    ['TeX in a text', '\\text{if $x$}'],
    ['a brace above', '\\underbrace{a + b}_{c}'],
    ['something above a relation', 'a \\overset{?}{=} b'],
    ['an accent over several characters', '\\hat{abc}'],
    ['an array with rules', '\\begin{array}{c|c} a & b \\end{array}'],
    ['a letter that an alphabet lacks', '\\mathcal{x}'],
    ['a degree that cannot be raised', '\\sqrt[\\infty]{x} \\sqrt[constructor]{x}'],
    ['a backslash at the end', 'a \\'],
    ['nothing to see', '\\, \\quad'],
  ])('%s', (_, tex) => {
    expect(formulas.inline(tex)).toBeUndefined();
  });

  it('anything, where the source is asked for', () => {
    expect(createFormulas('source').inline('x')).toBeUndefined();
    expect(createFormulas('source').display('x', 80)).toBeUndefined();
  });

  it('nesting of any depth: the stack is safe', () => {
    for (const unit of [
      '{',
      '\\frac{',
      '\\left(',
      'x^{',
      '\\sqrt',
      '\\hat',
      '\\begin{cases}',
      '\\mathbf{',
      'a\\over ',
      '\\not',
    ]) {
      expect(formulas.inline(unit.repeat(100_000))).toBeUndefined();
      expect(formulas.display(unit.repeat(100_000), 80)).toBeUndefined();
    }
  });
});
