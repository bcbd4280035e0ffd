/* A figure says what a chart shows: its title, its hint, what its marks mean, and how it is drawn. The page and the
   pictures of `afina plot` are both made from it, so these files keep to what a small interpreter understands: no
   loops over iterables, and no calls with spread arguments. */

/** The figures by kind; names are those of parameters, or null for all or the most important ones. */
const FIGURES = {
  history: () => historyFigure(),
  curves: () => curvesFigure(),
  rungs: () => rungsFigure(),
  importance: () => importanceFigure(),
  contour: (names) => contourFigure(names),
  slice: (names) => sliceFigure(names),
  parallel: () => parallelFigure(),
  pareto: () => paretoFigure(),
  edf: () => edfFigure(),
  timeline: () => timelineFigure(),
  surrogate: () => surrogateFigure(),
};

/** Why a study has no figure of a kind. */
const MISSING = {
  history: 'no trial has ended with a value yet',
  curves: 'no trial has reported intermediate values',
  rungs: 'its trials were not run by a scheduler, such as successive halving or Hyperband',
  slice: 'no trial with a value has parameters yet',
  parallel: 'no complete trial has parameters yet',
  pareto: 'a Pareto front needs two objectives and a complete trial',
  edf: 'no trial is complete yet',
  timeline: 'no trial has begun yet',
};
