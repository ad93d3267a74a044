/** Commands, options and the configuration file, and the only place where parts are wired together. */
@NullMarked
package io.weighbridge.cli;

import org.jspecify.annotations.NullMarked;
