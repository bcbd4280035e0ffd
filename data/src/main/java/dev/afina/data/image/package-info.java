/** Images: reading IDX files, plain or gzip, and splitting them by class. */
@NullMarked
package dev.afina.data.image;

import org.jspecify.annotations.NullMarked;
