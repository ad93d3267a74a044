/** The settings of a run, read from flags, environment and file, each with the place it came from. */
@NullMarked
package io.weighbridge.cli.settings;

import org.jspecify.annotations.NullMarked;
