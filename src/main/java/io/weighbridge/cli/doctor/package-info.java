/** What may be wrong with a set-up, found by looking and told with its remedy. */
@NullMarked
package io.weighbridge.cli.doctor;

import org.jspecify.annotations.NullMarked;
