/** What ends hopeless trials early: the interface of pruners, and the median rule. */
@NullMarked
package dev.afina.core.pruner;

import org.jspecify.annotations.NullMarked;
