package dev.afina.benchmarks.measure;

import java.util.List;
import java.util.Map;

/**
 * What one benchmark found out.
 *
 * @param name of the benchmark, as on the command line
 * @param title one line that says what was measured
 * @param unit of the figures, with its direction: {@code samples/s, more is better}
 * @param settings what was run, in words, by heading
 * @param versions of the peers, by name
 * @param sides in the order they are shown in
 * @param comparisons of sides
 * @param aims that it was run for
 * @param observations beside the figures, by heading
 */
public record Measurement(
    String name,
    String title,
    String unit,
    Map<String, String> settings,
    Map<String, String> versions,
    List<Side> sides,
    List<Comparison> comparisons,
    List<Aim> aims,
    Map<String, String> observations) {}
