/** Tests of the measurements' arithmetic and of their report. */
@NullMarked
package dev.treaty.bench;

import org.jspecify.annotations.NullMarked;
