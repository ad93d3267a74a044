/** Health, readiness, metrics and read-only queries over HTTP. */
@NullMarked
package io.weighbridge.web;

import org.jspecify.annotations.NullMarked;
