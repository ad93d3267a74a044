/** The nouns of the chain: blocks, headers, ranges of blocks, accounts, subnets. */
@NullMarked
package io.weighbridge.chain;

import org.jspecify.annotations.NullMarked;
