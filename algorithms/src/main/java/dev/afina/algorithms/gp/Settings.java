package dev.afina.algorithms.gp;

/**
 * What a {@link GaussianProcessSampler} was told.
 *
 * @param startupTrials to end before the model is asked
 * @param acquisition what is made of the objective's process
 * @param noisy whether trials are tried again
 * @param warped whether inputs are
 * @param costExponent of a trial's cost; 0 if it does not count
 */
record Settings(
    int startupTrials,
    AcquisitionFunction acquisition,
    boolean noisy,
    boolean warped,
    double costExponent) {

  static final Settings DEFAULT =
      new Settings(
          GaussianProcessSampler.STARTUP_TRIALS, AcquisitionFunction.LOG_NOISY_EI, false, false, 0);

  Settings withStartupTrials(int trials) {
    return new Settings(trials, acquisition, noisy, warped, costExponent);
  }

  Settings withAcquisition(AcquisitionFunction function) {
    return new Settings(startupTrials, function, noisy, warped, costExponent);
  }

  Settings withNoise() {
    return new Settings(startupTrials, acquisition, true, warped, costExponent);
  }

  Settings withInputWarping() {
    return new Settings(startupTrials, acquisition, noisy, true, costExponent);
  }

  Settings withCostExponent(double exponent) {
    return new Settings(startupTrials, acquisition, noisy, warped, exponent);
  }
}
