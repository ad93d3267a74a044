package io.weighbridge.alerts;

/**
 * Something that went wrong once.
 *
 * @param kind what it is about
 * @param key what makes two of them the same to people
 * @param said what to tell people of it
 */
record OneTimeFault(AlertKind kind, String key, String said) {}
