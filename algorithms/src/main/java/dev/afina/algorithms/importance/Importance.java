package dev.afina.algorithms.importance;

/**
 * A parameter's part of what all parameters matter.
 *
 * @param parameter its name
 * @param share in [0, 1]; the shares of a study sum to 1
 */
public record Importance(String parameter, double share) {}
