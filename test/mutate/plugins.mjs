import { createHash } from 'node:crypto';
import { declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** A string with two words and a space is prose for people, which a unit test could only repeat. */
const PROSE = /[a-z]{2},? [a-z]{2}/i;

const prose = {
  shouldIgnore: (path) => (path.isStringLiteral() && PROSE.test(path.node.value) ? 'prose' : undefined),
};

/**
 * Passes only $SAMPLE mutants, chosen by $SEED. Stryker has no sampling, but asks checkers which
 * mutants to run: it counts the others as errors, which are not part of the score.
 */
const sample = () => ({
  init: async () => {},
  group: async (mutants) => [mutants.map(({ id }) => id)],
  check: async (mutants) => {
    const chosen = new Set(shuffled(mutants).slice(0, Number(process.env['SAMPLE'])));
    const verdict = (mutant) =>
      chosen.has(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not in the sample' };
    return Object.fromEntries(mutants.map((mutant) => [mutant.id, verdict(mutant)]));
  },
});

function shuffled(mutants) {
  const rank = ({ fileName, location, replacement }) =>
    createHash('sha256')
      .update(JSON.stringify([process.env['SEED'], fileName, location, replacement]))
      .digest('hex');
  const ranked = mutants.map((mutant) => ({ mutant, rank: rank(mutant) }));
  return ranked.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ mutant }) => mutant);
}

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'prose', prose),
  declareFactoryPlugin(PluginKind.Checker, 'sample', sample),
];
