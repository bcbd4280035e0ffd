/**
 * What tests of Afina and of its extensions share: the contract that every storage must keep, and
 * requirements whose absence skips a test loudly.
 */
@NullMarked
package dev.afina.testkit;

import org.jspecify.annotations.NullMarked;
