package dev.afina.benchmarks.suite.report;

/**
 * What the comparison should show, and whether it does.
 *
 * @param what is aimed at
 * @param found the figures
 * @param met whether it was reached
 */
record Goal(String what, String found, boolean met) {}
