package dev.afina.core.storage;

import java.util.OptionalInt;

/**
 * What a worker asks for when it wants a trial.
 *
 * @param worker who will run it
 * @param limit how many trials the study may have in all that count to its budget (running,
 *     complete, pruned, or failed by the objective); empty for no limit
 */
public record TrialStart(Worker worker, OptionalInt limit) {}
