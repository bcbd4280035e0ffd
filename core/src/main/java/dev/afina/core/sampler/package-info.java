/** What chooses a trial's parameters: the interface of samplers, random and grid search. */
@NullMarked
package dev.afina.core.sampler;

import org.jspecify.annotations.NullMarked;
