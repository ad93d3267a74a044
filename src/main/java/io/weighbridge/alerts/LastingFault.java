package io.weighbridge.alerts;

/**
 * Something that is wrong as long as it lasts.
 *
 * @param kind what it is about
 * @param key what is wrong, so that it is known again
 * @param said what to tell people of it
 * @param over what to tell them when it is over
 */
record LastingFault(AlertKind kind, String key, String said, String over) {}
