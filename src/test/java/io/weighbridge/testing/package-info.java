/** What tests of every package share: chain data, fakes, generators. */
package io.weighbridge.testing;
