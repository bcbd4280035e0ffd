/** Short programs that show how a study is made; each has a {@code main} and a known outcome. */
@NullMarked
package dev.afina.examples;

import org.jspecify.annotations.NullMarked;
