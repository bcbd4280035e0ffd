package dev.afina.algorithms.forest;

/**
 * How trees are grown; a leaf may be a single row.
 *
 * @param trees number of trees, at least 1
 * @param bootstrap whether each tree learns from as many rows drawn with replacement, or from all
 * @param share of the features, in (0, 1], that a split chooses among
 * @param cut where a split of a number lies
 * @param prior number of rows of the average target that each leaf has besides its own
 */
record Settings(int trees, boolean bootstrap, double share, Cut cut, double prior) {

  /** Where a split of a number lies. */
  enum Cut {
    /** Halfway between the two neighbouring values that it is best to separate. */
    BEST,
    /**
     * Anywhere between the smallest and the greatest value, the extremely randomised way (<a
     * href="https://doi.org/10.1007/s10994-006-6226-1">Geurts et al. 2006</a>): trees then differ
     * in where they step, and their mean is smooth.
     */
    ANYWHERE
  }
}
